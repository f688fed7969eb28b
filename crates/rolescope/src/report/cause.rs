//! Causes of decisions, as data.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{AwsThing, FailedElement, NamedAs, Needed, PolicyType, Refusal, Why};
use crate::shared::SharedText;

/// Cause of a step's decision. Its sentence is made from it alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Cause {
    /// Reason of the decision.
    pub because: Because,
    /// Keys without which it would be another one, each once (AM-17).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absent_keys: Vec<String>,
    /// Number of checks that all came out so, where an allowed call needs several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checks: Option<usize>,
    /// Other things that the step needs and the scenario does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_lacking: Vec<Lacking>,
    /// Claims that a policy asks for and AWS makes no condition keys of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
    /// Keys of claims that a policy asks for and that a session does not keep after its login.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_kept: Vec<String>,
    /// The audience of the token, where the condition that fails compares the authorized party instead (CK-11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<TokenAudience>,
}

/// Audience of a token whose `:aud` key is made of its claim `azp`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TokenAudience {
    /// The key that has the claim `aud`, such as `accounts.google.com:oaud`.
    pub key: String,
    /// Value of the claim `aud`.
    pub value: String,
}

/// Something that the scenario does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Lacking {
    /// Purpose for which it is needed.
    pub needed: Needed,
    /// Its ARN.
    pub name: String,
}

/// Reasons of decisions. `kind` tells which.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Because {
    /// Allowed: everybody may ask who they are (EV-80).
    CallerIdentity,
    /// Allowed: a user may ask for a session of their own (EV-83).
    OwnSession,
    /// Allowed: the root user issued the credentials, and nothing denies the action.
    RootIssued {
        /// The action.
        action: SharedText,
    },
    /// Allowed: the root user may do everything in its own account (EV-04).
    OwnRoot {
        /// The action.
        action: SharedText,
    },
    /// Allowed: the role's trust policy is enough.
    Trusted {
        /// The statement that allows it.
        by: NamedStatement,
        /// The caller.
        caller: SharedText,
    },
    /// Allowed: the resource's policy names the caller (EV-12).
    NamedByResource {
        /// The statement that allows it.
        by: NamedStatement,
        /// The action.
        action: SharedText,
        /// Ways in which it names the caller.
        ways: Vec<NamedAs>,
    },
    /// Allowed: the trust policy trusts the caller, and a policy of the caller allows it.
    TrustedAndGranted {
        /// The statement that trusts the caller.
        trust: NamedStatement,
        /// The statement that allows the action.
        grant: NamedStatement,
        /// The action.
        action: SharedText,
    },
    /// Allowed: these statements allow it.
    Granted {
        /// One statement of each policy type that decided.
        by: Vec<NamedStatement>,
        /// The action.
        action: SharedText,
    },
    /// Denied by a Deny (EV-02).
    Denied {
        /// The statement.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<NamedStatement>,
        /// The action.
        action: SharedText,
        /// The resource, where the call touches several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resource: Option<SharedText>,
        /// Reasons for which the statement applies: its conditions, and what it does not spare. Empty where it has none of these.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        met: Vec<Why>,
        /// An Allow that would have allowed the call.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outweighs: Option<Box<NamedStatement>>,
    },
    /// Denied: the root user cannot assume a role (EV-60).
    RootAssumesNoRole,
    /// Denied: AWS owns what the call would change (EV-90 to EV-92).
    OwnedByAws {
        /// Kind of thing that it is.
        thing: AwsThing,
    },
    /// Denied: nothing allows it (EV-01).
    NothingAllows {
        /// The action.
        action: SharedText,
    },
    /// Denied: the resource's side must allow it and has no policy.
    NoResourcePolicy {
        /// The action.
        action: SharedText,
        /// True if the caller is of another account; else it is of none.
        across_accounts: bool,
    },
    /// Denied: the role has no trust policy.
    NoTrustPolicy {
        /// The role's ARN.
        role: SharedText,
    },
    /// Denied: the bucket's policy is public and `restrictPublicBuckets` is on (EV-71).
    PublicAccessBlocked,
    /// Denied: policies that would have to allow it do not (EV-01).
    NoAllow {
        /// The first of their types.
        policy_type: PolicyType,
        /// The caller.
        caller: SharedText,
        /// The action.
        action: SharedText,
        /// The resource, where the call touches several.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resource: Option<SharedText>,
        /// True if these policies hold no Allow at all, only a Deny.
        #[serde(default, skip_serializing_if = "is_false")]
        denies_only: bool,
        /// Tags or source identity that the call passes, for which it needs this action besides its own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        besides: Option<Box<Passed>>,
        /// The level of the organization that lacks an Allow.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        level: Option<SilentLevel>,
        /// The Allow that comes nearest, if it is about the action.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nearest: Option<Box<Nearest>>,
    },
    /// Denied: what would have to allow it is not in the scenario.
    NotInScenario {
        /// Purpose for which it is needed.
        needed: Needed,
        /// Its ARN.
        name: String,
        /// The caller.
        caller: SharedText,
        /// The action.
        action: SharedText,
        /// True if the caller has an account.
        has_account: bool,
        /// The name in the scenario that is closest to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nearest: Option<String>,
    },
    /// Ended before or besides any policy.
    Refused {
        /// The code of the step's error.
        code: String,
        /// The refusal.
        #[serde(with = "super::refusal::shared")]
        #[cfg_attr(feature = "schema", schemars(with = "Refusal"))]
        refusal: Arc<Refusal>,
        /// The name of a step that was probably meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nearest: Option<String>,
    },
    /// Denied: there was nothing to ask for.
    NothingAsked,
}

/// A statement by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NamedStatement {
    /// Use of its policy.
    pub policy_type: PolicyType,
    /// Name of its policy.
    pub policy: SharedText,
    /// Its position, counted from 0.
    pub statement: u32,
    /// Its `Sid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
}

/// A level of an organization at which an Allow is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum SilentLevel {
    /// The account's list of levels is empty.
    None,
    /// A root, unit or account.
    Target {
        /// Its name.
        name: SharedText,
    },
    /// A level without policies.
    Empty {
        /// Its position, counted from 0.
        level: usize,
    },
}

/// An Allow that does not match.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Nearest {
    /// The statement.
    pub statement: NamedStatement,
    /// Reason for which it does not match: of several elements that fail, that of the one farthest from a match (AM-19).
    pub why: Why,
    /// The other elements that fail.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<FailedElement>,
    /// True if it names the caller.
    #[serde(default, skip_serializing_if = "is_false")]
    pub names_caller: bool,
}

/// Things that a call to assume a role passes and that need an action of their own (ST-24, ST-25).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Passed {
    /// The call itself, which is allowed.
    pub call: SharedText,
    /// Keys of the session tags; empty where the source identity needs the action.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The source identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_identity: Option<String>,
    /// The earlier step whose session keeps them; `None` where the call itself passes them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_from: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}
