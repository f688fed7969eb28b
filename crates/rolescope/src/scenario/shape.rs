//! Which fields each object of a scenario has.

use iam_syntax::json::{Type, Value};

use super::fields::{Fields, Member, Mistakes, items, text};
use super::{
    Account, CallerSession, ContextInput, Document, Expectation, Group, Input, NamedPolicy, PolicyLevel, Principal,
    ProvidedContext, PublicAccessBlock, Resource, ResourceContext, Scenario, SessionRequest, Step, StepResource,
    StringOrList, TouchedResource, VpcEndpoint,
};
use crate::map::Map;

pub(super) fn scenario(value: Value<'_>, mistakes: &Mistakes) -> Scenario {
    let mut fields = Fields::of(value, mistakes);
    let format = fields.format();
    let scenario = Scenario {
        format,
        title: fields.text("title").unwrap_or_default(),
        description: fields.text("description").unwrap_or_default(),
        time: fields.text("time"),
        accounts: each(fields.list("accounts"), account, mistakes),
        principals: each(fields.list("principals"), principal, mistakes),
        resources: each(fields.list("resources"), resource, mistakes),
        steps: each(steps(fields.list("steps"), mistakes), step, mistakes),
    };
    fields.end();
    scenario
}

fn steps<'d>(values: Vec<Value<'d>>, mistakes: &Mistakes) -> Vec<Value<'d>> {
    if mistakes.has_room_for_steps(&values) { values } else { Vec::new() }
}

/// Reader of one object.
type Read<'d, T> = fn(Value<'d>, &Mistakes) -> T;

fn each<'d, T>(values: Vec<Value<'d>>, read: Read<'d, T>, mistakes: &Mistakes) -> Vec<T> {
    if !mistakes.has_room(values.len(), values.first().map(Value::span)) {
        return Vec::new();
    }
    values.into_iter().map(|value| read(value, mistakes)).collect()
}

fn named<'d, T>(members: Vec<Member<'d>>, read: Read<'d, T>, mistakes: &Mistakes) -> Map<T> {
    if !mistakes.has_room(members.len(), members.first().map(|member| member.key.span())) {
        return Map::new();
    }
    Map::of_unique(members.into_iter().map(|member| (member.name.into_owned(), read(member.value, mistakes))))
}

fn account(value: Value<'_>, mistakes: &Mistakes) -> Account {
    let mut fields = Fields::of(value, mistakes);
    let mut levels = |name| fields.value(name).map(|value| each(items(value, mistakes), level, mistakes));
    let (service, resource) = (levels("serviceControlPolicies"), levels("resourceControlPolicies"));
    let account = Account {
        id: fields.required_text("id"),
        name: fields.text("name"),
        management_account: fields.boolean("managementAccount").unwrap_or_default(),
        delegated_administrator: fields.boolean("delegatedAdministrator").unwrap_or_default(),
        organization_path: fields.text("organizationPath"),
        service_control_policies: service,
        resource_control_policies: resource,
    };
    fields.end();
    account
}

fn level(value: Value<'_>, mistakes: &Mistakes) -> PolicyLevel {
    let mut fields = Fields::of(value, mistakes);
    let level =
        PolicyLevel { target: fields.required_text("target"), policies: policies(&mut fields, "policies", mistakes) };
    fields.end();
    level
}

fn principal(value: Value<'_>, mistakes: &Mistakes) -> Principal {
    let mut fields = Fields::of(value, mistakes);
    let principal = Principal {
        arn: fields.required_text("arn"),
        id: fields.text("id"),
        identity_policies: policies(&mut fields, "identityPolicies", mistakes),
        groups: each(fields.list("groups"), group, mistakes),
        permissions_boundary: policy(&mut fields, "permissionsBoundary", mistakes),
        tags: named(fields.map("tags"), text, mistakes),
        trust_policy: policy(&mut fields, "trustPolicy", mistakes),
        max_session_duration: fields.whole_number("maxSessionDuration"),
    };
    fields.end();
    principal
}

