//! Problems of policies.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use iam_syntax::{DiagnosticKind, Parse};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ByteSpan;

pub(super) mod cause;
mod parts;

use cause::ProblemCauseJson;

/// Something wrong, or worth a look, in a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// A stable name, AWS's where AWS has one: `INVALID_EFFECT`.
    pub code: String,
    /// Cause of the problem. Message and advice are made from it alone.
    #[cfg_attr(feature = "schema", schemars(with = "ProblemCauseJson"))]
    pub cause: ProblemCause,
    /// Severity of the problem.
    pub severity: Severity,
    /// The problem, in words.
    pub message: String,
    /// Name of the policy.
    pub policy: String,
    /// JSON pointer of the policy inside the scenario.
    pub pointer: String,
    /// Place in the policy's text.
    pub span: ByteSpan,
    /// Advice on what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// Severity of a problem.
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

/// Cause of a problem: a [`DiagnosticKind`], to which it dereferences. Nothing is copied for it: it keeps what was read alive.
#[derive(Clone)]
pub struct ProblemCause(Arc<dyn Found>);

/// Source of a cause.
// size: row 24
trait Found: Send + Sync {
    fn kind(&self) -> Option<&DiagnosticKind>;
}

/// A finding of a policy that was read.
struct FoundInText {
    parse: Arc<Parse>,
    at: usize,
}

impl Found for FoundInText {
    fn kind(&self) -> Option<&DiagnosticKind> {
        self.parse.diagnostics.get(self.at).map(|found| &found.kind)
    }
}

impl Found for DiagnosticKind {
    fn kind(&self) -> Option<&DiagnosticKind> {
        Some(self)
    }
}

impl ProblemCause {
    /// The finding with this number.
    pub(crate) fn of_text(parse: &Arc<Parse>, at: usize) -> Self {
        Self(Arc::new(FoundInText { parse: parse.clone(), at }))
    }
}

impl From<DiagnosticKind> for ProblemCause {
    fn from(kind: DiagnosticKind) -> Self {
        Self(Arc::new(kind))
    }
}

impl Deref for ProblemCause {
    type Target = DiagnosticKind;

    fn deref(&self) -> &DiagnosticKind {
        self.0.kind().unwrap_or(&DiagnosticKind::EmptyText)
    }
}

impl fmt::Debug for ProblemCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl PartialEq for ProblemCause {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for ProblemCause {}

impl Serialize for ProblemCause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ProblemCauseJson::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for ProblemCause {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ProblemCauseJson::deserialize(deserializer).map(Self::from)
    }
}
