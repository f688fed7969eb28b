//! One statement (semantics 1.2).

use super::findings::Findings;
use super::slots::{Slot, Slots};
use super::{action, condition, principal, resource, rules};
use crate::excerpt::excerpt;
use crate::json::{Type, Value};
use crate::{
    ActionPattern, Clause, DiagnosticKind, Effect, Element, Expected, Pattern, Place, PolicyKind, PrincipalValue, Span,
    Spanned, Statement, Text, Version,
};

/// Reads one statement; `None` when it has no usable `Effect` or `Action`.
pub(super) fn read(
    value: Value<'_>,
    index: u32,
    policy: PolicyKind,
    version: Version,
    findings: &mut Findings,
) -> Option<Statement> {
    let slots = Slots::read(value, rules::STATEMENT, policy, findings);
    let one_of = |pair, findings: &mut Findings| slots.one_of(pair, policy, value, findings);

    let sid = slots.find(Element::Sid).and_then(|slot| sid(slot, policy, findings));
    let effect = effect(&slots, value, policy, findings);
    let principal = one_of([Element::Principal, Element::NotPrincipal], findings)
        .map(|slot| principal::read(slot, policy, findings));
    let action = one_of([Element::Action, Element::NotAction], findings).map(|slot| action::read(slot, findings));
    let resource = one_of([Element::Resource, Element::NotResource], findings)
        .map(|slot| resource::read(slot, policy, version, findings));
    let condition = slots.find(Element::Condition);
    let conditions = condition.map(|slot| condition::read(slot, version, findings)).unwrap_or_default();

    let statement = Statement {
        index,
        span: value.span(),
        sid,
        effect: effect?,
        principal,
        action: action.filter(|action| is_usable(action, &slots))?,
        resource,
        conditions,
        condition_span: condition.map(|slot| slot.span()),
    };
    check_together(&statement, policy, findings);
    Some(statement)
}

/// True if an element's list holds what was written; a list that was emptied by mistakes must not pass for `[]`.
fn is_usable(action: &Clause<ActionPattern>, slots: &Slots<'_>) -> bool {
    let element = if action.negated { Element::NotAction } else { Element::Action };
    let written = slots.find(element).map_or(0, |slot| slot.value.items().count());
    written == 0 || !action.items.is_empty()
}

fn sid(slot: Slot<'_>, policy: PolicyKind, findings: &mut Findings) -> Option<Spanned<Text>> {
    if slot.value.json_type() != Some(Type::String) {
        findings.wrong_type(slot.value, Place::Element(Element::Sid), Expected::String);
        return None;
    }
    let text = slot.value.kept();
    let span = slot.value.span();
    if text.is_empty() {
        findings.report(DiagnosticKind::EmptySid, span);
    } else if rules::has_strict_sids(policy) && !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        findings.report(DiagnosticKind::UnsupportedSid { sid: excerpt(&text) }, span);
    }
    Some(Spanned::new(text, span))
}

fn effect(
    slots: &Slots<'_>,
    statement: Value<'_>,
    policy: PolicyKind,
    findings: &mut Findings,
) -> Option<Spanned<Effect>> {
    let Some(slot) = slots.find(Element::Effect) else {
        let finding = DiagnosticKind::MissingElement { element: Element::Effect, policy };
        findings.report(finding, super::findings::opening(statement));
        return None;
    };
    if slot.value.json_type() != Some(Type::String) {
        findings.wrong_type(slot.value, Place::Element(Element::Effect), Expected::String);
        return None;
    }
    let span = slot.value.span();
    match &*slot.value.content() {
        "Allow" => Some(Spanned::new(Effect::Allow, span)),
        "Deny" => Some(Spanned::new(Effect::Deny, span)),
        other => {
            findings.report(DiagnosticKind::InvalidEffect { text: excerpt(other) }, span);
            None
        }
    }
}

/// Findings that need several elements.
fn check_together(statement: &Statement, policy: PolicyKind, findings: &mut Findings) {
    if policy == PolicyKind::ResourceControl {
        check_resource_control(statement, findings);
    }
    let Some(principal) = &statement.principal else { return };
    if statement.effect.value == Effect::Deny {
        return;
    }
    if principal.negated {
        findings.report_with(DiagnosticKind::AllowWithNotPrincipal, principal.name_span, statement.effect.span);
    }
    if policy == PolicyKind::Trust && statement.conditions.is_empty() {
        // The bare `"*"` stands directly behind the element's name and is reported on its own.
        let under_aws = |span: Span| span.end < principal.span.end;
        let everyone = principal.items.iter().find(|it| it.value == PrincipalValue::Everyone && under_aws(it.span));
        if let Some(everyone) = everyone {
            findings.report(DiagnosticKind::TrustOpenToEveryone, everyone.span);
        }
    }
}

/// Customers' resource control policies deny; the one `Allow` is `RCPFullAWSAccess` (GR-35).
fn check_resource_control(statement: &Statement, findings: &mut Findings) {
    if is_full_access(statement) {
        return;
    }
    if statement.effect.value == Effect::Allow {
        findings.report(DiagnosticKind::ResourceControlAllow, statement.effect.span);
    }
    for item in statement.action.items.iter().filter(|item| &*item.value.text == "*") {
        findings.report(DiagnosticKind::ResourceControlActionStar, item.span);
    }
}

fn is_full_access(statement: &Statement) -> bool {
    let is_star = |pattern: &Pattern| &*pattern.text == "*";
    let all_resources = statement.resource.as_ref().is_some_and(|resource| {
        !resource.negated && matches!(resource.items.as_slice(), [only] if is_star(&only.value))
    });
    let all_actions = matches!(statement.action.items.as_slice(), [only] if is_star(&only.value.pattern));
    statement.effect.value == Effect::Allow && all_resources && all_actions && statement.conditions.is_empty()
}
