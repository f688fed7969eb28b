//! A scenario as JSON text.
//!
//! The types derive `Serialize` too, and a test holds that both write the same. The page cannot use that: serde's
//! serializers for a dozen structures are 3 KB of its download.

use serde::{Serialize, Serializer};

use super::{
    Account, CallerSession, ContextInput, DocumentForm, FORMAT, Group, Input, NamedPolicy, PolicyLevel, Principal,
    Resource, Scenario, SessionRequest, Step, StepResource, StringOrList, TouchedResource,
};
use crate::map::Map;

impl Scenario {
    /// The scenario as JSON text, indented, with every document as it was written; of format [`FORMAT`] at most.
    pub fn to_json(&self) -> String {
        let mut writer = Writer::default();
        writer.object(self, |writer, scenario| {
            writer.number("format", written_format(scenario.format).map(u64::from));
            writer.text_unless_empty("title", &scenario.title);
            writer.text_unless_empty("description", &scenario.description);
            writer.optional("time", scenario.time.as_deref());
            writer.objects("accounts", &scenario.accounts, account);
            writer.objects("principals", &scenario.principals, principal);
            writer.objects("resources", &scenario.resources, resource);
            writer.objects("steps", &scenario.steps, step);
        });
        writer.text
    }
}

/// Format of a text that leaves out the fields which this version does not know: at most its own.
fn written_format(format: Option<u32>) -> Option<u32> {
    format.map(|format| format.min(FORMAT))
}

/// The format for `serde`.
pub(super) fn format<S: Serializer>(format: &Option<u32>, serializer: S) -> Result<S::Ok, S::Error> {
    written_format(*format).serialize(serializer)
}

fn account(writer: &mut Writer, account: &Account) {
    writer.text("id", &account.id);
    writer.optional("name", account.name.as_deref());
    if account.management_account {
        writer.raw("managementAccount", "true");
    }
    if account.delegated_administrator {
        writer.raw("delegatedAdministrator", "true");
    }
    writer.optional("organizationPath", account.organization_path.as_deref());
    let levels = [
        ("serviceControlPolicies", &account.service_control_policies),
        ("resourceControlPolicies", &account.resource_control_policies),
    ];
    for (name, levels) in levels {
        if let Some(levels) = levels {
            writer.list(name, levels, |writer, level| writer.object(level, policy_level));
        }
    }
}

fn policy_level(writer: &mut Writer, level: &PolicyLevel) {
    writer.text("target", &level.target);
    writer.list("policies", &level.policies, |writer, policy| writer.object(policy, named_policy));
}

fn principal(writer: &mut Writer, principal: &Principal) {
    writer.text("arn", &principal.arn);
    writer.optional("id", principal.id.as_deref());
    writer.objects("identityPolicies", &principal.identity_policies, named_policy);
    writer.objects("groups", &principal.groups, group);
    writer.policy("permissionsBoundary", principal.permissions_boundary.as_ref());
    writer.tags(&principal.tags);
    writer.policy("trustPolicy", principal.trust_policy.as_ref());
    writer.number("maxSessionDuration", principal.max_session_duration);
}

fn group(writer: &mut Writer, group: &Group) {
    writer.text("name", &group.name);
    writer.list("policies", &group.policies, |writer, policy| writer.object(policy, named_policy));
}

fn resource(writer: &mut Writer, resource: &Resource) {
    writer.text("arn", &resource.arn);
    writer.optional("account", resource.account.as_deref());
    writer.policy("policy", resource.policy.as_ref());
    writer.tags(&resource.tags);
    if let Some(block) = &resource.public_access_block {
        writer.field("publicAccessBlock");
        writer.object(block, |writer, block| {
            if block.restrict_public_buckets {
                writer.raw("restrictPublicBuckets", "true");
            }
        });
    }
}

fn named_policy(writer: &mut Writer, policy: &NamedPolicy) {
    writer.text("name", &policy.name);
    match policy.document.form() {
        DocumentForm::Object => writer.raw("document", policy.document.text()),
        DocumentForm::Text => writer.text("document", policy.document.text()),
    }
}

fn step(writer: &mut Writer, step: &Step) {
    writer.optional("name", step.name.as_deref());
    writer.text("caller", &step.caller);
    writer.text("action", &step.action);
    match &step.resource {
        None => {}
        Some(StepResource::One(arn)) => writer.text("resource", arn),
        Some(StepResource::Several(resources)) => writer.list("resource", resources, touched),
    }
    context(writer, &step.context);
    writer.optional("time", step.time.as_deref());
    if let Some(request) = &step.session {
        writer.field("session");
        writer.object(request, session_request);
    }
    if let Some(session) = &step.caller_session {
        writer.field("callerSession");
        writer.object(session, caller_session);
    }
    if let Some(endpoint) = &step.vpc_endpoint {
        writer.field("vpcEndpoint");
        writer.object(endpoint, |writer, endpoint| {
            writer.text("id", &endpoint.id);
            writer.policy("policy", endpoint.policy.as_ref());
        });
    }
    writer.optional("expect", step.expect.map(super::Expectation::word));
}

