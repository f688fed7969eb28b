//! The reasons of an evaluation, as data.
//!
//! A trace points into the syntax tree (policy, statement, item) instead of copying it; whoever writes sentences
//! holds both.

use std::ops::Range;

use iam_syntax::{Effect, Span};

use crate::combine::{Decision, Flow};
use crate::gates::PolicyId;
use crate::owned::AwsOwned;

/// A decision and how each gate came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// The end.
    pub decision: Decision,
    /// For an allow the gates that granted; for a deny all that block it, most binding first.
    pub decided_by: Vec<Gate>,
    /// Something that AWS owns and nobody may change, when that decided (EV-90 to EV-92).
    pub owned: Option<AwsOwned>,
    /// All gates in the order of AWS's flow (EV-03).
    pub gates: Vec<GateTrace>,
    /// What the gates say, as it was folded; `None` where no reasons were kept.
    pub flow: Option<Flow>,
}

/// A gate of the evaluation flow, most binding first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gate {
    /// Resource control policies of the owner's account (5.5).
    ResourceControl,
    /// Service control policies of the caller's account (5.4).
    ServiceControl,
    /// Policy of the VPC endpoint that the call goes through (EV-76).
    VpcEndpoint,
    /// Trust policy of the role (EV-50).
    Trust,
    /// Any other resource-based policy.
    Resource,
    /// Permissions boundary of the caller's user or role.
    Boundary,
    /// Session policies.
    Session,
    /// Policies of the caller's user, groups or role.
    Identity,
}

impl Gate {
    /// Whether its policies are an organization's.
    pub const fn is_control(self) -> bool {
        matches!(self, Self::ResourceControl | Self::ServiceControl)
    }
}

/// What a gate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// An Allow matches, and where there are levels, one on each.
    Allows,
    /// A Deny matches.
    Denies,
    /// Neither.
    Silent,
    /// The gate has no say.
    NotApplicable,
}

/// How a gate came out.
#[derive(Clone, Debug, PartialEq)]
pub struct GateTrace {
    /// Which one.
    pub gate: Gate,
    /// What it says.
    pub verdict: Verdict,
    /// Why it has a say, or has none.
    pub applies: Applies,
    /// The ways in which matching Allows name the caller (PR-41).
    pub named: Named,
    /// Its policies, level by level; gates without levels have one.
    pub levels: Vec<LevelTrace>,
}

/// Whether a gate has a say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// Its policies count.
    Yes,
    /// It says yes without a policy: the root user's own account (EV-04), a default endpoint policy (EV-76), a
    /// default key policy.
    Implicitly,
    /// Its policy is public and the bucket restricts such policies: its Allows do not count for this caller (EV-71).
    Restricted,
    /// It has no say.
    No(NotApplicable),
}

/// Why a gate has no say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotApplicable {
    /// There is no such policy.
    NoPolicy,
    /// The caller is not a user or role of an account (EV-31, EV-78).
    Unsigned,
    /// The caller or the resource belongs to the management account (EV-31, EV-41).
    ManagementAccount,
    /// The caller is a service-linked role (EV-31, EV-41).
    ServiceLinkedRole,
    /// Identity policies and boundaries do not bind the root user (EV-04).
    RootUser,
    /// The service, or this action of it, is not covered by RCPs (EV-41, EV-42, EV-44).
    NotCovered,
    /// No policy can keep the owner's root user from a bucket's own policy (EV-70).
    OwnerRoot,
}

/// One level of a gate: a root, unit or account, or all of it.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelTrace {
    /// Position among the levels, root first.
    pub level: usize,
    /// What the level says.
    pub verdict: Verdict,
    /// Its policies.
    pub policies: Vec<PolicyTrace>,
}

/// How a policy came out.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyTrace {
    /// Which one.
    pub policy: PolicyId,
    /// What it says.
    pub verdict: Verdict,
    /// All its statements.
    pub statements: Vec<StatementTrace>,
    /// The elements of all statements, one statement behind the other: one list costs less than many.
    pub(crate) clauses: Vec<ClauseTrace>,
}

impl PolicyTrace {
    /// The elements of one of its statements, in the order of the text.
    pub fn clauses(&self, statement: &StatementTrace) -> &[ClauseTrace] {
        self.clauses.get(statement.clauses.clone()).unwrap_or(&[])
    }
}

