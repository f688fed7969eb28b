//! Condition keys that AWS defines, and what of them the engine can fill in (semantics 7).

use iam_syntax::open_points::{RCPS_BIND_CALLS_WITHOUT_RESOURCE, SAML_SESSIONS_CARRY_PROVIDER};
use iam_syntax::{Arn, KnownAction, KnownKey};

use crate::caller::{Caller, CallerKind, Tag};
use crate::context::{Context, Values};
use crate::request::Action;

/// Facts about the call besides the caller and the policies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallFacts {
    /// "Now": ISO 8601 in UTC.
    pub time: String,
    /// The same in seconds since 1970.
    pub epoch_seconds: i64,
    /// ARN of the resource, or `*`.
    pub resource: String,
    /// Account that owns the resource.
    pub resource_account: Option<String>,
    /// Tags of the resource.
    pub resource_tags: Vec<Tag>,
    /// Tags of an object in an S3 general purpose bucket.
    pub object_tags: Vec<Tag>,
    /// Organization path of the owner: `o-…/r-…/ou-…/`.
    pub resource_organization_path: Option<String>,
    /// Organization path of the caller.
    pub caller_organization_path: Option<String>,
    /// Tags of the caller: its own, or the session's with the role's (ST-21).
    pub caller_tags: Vec<Tag>,
    /// The session, when the caller acts with temporary credentials.
    pub session: Option<SessionFacts>,
    /// Id of the VPC endpoint.
    pub vpc_endpoint: Option<String>,
    /// Action in lower case.
    pub action: String,
}

impl CallFacts {
    /// Service of the action.
    fn service(&self) -> &str {
        self.action.split(':').next().unwrap_or("")
    }
}

/// Facts about a caller's temporary credentials.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionFacts {
    /// When they were issued: ISO 8601 in UTC.
    pub issued_at: String,
    /// `RoleSessionName`, when known.
    pub name: Option<String>,
    /// Source identity (ST-25).
    pub source_identity: Option<String>,
    /// Value of `aws:MultiFactorAuthPresent`; `None`: absent (ST-27).
    pub mfa: Option<bool>,
    /// When the MFA code was given, in seconds since 1970, where that is known.
    pub mfa_at: Option<i64>,
    /// True if it is the root user of a member account, assumed for one task (EV-84).
    pub assumed_root: bool,
    /// Keys of the identity provider that stay in the session (CK-11, CK-21).
    pub provider_keys: Vec<(String, Values)>,
    /// ARN or host name of the identity provider that vouched for it: `aws:FederatedProvider` (7.2), of an OIDC one.
    pub federated_provider: Option<String>,
}

/// Fills in every key that the engine can know and that is not there yet (CK-01, CK-02).
pub fn derive(context: &mut Context, caller: &Caller, facts: &CallFacts) {
    principal_keys(context, caller, facts);
    session_keys(context, facts);
    resource_keys(context, facts);
    object_keys(context, facts);
    caller_account_for_kms(context, caller, facts);
    request_keys(context, facts);
}

fn one(value: impl Into<String>) -> Values {
    Values::One(value.into())
}

fn principal_keys(context: &mut Context, caller: &Caller, facts: &CallFacts) {
    let account = caller.account.as_deref().unwrap_or("");
    let (principal_type, user_id) = match &caller.kind {
        CallerKind::User { arn, id } => {
            context.derive(KnownKey::Username, one(arn.rsplit('/').next().unwrap_or("")));
            // Nobody knows the id of a user that a service has (AM-13).
            (Some("User"), caller.account.is_some().then(|| id.clone()))
        }
        CallerKind::RoleSession { role_id, session_arn, .. } => {
            let name = session_arn.as_deref().and_then(|arn| arn.rsplit('/').next());
            (Some("AssumedRole"), name.map(|name| format!("{role_id}:{name}")))
        }
        CallerKind::FederatedUser { arn, .. } => {
            let name = arn.rsplit('/').next().unwrap_or("");
            (Some("FederatedUser"), Some(format!("{account}:{name}")))
        }
        CallerKind::Root { .. } => (Some("Account"), Some(account.to_owned())),
        CallerKind::Anonymous => (Some("Anonymous"), Some("anonymous".to_owned())),
        CallerKind::Service { name } => {
            context.derive(KnownKey::PrincipalServiceName, one(name.as_str()));
            context.derive(KnownKey::PrincipalServiceNamesList, Values::Many(vec![name.clone()]));
            (None, None)
        }
        CallerKind::WebIdentity { .. } | CallerKind::Saml { .. } => (None, None),
    };
    if let Some(principal_type) = principal_type {
        context.derive(KnownKey::PrincipalType, one(principal_type));
    }
    if let Some(user_id) = user_id {
        context.derive(KnownKey::UserId, one(user_id));
    }
    if let Some(arn) = principal_arn(caller) {
        context.derive(KnownKey::PrincipalArn, one(arn));
    }
    match (&caller.kind, &caller.account) {
        (CallerKind::Anonymous, _) => context.derive(KnownKey::PrincipalAccount, one("anonymous")),
        (_, Some(account)) => context.derive(KnownKey::PrincipalAccount, one(account.as_str())),
        (_, None) => {}
    }
    match caller.kind {
        CallerKind::Anonymous | CallerKind::WebIdentity { .. } | CallerKind::Saml { .. } => {}
        CallerKind::Service { .. } => context.derive(KnownKey::PrincipalIsAwsService, one("true")),
        CallerKind::User { .. }
        | CallerKind::RoleSession { .. }
        | CallerKind::FederatedUser { .. }
        | CallerKind::Root { .. } => context.derive(KnownKey::PrincipalIsAwsService, one("false")),
    }
    if !caller.unsigned() {
        let keys = (KnownKey::PrincipalOrgId, KnownKey::PrincipalOrgPaths);
        organization_keys(context, keys, facts.caller_organization_path.as_deref());
        let keys = facts
            .caller_tags
            .iter()
            .map(|tag| (format!("{}{}", KnownKey::PrincipalTag.name(), tag.key), one(&*tag.value)));
        context.derive_all(keys);
    }
}

