//! One request through all gates (semantics 10).

use iam_syntax::KnownAction;
use iam_syntax::open_points::{FOREIGN_ROOT_ALLOWS_ITSELF, SCPS_BIND_TOKEN_CALLERS};

use crate::caller::{CallerKind, is_service_linked};
use crate::combine::{Combination, Flow, combine};
use crate::gates::{Attached, Level, Policies, ask, ask_levels, verdict};
use crate::keys;
use crate::owned::{self, AwsOwned};
use crate::public::is_public;
use crate::request::Request;
use crate::statement::Says;
use crate::trace::{Applies, Evaluation, GateTrace, LevelTrace};
use crate::verdict::{
    Decision, Gate, MatchedAs, MatchedWays, NotApplicable, Relation, ResourcePolicyKind, Verdict, Verdicts,
};

/// Actions on the policy of a bucket (EV-70) or a queue (AM-07) that the owner's root user can always do.
const OWNERS_POLICY: [KnownAction; 5] = [
    KnownAction::GetBucketPolicy,
    KnownAction::PutBucketPolicy,
    KnownAction::DeleteBucketPolicy,
    KnownAction::GetQueueAttributes,
    KnownAction::SetQueueAttributes,
];

/// Decides, and keeps every reason.
pub fn evaluate(request: &Request<'_>, policies: &Policies<'_>) -> Evaluation {
    let mut gates = Vec::with_capacity(Gate::ALL.len());
    let (flow, combination, owned) = run(request, policies, Some(&mut gates));
    let Combination { decision, decided_by } = combination;
    Evaluation { decision, decided_by, owned, gates, flow: Some(flow) }
}

/// Decides alone: the same steps, with nothing kept.
pub fn decide(request: &Request<'_>, policies: &Policies<'_>) -> Decision {
    run(request, policies, None).1.decision
}

