//! Accounts and what their organization attaches to them.

use serde::Serialize;

use super::NamedPolicy;

/// An AWS account.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Account {
    /// Twelve digits.
    pub id: String,
    /// Name by which people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// True if it is the organization's management account.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub management_account: bool,
    /// True if IAM trusts it with the root users of member accounts (`sts:AssumeRoot`).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delegated_administrator: bool,
    /// Path in its organization: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_path: Option<String>,
    /// Levels of service control policies, root first, the account itself last. Absent: none in force. An empty list, or a level
    /// without policies, allows nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_control_policies: Option<Vec<PolicyLevel>>,
    /// Levels of resource control policies; `RCPFullAWSAccess` is always attached and need not be written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_control_policies: Option<Vec<PolicyLevel>>,
}

/// Policies attached to one root, organizational unit or account.
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
