//! From what each gate says to the decision: sections 5 and 10, in one pure function.

use crate::verdict::{Decision, Gate, MatchedAs, MatchedWays, Relation, ResourcePolicyKind, Verdict, Verdicts};
use iam_syntax::open_points::{
    BOUNDARY_LIMITS_SESSIONS_ACROSS_ACCOUNTS, FEDERATED_USER_NEEDS_SESSION_POLICY, NAMED_IN_TRUST_IS_ENOUGH,
    TRUST_REQUIRES_BOUNDARY,
};

/// Verdicts of the gates about one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The verdict of each gate.
    pub says: Verdicts,
    /// Ways in which matching Allows of the resource's policy name the caller.
    pub named: MatchedWays,
    /// Kind of policy that the resource has.
    pub resource_kind: ResourcePolicyKind,
    /// Same account, two accounts, or no account on the caller's side.
    pub relation: Relation,
    /// True if the caller is a federated user's session.
    pub federated_user: bool,
    /// True if the caller is the root user of a member account, assumed for one task (EV-84).
    pub assumed_root: bool,
}

/// A decision and the gates behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination {
    /// The end.
    pub decision: Decision,
    /// For an allow the gates that granted; for a deny all that block it; most binding first.
    pub decided_by: Vec<Gate>,
}

/// Folds the gates' verdicts.
pub fn combine(flow: &Flow) -> Combination {
    let denying: Vec<Gate> = flow.says.gates(Verdict::Denies).collect();
    if !denying.is_empty() {
        return Combination { decision: Decision::ExplicitDeny, decided_by: denying };
    }
    let mut blocking: Vec<Gate> = flow.says.gates(Verdict::Silent).filter(|gate| gate.bounds()).collect();
    let grant = flow.grant();
    if blocking.is_empty() && grant.given {
        return Combination { decision: Decision::Allowed, decided_by: grant.gates };
    }
    if !grant.given {
        blocking.extend(grant.gates);
    }
    Combination { decision: Decision::ImplicitDeny, decided_by: blocking }
}

/// Gates that grant, or those whose Allow is missing.
struct Grant {
    given: bool,
    gates: Vec<Gate>,
}

impl Flow {
    fn grant(&self) -> Grant {
        match self.relation {
            Relation::Unsigned => Grant { given: self.resource_allows(), gates: vec![self.resource_kind.gate()] },
            Relation::CrossAccount => self.cross_account(),
            Relation::SameAccount => self.same_account(),
        }
    }

    /// Both sides must allow; who is named how does not matter (EV-20, EV-21).
    fn cross_account(&self) -> Grant {
        let named = !BOUNDARY_LIMITS_SESSIONS_ACROSS_ACCOUNTS.taken() && self.named.has(MatchedAs::Session);
        let past_boundary = named && self.says.of(Gate::Identity) == Verdict::Allows && self.session_passes();
        if self.resource_allows() && (self.caller_allows() || past_boundary) {
            return Grant { given: true, gates: vec![self.resource_kind.gate(), Gate::Identity] };
        }
        let mut gates = Vec::new();
        if !self.resource_allows() {
            gates.push(self.resource_kind.gate());
        }
        gates.extend(self.caller_lacks());
        Grant { given: false, gates }
    }

    /// The table of EV-12, and policies without which nothing goes (EV-16).
    fn same_account(&self) -> Grant {
        let needed = self.resource_kind != ResourcePolicyKind::General;
        let direct = self.direct();
        let caller = self.caller_allows();
        let ready = !needed || self.resource_allows();
        let given = ready && (direct || caller);
        let mut gates = Vec::new();
        if given {
            if direct || needed {
                gates.push(self.resource_kind.gate());
            }
            if caller {
                gates.push(Gate::Identity);
            }
            return Grant { given, gates };
        }
        if !ready {
            gates.push(self.resource_kind.gate());
        }
        // Where the resource's policy names the user or role, only the ceilings stand in the way.
        let ceilings = !self.named.is_empty() && (self.named.has(MatchedAs::User) || self.named.has(MatchedAs::Role));
        if ceilings {
            gates.extend(self.ceilings_lack());
        } else if ready {
            gates.extend(self.caller_lacks());
        }
        Grant { given, gates }
    }

    /// True if the resource's policy grants on its own, by the way it names the caller (EV-12, EV-55).
    fn direct(&self) -> bool {
        let named = self.named;
        if self.resource_kind == ResourcePolicyKind::Trust && !NAMED_IN_TRUST_IS_ENOUGH.taken() {
            return false;
        }
        let under_ceilings = self.boundary_passes() && self.session_passes();
        if self.assumed_root && !self.session_passes() {
            // The task policy limits whatever a resource grants.
            return false;
        }
        if self.federated_user {
            return named.has(MatchedAs::Federated)
                || named.has(MatchedAs::Star)
                || (named.has(MatchedAs::User) && under_ceilings && self.session_policy_passed());
        }
        let user = named.has(MatchedAs::User)
            && (self.resource_kind != ResourcePolicyKind::Trust
                || !TRUST_REQUIRES_BOUNDARY.taken()
                || self.boundary_passes());
        named.has(MatchedAs::Session)
            || named.has(MatchedAs::Star)
            || user
            || (named.has(MatchedAs::Role) && under_ceilings)
    }

    fn resource_allows(&self) -> bool {
        self.says.of(self.resource_kind.gate()) == Verdict::Allows
    }

    /// Identity policy, under boundary and session policy (EV-11, EV-15, ST-40).
    fn caller_allows(&self) -> bool {
        self.says.of(Gate::Identity) == Verdict::Allows
            && self.boundary_passes()
            && self.session_passes()
            && (!self.federated_user || self.session_policy_passed())
    }

    fn caller_lacks(&self) -> Vec<Gate> {
        let mut gates = self.ceilings_lack();
        if self.says.of(Gate::Identity) != Verdict::Allows {
            gates.push(Gate::Identity);
        }
        gates
    }

    fn ceilings_lack(&self) -> Vec<Gate> {
        let mut gates = Vec::new();
        if !self.boundary_passes() {
            gates.push(Gate::Boundary);
        }
        if !self.session_passes() || (self.federated_user && !self.session_policy_passed()) {
            gates.push(Gate::Session);
        }
        gates
    }

    fn boundary_passes(&self) -> bool {
        passes(self.says.of(Gate::Boundary))
    }

    fn session_passes(&self) -> bool {
        passes(self.says.of(Gate::Session))
    }

    fn session_policy_passed(&self) -> bool {
        !FEDERATED_USER_NEEDS_SESSION_POLICY.taken() || self.says.of(Gate::Session) == Verdict::Allows
    }
}

/// A ceiling that does not exist does not limit.
fn passes(ceiling: Verdict) -> bool {
    match ceiling {
        Verdict::Allows | Verdict::NotApplicable => true,
        Verdict::Silent | Verdict::Denies => false,
    }
}

#[cfg(test)]
mod tests;
