//! Which fields each object of a scenario has.

use iam_syntax::json::{NodeKind, Type, Value};

use super::fields::{Fields, Mistake, boolean, list, text, whole_number, wrong};
use super::{
    Account, CallerSession, ContextInput, Document, Expectation, Group, Input, NamedPolicy, PolicyLevel, Principal,
    Resource, ResourceContext, Scenario, SessionRequest, Step, StepResource, StringOrList, TouchedResource,
    VpcEndpoint,
};

type Read<T> = Result<T, Mistake>;

pub(super) fn scenario(value: Value<'_>) -> Read<Scenario> {
    let mut fields = Fields::of(value);
    let scenario = Scenario {
        title: fields.text("title").unwrap_or_default(),
        description: fields.text("description").unwrap_or_default(),
        time: fields.text("time"),
        accounts: fields.list("accounts", account),
        principals: fields.list("principals", principal),
        resources: fields.list("resources", resource),
        steps: fields.list("steps", step),
    };
    fields.end(scenario)
}

fn account(value: Value<'_>) -> Read<Account> {
    let mut fields = Fields::of(value);
    let account = Account {
        id: fields.required_text("id"),
        name: fields.text("name"),
        management_account: fields.optional("managementAccount", boolean).unwrap_or_default(),
        organization_path: fields.text("organizationPath"),
        service_control_policies: fields.optional("serviceControlPolicies", levels),
        resource_control_policies: fields.optional("resourceControlPolicies", levels),
    };
    fields.end(account)
}

fn levels(value: Value<'_>) -> Read<Vec<PolicyLevel>> {
    list(value, level)
}

fn level(value: Value<'_>) -> Read<PolicyLevel> {
    let mut fields = Fields::of(value);
    let level = PolicyLevel { target: fields.required_text("target"), policies: fields.list("policies", named_policy) };
    fields.end(level)
}

fn principal(value: Value<'_>) -> Read<Principal> {
    let mut fields = Fields::of(value);
    let principal = Principal {
        arn: fields.required_text("arn"),
        id: fields.text("id"),
        identity_policies: fields.list("identityPolicies", named_policy),
        groups: fields.list("groups", group),
        permissions_boundary: fields.optional("permissionsBoundary", named_policy),
        tags: fields.map("tags", text),
        trust_policy: fields.optional("trustPolicy", named_policy),
        max_session_duration: fields.optional("maxSessionDuration", whole_number),
    };
    fields.end(principal)
}

fn group(value: Value<'_>) -> Read<Group> {
    let mut fields = Fields::of(value);
    let group = Group { name: fields.required_text("name"), policies: fields.list("policies", named_policy) };
    fields.end(group)
}

fn resource(value: Value<'_>) -> Read<Resource> {
    let mut fields = Fields::of(value);
    let resource = Resource {
        arn: fields.required_text("arn"),
        account: fields.text("account"),
        policy: fields.optional("policy", named_policy),
        tags: fields.map("tags", text),
    };
    fields.end(resource)
}

fn named_policy(value: Value<'_>) -> Read<NamedPolicy> {
    let mut fields = Fields::of(value);
    let policy = NamedPolicy { name: fields.required_text("name"), document: fields.required("document", document) };
    fields.end(policy)
}

fn document(value: Value<'_>) -> Read<Document> {
    match value.json_type() {
        Some(Type::Object) => Ok(Document::from_object(value.written())),
        Some(Type::String) => Ok(Document::from_string(value.content())),
        Some(Type::Array | Type::Number | Type::Boolean | Type::Null) | None => {
            Err(wrong(value, "a policy, as JSON object or as a string that holds its text,"))
        }
    }
}

fn step(value: Value<'_>) -> Read<Step> {
    let mut fields = Fields::of(value);
    let step = Step {
        name: fields.text("name"),
        caller: fields.required_text("caller"),
        action: fields.required_text("action"),
        resource: fields.optional("resource", step_resource),
        context: fields.map("context", context_input),
        time: fields.text("time"),
        session: fields.optional("session", session_request),
        caller_session: fields.optional("callerSession", caller_session),
        vpc_endpoint: fields.optional("vpcEndpoint", vpc_endpoint),
        expect: fields.optional("expect", expectation),
    };
    fields.end(step)
}

