//! Findings and the edits that mend them.

use iam_syntax::Span;

/// Severity of a finding, by the words of Access Analyzer; the least severe first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Could be simpler.
    Suggestion,
    /// Accepted by AWS, and probably not meant.
    Warning,
    /// Lets in more than is safe.
    SecurityWarning,
    /// Refused by AWS, or without any effect.
    Error,
}

impl Severity {
    /// All of them, the least severe first.
    pub const ALL: [Self; 4] = [Self::Suggestion, Self::Warning, Self::SecurityWarning, Self::Error];

    /// The word in answers for programs, such as `securityWarning`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Suggestion => "suggestion",
            Self::Warning => "warning",
            Self::SecurityWarning => "securityWarning",
            Self::Error => "error",
        }
    }
}

/// Finding of a rule at a place of a policy's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Code of the rule, AWS's where AWS has one.
    pub code: &'static str,
    /// Severity of the rule.
    pub severity: Severity,
    /// The finding in one clause, without a period. The user's words stand in backticks.
    pub message: String,
    /// Advice on what to write instead.
    pub help: &'static str,
    /// Place in the text.
    pub span: Span,
    /// Edits that mend it, where there are any.
    pub fix: Option<Fix>,
}

/// Edits of one text that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The change in one clause.
    pub title: String,
    /// The edits, in the order of the text; none overlaps another.
    pub edits: Vec<Edit>,
    /// True if no decision changes by it.
    pub safe: bool,
}

/// Replacement of a run of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace.
    pub span: Span,
    /// The new text.
    pub text: String,
}