/// True if this is the ARN of a SAML provider.
fn is_saml(provider: &str) -> bool {
    Arn::parse(provider).is_some_and(|arn| arn.resource.starts_with("saml-provider/"))
}

/// The role's ARN for a session, never the session's (PR-43).
fn principal_arn(caller: &Caller) -> Option<&str> {
    match &caller.kind {
        CallerKind::User { arn, .. } | CallerKind::FederatedUser { arn, .. } | CallerKind::Root { arn } => Some(arn),
        CallerKind::RoleSession { role_arn, .. } => Some(role_arn),
        CallerKind::Service { .. }
        | CallerKind::WebIdentity { .. }
        | CallerKind::Saml { .. }
        | CallerKind::Anonymous => None,
    }
}

/// The organization's id and the path in it, under these two keys.
fn organization_keys(context: &mut Context, (id, paths): (KnownKey, KnownKey), path: Option<&str>) {
    let Some(path) = path else { return };
    if let Some(organization) = path.split('/').next() {
        context.derive(id, one(organization));
    }
    context.derive(paths, Values::Many(vec![path.to_owned()]));
}

fn session_keys(context: &mut Context, facts: &CallFacts) {
    let Some(session) = &facts.session else { return };
    context.derive(KnownKey::TokenIssueTime, one(session.issued_at.as_str()));
    if let Some(mfa) = session.mfa {
        context.derive(KnownKey::MultiFactorAuthPresent, one(mfa.to_string()));
    }
    if let Some(at) = session.mfa_at {
        context.derive(KnownKey::MultiFactorAuthAge, one((facts.epoch_seconds - at).to_string()));
    }
    if session.assumed_root {
        context.derive(KnownKey::AssumedRoot, one("true"));
    }
    if let Some(identity) = &session.source_identity {
        context.derive(KnownKey::SourceIdentity, one(identity.as_str()));
    }
    if let Some(provider) = &session.federated_provider
        && (SAML_SESSIONS_CARRY_PROVIDER.taken() || !is_saml(provider))
    {
        context.derive(KnownKey::FederatedProvider, one(provider.as_str()));
    }
    context.derive_all(session.provider_keys.iter().cloned());
}

fn resource_keys(context: &mut Context, facts: &CallFacts) {
    if let Some(account) = &facts.resource_account {
        context.derive(KnownKey::ResourceAccount, one(account.as_str()));
    }
    let keys = (KnownKey::ResourceOrgId, KnownKey::ResourceOrgPaths);
    organization_keys(context, keys, facts.resource_organization_path.as_deref());
    let arn = Arn::parse(&facts.resource);
    let service = arn.as_ref().map_or("", |arn| arn.service);
    if let Some(account) =
        facts.resource_account.as_ref().filter(|_| service == "s3" && facts.action.starts_with("s3:"))
    {
        // AM-09: S3 has a second name for it.
        context.derive(KnownKey::S3ResourceAccount, one(account.as_str()));
    }
    tag_keys(context, KnownKey::ResourceTag.name(), &facts.resource_tags);
    // Tags have a second name where the resource is an IAM user or role (EV-61) or a general purpose bucket (AM-23), and where the service
    // has a key of its own (AM-11).
    if service == "iam" {
        tag_keys(context, KnownKey::IamResourceTag.name(), &facts.resource_tags);
    } else if is_in_general_purpose_bucket(&facts.resource) {
        tag_keys(context, KnownKey::S3BucketTag.name(), &facts.resource_tags);
    } else if !facts.resource_tags.is_empty()
        && let Some(key) = arn.and_then(|arn| own_tags::own_tag_key(facts.service(), &arn))
    {
        tag_keys(context, &key, &facts.resource_tags);
    }
}