fn step_resource(value: Value<'_>) -> Read<StepResource> {
    match value.json_type() {
        Some(Type::String) => text(value).map(StepResource::One),
        Some(Type::Array) => list(value, touched_resource).map(StepResource::Several),
        Some(Type::Object | Type::Number | Type::Boolean | Type::Null) | None => {
            Err(wrong(value, "an ARN or a list of resources"))
        }
    }
}

fn touched_resource(value: Value<'_>) -> Read<TouchedResource> {
    if value.json_type() == Some(Type::String) {
        return text(value).map(TouchedResource::Arn);
    }
    let mut fields = Fields::of(value);
    let resource = ResourceContext { arn: fields.required_text("arn"), context: fields.map("context", context_input) };
    fields.end(TouchedResource::WithContext(resource))
}

fn context_input(value: Value<'_>) -> Read<ContextInput> {
    match value.kind() {
        NodeKind::Null => Ok(ContextInput::Absent),
        NodeKind::Array { .. } => list(value, input).map(ContextInput::List),
        NodeKind::Object { .. } | NodeKind::String(_) | NodeKind::Number | NodeKind::Boolean | NodeKind::Unreadable => {
            input(value).map(ContextInput::One)
        }
    }
}

fn input(value: Value<'_>) -> Read<Input> {
    match value.json_type() {
        Some(Type::String) => text(value).map(Input::Text),
        Some(Type::Number) => Ok(Input::Number(value.written().to_owned())),
        Some(Type::Boolean) => boolean(value).map(Input::Boolean),
        Some(Type::Object | Type::Array | Type::Null) | None => {
            Err(wrong(value, "a string, a number, true, false or a list of them"))
        }
    }
}

fn session_request(value: Value<'_>) -> Read<SessionRequest> {
    let mut fields = Fields::of(value);
    let session = SessionRequest {
        name: fields.text("name"),
        duration_seconds: fields.optional("durationSeconds", whole_number),
        policies: fields.list("policies", named_policy),
        tags: fields.map("tags", text),
        transitive_tag_keys: fields.list("transitiveTagKeys", text),
        source_identity: fields.text("sourceIdentity"),
        external_id: fields.text("externalId"),
        mfa: fields.optional("mfa", boolean),
        claims: fields.map("claims", string_or_list),
    };
    fields.end(session)
}

fn string_or_list(value: Value<'_>) -> Read<StringOrList> {
    match value.json_type() {
        Some(Type::String) => text(value).map(StringOrList::One),
        Some(Type::Array) => list(value, text).map(StringOrList::List),
        Some(Type::Object | Type::Number | Type::Boolean | Type::Null) | None => {
            Err(wrong(value, "a string or a list of strings"))
        }
    }
}

fn caller_session(value: Value<'_>) -> Read<CallerSession> {
    let mut fields = Fields::of(value);
    let session = CallerSession {
        policies: fields.list("policies", named_policy),
        tags: fields.map("tags", text),
        source_identity: fields.text("sourceIdentity"),
        issued_at: fields.text("issuedAt"),
        mfa: fields.optional("mfa", boolean),
        issuer: fields.text("issuer"),
    };
    fields.end(session)
}

fn vpc_endpoint(value: Value<'_>) -> Read<VpcEndpoint> {
    let mut fields = Fields::of(value);
    let endpoint = VpcEndpoint { id: fields.required_text("id"), policy: fields.optional("policy", named_policy) };
    fields.end(endpoint)
}

fn expectation(value: Value<'_>) -> Read<Expectation> {
    let word = text(value)?;
    Expectation::ALL.into_iter().find(|expectation| expectation.word() == word).ok_or_else(|| Mistake {
        message: format!("`{word}` cannot be expected: it is allowed, denied, explicitDeny, implicitDeny or error"),
        span: value.span(),
    })
}
