//! The decision on one permission: section 10, line by line.

use std::borrow::Cow;

use serde_json::Value;

use super::Verdict;
use super::caller::{Caller, Kind};
use super::document::{Use, is_readable, read};
use super::owned;
use super::principal::Way;
use super::public;
use super::statement::{Ask, says, ways_allowed};
use super::sts;
use super::world::{World, arn_field, documents, list};

/// EV-44.
const RESOURCE_CONTROLLED: &str = "appstream dsql clouddirectory cloudfront cloudsearch logs networkmonitor \
    cognito-identity cognito-idp comprehend comprehendmedical firehose dynamodb dax autoscaling ecr ecr-public gamelift \
    inspector-scan kendra kinesisvideo memorydb aoss personalize polly s3 swf sqs textract timestream-influxdb \
    transcribe translate workspaces appconfig autoscaling-plans budgets servicediscovery cloudtrail-data codeartifact \
    codebuild codecommit codepipeline compute-optimizer cost-optimization-hub events fms fis health rolesanywhere kms \
    opensearch pricing pca-connector-ad resource-groups secretsmanager sts signin support transfer notifications wafv2 \
    xray";

/// All policies that have a say.
struct Gathered<'a> {
    identity: Vec<Cow<'a, Value>>,
    boundary: Option<Cow<'a, Value>>,
    session: &'a [Value],
    /// AM-20
    scopes: &'a [Value],
    resource: Option<(Use, Cow<'a, Value>)>,
    /// EV-71: the bucket lets in none but its account and services.
    restricted: bool,
    endpoint: Option<Cow<'a, Value>>,
    service_control: Vec<Vec<Cow<'a, Value>>>,
    resource_control: Vec<Vec<Cow<'a, Value>>>,
}

impl Gathered<'_> {
    fn all(&self) -> Vec<(Use, &Value)> {
        let mut all = Vec::new();
        all.extend(self.identity.iter().map(|document| (Use::Identity, document.as_ref())));
        all.extend(self.boundary.iter().map(|document| (Use::Boundary, document.as_ref())));
        all.extend(self.session.iter().chain(self.scopes).map(|document| (Use::Session, document)));
        all.extend(self.resource.iter().map(|(usage, document)| (*usage, document.as_ref())));
        all.extend(self.endpoint.iter().map(|document| (Use::Endpoint, document.as_ref())));
        all.extend(self.service_control.iter().flatten().map(|document| (Use::ServiceControl, document.as_ref())));
        all.extend(self.resource_control.iter().flatten().map(|document| (Use::ResourceControl, document.as_ref())));
        all
    }
}

/// Decides one permission on one resource.
pub(super) fn check(world: &World<'_>, step: &Value, ask: &Ask<'_>) -> Verdict {
    let owner = world.owner(ask.resource).or_else(|| ask.caller.account.clone());
    let gathered = gather(world, step, ask, owner.as_deref());
    decide(&gathered, ask, ask.caller.account == owner)
}

/// Decides a permission that the caller's own side gives: no policy of a resource has a say, whosever it is.
pub(super) fn check_own_side(world: &World<'_>, step: &Value, ask: &Ask<'_>) -> Verdict {
    let owner = world.owner(ask.resource).or_else(|| ask.caller.account.clone());
    let gathered = Gathered { resource: None, ..gather(world, step, ask, owner.as_deref()) };
    decide(&gathered, ask, true)
}

fn decide(gathered: &Gathered<'_>, ask: &Ask<'_>, same_account: bool) -> Verdict {
    if !gathered.all().iter().all(|(usage, document)| is_readable(*usage, document)) {
        return Verdict::Error;
    }
    if gathered.all().iter().any(|(usage, document)| says(*usage, document, "Deny", ask)) {
        return Verdict::ExplicitDeny;
    }
    let root_assumes = ask.caller.kind == Kind::Root && ask.action.eq_ignore_ascii_case("sts:AssumeRole");
    if root_assumes || owned::is_refused(ask.action, ask.resource) || !guardrails_let_pass(gathered, ask) {
        return Verdict::ImplicitDeny;
    }
    if is_granted(gathered, ask, same_account) { Verdict::Allowed } else { Verdict::ImplicitDeny }
}

