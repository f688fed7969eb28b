//! `Action` and `NotAction`.

use super::clause;
use super::findings::Findings;
use super::slots::Slot;
use crate::excerpt::excerpt;
use crate::json::Value;
use crate::pattern::has_variable_start;
use crate::{ActionPattern, Clause, DiagnosticKind, Element, Pattern};

pub(super) fn read(slot: Slot<'_>, findings: &mut Findings) -> Clause<ActionPattern> {
    clause::read(slot, findings, |value, findings| pattern(value, slot.element, findings))
}

fn pattern(value: Value<'_>, element: Element, findings: &mut Findings) -> ActionPattern {
    let text = value.kept();
    if let Some(finding) = finding(&text, element) {
        findings.report(finding, value.span());
    }
    let pattern = Pattern::parse_with_faults(value.kept_in_lower_case(), true, false, &mut Vec::new());
    ActionPattern { text, pattern }
}

/// Finding for an action that IAM refuses whatever services exist (GR-21, GR-40).
fn finding(text: &str, element: Element) -> Option<DiagnosticKind> {
    if text == "*" {
        return None;
    }
    if has_variable_start(text) {
        return Some(DiagnosticKind::VariableInElement { element });
    }
    let text_excerpt = || excerpt(text);
    let Some((service, name)) = text.split_once(':') else {
        return Some(DiagnosticKind::ActionWithoutService { text: text_excerpt() });
    };
    if name.contains(':') {
        return Some(DiagnosticKind::ActionColons { text: text_excerpt() });
    }
    if service.contains(['*', '?']) {
        return Some(DiagnosticKind::WildcardInService { text: text_excerpt() });
    }
    service.is_empty().then(|| DiagnosticKind::ActionWithoutService { text: text_excerpt() })
}