fn group(value: Value<'_>, mistakes: &Mistakes) -> Group {
    let mut fields = Fields::of(value, mistakes);
    let group = Group { name: fields.required_text("name"), policies: policies(&mut fields, "policies", mistakes) };
    fields.end();
    group
}

fn resource(value: Value<'_>, mistakes: &Mistakes) -> Resource {
    let mut fields = Fields::of(value, mistakes);
    let resource = Resource {
        arn: fields.required_text("arn"),
        account: fields.text("account"),
        policy: policy(&mut fields, "policy", mistakes),
        tags: named(fields.map("tags"), text, mistakes),
        public_access_block: fields.value("publicAccessBlock").map(|value| public_access_block(value, mistakes)),
    };
    fields.end();
    resource
}

fn public_access_block(value: Value<'_>, mistakes: &Mistakes) -> PublicAccessBlock {
    let mut fields = Fields::of(value, mistakes);
    let restrict_public_buckets = fields.boolean("restrictPublicBuckets").unwrap_or_default();
    fields.end();
    PublicAccessBlock { restrict_public_buckets }
}

fn policies(fields: &mut Fields<'_, '_>, name: &'static str, mistakes: &Mistakes) -> Vec<NamedPolicy> {
    each(fields.list(name), named_policy, mistakes)
}

fn policy(fields: &mut Fields<'_, '_>, name: &'static str, mistakes: &Mistakes) -> Option<NamedPolicy> {
    fields.value(name).map(|value| named_policy(value, mistakes))
}

fn named_policy(value: Value<'_>, mistakes: &Mistakes) -> NamedPolicy {
    let mut fields = Fields::of(value, mistakes);
    let name = fields.required_text("name");
    let document = fields.required("document").map(|value| document(value, mistakes)).unwrap_or_default();
    fields.end();
    NamedPolicy { name, document }
}

fn document(value: Value<'_>, mistakes: &Mistakes) -> Document {
    match value.json_type() {
        Some(Type::Object) => Document::from_object(value.written()),
        Some(Type::String) => Document::from_string(value.content()),
        Some(Type::Array | Type::Number | Type::Boolean | Type::Null) | None => {
            mistakes.wrong(value, "a policy, as JSON object or as a string that holds its text,");
            Document::default()
        }
    }
}

fn step(value: Value<'_>, mistakes: &Mistakes) -> Step {
    let mut fields = Fields::of(value, mistakes);
    let step = Step {
        name: fields.text("name"),
        caller: fields.required_text("caller"),
        action: fields.required_text("action"),
        resource: fields.value("resource").map(|value| step_resource(value, mistakes)),
        context: named(fields.map("context"), context_input, mistakes),
        time: fields.text("time"),
        session: fields.value("session").map(|value| session_request(value, mistakes)),
        caller_session: fields.value("callerSession").map(|value| caller_session(value, mistakes)),
        vpc_endpoint: fields.value("vpcEndpoint").map(|value| vpc_endpoint(value, mistakes)),
        expect: fields.value("expect").and_then(|value| expectation(value, mistakes)),
    };
    fields.end();
    step
}

fn step_resource(value: Value<'_>, mistakes: &Mistakes) -> StepResource {
    match value.json_type() {
        Some(Type::Array) => StepResource::Several(each(items(value, mistakes), touched_resource, mistakes)),
        Some(Type::String) => StepResource::One(text(value, mistakes)),
        Some(Type::Object | Type::Number | Type::Boolean | Type::Null) | None => {
            mistakes.wrong(value, "an ARN or a list of resources");
            StepResource::One(String::new())
        }
    }
}

