//! Sorts of roles.

use serde::{Deserialize, Serialize};

/// A role of the scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RoleReport {
    /// Its ARN.
    pub arn: String,
    /// Sorts of the role: by its path, or by whom its trust policy lets in, in the order of the policy. Several for a role that
    /// several sorts of callers may assume, none for a role that trusts nobody.
    pub kinds: Vec<RoleKind>,
}

/// One thing that a role is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RoleKind {
    /// The sort.
    pub kind: RoleSort,
    /// The service, account, provider or role that may assume it.
    pub of: String,
    /// Particular facts about it.
    pub note: String,
}

/// Sorts of roles (RO-01 to RO-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum RoleSort {
    /// A service acts with it (RO-01, RO-02).
    Service,
    /// Made and fixed by a service (RO-03).
    ServiceLinked,
    /// Made by IAM Identity Center (RO-09).
    IdentityCenter,
    /// Delegated to principals of its own account.
    SameAccount,
    /// Delegated to another account of the organization (RO-04).
    SameOrganization,
    /// Delegated to an account outside the organization (RO-04, RO-10).
    OtherAccount,
    /// For people who sign in at a SAML provider (RO-05).
    Saml,
    /// For holders of a token of an OpenID Connect provider (RO-06, RO-07).
    Oidc,
    /// Assumed by sessions of another role (ST-02).
    Chained,
    /// Trusts everybody (PR-01).
    Anybody,
}
