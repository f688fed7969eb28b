//! The scenario: a tiny AWS in one JSON file.

use iam_syntax::Arn;
use serde::{Deserialize, Serialize};

use crate::map::Map;
use crate::report::Decision;

mod document;
mod fields;
mod policies;
mod read;
mod shape;
mod value;
mod write;

pub use document::{Document, DocumentForm};
pub use policies::PolicyEntry;
pub use read::ScenarioError;
pub use value::{ContextInput, Input, StringOrList};

/// Principals, resources and their policies, and the calls to decide.
///
/// Every field may be absent. Unknown fields are refused, with their place.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scenario {
    /// One line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Markdown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// "Now" of the first step, ISO 8601 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Accounts with something to say; one that only occurs in ARNs need not be listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Account>,
    /// Users, roles and whoever else carries policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub principals: Vec<Principal>,
    /// Resources that carry a policy, tags or an owner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// The calls, in order; each gets its own decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// An AWS account.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Account {
    /// Twelve digits.
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether it is the organization's management account.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub management_account: bool,
    /// Whether IAM trusts it with the root users of member accounts (`sts:AssumeRoot`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delegated_administrator: bool,
    /// Where it hangs in its organization: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_path: Option<String>,
    /// Levels of service control policies, root first, the account itself last. Absent: none in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_control_policies: Option<Vec<PolicyLevel>>,
    /// Levels of resource control policies; `RCPFullAWSAccess` is always attached and need not be written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_control_policies: Option<Vec<PolicyLevel>>,
}

/// What is attached to one root, organizational unit or account.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PolicyLevel {
    /// Id of the root, unit or account.
    pub target: String,
    /// The policies attached there.
    #[serde(default)]
    pub policies: Vec<NamedPolicy>,
}

/// A user, a role, or a session that is named directly.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Principal {
    /// ARN of the user, role or session.
    pub arn: String,
    /// `AIDA…` or `AROA…`; made up from the ARN when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Policies attached to it or written into it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identity_policies: Vec<NamedPolicy>,
    /// Groups of a user.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Ceiling of what it may do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<NamedPolicy>,
    /// Tags on the user or role.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub tags: Map<String>,
    /// Who may assume a role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust_policy: Option<NamedPolicy>,
    /// Longest session of a role in seconds; 3600 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_session_duration: Option<u64>,
}

/// An IAM group of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Group {
    /// The group's name.
    pub name: String,
    /// Its policies.
    #[serde(default)]
    pub policies: Vec<NamedPolicy>,
}

/// A resource that carries a policy, tags or an owner.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resource {
    /// ARN; may hold `*` and `?`. Of several that match, the one with the most literal characters counts.
    pub arn: String,
    /// Owner; else the ARN's account field; else the caller's account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The resource's own policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<NamedPolicy>,
    /// Tags of the resource.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub tags: Map<String>,
    /// Block Public Access of an S3 bucket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_access_block: Option<PublicAccessBlock>,
}

/// What S3 keeps a bucket from, whatever its policy says (EV-71).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PublicAccessBlock {
    /// A public bucket policy lets in nobody but the owner's account and AWS services.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restrict_public_buckets: bool,
}

/// A policy with a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NamedPolicy {
    /// What people call it.
    pub name: String,
    /// The policy, as JSON object or as text.
    pub document: Document,
}

/// One call.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Step {
    /// For reference by later steps, as `@NAME`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// An ARN, a service, an identity provider, `anonymous`, or `@NAME`: the session that step NAME obtained.
    pub caller: String,
    /// `s3:GetObject`, `sts:AssumeRole`, …
    pub action: String,
    /// What is acted on; absent means `*`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<StepResource>,
    /// Condition keys beyond those that the engine derives; `null` makes a derived key absent.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub context: Map<ContextInput>,
    /// "Now", when later than the step before; ISO 8601 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// What an STS call asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionRequest>,
    /// The session, when the caller is a session ARN written out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller_session: Option<CallerSession>,
    /// The VPC endpoint that the call goes through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vpc_endpoint: Option<VpcEndpoint>,
    /// What should come out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expectation>,
}

/// One resource, or several that one call touches: allowed only if each passes (EV-07).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum StepResource {
    /// An ARN or `*`.
    One(String),
    /// Several.
    Several(Vec<TouchedResource>),
}

/// One of several resources of a call.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum TouchedResource {
    /// An ARN.
    Arn(String),
    /// An ARN with condition keys of its own.
    WithContext(ResourceContext),
}

/// A resource and the condition keys that hold for it alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResourceContext {
    /// An ARN.
    pub arn: String,
    /// Keys added for this resource.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub context: Map<ContextInput>,
}

/// Parameters of a call to STS.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SessionRequest {
    /// `RoleSessionName`, or the federated user's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `DurationSeconds`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_seconds: Option<u64>,
    /// Session policies, inline and managed alike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<NamedPolicy>,
    /// Session tags.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub tags: Map<String>,
    /// Tags that later sessions of the chain inherit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transitive_tag_keys: Vec<String>,
    /// `SourceIdentity`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_identity: Option<String>,
    /// `ExternalId`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Whether a valid code of an MFA device comes with the call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mfa: Option<bool>,
    /// Claims of the token or assertion: OIDC by claim name, SAML by condition key.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub claims: Map<StringOrList>,
    /// `ProvidedContexts`: what trusted context providers say about the caller, at most five.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provided_contexts: Vec<ProvidedContext>,
}

