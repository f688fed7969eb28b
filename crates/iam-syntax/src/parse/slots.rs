//! The elements of one object, found by name.

use super::findings::{Findings, opening};
use super::{rules, suggest};
use crate::case::is_name;
use crate::excerpt::excerpt;
use crate::json::Value;
use crate::json::repeated;
use crate::{DiagnosticKind, Element, PolicyKind, Span};

/// One element as written.
#[derive(Clone, Copy)]
pub(super) struct Slot<'d> {
    pub(super) element: Element,
    pub(super) key: Value<'d>,
    pub(super) value: Value<'d>,
}

impl Slot<'_> {
    /// From the name to the end of the value.
    pub(super) fn span(&self) -> Span {
        self.key.span().cover(self.value.span())
    }
}

/// The elements of a document or a statement, in the order of the text.
pub(super) struct Slots<'d> {
    slots: [Option<Slot<'d>>; MAX_ELEMENTS],
}

/// A statement has the most elements.
const MAX_ELEMENTS: usize = rules::STATEMENT.len();

impl<'d> Slots<'d> {
    /// Reads the members of `object`. Reports unknown, repeated and forbidden ones and leaves them out.
    pub(super) fn read(object: Value<'d>, known: &[Element], policy: PolicyKind, findings: &mut Findings) -> Self {
        let mut slots = Self { slots: [None; MAX_ELEMENTS] };
        let mut unknown = Vec::new();
        for (key, value) in object.members() {
            let name = key.content();
            let Some(element) = known.iter().copied().find(|element| is_name(&name, element.name())) else {
                if key.json_type().is_some() {
                    unknown.push((name, key, value));
                }
                continue;
            };
            if let Some(first) = slots.put(Slot { element, key, value }) {
                let finding = DiagnosticKind::DuplicateKey { key: element.name().into() };
                findings.report_with(finding, key.span(), first.key.span());
            }
        }
        for (name, key, value) in &unknown {
            let mut meant = None;
            let finding = || {
                meant = suggest::element(name, known);
                DiagnosticKind::UnknownElement { name: excerpt(name), meant }
            };
            findings.report_costly(finding, key.span());
            // Read as what was meant, so that mistakes inside it are found, too.
            if let Some(element) = meant {
                slots.put(Slot { element, key: *key, value: *value });
            }
        }
        let unknown: Vec<_> = unknown.into_iter().map(|(name, key, _)| (name, key.span())).collect();
        report_repeated(&unknown, findings);
        for slot in slots.written() {
            if !rules::has(policy, slot.element) {
                let finding = DiagnosticKind::ForbiddenElement { element: slot.element, policy };
                findings.report(finding, slot.key.span());
            }
        }
        slots
    }

    /// Adds an element; gives the one that is there already.
    fn put(&mut self, slot: Slot<'d>) -> Option<Slot<'d>> {
        let place = self.slots.iter_mut().find(|it| it.is_none_or(|it| it.element == slot.element))?;
        if place.is_none() {
            *place = Some(slot);
            return None;
        }
        *place
    }

    /// All elements, in the order of the text; those that were only meant come last.
    fn written(&self) -> impl Iterator<Item = Slot<'d>> {
        self.slots.iter().copied().map_while(|slot| slot)
    }

    /// The element; `None` also when this kind of policy does not have it.
    pub(super) fn find(&self, element: Element) -> Option<Slot<'d>> {
        self.written().find(|slot| slot.element == element)
    }

    /// One of an element and its `Not…` form: the first, when both stand there (GR-13).
    ///
    /// A missing one is reported at `object`; a forbidden one counts as written but gives nothing.
    pub(super) fn one_of(
        &self,
        [plain, negated]: [Element; 2],
        policy: PolicyKind,
        object: Value<'d>,
        findings: &mut Findings,
    ) -> Option<Slot<'d>> {
        let mut written = self.written().filter(|slot| slot.element == plain || slot.element == negated);
        let Some(first) = written.next() else {
            if rules::has(policy, plain) {
                findings.report(DiagnosticKind::MissingElement { element: plain, policy }, opening(object));
            }
            return None;
        };
        if let Some(second) = written.next()
            && rules::has(policy, first.element)
            && rules::has(policy, second.element)
        {
            let finding = DiagnosticKind::ExclusiveElements { second: second.element, first: first.element };
            findings.report_with(finding, second.key.span(), first.key.span());
        }
        self.written()
            .find(|slot| (slot.element == plain || slot.element == negated) && rules::has(policy, slot.element))
    }
}

/// Reports each name that occurred before in the same object (GR-06).
pub(super) fn report_repeated<T: AsRef<str>>(names: &[(T, Span)], findings: &mut Findings) {
    if names.len() < 2 {
        return;
    }
    let only_names: Vec<&str> = names.iter().map(|(name, _)| name.as_ref()).collect();
    for (again, first) in repeated(&only_names) {
        if let (Some((name, span)), Some((_, first_span))) = (names.get(again), names.get(first)) {
            findings.report_with(DiagnosticKind::DuplicateKey { key: excerpt(name.as_ref()) }, *span, *first_span);
        }
    }
}
