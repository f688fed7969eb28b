//! Question about one resource: the resource with its owner, and the condition keys of the request.

use iam_eval::keys::{CallFacts, derive, is_in_general_purpose_bucket};
use iam_eval::{Action, Context, Tag, Target, Values};
use iam_syntax::open_points::{FORWARDED_CALLS_KEEP_SOURCE_IP, INHERITED_TAGS_COUNT_IN_TRUST};
use iam_syntax::{Arn, KnownKey};

use super::{Call, trust_decides};
use crate::map::Map;
use crate::resolve::world::{ResourceEntries, tags};
use crate::scenario::ContextInput;

/// Stands for the address of a service, which nobody knows: it lies in no network but that of all addresses.
pub(crate) const SERVICE_ADDRESS: &str = "0.0.0.0";

/// A resource of a call with its own condition keys.
pub(super) struct Touched<'s> {
    pub(super) arn: &'s str,
    pub(super) context: Option<&'s Map<ContextInput>>,
}

impl Call<'_, '_> {
    /// The resource and whose it is: the owner that the scenario names, else the ARN's, else the caller's account.
    pub(super) fn target(&self, arn: &str, entries: &ResourceEntries<'_>) -> Target {
        let caller = self.actor.caller.account.as_deref();
        // Entities of the account `aws` belong to everybody (EV-90).
        let written = Arn::parse(arn).map(|arn| arn.account).filter(|account| !account.is_empty() && *account != "aws");
        let named = [entries.resource(), entries.bucket];
        let named = named.into_iter().flatten().find_map(|(_, entry)| entry.account.as_deref());
        let account = named.or(written).or(caller).map(str::to_owned);
        let manages = |id: Option<&str>| self.world.account(id).is_some_and(|(_, account)| account.management_account);
        Target {
            arn: arn.to_owned(),
            in_management_account: manages(account.as_deref()),
            caller_in_management_account: manages(caller),
            account,
        }
    }

    /// The keys that the engine knows, those of the call itself among them, with what the step gives above them.
    pub(super) fn context(
        &self,
        action: &Action,
        touched: &Touched<'_>,
        (target, entries): (&Target, &ResourceEntries<'_>),
        keys: &[(String, Values)],
    ) -> Context {
        let organization = |id: Option<&str>| self.world.account(id).and_then(|(_, a)| a.organization_path.clone());
        let mut resource_tags = self.resource_tags(touched.arn, entries).map(tags).unwrap_or_default();
        if INHERITED_TAGS_COUNT_IN_TRUST.taken() && trust_decides(action) {
            self.inherit(&mut resource_tags);
        }
        let facts = CallFacts {
            time: self.now.to_string(),
            epoch_seconds: self.now.epoch_seconds(),
            resource: touched.arn.to_owned(),
            resource_account: target.account.clone(),
            resource_tags,
            object_tags: object_tags(touched.arn, entries).map(tags).unwrap_or_default(),
            resource_organization_path: organization(target.account.as_deref()),
            caller_organization_path: organization(self.actor.caller.account.as_deref()),
            caller_tags: self.actor.tags.clone(),
            session: self.actor.facts.clone(),
            vpc_endpoint: self.step.vpc_endpoint.as_ref().map(|endpoint| endpoint.id.clone()),
            action: action.lower.clone(),
        };
        let mut context = Context::with_room();
        context.derive_all(keys.iter().cloned());
        derive(&mut context, &self.actor.caller, &facts);
        let given = self.step.context.iter().chain(touched.context.into_iter().flat_map(Map::iter));
        context.take(given.map(|(key, value)| (key.as_str(), values(value))).collect());
        if !FORWARDED_CALLS_KEEP_SOURCE_IP.taken() && is_forwarded(&context) {
            context.give(KnownKey::SourceIp.name(), Values::One(SERVICE_ADDRESS.to_owned()));
        }
        context
    }

    /// Tags of a resource that become condition keys: those of a general purpose bucket only where ABAC is enabled on it, for its
    /// objects too (AM-23).
    fn resource_tags<'t>(&'t self, arn: &str, entries: &ResourceEntries<'t>) -> Option<&'t Map<String>> {
        if is_in_general_purpose_bucket(arn) {
            let (_, bucket) = entries.bucket.or(entries.resource())?;
            return bucket.abac.then_some(&bucket.tags);
        }
        let principal = || self.world.principal(arn).map(|(_, principal)| &principal.tags);
        entries.resource().map(|(_, entry)| &entry.tags).or_else(principal)
    }

    /// Puts what the caller's session hands on in the place of a role's own tags (ST-23).
    fn inherit(&self, tags: &mut [Tag]) {
        let handed_on = self.actor.session.as_ref().map_or(&[][..], |session| &session.transitive);
        for tag in tags {
            if let Some(inherited) = handed_on.iter().find(|other| other.key.eq_ignore_ascii_case(&tag.key)) {
                tag.value.clone_from(&inherited.value);
            }
        }
    }
}

/// Tags of an object in a general purpose bucket: those of its own entry, not of its bucket's (AM-11).
fn object_tags<'s>(arn: &str, entries: &ResourceEntries<'s>) -> Option<&'s Map<String>> {
    let (_, entry) = entries.resource().filter(|_| is_in_general_purpose_bucket(arn))?;
    entry.arn.contains('/').then_some(&entry.tags)
}

/// True if a service passes the call on in the caller's name.
pub(crate) fn is_forwarded(context: &Context) -> bool {
    matches!(context.known(KnownKey::ViaAwsService), Some(Values::One(value)) if value == "true")
}

/// Values that a step gives a key; `None` for a key that it takes away.
fn values(input: &ContextInput) -> Option<Values> {
    match input {
        ContextInput::Absent => None,
        ContextInput::One(value) => Some(Values::One(value.to_string())),
        ContextInput::List(values) => Some(Values::Many(values.iter().map(ToString::to_string).collect())),
    }
}
