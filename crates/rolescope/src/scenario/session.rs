//! Sessions: what a call to STS asks for, and what one that is written out brings along.

use serde::Serialize;

use super::{NamedPolicy, StringOrList};
use crate::map::Map;

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
    /// `ExternalId`, which `sts:AssumeRole` alone takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// True if a valid code of an MFA device comes with the call: the device of an IAM user who calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mfa: Option<bool>,
    /// Claims of the token, by claim name (`sub`) or by condition key (`accounts.google.com:sub`), or attributes of the assertion, by
    /// condition key (`saml:sub`). Condition keys ignore case, claim names do not. What AWS makes no condition key of is left out.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub claims: Map<StringOrList>,
    /// `ProvidedContexts`: what trusted context providers say about the caller, at most five.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provided_contexts: Vec<ProvidedContext>,
}

impl SessionRequest {
    /// True if it asks for nothing in particular.
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

/// Statement of a context provider about a caller.
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
    /// True if MFA was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mfa: Option<bool>,
    /// ARN of the IAM user who made a federated user's session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}