/// What a context provider says about a caller.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProvidedContext {
    /// ARN of the provider.
    pub provider_arn: String,
    /// Its signed and encrypted assertion; Rolescope looks at none of it.
    pub context_assertion: String,
}

/// A session that was obtained before the scenario begins.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CallerSession {
    /// Session policies it was made with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<NamedPolicy>,
    /// Session tags.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub tags: Map<String>,
    /// Source identity it carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_identity: Option<String>,
    /// When it was issued, ISO 8601 in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_at: Option<String>,
    /// Whether MFA was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mfa: Option<bool>,
    /// ARN of the IAM user who made a federated user's session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

/// A VPC endpoint and its policy.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VpcEndpoint {
    /// `vpce-…`.
    pub id: String,
    /// Its policy; absent means the default one, which allows everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<NamedPolicy>,
}

/// What a step should come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Expectation {
    /// Allowed.
    Allowed,
    /// Denied, in whichever way.
    Denied,
    /// Denied by a Deny statement.
    ExplicitDeny,
    /// Denied because a needed Allow is missing.
    ImplicitDeny,
    /// Refused before or besides policies.
    Error,
}

impl SessionRequest {
    /// Whether it asks for nothing in particular.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.name, &self.source_identity, &self.external_id];
        texts.iter().all(|text| text.is_none())
            && self.duration_seconds.is_none()
            && self.mfa.is_none()
            && self.policies.is_empty()
            && self.tags.is_empty()
            && self.transitive_tag_keys.is_empty()
            && self.claims.is_empty()
            && self.provided_contexts.is_empty()
    }
}

impl Principal {
    /// Whether it can be in a group: groups hold users and nobody else (IAM User Guide, "IAM user groups").
    pub fn takes_groups(&self) -> bool {
        self.arn.split(':').nth(5).is_some_and(|name| name.starts_with("user/"))
    }

    /// Whether it can have a trust policy: roles have one, and nobody else.
    pub fn takes_trust_policy(&self) -> bool {
        Arn::parse(&self.arn).is_some_and(|arn| arn.is_role())
    }
}

impl Step {
    /// Whether the call goes to STS, so that [`Step::session`] has a meaning.
    pub fn calls_sts(&self) -> bool {
        self.action.split(':').next().is_some_and(|service| service.eq_ignore_ascii_case("sts"))
    }

    /// Whether the caller is a session whose ARN is written out, so that [`Step::caller_session`] has a meaning. ARNs of
    /// STS name sessions and nothing else.
    pub fn is_called_in_session(&self) -> bool {
        Arn::parse(&self.caller).is_some_and(|arn| arn.service == "sts")
    }
}

impl Expectation {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Allowed, Self::Denied, Self::ExplicitDeny, Self::ImplicitDeny, Self::Error];

    /// The word that a scenario uses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied => "denied",
            Self::ExplicitDeny => "explicitDeny",
            Self::ImplicitDeny => "implicitDeny",
            Self::Error => "error",
        }
    }

    /// Whether a decision is as expected.
    pub fn is_met_by(self, decision: Decision) -> bool {
        match self {
            Self::Allowed => decision == Decision::Allowed,
            Self::Denied => matches!(decision, Decision::ExplicitDeny | Decision::ImplicitDeny),
            Self::ExplicitDeny => decision == Decision::ExplicitDeny,
            Self::ImplicitDeny => decision == Decision::ImplicitDeny,
            Self::Error => decision == Decision::Error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_take_trust_policies_and_users_groups() {
        let takes = |arn: &str| {
            let principal = Principal { arn: arn.to_owned(), ..Principal::default() };
            (principal.takes_trust_policy(), principal.takes_groups())
        };
        assert_eq!(takes("arn:aws:iam::111122223333:role/team/app"), (true, false));
        assert_eq!(takes("arn:aws-cn:iam::111122223333:role/app"), (true, false));
        assert_eq!(takes("arn:aws:iam::111122223333:user/role/ana"), (false, true));
        assert_eq!(takes("arn:aws:iam::111122223333:root"), (false, false));
        assert_eq!(takes("arn:aws:sts::111122223333:assumed-role/app/s"), (false, false));
        assert_eq!(takes("role/app"), (false, false));
    }

    #[test]
    fn a_session_that_is_written_out_is_named_by_an_arn_of_sts() {
        let in_session = |caller: &str| Step { caller: caller.to_owned(), ..Step::default() }.is_called_in_session();
        assert!(in_session("arn:aws:sts::111122223333:assumed-role/app/s"));
        assert!(in_session("arn:aws-us-gov:sts::111122223333:federated-user/jill"));
        assert!(!in_session("arn:aws:iam::111122223333:role/app"), "nobody knows the session's name");
        assert!(!in_session("@assume"));
        assert!(!in_session("sts.amazonaws.com"));
    }
}
