//! Findings about a policy text, as data; the English for it lives in the facade.

mod element;
mod facts;
mod kind;

pub use element::{Element, Expected, Place};
pub use kind::DiagnosticKind;

use crate::Span;

/// One finding about a policy text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Kind of finding.
    pub kind: DiagnosticKind,
    /// Its place.
    pub span: Span,
    /// A second place that belongs to it, such as the first of two equal keys.
    pub related: Option<Span>,
}

/// Severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing, nothing to repair.
    Note,
    /// AWS saves it, but it hardly does what was meant.
    Warning,
    /// AWS would refuse to save it, or Access Analyzer reports an error.
    Error,
}