fn gather<'a>(world: &World<'a>, step: &'a Value, ask: &Ask<'a>, owner: Option<&str>) -> Gathered<'a> {
    let Ask { caller, action, resource, .. } = *ask;
    let has_identity = !caller.is_unsigned() && caller.kind != Kind::Root;
    let boundary = &caller.entry["permissionsBoundary"];
    let has_boundary = has_identity && !caller.is_service_linked() && !boundary.is_null();
    let endpoint = &step["vpcEndpoint"]["policy"];
    Gathered {
        identity: if has_identity { identity_policies(caller.entry) } else { Vec::new() },
        boundary: has_boundary.then(|| read(boundary)),
        session: caller.session.as_ref().map_or(&[], |session| session.policies.as_slice()),
        scopes: caller.session.as_ref().map_or(&[], |session| session.scopes.as_slice()),
        resource: resource_policy(world, caller, action, resource, owner),
        restricted: world.resource(resource)["publicAccessBlock"]["restrictPublicBuckets"] == true,
        endpoint: (!endpoint.is_null()).then(|| read(endpoint)),
        service_control: service_control(world, caller),
        resource_control: resource_control(world, caller, action, resource, owner),
    }
}

/// EV-05.
fn identity_policies(entry: &Value) -> Vec<Cow<'_, Value>> {
    let mut all = documents(&entry["identityPolicies"]);
    for group in list(&entry["groups"]) {
        all.extend(documents(&group["policies"]));
    }
    all
}

fn resource_policy<'a>(
    world: &World<'a>,
    caller: &Caller<'_>,
    action: &str,
    resource: &str,
    owner: Option<&str>,
) -> Option<(Use, Cow<'a, Value>)> {
    let action = action.to_lowercase();
    if asks_trust_policy(&action) {
        let trust = &world.principal(resource)["trustPolicy"];
        let nothing = serde_json::json!({ "Statement": [] });
        return Some((Use::Trust, if trust.is_null() { Cow::Owned(nothing) } else { read(trust) }));
    }
    // EV-70
    let own_root = caller.kind == Kind::Root && caller.account.as_deref() == owner;
    let on_policy = [
        "s3:getbucketpolicy",
        "s3:putbucketpolicy",
        "s3:deletebucketpolicy",
        // AM-07
        "sqs:getqueueattributes",
        "sqs:setqueueattributes",
    ]
    .contains(&action.as_str());
    if own_root && on_policy {
        return None;
    }
    let entry = world.resource(resource);
    if is_key(&action, resource) {
        let document = match (entry.is_null(), entry["policy"].is_null()) {
            (true, _) => Cow::Owned(default_key_policy(resource)),
            (false, true) => Cow::Owned(serde_json::json!({ "Statement": [] })),
            (false, false) => read(&entry["policy"]),
        };
        return Some((Use::Resource, document));
    }
    let usage = if is_repository(resource) { Use::Repository } else { Use::Resource };
    (!entry["policy"].is_null()).then(|| (usage, read(&entry["policy"])))
}

fn is_repository(resource: &str) -> bool {
    ["ecr", "ecr-public"].contains(&arn_field(resource, 2)) && arn_field(resource, 5).starts_with("repository/")
}

/// True if a call, in lower case, assumes a role or is checked with that.
fn asks_trust_policy(action: &str) -> bool {
    sts::is_assume(action) || ["sts:tagsession", "sts:setsourceidentity", "sts:setcontext"].contains(&action)
}

fn is_key(action: &str, resource: &str) -> bool {
    action.to_lowercase().starts_with("kms:") && arn_field(resource, 5).starts_with("key/")
}

fn default_key_policy(key: &str) -> Value {
    let root = format!("arn:{}:iam::{}:root", arn_field(key, 1), arn_field(key, 4));
    serde_json::json!({
        "Version": "2012-10-17",
        "Statement": { "Effect": "Allow", "Principal": { "AWS": root }, "Action": "kms:*", "Resource": "*" }
    })
}

fn levels(list_of_levels: &Value) -> Vec<Vec<Cow<'_, Value>>> {
    list(list_of_levels).iter().map(|level| documents(&level["policies"])).collect()
}

