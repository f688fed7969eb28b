//! Callers that are tried on a role.

use serde::{Deserialize, Serialize};

use super::Effect;

/// Answer for one candidate of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// They can, with a request that carries nothing in particular.
    Can,
    /// They can if the request carries what the candidate's `needs` name: tried with these values, and allowed. Where a need
    /// has no value, none was found, and the answer depends on it.
    CanIf,
    /// They cannot.
    Cannot,
}

impl Answer {
    /// All answers, in the order in which they are told.
    pub const ALL: [Self; 3] = [Self::Can, Self::CanIf, Self::Cannot];
}

/// A condition that the request of a candidate has to meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Need {
    /// The condition key, as the policy writes it.
    pub key: String,
    /// The condition's operator.
    pub operator: String,
    /// The values that the policy compares the key with.
    pub values: Vec<String>,
    /// Effect of the statement: an Allow's condition has to hold, a Deny's must not.
    pub effect: Effect,
    /// The value that the call was tried with and allowed; absent where none was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried: Option<String>,
}

/// Sorts of callers that are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CandidateKind {
    Principal,
    /// Somebody else in the role's account, whose own policies allow all of STS.
    SameAccount,
    /// The same in another account of the organization.
    SameOrganization,
    /// The same in an account that nobody knows.
    UnknownAccount,
    Service,
    /// The service, at work for a resource in an unknown account (RO-10).
    DeputyService,
    OtherService,
    /// Any subject of an OpenID Connect provider but those that the trust policy may name.
    Subject,
    /// The holder of some token of the provider, whoever its subject is.
    Holder,
    /// Anybody with an assertion of a SAML provider.
    Assertion,
    Anonymous,
}