/// True if service control policies would let the request pass, whoever is bound by them.
pub fn scps_allow(levels: &[Level<'_>], request: &Request<'_>) -> bool {
    let says = ask_levels(Gate::ServiceControl, levels, request, None);
    verdict(says) == Verdict::Allows
}

fn run(
    request: &Request<'_>,
    policies: &Policies<'_>,
    trace: Option<&mut Vec<GateTrace>>,
) -> (Flow, Combination, Option<AwsOwned>) {
    let mut asker = Asker { request, policies, trace };
    let mut says = Verdicts::NONE;
    says.set(Gate::ResourceControl, asker.resource_control());
    says.set(Gate::ServiceControl, asker.service_control());
    says.set(Gate::VpcEndpoint, asker.endpoint());
    says.set(Gate::ScopeDown, asker.scope_down());
    let (resource, named) = asker.resource();
    says.set(policies.resource.kind.gate(), resource);
    says.set(Gate::Identity, asker.identity());
    says.set(Gate::Boundary, asker.boundary());
    says.set(Gate::Session, asker.session());
    let flow = Flow {
        says,
        named,
        resource_kind: policies.resource.kind,
        relation: relation(request),
        federated_user: matches!(request.caller.kind, CallerKind::FederatedUser { .. }),
        // Root has a session policy only when it was assumed for a task.
        assumed_root: matches!(request.caller.kind, CallerKind::Root { .. }) && policies.session.is_some(),
    };
    let combination = combine(&flow);
    match owned::refuses(request.action, &request.target.arn) {
        Some(owned) if combination.decision != Decision::ExplicitDeny => {
            (flow, Combination { decision: Decision::ImplicitDeny, decided_by: Vec::new() }, Some(owned))
        }
        Some(_) | None => (flow, combination, None),
    }
}

fn relation(request: &Request<'_>) -> Relation {
    if request.caller.unsigned() {
        Relation::Unsigned
    } else if request.caller.account == request.target.account || request.action.known.is_some_and(asks_caller_alone) {
        Relation::SameAccount
    } else {
        Relation::CrossAccount
    }
}

/// True for calls that the caller's side decides, whatever they name as resource: who becomes root of a member account (6.1), and who
/// scopes a session down (AM-20).
fn asks_caller_alone(action: KnownAction) -> bool {
    matches!(action, KnownAction::AssumeRoot | KnownAction::GetScopedCredentials)
}

/// Asks the gates one after the other.
struct Asker<'a, 't> {
    request: &'a Request<'a>,
    policies: &'a Policies<'a>,
    trace: Option<&'t mut Vec<GateTrace>>,
}

impl Asker<'_, '_> {
    /// By the owner's account, for every caller; only Deny statements count (EV-40 to EV-45).
    fn resource_control(&mut self) -> Verdict {
        let Some(levels) = &self.policies.resource_control else {
            return self.skip(Gate::ResourceControl, NotApplicable::NoPolicy);
        };
        let request = self.request;
        let skip = if request.target.in_management_account {
            Some(NotApplicable::ManagementAccount)
        } else if request.caller.service_linked() || self.assumes_service_linked() {
            Some(NotApplicable::ServiceLinkedRole)
        } else if !keys::rcp_covers(request.action, &request.target.arn) {
            Some(NotApplicable::NotCovered)
        } else {
            None
        };
        match skip {
            Some(why) => self.skip(Gate::ResourceControl, why),
            // `RCPFullAWSAccess` is attached everywhere and cannot be removed, so every level allows (EV-43).
            None => self.levels(Gate::ResourceControl, levels, true),
        }
    }

    /// True if a service assumes its service-linked role (AM-03).
    fn assumes_service_linked(&self) -> bool {
        let service = self.request.caller.kind.service().is_some();
        let assumes = self.policies.resource.kind == ResourcePolicyKind::Trust;
        service && assumes && is_service_linked(&self.request.target.arn)
    }

    /// By the caller's account; every level must allow (EV-30 to EV-32).
    fn service_control(&mut self) -> Verdict {
        let Some(levels) = &self.policies.service_control else {
            return self.skip(Gate::ServiceControl, NotApplicable::NoPolicy);
        };
        let bound = SCPS_BIND_TOKEN_CALLERS.taken() && self.request.caller.kind.provider().is_some();
        let skip = if self.request.caller.unsigned() && !bound {
            Some(NotApplicable::Unsigned)
        } else if self.request.target.caller_in_management_account {
            Some(NotApplicable::ManagementAccount)
        } else if self.request.caller.service_linked() {
            Some(NotApplicable::ServiceLinkedRole)
        } else {
            None
        };
        match skip {
            Some(why) => self.skip(Gate::ServiceControl, why),
            None => self.levels(Gate::ServiceControl, levels, false),
        }
    }

    fn endpoint(&mut self) -> Verdict {
        match self.policies.endpoint {
            None => self.skip(Gate::VpcEndpoint, NotApplicable::NoPolicy),
            Some(endpoint) => match endpoint.policy {
                None => self.implicit(Gate::VpcEndpoint, MatchedWays::NONE),
                Some(policy) => self.ask(Gate::VpcEndpoint, &[policy]).0,
            },
        }
    }

    /// Credentials that were scoped down: each of their policies must allow. All others have no such gate (AM-20).
    fn scope_down(&mut self) -> Verdict {
        match self.policies.scope_down.as_slice() {
            [] => Verdict::NotApplicable,
            levels => self.levels(Gate::ScopeDown, levels, false),
        }
    }

    fn resource(&mut self) -> (Verdict, MatchedWays) {
        let resource = self.policies.resource;
        let gate = resource.kind.gate();
        if self.owner_root_on_own_policy() {
            return (self.skip(gate, NotApplicable::OwnerRoot), MatchedWays::NONE);
        }
        match (resource.kind, resource.policy) {
            (_, Some(policy)) if self.restricted() => self.ask_restricted(gate, policy),
            (_, Some(policy)) => self.ask(gate, &[policy]),
            // The default key policy names the key's account and nobody else (EV-66).
            (ResourcePolicyKind::DefaultKey, None) if relation(self.request) == Relation::SameAccount => {
                let named = MatchedWays::only(MatchedAs::Account);
                (self.implicit(gate, named), named)
            }
            (ResourcePolicyKind::General, None) => (self.skip(gate, NotApplicable::NoPolicy), MatchedWays::NONE),
            (ResourcePolicyKind::Trust | ResourcePolicyKind::Key | ResourcePolicyKind::DefaultKey, None) => {
                self.ask(gate, &[])
            }
        }
    }

    /// True if the bucket's policy is public and may let in the owner's account and services alone (EV-71).
    fn restricted(&self) -> bool {
        let resource = self.policies.resource;
        let request = self.request;
        let let_in = request.caller.account.is_some() && request.caller.account == request.target.account
            || matches!(request.caller.kind, CallerKind::Service { .. });
        resource.restrict_public && !let_in && resource.policy.is_some_and(|attached| is_public(attached.policy))
    }

    /// The owner's root user can always read, set and delete the policy of a bucket (EV-70) or a queue (AM-07).
    fn owner_root_on_own_policy(&self) -> bool {
        let request = self.request;
        matches!(request.caller.kind, CallerKind::Root { .. })
            && relation(request) == Relation::SameAccount
            && request.action.known.is_some_and(|action| OWNERS_POLICY.contains(&action))
    }

    fn identity(&mut self) -> Verdict {
        match self.request.caller.kind {
            CallerKind::User { .. } if self.request.caller.unsigned() => {
                self.skip(Gate::Identity, NotApplicable::Unsigned)
            }
            CallerKind::Root { .. }
                if FOREIGN_ROOT_ALLOWS_ITSELF.taken() || relation(self.request) != Relation::CrossAccount =>
            {
                self.implicit(Gate::Identity, MatchedWays::NONE)
            }
            // The federated user of a root user is held by the session policy alone.
            CallerKind::FederatedUser { issuer: Some(ref issuer), .. } if issuer.ends_with(":root") => {
                self.implicit(Gate::Identity, MatchedWays::NONE)
            }
            CallerKind::Service { .. }
            | CallerKind::WebIdentity { .. }
            | CallerKind::Saml { .. }
            | CallerKind::Anonymous => self.skip(Gate::Identity, NotApplicable::Unsigned),
            CallerKind::User { .. }
            | CallerKind::RoleSession { .. }
            | CallerKind::FederatedUser { .. }
            | CallerKind::Root { .. } => self.ask(Gate::Identity, &self.policies.identity).0,
        }
    }

    fn boundary(&mut self) -> Verdict {
        match (self.policies.boundary, &self.request.caller.kind) {
            (None, _) => self.skip(Gate::Boundary, NotApplicable::NoPolicy),
            (Some(_), CallerKind::Root { .. }) => self.skip(Gate::Boundary, NotApplicable::RootUser),
            (Some(_), _) if self.request.caller.unsigned() => self.skip(Gate::Boundary, NotApplicable::Unsigned),
            (Some(_), _) if self.request.caller.service_linked() => {
                self.skip(Gate::Boundary, NotApplicable::ServiceLinkedRole)
            }
            (Some(policy), _) => self.ask(Gate::Boundary, &[policy]).0,
        }
    }

    fn session(&mut self) -> Verdict {
        match &self.policies.session {
            None => self.skip(Gate::Session, NotApplicable::NoPolicy),
            Some(policies) => self.ask(Gate::Session, policies).0,
        }
    }

    fn ask(&mut self, gate: Gate, policies: &[Attached<'_>]) -> (Verdict, MatchedWays) {
        let (says, levels) = self.asked(gate, policies);
        self.record(gate, says, Applies::Yes, levels)
    }

    /// Deny statements count as ever, Allows do not.
    fn ask_restricted(&mut self, gate: Gate, policy: Attached<'_>) -> (Verdict, MatchedWays) {
        let (says, levels) = self.asked(gate, &[policy]);
        let denies = Says { denies: says.denies, ..Says::default() };
        self.record(gate, denies, Applies::Restricted, levels)
    }

    fn asked(&mut self, gate: Gate, policies: &[Attached<'_>]) -> (Says, Vec<LevelTrace>) {
        let mut traced = self.trace.is_some().then(Vec::new);
        let says = ask(gate, policies, self.request, traced.as_mut());
        let level = |policies| vec![LevelTrace { level: 0, verdict: verdict(says), policies }];
        (says, traced.map(level).unwrap_or_default())
    }

    fn levels(&mut self, gate: Gate, levels: &[Level<'_>], always_allows: bool) -> Verdict {
        let mut traced = self.trace.is_some().then(Vec::new);
        let mut says = ask_levels(gate, levels, self.request, traced.as_mut());
        says.allows |= always_allows;
        self.record(gate, says, Applies::Yes, traced.unwrap_or_default()).0
    }

    fn implicit(&mut self, gate: Gate, named: MatchedWays) -> Verdict {
        self.record(gate, Says { allows: true, denies: false, named }, Applies::Implicitly, Vec::new()).0
    }

    fn skip(&mut self, gate: Gate, why: NotApplicable) -> Verdict {
        if let Some(trace) = self.trace.as_mut() {
            let (verdict, applies) = (Verdict::NotApplicable, Applies::No(why));
            trace.push(GateTrace { gate, verdict, applies, named: MatchedWays::NONE, levels: Vec::new() });
        }
        Verdict::NotApplicable
    }

    fn record(&mut self, gate: Gate, says: Says, applies: Applies, levels: Vec<LevelTrace>) -> (Verdict, MatchedWays) {
        let said = verdict(says);
        if let Some(trace) = self.trace.as_mut() {
            trace.push(GateTrace { gate, verdict: said, applies, named: says.named, levels });
        }
        (said, says.named)
    }
}
