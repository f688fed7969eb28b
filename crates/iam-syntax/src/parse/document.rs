//! The document around the statements (semantics 1.1).

use super::findings::{Findings, opening};
use super::slots::{Slot, Slots};
use super::{rules, statement};
use crate::excerpt::excerpt;
use crate::json::repeated;
use crate::json::{Type, Value};
use crate::open_points::VERSION_WHEN_MISSING;
use crate::{DiagnosticKind, Element, Expected, Place, Policy, PolicyKind, Span, Spanned, Statement, Text, Version};

pub(super) fn read(root: Value<'_>, policy: PolicyKind, findings: &mut Findings) -> Option<Policy> {
    if root.json_type() != Some(Type::Object) {
        // Of text that is no JSON at all, its type is of no interest.
        if !findings.blocked() {
            findings.wrong_type(root, Place::Document, Expected::Object);
        }
        return None;
    }
    let slots = Slots::read(root, rules::DOCUMENT, policy, findings);
    let version_slot = slots.find(Element::Version);
    let version = version(version_slot, root, policy, findings);
    let id = slots.find(Element::Id).filter(|_| rules::has(policy, Element::Id)).and_then(|slot| id(slot, findings));
    let statements = match slots.find(Element::Statement) {
        Some(slot) => statements(slot, policy, version, findings),
        None => {
            findings.report(DiagnosticKind::MissingStatement, opening(root));
            Vec::new()
        }
    };
    report_repeated_sids(&statements, policy, findings);
    let version_span = version_slot.map(|slot| slot.value.span());
    Some(Policy { version, version_span, id, statements, span: root.span() })
}

/// The version whose rules hold (GR-09, GR-10, GR-35).
fn version(slot: Option<Slot<'_>>, root: Value<'_>, policy: PolicyKind, findings: &mut Findings) -> Version {
    let Some(slot) = slot else {
        findings.report(DiagnosticKind::MissingVersion { policy }, opening(root));
        return VERSION_WHEN_MISSING.taken();
    };
    if slot.value.json_type() != Some(Type::String) {
        findings.wrong_type(slot.value, Place::Element(Element::Version), Expected::String);
        return Version::V2008;
    }
    let span = slot.value.span();
    match &*slot.value.content() {
        "2012-10-17" => Version::V2012,
        "2008-10-17" => {
            if policy == PolicyKind::ResourceControl {
                findings.report(DiagnosticKind::ResourceControlVersion, span);
            }
            Version::V2008
        }
        other => {
            findings.report(DiagnosticKind::InvalidVersion { text: excerpt(other) }, span);
            Version::V2008
        }
    }
}

fn id(slot: Slot<'_>, findings: &mut Findings) -> Option<Spanned<Text>> {
    if slot.value.json_type() != Some(Type::String) {
        findings.wrong_type(slot.value, Place::Element(Element::Id), Expected::String);
        return None;
    }
    Some(Spanned::new(slot.value.kept(), slot.value.span()))
}

/// One statement or a list of them (GR-04, GR-05).
fn statements(slot: Slot<'_>, policy: PolicyKind, version: Version, findings: &mut Findings) -> Vec<Statement> {
    let mut read = Vec::with_capacity(slot.value.items().count());
    let (place, expected) = match slot.value.json_type() {
        Some(Type::Array) => (Place::Statement, Expected::Object),
        Some(Type::Object | Type::String | Type::Number | Type::Boolean | Type::Null) | None => {
            (Place::Element(Element::Statement), Expected::ObjectOrList)
        }
    };
    let mut count = 0;
    for value in slot.value.items() {
        if value.json_type() == Some(Type::Object) {
            read.extend(statement::read(value, count, policy, version, findings));
        } else {
            findings.wrong_type(value, place.clone(), expected);
        }
        count += 1;
    }
    if count == 0 {
        findings.report(DiagnosticKind::EmptyStatementList, slot.value.span());
    }
    read
}

/// GR-16. Empty Sids are reported as empty and not as equal.
fn report_repeated_sids(statements: &[Statement], policy: PolicyKind, findings: &mut Findings) {
    let sids: Vec<(&str, Span)> = statements
        .iter()
        .filter_map(|statement| statement.sid.as_ref())
        .filter(|sid| !sid.value.is_empty())
        .map(|sid| (&*sid.value, sid.span))
        .collect();
    let names: Vec<&str> = sids.iter().map(|(name, _)| *name).collect();
    for (again, first) in repeated(&names) {
        if let (Some((name, span)), Some((_, first))) = (sids.get(again), sids.get(first)) {
            findings.report_with(DiagnosticKind::DuplicateSid { sid: excerpt(name), policy }, *span, *first);
        }
    }
}
