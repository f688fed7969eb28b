//! Collection of findings.

use crate::json::{self, Value};
use crate::{Diagnostic, DiagnosticKind, Expected, Place, Span};

/// So many findings are kept; more are of no use to a reader and would make garbage costly.
const MAX_KEPT: usize = 100;

#[derive(Default)]
pub(super) struct Findings {
    kept: Vec<Diagnostic>,
    blocked: bool,
    left_out: bool,
}

impl Findings {
    pub(super) fn report(&mut self, kind: DiagnosticKind, span: Span) {
        self.add(Diagnostic { kind, span, related: None });
    }

    pub(super) fn report_with(&mut self, kind: DiagnosticKind, span: Span, related: Span) {
        self.add(Diagnostic { kind, span, related: Some(related) });
    }

    /// Keeps a finding while there is room; the first that blocks is kept in any case.
    pub(super) fn add(&mut self, finding: Diagnostic) {
        let blocks_first = !self.blocked && finding.kind.blocks();
        if self.kept.len() < MAX_KEPT || blocks_first {
            self.blocked |= blocks_first;
            self.kept.push(finding);
        } else {
            self.left_out = true;
        }
    }

    /// True if anything so far blocks a decision.
    pub(super) const fn blocked(&self) -> bool {
        self.blocked
    }

    /// Reports a finding that is costly to work out, unless nothing more is kept.
    pub(super) fn report_costly(&mut self, kind: impl FnOnce() -> DiagnosticKind, span: Span) {
        if self.blocked && self.kept.len() >= MAX_KEPT {
            self.left_out = true;
        } else {
            self.report(kind(), span);
        }
    }

    /// Reports a value of a type that its place does not take; what the JSON reader could not read was reported there.
    pub(super) fn wrong_type(&mut self, value: Value<'_>, place: Place, expected: Expected) {
        if let Some(found) = value.json_type() {
            let container = matches!(found, json::Type::Object | json::Type::Array);
            let span = if container { opening(value) } else { value.span() };
            self.report(DiagnosticKind::WrongType { place, expected, found }, span);
        }
    }

    /// All that was kept, in the order of the text.
    pub(super) fn in_order(mut self) -> Vec<Diagnostic> {
        crate::in_order_of_text(&mut self.kept, |finding| finding.span);
        let told = self.kept.iter().any(|finding| finding.kind == DiagnosticKind::TooManyProblems);
        if self.left_out && !told {
            let end = self.kept.last().map_or(0, |last| last.span.end);
            let span = Span::new(end, end);
            self.kept.push(Diagnostic { kind: DiagnosticKind::TooManyProblems, span, related: None });
        }
        self.kept
    }
}

/// The opening bracket of a container: the place for what is wrong with it as a whole.
pub(super) fn opening(value: Value<'_>) -> Span {
    let span = value.span();
    Span::new(span.start, span.end.min(span.start + 1))
}
