//! Elements that take a string or a list of strings.

use super::findings::Findings;
use super::slots::Slot;
use crate::json::{NodeKind, Type, Value};
use crate::{Clause, DiagnosticKind, Element, Expected, Place, Spanned};

/// Reads the strings of an element with `item` (GR-17); anything else in it is reported.
pub(super) fn read<T>(
    slot: Slot<'_>,
    findings: &mut Findings,
    mut item: impl FnMut(Value<'_>, &mut Findings) -> T,
) -> Clause<T> {
    let mut items = Vec::with_capacity(slot.value.items().count());
    strings(slot, findings, |value, findings| {
        let read = item(value, findings);
        items.push(Spanned::new(read, value.span()));
    });
    let negated = matches!(slot.element, Element::NotAction | Element::NotResource | Element::NotPrincipal);
    Clause { negated, name_span: slot.key.span(), span: slot.span(), items }
}

fn strings(slot: Slot<'_>, findings: &mut Findings, mut each: impl FnMut(Value<'_>, &mut Findings)) {
    let is_list = matches!(slot.value.kind(), NodeKind::Array { .. });
    let (place, expected) = if is_list {
        (Place::Entry(slot.element), Expected::String)
    } else {
        (Place::Element(slot.element), Expected::StringOrList)
    };
    let mut is_empty = true;
    for value in slot.value.items() {
        is_empty = false;
        if value.json_type() == Some(Type::String) {
            each(value, findings);
        } else {
            findings.wrong_type(value, place.clone(), expected);
        }
    }
    if is_empty {
        findings.report(DiagnosticKind::EmptyList { element: slot.element }, slot.value.span());
    }
}
