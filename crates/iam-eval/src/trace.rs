//! The reasons of an evaluation, as data.
//!
//! A trace points into the syntax tree (policy, statement, item) instead of copying it; whoever writes sentences
//! holds both.

use std::ops::Range;

use iam_syntax::{Effect, Span};

mod why;

pub use why::{ComparedWith, Missing, Unresolved, Why, WrongType};

use crate::combine::Flow;
use crate::owned::AwsOwned;
use crate::verdict::{Decision, Gate, MatchedWays, NotApplicable, PolicyId, Verdict};

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
    /// Verdicts of the gates, as they were folded; `None` where no reasons were kept.
    pub flow: Option<Flow>,
}

/// Result of a gate.
#[derive(Clone, Debug, PartialEq)]
pub struct GateTrace {
    /// Which one.
    pub gate: Gate,
    /// Its verdict.
    pub verdict: Verdict,
    /// Reason for which it has a say, or has none.
    pub applies: Applies,
    /// The ways in which matching Allows name the caller (PR-41).
    pub named: MatchedWays,
    /// Its policies, level by level; gates without levels have one.
    pub levels: Vec<LevelTrace>,
}

/// Say of a gate in a request.
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

/// One level of a gate: a root, unit or account, or all of it.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelTrace {
    /// Position among the levels, root first.
    pub level: usize,
    /// Verdict of the level.
    pub verdict: Verdict,
    /// Its policies.
    pub policies: Vec<PolicyTrace>,
}

/// Result of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyTrace {
    /// Which one.
    pub policy: PolicyId,
    /// Its verdict.
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

/// Result of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementTrace {
    /// Position in the policy's list of readable statements.
    pub position: usize,
    /// Position in the document, counted from 0.
    pub index: u32,
    /// Its effect when it matches.
    pub effect: Effect,
    /// True if all its elements match.
    pub matched: bool,
    /// The whole statement.
    pub span: Span,
    /// The ways in which it names the caller.
    pub named: MatchedWays,
    /// Range of its elements, see [`PolicyTrace::clauses`].
    pub(crate) clauses: Range<usize>,
}

/// Result of one element of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseTrace {
    /// Which element.
    pub element: Element,
    /// True if it fits the request.
    pub matched: bool,
    /// Its place; that of the deciding value when there is one.
    pub span: Span,
    /// The reason.
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
