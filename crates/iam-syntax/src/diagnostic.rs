//! What can be wrong with a policy text, as data; the English for it lives in the facade.

mod element;
mod facts;
mod kind;

pub use element::{Element, Expected, Place};
pub use kind::DiagnosticKind;

use crate::Span;

/// One finding about a policy text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub kind: DiagnosticKind,
    /// Where.
    pub span: Span,
    /// A second place that belongs to it, such as the first of two equal keys.
    pub related: Option<Span>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing, nothing to repair.
    Note,
    /// AWS saves it, but it hardly does what was meant.
    Warning,
    /// AWS would refuse to save it, or Access Analyzer reports an error.
    Error,
}
