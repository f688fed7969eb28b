//! The words of a decision: gates, what they say, and what comes of it.

mod matched_as;

pub use matched_as::{MatchedAs, MatchedWays};

/// The end of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Allowed.
    Allowed,
    /// A Deny matches in some gate (EV-02).
    ExplicitDeny,
    /// No Deny matches, but a needed Allow is missing (EV-01).
    ImplicitDeny,
}

/// Relation between caller and owner of the resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// One account (5.2).
    SameAccount,
    /// Two accounts; both decide (5.3).
    CrossAccount,
    /// The caller has no account: only the resource's side decides (EV-59, EV-77, EV-78).
    Unsigned,
}

/// A gate of the evaluation flow: it asks the policies of one kind.
pub use iam_syntax::PolicyKind as Gate;

/// Verdict of a gate.
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

/// The verdict of each gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdicts([Verdict; Gate::ALL.len()]);

impl Verdicts {
    /// No gate has a say.
    pub const NONE: Self = Self([Verdict::NotApplicable; Gate::ALL.len()]);

    /// The verdict of a gate.
    pub fn of(&self, gate: Gate) -> Verdict {
        self.0.get(gate as usize).copied().unwrap_or(Verdict::NotApplicable)
    }

    /// The same verdicts, with another one of this gate.
    #[must_use]
    pub fn with(mut self, gate: Gate, verdict: Verdict) -> Self {
        self.set(gate, verdict);
        self
    }

    /// Gives a gate its verdict.
    pub fn set(&mut self, gate: Gate, verdict: Verdict) {
        self.0.get_mut(gate as usize).into_iter().for_each(|slot| *slot = verdict);
    }

    /// The gates with this verdict, most binding first.
    pub fn gates(&self, verdict: Verdict) -> impl Iterator<Item = Gate> {
        Gate::ALL.iter().copied().zip(self.0).filter(move |(_, says)| *says == verdict).map(|(gate, _)| gate)
    }
}

/// Reason for which a gate has no say.
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

/// Number of a policy, given by whoever evaluates; it comes back in the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PolicyId(pub u32);

/// Combination of a resource's policy with the caller's side in the same account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResourcePolicyKind {
    /// Either side may grant (EV-10).
    #[default]
    General,
    /// A role's trust policy must allow, always (EV-50).
    Trust,
    /// A KMS key policy must allow, or leave it to the account (EV-65, EV-66).
    Key,
    /// A KMS key whose policy nobody wrote down: the default one, which leaves it to the account.
    DefaultKey,
}

impl ResourcePolicyKind {
    /// The gate at which such a policy is asked.
    pub const fn gate(self) -> Gate {
        match self {
            Self::Trust => Gate::Trust,
            Self::General | Self::Key | Self::DefaultKey => Gate::Resource,
        }
    }
}
