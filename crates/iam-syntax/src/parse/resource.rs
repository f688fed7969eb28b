//! `Resource` and `NotResource`.

use super::findings::Findings;
use super::slots::Slot;
use super::{clause, rules};
use crate::excerpt::excerpt;
use crate::json::Value;
use crate::pattern::{Fault, FaultKind, has_variable_start};
use crate::{Clause, DiagnosticKind, Pattern, PolicyKind, Text, Version};

pub(super) fn read(slot: Slot<'_>, policy: PolicyKind, version: Version, findings: &mut Findings) -> Clause<Pattern> {
    clause::read(slot, findings, |value, findings| {
        let pattern = with_variables(value, &value.kept(), true, version == Version::V2012, findings);
        if let Some(finding) = arn_finding(&pattern, policy) {
            findings.report(finding, value.span());
        }
        if rules::completes_arns(policy) { pattern.with_missing_fields() } else { pattern }
    })
}

/// GR-23 and GR-23b.
fn arn_finding(pattern: &Pattern, policy: PolicyKind) -> Option<DiagnosticKind> {
    let text = &*pattern.text;
    if text == "*" {
        None
    } else if !text.starts_with("arn:") {
        Some(DiagnosticKind::InvalidArnPrefix { text: excerpt(text) })
    } else if pattern.sixth_field.is_none() {
        Some(DiagnosticKind::MissingArnField { text: excerpt(text), policy })
    } else {
        None
    }
}

/// Parses `text`, the content of a value that may hold variables, and reports those that cannot be read or that the version leaves alone.
pub(super) fn with_variables(
    value: Value<'_>,
    text: &Text,
    wildcards: bool,
    variables: bool,
    findings: &mut Findings,
) -> Pattern {
    let mut faults = Vec::new();
    if !has_variable_start(text) {
        return Pattern::parse_with_faults(text.clone(), wildcards, false, &mut faults);
    }
    let pattern = Pattern::parse_with_faults(text.clone(), wildcards, variables, &mut faults);
    for Fault { kind, start, end } in faults {
        let finding = match kind {
            FaultKind::MissingBrace => DiagnosticKind::MissingBraceInVariable,
            FaultKind::MissingQuote => DiagnosticKind::MissingQuoteInVariable,
            FaultKind::Space => DiagnosticKind::SpaceInVariable,
            FaultKind::Empty => DiagnosticKind::EmptyVariable,
        };
        findings.report(finding, value.part(start, end));
    }
    if !variables && let Some((start, end)) = first_variable(&pattern.text) {
        findings.report(DiagnosticKind::VariableInVersion, value.part(start, end));
    }
    pattern
}

/// The first `${…}`.
fn first_variable(text: &str) -> Option<(usize, usize)> {
    let start = crate::pattern::variable_start(text)?;
    let length = text.get(start..)?.find('}')?;
    Some((start, start + length + 1))
}