/// How a statement came out.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementTrace {
    /// Position in the policy's list of readable statements.
    pub position: usize,
    /// Position in the document, counted from 0.
    pub index: u32,
    /// What it says when it matches.
    pub effect: Effect,
    /// Whether all its elements match.
    pub matched: bool,
    /// The whole statement.
    pub span: Span,
    /// The ways in which it names the caller.
    pub named: Named,
    /// Where its elements are, see [`PolicyTrace::clauses`].
    pub(crate) clauses: Range<usize>,
}

/// How one element of a statement came out.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseTrace {
    /// Which element.
    pub element: Element,
    /// Whether it fits the request.
    pub matched: bool,
    /// Where it stands; the deciding value when there is one.
    pub span: Span,
    /// Why.
    pub why: Why,
}

/// An element of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// `Principal` or `NotPrincipal`.
    Principal,
    /// `Action` or `NotAction`.
    Action,
    /// `Resource` or `NotResource`.
    Resource,
    /// The condition at this position of the statement's list.
    Condition(usize),
}

/// Why an element fits or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The value at this position fits the request.
    Fits(usize),
    /// No value fits.
    NoneFits,
    /// No value fits, and this one cannot (MR-09).
    Unresolved(Box<Unresolved>),
    /// The element lists nothing (GR-19).
    Empty,
    /// `NotPrincipal`: the caller has a boundary, so listing it does not spare it (PR-31).
    BoundaryOverridesNotPrincipal,
    /// `NotPrincipal`: only these of the caller's identities are listed, not all (PR-32).
    PartlyListed {
        /// The identities that are listed.
        listed: Named,
        /// The identities that would have to be, too.
        lacking: Named,
    },
    /// A condition: the key is absent.
    Missing(Missing),
    /// A condition on a key with several values lacks a set operator (CO-20).
    SeveralValues,
    /// A condition with an empty list of values (CO-21, CO-22).
    NoValues,
    /// A condition that compared values.
    Compared(ComparedWith),
    /// `Null` (CO-12).
    Presence {
        /// Whether the key is in the request.
        present: bool,
    },
    /// `Null` with a set operator: always true with `ForAllValues`, always false with `ForAnyValue` (CO-18).
    QuantifiedNull,
}

/// A value of a policy with a variable that has no value. Rare, so that it is kept apart: traces hold many reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// Position of the value in its element or condition.
    pub item: usize,
    /// Name of the variable's key, in lower case.
    pub key: String,
}

/// What an absent key means for a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A positive operator is false (CO-06).
    Fails,
    /// A negated operator is true (CO-07).
    HoldsNegated,
    /// `IfExists` makes it true (CO-10).
    HoldsIfExists,
    /// `ForAllValues` over nothing is true (CO-14).
    HoldsForAll,
    /// `ForAnyValue` over nothing is false (CO-15).
    FailsForAny,
}

/// Which values decided a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedWith {
    /// Position of the deciding value among the request's.
    pub request: usize,
    /// Position of the policy value that equals it; `None` when none does.
    pub policy: Option<usize>,
    /// A policy value that could not be compared (VA-07).
    pub unresolved: Option<Box<Unresolved>>,
    /// Whose value is not of the operator's kind, when one is not (CO-33 to CO-39).
    pub wrong_type: Option<WrongType>,
}

/// Whose value an operator cannot compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongType {
    /// The request's.
    Request,
    /// The policy's, at this position.
    Policy(usize),
}

/// A set of ways in which a policy can name a caller (PR-41).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Named(u16);

/// One way to name a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As IAM user.
    User,
    /// As role.
    Role,
    /// As session of a role.
    Session,
    /// As federated user.
    Federated,
    /// Through the account.
    Account,
    /// As everybody.
    Star,
    /// As service.
    Service,
    /// Through the identity provider.
    Provider,
}

impl Way {
    /// All ways, most specific first.
    pub const ALL: [Self; 8] = [
        Self::Session,
        Self::Federated,
        Self::User,
        Self::Role,
        Self::Service,
        Self::Provider,
        Self::Account,
        Self::Star,
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl Named {
    /// Named in no way.
    pub const NONE: Self = Self(0);

    /// Named in one way.
    pub const fn only(way: Way) -> Self {
        Self(way.bit())
    }

    /// Whether `way` is among them.
    pub const fn has(self, way: Way) -> bool {
        self.0 & way.bit() != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those that are not in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The ways, most specific first.
    pub fn ways(self) -> impl Iterator<Item = Way> {
        Way::ALL.into_iter().filter(move |way| self.has(*way))
    }
}