/// Tags of an object, for actions that can ask for them (AM-11).
fn object_keys(context: &mut Context, facts: &CallFacts) {
    let name = facts.action.strip_prefix("s3:").unwrap_or_default();
    if !facts.object_tags.is_empty() && own_tags::asks_for_object_tags(name) {
        tag_keys(context, KnownKey::S3ExistingObjectTag.name(), &facts.object_tags);
    }
}

/// The account of whoever uses a key of KMS (AM-10).
fn caller_account_for_kms(context: &mut Context, caller: &Caller, facts: &CallFacts) {
    let on_key = |arn: Arn<'_>| arn.service == "kms" && arn.resource.starts_with("key/");
    if let Some(account) = &caller.account
        && facts.service() == "kms"
        && Arn::parse(&facts.resource).is_some_and(on_key)
    {
        context.derive(KnownKey::KmsCallerAccount, one(account.as_str()));
    }
}

/// A key for each tag, of which `prefix` is the first part.
fn tag_keys(context: &mut Context, prefix: &str, tags: &[Tag]) {
    context.derive_all(tags.iter().map(|tag| (format!("{prefix}{}", tag.key), one(&*tag.value))));
}

/// True if this is the ARN of an S3 general purpose bucket, or of an object in one: those of access points and of directory buckets
/// name a Region and an account, or another service (AM-23).
pub fn is_in_general_purpose_bucket(resource: &str) -> bool {
    Arn::parse(resource).is_some_and(|arn| arn.service == "s3" && arn.region.is_empty() && arn.account.is_empty())
}

fn request_keys(context: &mut Context, facts: &CallFacts) {
    context.derive(KnownKey::CurrentTime, one(facts.time.as_str()));
    context.derive(KnownKey::EpochTime, one(facts.epoch_seconds.to_string()));
    context.derive(KnownKey::SecureTransport, one("true"));
    context.derive(KnownKey::ViaAwsService, one("false"));
    if let Some(region) = requested_region(facts) {
        context.derive(KnownKey::RequestedRegion, one(region));
    }
    if let Some(id) = &facts.vpc_endpoint {
        context.derive(KnownKey::SourceVpce, one(id.as_str()));
    }
}

/// The Region of the endpoint, where the resource's ARN or a global service tells it (7.5).
fn requested_region(facts: &CallFacts) -> Option<&str> {
    const GLOBAL: [&str; 6] = ["iam", "organizations", "route53", "cloudfront", "shield", "globalaccelerator"];
    if GLOBAL.contains(&facts.service()) {
        return Some("us-east-1");
    }
    Arn::parse(&facts.resource).map(|arn| arn.region).filter(|region| !region.is_empty())
}

/// True if RCPs have a say: the service supports them (EV-41, EV-44). Those of the owner's account, and where the action has no resource those of
/// the caller's (AM-31).
pub(crate) fn rcp_covers(action: &Action, resource: &str) -> bool {
    /// Service prefixes of AWS's page on RCPs as of 2026; the list grows.
    const SERVICES: [&str; 62] = [
        "aoss",
        "appconfig",
        "appstream",
        "autoscaling",
        "autoscaling-plans",
        "budgets",
        "clouddirectory",
        "cloudfront",
        "cloudsearch",
        "cloudtrail-data",
        "codeartifact",
        "codebuild",
        "codecommit",
        "codepipeline",
        "cognito-identity",
        "cognito-idp",
        "comprehend",
        "comprehendmedical",
        "compute-optimizer",
        "cost-optimization-hub",
        "dax",
        "dsql",
        "dynamodb",
        "ecr",
        "ecr-public",
        "events",
        "firehose",
        "fis",
        "fms",
        "gamelift",
        "health",
        "inspector-scan",
        "kendra",
        "kinesisvideo",
        "kms",
        "logs",
        "memorydb",
        "networkmonitor",
        "notifications",
        "opensearch",
        "pca-connector-ad",
        "personalize",
        "polly",
        "pricing",
        "resource-groups",
        "rolesanywhere",
        "s3",
        "secretsmanager",
        "servicediscovery",
        "signin",
        "sqs",
        "sts",
        "support",
        "swf",
        "textract",
        "timestream-influxdb",
        "transcribe",
        "transfer",
        "translate",
        "wafv2",
        "workspaces",
        "xray",
    ];
    SERVICES.binary_search(&action.service()).is_ok()
        && action.known != Some(KnownAction::RetireGrant)
        && (resource != "*" || RCPS_BIND_CALLS_WITHOUT_RESOURCE.taken())
}

mod own_tags;

#[cfg(test)]
mod tests;