fn touched(writer: &mut Writer, resource: &TouchedResource) {
    match resource {
        TouchedResource::Arn(arn) => writer.string(arn),
        TouchedResource::WithContext(resource) => writer.object(resource, |writer, resource| {
            writer.text("arn", &resource.arn);
            context(writer, &resource.context);
        }),
    }
}

fn context(writer: &mut Writer, keys: &Map<ContextInput>) {
    writer.map("context", keys, |writer, input| match input {
        ContextInput::Absent => writer.text.push_str("null"),
        ContextInput::One(value) => input_value(writer, value),
        ContextInput::List(values) => writer.items(values, input_value),
    });
}

fn input_value(writer: &mut Writer, value: &Input) {
    match value {
        Input::Text(text) => writer.string(text),
        Input::Number(digits) => writer.text.push_str(digits),
        Input::Boolean(value) => writer.text.push_str(word(*value)),
    }
}

fn session_request(writer: &mut Writer, request: &SessionRequest) {
    writer.optional("name", request.name.as_deref());
    writer.number("durationSeconds", request.duration_seconds);
    writer.objects("policies", &request.policies, named_policy);
    writer.tags(&request.tags);
    if !request.transitive_tag_keys.is_empty() {
        writer.list("transitiveTagKeys", &request.transitive_tag_keys, |writer, key| writer.string(key));
    }
    writer.optional("sourceIdentity", request.source_identity.as_deref());
    writer.optional("externalId", request.external_id.as_deref());
    writer.boolean("mfa", request.mfa);
    writer.map("claims", &request.claims, |writer, claim| match claim {
        StringOrList::One(value) => writer.string(value),
        StringOrList::List(values) => writer.items(values, |writer, value| writer.string(value)),
    });
    writer.objects("providedContexts", &request.provided_contexts, |writer, context| {
        writer.text("providerArn", &context.provider_arn);
        writer.text("contextAssertion", &context.context_assertion);
    });
}

fn caller_session(writer: &mut Writer, session: &CallerSession) {
    writer.objects("policies", &session.policies, named_policy);
    writer.tags(&session.tags);
    writer.optional("sourceIdentity", session.source_identity.as_deref());
    writer.optional("issuedAt", session.issued_at.as_deref());
    writer.boolean("mfa", session.mfa);
    writer.optional("issuer", session.issuer.as_deref());
}

const fn word(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// Indented JSON, as `serde_json`'s pretty printer writes it.
#[derive(Default)]
struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn string(&mut self, text: &str) {
        self.text.push_str(&serde_json::to_string(text).unwrap_or_default());
    }

    /// Begins an entry of the innermost object or list, on a line of its own.
    fn entry(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
        self.line();
    }

    fn line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }

    /// Begins a field; its value is to follow.
    fn field(&mut self, name: &str) {
        self.entry();
        self.string(name);
        self.text.push_str(": ");
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if !self.text.ends_with(['{', '[']) {
            self.line();
        }
        self.text.push(bracket);
    }

    fn object<T>(&mut self, value: &T, fields: impl Fn(&mut Self, &T)) {
        self.open('{');
        fields(self, value);
        self.close('}');
    }

    fn items<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.open('[');
        for item in items {
            self.entry();
            write(self, item);
        }
        self.close(']');
    }

    fn list<T>(&mut self, name: &str, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.field(name);
        self.items(items, write);
    }

    /// A list of objects that is left out when it is empty.
    fn objects<T>(&mut self, name: &str, items: &[T], fields: impl Fn(&mut Self, &T)) {
        if !items.is_empty() {
            self.list(name, items, |writer, item| writer.object(item, &fields));
        }
    }

    /// An object of names and values that is left out when it is empty.
    fn map<T>(&mut self, name: &str, map: &Map<T>, value: impl Fn(&mut Self, &T)) {
        if map.is_empty() {
            return;
        }
        self.field(name);
        self.open('{');
        for (name, item) in map.iter() {
            self.field(name);
            value(self, item);
        }
        self.close('}');
    }

    fn tags(&mut self, tags: &Map<String>) {
        self.map("tags", tags, |writer, value| writer.string(value));
    }

    fn policy(&mut self, name: &str, policy: Option<&NamedPolicy>) {
        if let Some(policy) = policy {
            self.field(name);
            self.object(policy, named_policy);
        }
    }

    fn text(&mut self, name: &str, value: &str) {
        self.field(name);
        self.string(value);
    }

    fn text_unless_empty(&mut self, name: &str, value: &str) {
        self.optional(name, Some(value).filter(|value| !value.is_empty()));
    }

    fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// A field whose value is JSON already.
    fn raw(&mut self, name: &str, json: &str) {
        self.field(name);
        self.text.push_str(json);
    }

    fn number(&mut self, name: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.raw(name, &value.to_string());
        }
    }

    fn boolean(&mut self, name: &str, value: Option<bool>) {
        if let Some(value) = value {
            self.raw(name, word(value));
        }
    }
}
