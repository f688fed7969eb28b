//! `Principal` and `NotPrincipal`.

use super::findings::Findings;
use super::slots::{Slot, report_repeated};
use super::suggest;
use crate::case::is_name;
use crate::excerpt::excerpt;
use crate::json::{NodeKind, Type, Value};
use crate::open_points::TRUST_REFUSES_BARE_STAR;
use crate::principal::PrincipalType;
use crate::{DiagnosticKind, Element, Expected, Place, PolicyKind, PrincipalClause, PrincipalValue, Spanned};

pub(super) fn read(slot: Slot<'_>, policy: PolicyKind, findings: &mut Findings) -> PrincipalClause {
    let mut items = Vec::new();
    match slot.value.json_type() {
        Some(Type::String) => bare(slot, policy, &mut items, findings),
        Some(Type::Object) => typed(slot, policy, &mut items, findings),
        Some(Type::Array | Type::Number | Type::Boolean | Type::Null) | None => {
            findings.wrong_type(slot.value, Place::Element(slot.element), Expected::StarOrObject);
        }
    }
    let negated = slot.element == Element::NotPrincipal;
    PrincipalClause { negated, name_span: slot.key.span(), span: slot.span(), items }
}

type Items = Vec<Spanned<PrincipalValue>>;

/// `"Principal": "*"`; no other bare string is a principal (GR-24).
fn bare(slot: Slot<'_>, policy: PolicyKind, items: &mut Items, findings: &mut Findings) {
    let text = slot.value.content();
    let span = slot.value.span();
    if text != "*" {
        return findings.report(DiagnosticKind::BarePrincipal { text: excerpt(&text) }, span);
    }
    items.push(Spanned::new(PrincipalValue::Everyone, span));
    if policy == PolicyKind::Trust && TRUST_REFUSES_BARE_STAR.taken() {
        findings.report(DiagnosticKind::TrustPrincipalStar, span);
    }
}

/// An object of principal types, each with one value or a list.
fn typed(slot: Slot<'_>, policy: PolicyKind, items: &mut Items, findings: &mut Findings) {
    if policy == PolicyKind::ResourceControl {
        findings.report(DiagnosticKind::ResourceControlPrincipal, slot.value.span());
    }
    let mut names = Vec::new();
    for (name, values) in slot.value.members() {
        if name.json_type().is_none() {
            continue;
        }
        let text = name.content();
        match PrincipalType::ALL.iter().copied().find(|it| is_name(&text, it.name())) {
            Some(principal_type) => read_values(principal_type, slot.element, values, policy, items, findings),
            None => {
                let meant = suggest::principal_type(&text);
                let finding = DiagnosticKind::UnknownPrincipalType { name: excerpt(&text), meant };
                findings.report(finding, name.span());
            }
        }
        names.push((text, name.span()));
    }
    report_repeated(&names, findings);
    if names.is_empty() {
        findings.report(DiagnosticKind::EmptyPrincipalObject, slot.value.span());
    }
}

fn read_values(
    principal_type: PrincipalType,
    element: Element,
    values: Value<'_>,
    policy: PolicyKind,
    items: &mut Items,
    findings: &mut Findings,
) {
    let is_list = matches!(values.kind(), NodeKind::Array { .. });
    let expected = if is_list { Expected::String } else { Expected::StringOrList };
    let mut is_empty = true;
    for value in values.items() {
        is_empty = false;
        if value.json_type() != Some(Type::String) {
            let place = Place::PrincipalType(principal_type.name().into());
            findings.wrong_type(value, place, expected);
            continue;
        }
        let (principal, finding) = PrincipalValue::parse(principal_type, &value.content(), policy, element);
        if let Some(finding) = finding {
            findings.report(finding, value.span());
        }
        items.push(Spanned::new(principal, value.span()));
    }
    if is_empty {
        findings.report(DiagnosticKind::EmptyList { element }, values.span());
    }
}
