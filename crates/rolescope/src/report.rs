//! The report: every step's decision, with all reasons.

use serde::{Deserialize, Serialize};

use crate::map::Map;
use crate::scenario::Expectation;
use crate::shared::SharedText;

mod role;
mod trace;

pub use role::{RoleKind, RoleReport, RoleSort};
pub use trace::{RequestField, Trace, TraceEntry, TraceKind, TraceVerdict};

/// What a scenario comes to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Report {
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

/// The decision of one step and how it came about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StepReport {
    /// The step's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who calls: an ARN, a service, a provider or `anonymous`. `@NAME` is resolved where it obtained a session.
    pub caller: String,
    /// The action called.
    pub action: String,
    /// What is acted on.
    pub resource: ReportedResource,
    /// The end of it.
    pub decision: Decision,
    /// What stopped the step, where no policy decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<StepError>,
    /// One plain sentence that names the policy and statement that decided.
    pub reason: String,
    /// What AWS would answer to a denied call, in its own wording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aws_message: Option<String>,
    /// For an allow the policy types that granted; for a deny all that block it, most binding first.
    pub decided_by: Vec<PolicyType>,
    /// Every statement that matched.
    pub matched_statements: Vec<MatchedStatement>,
    /// Every condition key of the request.
    pub context: Map<ContextEntry>,
    /// Keys that policies ask for and the request lacks.
    pub missing_context_keys: Vec<String>,
    /// What AWS leaves open and the decision hangs on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_points: Vec<OpenPoint>,
    /// The credentials obtained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionReport>,
    /// The whole evaluation in evaluation order.
    pub trace: Trace,
    /// What the step expects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expectation>,
    /// Whether it came out so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
}

/// Something that AWS does not say, or says in two ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OpenPoint {
    /// Its id, such as `C-09`.
    pub id: String,
    /// The rule that holds the decision taken.
    pub rule: String,
    /// What is open, and what is taken for true here.
    pub text: String,
}

/// How sure a rule is, where AWS does not plainly document it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Confidence {
    /// Somebody saw it on AWS.
    Observed,
    /// No source says it outright.
    OurReading,
    /// Sources disagree.
    Disputed,
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

/// The end of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Decision {
    /// Allowed.
    Allowed,
    /// A Deny statement applies.
    ExplicitDeny,
    /// No Deny applies, but a needed Allow is missing.
    ImplicitDeny,
    /// Refused before or besides policies; see [`StepReport::error`].
    Error,
}

impl From<iam_eval::Decision> for Decision {
    fn from(decision: iam_eval::Decision) -> Self {
        match decision {
            iam_eval::Decision::Allowed => Self::Allowed,
            iam_eval::Decision::ExplicitDeny => Self::ExplicitDeny,
            iam_eval::Decision::ImplicitDeny => Self::ImplicitDeny,
        }
    }
}

impl Decision {
    /// The word that the report uses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ExplicitDeny => "explicitDeny",
            Self::ImplicitDeny => "implicitDeny",
            Self::Error => "error",
        }
    }
}

/// Why no policy decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StepError {
    /// `ValidationError`, `AccessDenied`, `ExpiredToken`, `NoSession`, `MalformedPolicyDocument`, …
    pub code: String,
    /// What is wrong and what would do.
    pub message: String,
    /// Where it is wrong, when it is a policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// Policy types as the report names them, most binding first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PolicyType {
    /// Resource control policy.
    ResourceControl,
    /// Service control policy.
    ServiceControl,
    /// Policy of a VPC endpoint.
    VpcEndpoint,
    /// Trust policy of a role.
    Trust,
    /// Any other resource-based policy.
    ResourceBased,
    /// Permissions boundary.
    PermissionsBoundary,
    /// Session policy.
    Session,
    /// Policy of a user, group or role.
    IdentityBased,
}

/// A statement that matched the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MatchedStatement {
    /// What the policy is used as.
    pub policy_type: PolicyType,
    /// Name of the policy.
    pub policy: SharedText,
    /// Position of the statement, counted from 0.
    pub statement: u32,
    /// Its `Sid`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// `Allow` or `Deny`.
    pub effect: Effect,
    /// Where it stands.
    pub place: Place,
}

/// Effect of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Effect {
    /// Grants.
    Allow,
    /// Refuses.
    Deny,
}

/// A condition key of the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContextEntry {
    /// Its value or values, as text.
    pub value: ContextValue,
    /// Where it comes from.
    pub origin: Origin,
}

/// Value of a condition key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ContextValue {
    /// A single-valued key.
    One(String),
    /// A multivalued key.
    List(Vec<String>),
}

/// Where a condition key comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Origin {
    /// Written in the scenario; the engine would not know it.
    Given,
    /// Filled in by the engine.
    Derived,
    /// Written in the scenario in place of what the engine would fill in.
    Overriding,
}

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
    /// What `aws:MultiFactorAuthPresent` says in calls of the session; absent: the key is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mfa: Option<bool>,
    /// Whether a role session obtained it, so that it ends after an hour at the latest (ST-02).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chained: bool,
    /// Names of the session policies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<String>,
}

/// A place in a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Name of the policy.
    pub policy: SharedText,
    /// JSON pointer of the policy inside the scenario: `/principals/0/trustPolicy`.
    pub pointer: SharedText,
    /// The bytes of the policy's text.
    pub span: ByteSpan,
}

/// A run of UTF-8 bytes in a policy's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ByteSpan {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl From<iam_syntax::Span> for ByteSpan {
    fn from(span: iam_syntax::Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

/// Something wrong, or worth a look, in a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// A stable name, AWS's where AWS has one: `INVALID_EFFECT`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Name of the policy.
    pub policy: String,
    /// JSON pointer of the policy inside the scenario.
    pub pointer: String,
    /// Where in the policy's text.
    pub span: ByteSpan,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// AWS would refuse it.
    Error,
    /// Accepted, and probably not meant.
    Warning,
    /// Good to know.
    Note,
}
