//! A place in a policy.

use serde::{Deserialize, Serialize};

use crate::shared::SharedText;

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
