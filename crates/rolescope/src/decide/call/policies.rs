//! Which policies have a say in a call.

use iam_eval::{Action, Endpoint, Level, Policies, ResourcePolicy, ResourcePolicyKind, Target};
use iam_sts::Operation;
use iam_syntax::open_points::SCPS_BIND_TOKEN_CALLERS;
use iam_syntax::{Arn, KnownAction};

use super::Call;
use crate::resolve::world::{ResourceEntries, ResourceEntry};

impl<'w> Call<'w, '_> {
    pub(super) fn policies(&self, action: &Action, target: &Target, entries: &ResourceEntries<'_>) -> Policies<'w> {
        let world = self.world;
        let owner = world.account(target.account.as_deref());
        let caller = &self.actor.caller;
        let own = if SCPS_BIND_TOKEN_CALLERS.taken() && caller.kind.provider().is_some() {
            owner
        } else {
            world.account(caller.account.as_deref())
        };
        Policies {
            resource_control: owner.and_then(|owner| world.resource_control(owner)),
            service_control: own.and_then(|own| world.service_control(own)),
            endpoint: self
                .step
                .vpc_endpoint
                .as_ref()
                .map(|_| Endpoint { policy: self.own_policies("vpcEndpoint").first().copied() }),
            scope_down: self.actor.scope_down.iter().map(|policy| Level { policies: vec![*policy] }).collect(),
            resource: self.resource_policy(action, target, entries),
            identity: self.actor.identity.clone(),
            boundary: self.actor.boundary,
            session: self.actor.policies.clone(),
        }
    }

    fn resource_policy(&self, action: &Action, target: &Target, entries: &ResourceEntries<'_>) -> ResourcePolicy<'w> {
        let world = self.world;
        let Some(arn) = Arn::parse(&target.arn) else { return ResourcePolicy::default() };
        let of = |(at, _): ResourceEntry<'_>| world.policies_in("resources", at, "policy").next();
        let (entry, bucket) = (entries.resource(), entries.bucket);
        if arn.is_role() && trust_decides(action) {
            let policy = world.principal(&target.arn).and_then(|(at, _)| world.trust_policy(at));
            return ResourcePolicy { kind: ResourcePolicyKind::Trust, policy, restrict_public: false };
        }
        if action.service() == "sts" {
            // Nothing else that STS is asked for has a policy of its own (6.1).
            return ResourcePolicy::default();
        }
        if arn.service == "kms" && arn.resource.starts_with("key/") {
            return match entry {
                None => ResourcePolicy { kind: ResourcePolicyKind::DefaultKey, ..ResourcePolicy::default() },
                Some(entry) => {
                    ResourcePolicy { kind: ResourcePolicyKind::Key, policy: of(entry), restrict_public: false }
                }
            };
        }
        let policy = entry.and_then(of).or_else(|| bucket.and_then(of));
        let restricts = |found: Option<ResourceEntry<'_>>| {
            found.and_then(|(_, entry)| entry.public_access_block).is_some_and(|block| block.restrict_public_buckets)
        };
        let restrict_public = arn.service == "s3" && (restricts(entry) || restricts(bucket));
        ResourcePolicy { kind: ResourcePolicyKind::General, policy, restrict_public }
    }
}

/// Actions for which a role's trust policy is the resource policy.
pub(crate) fn trust_decides(action: &Action) -> bool {
    const ALONG: [KnownAction; 3] = [KnownAction::TagSession, KnownAction::SetSourceIdentity, KnownAction::SetContext];
    action.known.is_some_and(|known| Operation::of(known).is_some() || ALONG.contains(&known))
}
