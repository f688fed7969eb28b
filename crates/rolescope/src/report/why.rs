//! Reasons of trace entries, as data.

use std::sync::Arc;

use iam_eval::NotApplicable;
use serde::{Deserialize, Serialize};

use super::{Comparison, Effect, FailedElement, Listing, MissingKey, Needed, PolicyType, Refusal};
use crate::shared::SharedText;

/// Reason for the verdict of a trace entry. Its `kind` tells which; sentences are made from it alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[non_exhaustive]
pub enum Why {
    /// Everybody may ask who they are (EV-80).
    CallerIdentity,
    /// A user may ask for a session of their own (EV-83).
    OwnSession,
    /// The root user of an account cannot assume a role (EV-60).
    RootAssumesNoRole,
    /// The step ended before or besides any policy.
    Refused {
        /// The code of the step's error.
        code: String,
        /// The refusal.
        #[serde(with = "super::refusal::shared")]
        #[cfg_attr(feature = "schema", schemars(with = "Refusal"))]
        refusal: Arc<Refusal>,
    },
    /// AWS owns what the call would change (EV-90 to EV-92).
    OwnedByAws {
        /// Kind of thing that it is.
        thing: AwsThing,
    },
    /// A policy that would have to be asked is not in the scenario.
    NotInScenario {
        /// Purpose for which it is needed.
        needed: Needed,
        /// Its ARN.
        name: String,
    },
    /// The root user issued the credentials, so that only the session policy holds them (ST-41).
    RootIssued,
    /// The root user of another account needs nothing on its own side (EV-24).
    ForeignRoot,
    /// The root user may do everything in its own account (EV-04).
    OwnRoot,
    /// The endpoint has its default policy, which allows everything (EV-76).
    DefaultEndpointPolicy,
    /// The key is not in the scenario, so that the default key policy is taken (EV-66).
    DefaultKeyPolicy,
    /// The policies have no say in the request.
    NotApplicable {
        /// Policies that have no say.
        policy_type: PolicyType,
        /// Reason for which they have none.
        because: NotApplicableReason,
    },
    /// The bucket's policy is public and `restrictPublicBuckets` is on (EV-71).
    PublicAccessBlocked,
    /// A Deny applies (EV-02).
    DenyApplies,
    /// A policy allows the action and names the caller (EV-12).
    NamesCaller {
        /// The action.
        action: SharedText,
        /// Ways in which it names the caller.
        ways: Vec<NamedAs>,
    },
    /// The account's list of levels is empty, so that nothing is allowed (EV-34).
    NoLevels,
    /// None of the policies allows the action (EV-01).
    NoAllow {
        /// Policies that were asked.
        policy_type: PolicyType,
        /// The action.
        action: SharedText,
    },
    /// All elements of a statement match.
    StatementMatches {
        /// Effect of the statement, which it has on the call.
        effect: Effect,
    },
    /// Several elements of a statement do not match. Of a single one the statement has its reason.
    ElementsDoNotMatch {
        /// The elements.
        elements: Vec<FailedElement>,
    },
    /// A value of a list matches.
    Fits {
        /// The list.
        list: Listing,
        /// The value in the policy.
        value: String,
        /// The action or resource of the request.
        found: SharedText,
    },
    /// No value of a list matches.
    FitsNone {
        /// The list.
        list: Listing,
        /// Values in the policy.
        values: Vec<String>,
        /// The policy's only value with its variables filled in, where it has some.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        filled_in: Option<Box<str>>,
        /// The action or resource of the request.
        found: SharedText,
    },
    /// A list is empty (GR-19).
    ListsNothing {
        /// The list.
        list: Listing,
    },
    /// A value needs a key that the request lacks (MR-09, MR-10).
    UnresolvedVariable {
        /// The list.
        list: Listing,
        /// The value in the policy.
        value: String,
        /// The key of its variable.
        key: String,
    },
    /// The resource differs from a value in nothing but case (MR-01).
    ResourceCase {
        /// The list.
        list: Listing,
        /// The value in the policy.
        value: String,
        /// The resource of the request.
        found: SharedText,
    },
    /// `*` names everybody (PR-01).
    Everybody,
    /// The caller belongs to an account that is named (PR-03).
    InAccount {
        /// The caller.
        caller: SharedText,
        /// The account.
        account: String,
    },
    /// The caller is a session of a role that is named (PR-06).
    SessionOf {
        /// The caller.
        caller: SharedText,
        /// The role's ARN.
        role: String,
    },
    /// A value names the caller.
    CallerNamed {
        /// The value in the policy.
        value: String,
    },
    /// `NotPrincipal` lists the caller (PR-30).
    CallerListed,
    /// `NotPrincipal` lists the caller and does not spare it, since it has a permissions boundary (PR-31).
    BoundaryOverridesNotPrincipal,
    /// `NotPrincipal` lists one part of the caller and lacks another (PR-32).
    PartlyListed {
        /// Parts that are listed.
        listed: Vec<NamedAs>,
        /// Parts that are not.
        lacking: Vec<NamedAs>,
    },
    /// `NotPrincipal` does not list the caller (PR-30).
    CallerNotListed {
        /// The caller.
        caller: SharedText,
    },
    /// No value names the caller (PR-13).
    CallerNotNamed {
        /// Values in the policy.
        values: Vec<String>,
        /// The caller.
        caller: SharedText,
    },
    /// A principal with a wildcard inside names nobody (PR-02).
    PrincipalWildcard {
        /// The value in the policy.
        value: String,
    },
    /// A value differs from the caller in nothing but case (PR-13).
    CallerCase {
        /// The value in the policy.
        value: String,
    },
    /// The request lacks the condition's key.
    KeyMissing {
        /// The key, as the policy writes it.
        key: String,
        /// The operator.
        operator: String,
        /// Values in the policy.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        values: Vec<String>,
        /// Effect on the condition.
        outcome: MissingKey,
    },
    /// The key has several values and the operator takes one (CO-20).
    SeveralValues {
        /// The key.
        key: String,
        /// The operator.
        operator: String,
    },
    /// The condition lists no value (CO-22).
    NoValues,
    /// `Null` asks for a key's presence (CO-12).
    KeyPresence {
        /// The key.
        key: String,
        /// True if the request has it.
        present: bool,
        /// True if the condition holds.
        holds: bool,
    },
    /// `Null` with a set operator does not depend on the request (CO-18).
    QuantifiedNull {
        /// The operator.
        operator: String,
    },
    /// Values of the request were compared with those of the condition.
    Compared {
        /// The key.
        key: String,
        /// The operator, with `ForAllValues:` or `ForAnyValue:` and `IfExists`.
        operator: String,
        /// True if the condition holds.
        holds: bool,
        /// The value of the request that tells the result.
        value: String,
        /// True if the request has more than that one.
        several: bool,
        /// Values in the policy.
        values: Vec<String>,
        /// The policy's only value with its variables filled in, where it has some.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        filled_in: Option<Box<str>>,
        /// Result of the comparison.
        result: Comparison,
    },
}