/// EV-30, EV-31.
fn service_control<'a>(world: &World<'a>, caller: &Caller<'_>) -> Vec<Vec<Cow<'a, Value>>> {
    let Some(account) = caller.account.as_deref() else { return Vec::new() };
    let account = world.account(account);
    if caller.is_unsigned() || caller.is_service_linked() || account["managementAccount"] == true {
        return Vec::new();
    }
    let attached = &account["serviceControlPolicies"];
    // EV-34: where nothing is attached anywhere, nothing allows.
    if attached.is_array() && list(attached).is_empty() { vec![Vec::new()] } else { levels(attached) }
}

/// EV-40 to EV-42, AM-31.
fn resource_control<'a>(
    world: &World<'a>,
    caller: &Caller<'_>,
    action: &str,
    resource: &str,
    owner: Option<&str>,
) -> Vec<Vec<Cow<'a, Value>>> {
    let accountable = if resource == "*" { caller.account.as_deref() } else { owner };
    let account = world.account(accountable.unwrap_or_default());
    let service = action.split(':').next().unwrap_or_default().to_lowercase();
    let supported = RESOURCE_CONTROLLED.split_whitespace().any(|name| name == service);
    let is_service_linked = arn_field(resource, 5).starts_with("role/aws-service-role/");
    // EV-41
    let assumes_service_linked = is_service_linked && asks_trust_policy(&action.to_lowercase());
    let exempt = caller.is_service_linked()
        || assumes_service_linked
        || account["managementAccount"] == true
        || action.eq_ignore_ascii_case("kms:RetireGrant");
    if exempt || !supported { Vec::new() } else { levels(&account["resourceControlPolicies"]) }
}

/// EV-32, EV-43, EV-76, AM-20: each guardrail in force has to say yes.
fn guardrails_let_pass(gathered: &Gathered<'_>, ask: &Ask<'_>) -> bool {
    let service_control = gathered
        .service_control
        .iter()
        .all(|level| level.iter().any(|document| says(Use::ServiceControl, document, "Allow", ask)));
    let endpoint = gathered.endpoint.as_ref().is_none_or(|document| says(Use::Endpoint, document, "Allow", ask));
    let scopes = gathered.scopes.iter().all(|document| says(Use::Session, document, "Allow", ask));
    service_control && endpoint && scopes
}

/// EV-10 to EV-25, EV-50 to EV-55, EV-65 to EV-67.
fn is_granted(gathered: &Gathered<'_>, ask: &Ask<'_>, same_account: bool) -> bool {
    let caller = ask.caller;
    let named = match &gathered.resource {
        Some((usage, document)) => ways_allowed(*usage, document, ask),
        None => Vec::new(),
    };
    let outsider = (!same_account || caller.account.is_none()) && caller.kind != Kind::Service;
    if outsider && gathered.restricted && is_public(gathered) {
        return false;
    }
    if caller.is_unsigned() {
        return !named.is_empty();
    }
    let bound = gathered.boundary.as_ref().is_none_or(|document| says(Use::Boundary, document, "Allow", ask));
    let federated = caller.kind == Kind::Federated;
    let session = if gathered.session.is_empty() {
        !federated
    } else {
        gathered.session.iter().any(|document| says(Use::Session, document, "Allow", ask))
    };
    let identity = caller.kind == Kind::Root
        || caller.is_federated_by_root()
        || gathered.identity.iter().any(|document| says(Use::Identity, document, "Allow", ask));
    let own_side = identity && bound && session;
    if !same_account {
        return !named.is_empty() && own_side;
    }
    let trust = gathered.resource.as_ref().is_some_and(|(usage, _)| *usage == Use::Trust);
    if (trust || is_key(ask.action, ask.resource)) && named.is_empty() {
        return false;
    }
    // EV-84: nothing but its task policy lets it do anything.
    if caller.is_assumed_root() {
        return own_side;
    }
    let direct = named.iter().any(|way| match way {
        Way::Session | Way::Star | Way::Federated => true,
        Way::User if federated => bound && session,
        Way::User => !trust || bound,
        Way::Role => bound && session,
        Way::Account | Way::Service | Way::Provider => false,
    });
    direct || own_side
}

/// EV-72.
fn is_public(gathered: &Gathered<'_>) -> bool {
    gathered.resource.as_ref().is_some_and(|(_, document)| public::is_public(document))
}
