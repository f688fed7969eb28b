//! Parts of what is taken out of a text.

use std::fmt;

use rolescope::report::PolicyType;
use rolescope::scenario::Document;
use serde::Serialize;

/// Reason for which nothing can be taken out of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// The reason, and what to do.
    pub message: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1.
    pub column: usize,
}

impl ImportError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::at(message, 1, 1)
    }

    pub(crate) fn at(message: impl Into<String>, line: usize, column: usize) -> Self {
        Self { message: message.into(), line: line.max(1), column: column.max(1) }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ImportError {}

/// Facts that only some forms have.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// Keys of the message that are no condition keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored_keys: Vec<String>,
    /// Claims of the token of which AWS makes no condition key.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored_claims: Vec<String>,
    /// Keys that AWS's simulator was not given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing_context_keys: Vec<String>,
    /// Policies that AWS looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies_evaluated: Vec<EvaluatedPolicy>,
    /// The statement that decided, as far as the message has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched_statement: Option<serde_json::Value>,
}

/// A policy that AWS looked at.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EvaluatedPolicy {
    /// Its kind.
    pub kind: PolicyType,
    /// Its ARN, or the name of an inline one.
    pub uri: String,
}

/// A policy that is attached to nothing yet.
#[derive(Clone, Debug, PartialEq)]
pub struct LooseDocument {
    /// Its kind, told from the document or the command.
    pub policy_type: PolicyType,
    /// Its name, if the input has one.
    pub name: Option<String>,
    /// Its ARN, if the input has one.
    pub arn: Option<String>,
    /// The policy.
    pub document: Document,
    /// Line of the input.
    pub line: usize,
}

/// AWS's words on the reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Kind of policy that denied.
    pub denied_by: Option<PolicyType>,
    /// Explicit or implicit.
    pub effect: Option<Effect>,
    /// ARN of the policy that denied.
    pub policy: Option<String>,
    /// Sids of the statements that denied.
    pub statements: Vec<String>,
}

/// Way of denying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Effect {
    /// A Deny statement.
    Explicit,
    /// No Allow.
    Implicit,
}

/// Something that the input does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Unresolved {
    /// The text that stands for it.
    pub text: String,
    /// The reason.
    pub why: String,
    /// File and line, `template.yaml:12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// Place of a fact: of a principal, a resource, a policy on one of them, or a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// ARN of the principal or resource; the number of the step.
    pub owner: String,
    /// Type and name of the policy, if it is one.
    pub policy: Option<(PolicyType, String)>,
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
}

/// Two inputs that do not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Conflict {
    /// The thing: `trust policy of arn:aws:iam::111122223333:role/app`.
    pub what: String,
    /// File that was kept.
    pub kept: String,
    /// File that says something else.
    pub other: String,
}
