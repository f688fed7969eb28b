//! Reasons for which claims are not decided.

use iam_analysis::Reason;

/// Reason for which a claim is not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// The search did not come to an end, or could not.
    Search(Reason),
    /// AWS could not read this policy.
    Unreadable(String),
    /// Calls of this action have rules of their own.
    OwnRules(String),
    /// A condition on this key takes parts of account ids.
    Accounts(String),
    /// A policy names a caller in a way that is not compared.
    Principals,
    /// The entry of this ARN stands for several buckets.
    Buckets(String),
    /// The keys that follow from this caller are not the same in both scenarios.
    OtherCaller(String),
    /// The caller could not be resolved, for this reason.
    Caller(String),
}