fn touched_resource(value: Value<'_>, mistakes: &Mistakes) -> TouchedResource {
    if value.json_type() == Some(Type::String) {
        return TouchedResource::Arn(text(value, mistakes));
    }
    let mut fields = Fields::of(value, mistakes);
    let arn = fields.required_text("arn");
    let context = named(fields.map("context"), context_input, mistakes);
    fields.end();
    TouchedResource::WithContext(ResourceContext { arn, context })
}

fn context_input(value: Value<'_>, mistakes: &Mistakes) -> ContextInput {
    match value.json_type() {
        Some(Type::Null) => ContextInput::Absent,
        Some(Type::Array) => ContextInput::List(each(items(value, mistakes), input, mistakes)),
        Some(Type::Object | Type::String | Type::Number | Type::Boolean) | None => {
            ContextInput::One(input(value, mistakes))
        }
    }
}

fn input(value: Value<'_>, mistakes: &Mistakes) -> Input {
    match value.json_type() {
        Some(Type::String) => Input::Text(text(value, mistakes)),
        Some(Type::Number) => Input::Number(value.written().to_owned()),
        Some(Type::Boolean) => Input::Boolean(value.written() == "true"),
        Some(Type::Object | Type::Array | Type::Null) | None => {
            mistakes.wrong(value, "a string, a number, true, false or a list of them");
            Input::Boolean(false)
        }
    }
}

fn session_request(value: Value<'_>, mistakes: &Mistakes) -> SessionRequest {
    let mut fields = Fields::of(value, mistakes);
    let session = SessionRequest {
        name: fields.text("name"),
        duration_seconds: fields.whole_number("durationSeconds"),
        policies: policies(&mut fields, "policies", mistakes),
        tags: named(fields.map("tags"), text, mistakes),
        transitive_tag_keys: each(fields.list("transitiveTagKeys"), text, mistakes),
        source_identity: fields.text("sourceIdentity"),
        external_id: fields.text("externalId"),
        mfa: fields.boolean("mfa"),
        claims: named(fields.map("claims"), string_or_list, mistakes),
        provided_contexts: each(fields.list("providedContexts"), provided_context, mistakes),
    };
    fields.end();
    session
}

fn provided_context(value: Value<'_>, mistakes: &Mistakes) -> ProvidedContext {
    let mut fields = Fields::of(value, mistakes);
    let context = ProvidedContext {
        provider_arn: fields.required_text("providerArn"),
        context_assertion: fields.required_text("contextAssertion"),
    };
    fields.end();
    context
}

fn string_or_list(value: Value<'_>, mistakes: &Mistakes) -> StringOrList {
    match value.json_type() {
        Some(Type::Array) => StringOrList::List(each(items(value, mistakes), text, mistakes)),
        Some(Type::Object | Type::String | Type::Number | Type::Boolean | Type::Null) | None => {
            StringOrList::One(text(value, mistakes))
        }
    }
}

fn caller_session(value: Value<'_>, mistakes: &Mistakes) -> CallerSession {
    let mut fields = Fields::of(value, mistakes);
    let session = CallerSession {
        policies: policies(&mut fields, "policies", mistakes),
        tags: named(fields.map("tags"), text, mistakes),
        source_identity: fields.text("sourceIdentity"),
        issued_at: fields.text("issuedAt"),
        mfa: fields.boolean("mfa"),
        issuer: fields.text("issuer"),
    };
    fields.end();
    session
}

fn vpc_endpoint(value: Value<'_>, mistakes: &Mistakes) -> VpcEndpoint {
    let mut fields = Fields::of(value, mistakes);
    let endpoint = VpcEndpoint { id: fields.required_text("id"), policy: policy(&mut fields, "policy", mistakes) };
    fields.end();
    endpoint
}

fn expectation(value: Value<'_>, mistakes: &Mistakes) -> Option<Expectation> {
    let found = Expectation::ALL.into_iter().find(|expectation| expectation.word() == value.content());
    if found.is_none() {
        mistakes.wrong_word(value, "`allowed`, `denied`, `explicitDeny`, `implicitDeny` or `error`");
    }
    found
}
