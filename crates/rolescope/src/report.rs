//! The report: every step's decision, with all reasons. Types and their JSON.
//!
//! Must not know how decisions and sentences are made; a trace asks its source for them when it is read.

use serde::{Deserialize, Serialize};

use crate::map::Map;
use crate::scenario::Expectation;

mod candidate;
mod cause;
mod clause;
mod confidence;
mod context;
mod decision;
mod place;
#[cfg(feature = "notes")]
pub(crate) mod point;
mod problem;
mod refusal;
mod role;
mod session;
mod trace;
mod unlisted;
mod warning;
mod why;

pub(crate) use candidate::CandidateKind;
pub use candidate::{Answer, Need};
pub use cause::{Because, Cause, Lacking, NamedStatement, Nearest, Passed, SilentLevel, TokenAudience};
pub use clause::{Comparison, FailedElement, Listing, MissingKey};
pub use confidence::{Confidence, OpenPoint};
pub use context::{ContextEntry, ContextValue, LeftOutClaim, LeftOutReason, Origin};
pub use decision::{AbsentKey, Decision, Effect, MatchedStatement, PolicyType};
pub use iam_syntax::DiagnosticKind;
pub use place::{ByteSpan, Place};
pub use problem::{Problem, ProblemCause, Severity};
pub(crate) use refusal::NO_SESSION;
pub use refusal::{Credentials, Refusal, SecondsLimit, StsParameter, UnreadablePolicy, WithoutSession};
pub use role::{RoleKind, RoleReport, RoleSort};
pub use session::SessionReport;
pub(crate) use trace::{Node, Source};
pub use trace::{RequestField, Trace, TraceEntry, TraceKind, TraceScope, TraceVerdict};
pub use unlisted::{Needed, NotInScenario};
pub use warning::{RequestWarning, RequestWarningCode};
pub use why::{AwsThing, NamedAs, NotApplicableReason, Why};

/// Format of reports. New fields do not raise it: whoever reads reports passes over what they do not know.
pub(crate) const REPORT_FORMAT: u32 = 1;

/// Result of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Version of the report's format; absent means 1.
    #[serde(default = "first_format")]
    pub format: u32,
    /// Format of the scenario, only where it is newer than this version: fields that this version does not know were left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario_format: Option<u32>,
    /// The scenario's title.
    pub title: String,
    /// One report a step, in the scenario's order.
    pub steps: Vec<StepReport>,
    /// The scenario's roles and what sort of role each is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleReport>,
    /// Mistakes and findings in the policies.
    pub problems: Vec<Problem>,
}

impl Default for Report {
    fn default() -> Self {
        let (title, steps, roles, problems) = (String::new(), Vec::new(), Vec::new(), Vec::new());
        Self { format: REPORT_FORMAT, scenario_format: None, title, steps, roles, problems }
    }
}

/// The format of reports that name none.
const fn first_format() -> u32 {
    1
}

/// The decision of one step and how it came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StepReport {
    /// The step's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The caller: an ARN, a service, a provider or `anonymous`. `@NAME` is resolved where it obtained a session.
    pub caller: String,
    /// The action called.
    pub action: String,
    /// Resource that is acted on.
    pub resource: ReportedResource,
    /// The end of it.
    pub decision: Decision,
    /// Error that stopped the step, where no policy decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<StepError>,
    /// One plain sentence that names the policy and statement that decided.
    pub reason: String,
    /// Cause of the decision as data, from which the sentence is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Box<Cause>>,
    /// Answer of AWS to a denied call, in its own wording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aws_message: Option<String>,
    /// For an allow the policy types that granted; for a deny all that block it, most binding first.
    pub decided_by: Vec<PolicyType>,
    /// Nearest statement where nothing allows: an Allow that fails in the fewest elements and, if one does,
    /// names the action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Place>,
    /// Things that decide the step and the scenario does not have, most binding first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_in_scenario: Vec<NotInScenario>,
    /// Every statement that matched.
    pub matched_statements: Vec<MatchedStatement>,
    /// Every condition key of the request.
    pub context: Map<ContextEntry>,
    /// Keys that policies ask for and the request lacks.
    pub missing_context_keys: Vec<String>,
    /// Negated tests that hold only because the request lacks a key, where the decision hangs on that: with the keys it could be
    /// another one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decided_by_absent_keys: Vec<AbsentKey>,
    /// Claims of the token or assertion that are no condition keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out_claims: Vec<LeftOutClaim>,
    /// Names and values of the request that do not fit AWS's reference data, where a catalog was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<RequestWarning>,
    /// Points that AWS leaves open and the decision hangs on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_points: Vec<OpenPoint>,
    /// The credentials obtained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionReport>,
    /// The evaluation in evaluation order: all of it, or the part that was asked for.
    pub trace: Trace,
    /// Outcome that the step expects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expectation>,
    /// True if it came out so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
}

/// The resource of a step as resolved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ReportedResource {
    /// An ARN or `*`.
    One(String),
    /// Several, all of which must pass.
    Several(Vec<String>),
}

/// Error of a step that no policy decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StepError {
    /// `ValidationError`, `AccessDenied`, `ExpiredToken`, `NoSession`, `MalformedPolicyDocument`, …
    pub code: String,
    /// The mistake and the remedy.
    pub message: String,
    /// Place of the mistake, when it is in a policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}