/// Reasons of the evaluator, with the words that reports have for them: the compiler keeps both lists the same.
macro_rules! not_applicable_reasons {
    ($($(#[$doc:meta])* $reason:ident,)*) => {
        /// Reason for which policies do not apply to a request.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase")]
        #[non_exhaustive]
        pub enum NotApplicableReason { $($(#[$doc])* $reason,)* }

        impl From<NotApplicable> for NotApplicableReason {
            fn from(reason: NotApplicable) -> Self {
                match reason { $(NotApplicable::$reason => Self::$reason,)* }
            }
        }
    };
}

not_applicable_reasons! {
    /// There is no such policy.
    NoPolicy,
    /// The caller is not a user or role of an account (EV-31, EV-78).
    Unsigned,
    /// The caller or the resource belongs to the management account (EV-31, EV-41).
    ManagementAccount,
    /// The caller is a service-linked role (EV-31, EV-41).
    ServiceLinkedRole,
    /// Identity policies and boundaries do not bind the root user (EV-04).
    RootUser,
    /// The service or the action is not covered by resource control policies (EV-42).
    NotCovered,
    /// No policy can keep the owner's root user from a bucket's own policy (EV-70).
    OwnerRoot,
}

/// Things that AWS owns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum AwsThing {
    /// An AWS managed policy (EV-90).
    ManagedPolicy,
    /// A role under `/aws-reserved/` (EV-91).
    ReservedRole,
    /// A service-linked role (EV-91).
    ServiceLinkedRole,
    /// An alias `alias/aws/…` (EV-92).
    KeyAlias,
}

/// Ways in which a policy names a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum NamedAs {
    /// As IAM user.
    User,
    /// As role.
    Role,
    /// As session of a role.
    Session,
    /// As federated user.
    FederatedUser,
    /// Through the account.
    Account,
    /// As everybody.
    Everybody,
    /// As service.
    Service,
    /// Through the identity provider.
    Provider,
}
