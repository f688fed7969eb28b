//! The credentials that a step obtained.

use serde::{Deserialize, Serialize};

use crate::map::Map;

/// Temporary credentials.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionReport {
    /// ARN of the session.
    pub arn: String,
    /// `AROA…:SESSION`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed_role_id: Option<String>,
    /// `ACCOUNT:NAME` of a federated user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federated_user_id: Option<String>,
    /// `ASIA…`, made up, the same for the same scenario.
    pub access_key_id: String,
    /// When it was issued, ISO 8601 in UTC.
    pub issued_at: String,
    /// When it ends, ISO 8601 in UTC.
    pub expiration: String,
    /// Tags of the session, the role's among them.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub tags: Map<String>,
    /// Tags that a next session of the chain inherits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transitive_tag_keys: Vec<String>,
    /// Source identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_identity: Option<String>,
    /// Value of `aws:MultiFactorAuthPresent` in calls of the session; absent: the key is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mfa: Option<bool>,
    /// True if a role session obtained it, so that it ends after an hour at the latest (ST-02).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chained: bool,
    /// Names of the session policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<String>,
}
