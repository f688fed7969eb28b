//! The whole evaluation, entry by entry.

mod list;
mod scope;
mod source;

pub use list::Trace;
pub use scope::TraceScope;
pub(crate) use source::{Node, Source};

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Confidence, Effect, Place, PolicyType, Why};
use crate::shared::SharedText;

/// One entry of the trace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TraceEntry {
    /// Title in a few words.
    pub title: String,
    /// Kind of entry.
    pub kind: TraceKind,
    /// Whose policies are asked, when it is a gate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_type: Option<PolicyType>,
    /// The result.
    pub verdict: TraceVerdict,
    /// The effect, when it is a statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// The reason, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The reason as data, from which the sentence is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
    /// Place in a policy's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Values that the request brings to the comparison.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestField>,
    /// The rule that decided it, such as `EV-12`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Cow<'static, str>>,
    /// Confidence in the rule; absent when AWS documents it plainly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Entries it is made of.
    #[serde(default, skip_serializing_if = "Trace::is_empty")]
    pub children: Trace,
}

/// Kind of a trace entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum TraceKind {
    /// One of several permissions or resources that a call needs.
    Check,
    /// A gate of AWS's evaluation flow.
    Gate,
    /// A level of the organization.
    Level,
    /// A policy.
    Policy,
    /// A statement.
    Statement,
    /// An element of a statement, or one condition.
    Clause,
    /// Something the service checks besides policies.
    Rule,
}

/// Result of a trace entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum TraceVerdict {
    /// Says yes.
    Allows,
    /// Says no, and no is final.
    Denies,
    /// Applies and does not say yes.
    Silent,
    /// Has no say in this request.
    NotApplicable,
    /// An element or statement fits the request.
    Matches,
    /// An element or statement does not fit the request.
    DoesNotMatch,
}

impl From<iam_eval::Verdict> for TraceVerdict {
    fn from(verdict: iam_eval::Verdict) -> Self {
        use iam_eval::Verdict;
        match verdict {
            Verdict::Allows => Self::Allows,
            Verdict::Denies => Self::Denies,
            Verdict::Silent => Self::Silent,
            Verdict::NotApplicable => Self::NotApplicable,
        }
    }
}

/// A field of the request that is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RequestField {
    /// `caller`, `action`, `resource` or the name of a condition key.
    pub field: Cow<'static, str>,
    /// Its value; absent when the request lacks the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<SharedText>,
}
