//! `Condition`: operators, keys and values.

use super::findings::Findings;
use super::resource::with_variables;
use super::slots::{Slot, report_repeated};
use super::suggest;
use crate::excerpt::excerpt;
use crate::json::repeated;
use crate::json::{NodeKind, Type, Value};
use crate::pattern::has_variable_start;
use crate::{
    Condition, ConditionKey, ConditionValue, DiagnosticKind, Element, Expected, Family, KnownKey, Operator, Pattern,
    Place, Scalar, Span, Spanned, Version, address_range,
};

pub(super) fn read(slot: Slot<'_>, version: Version, findings: &mut Findings) -> Vec<Condition> {
    let mut conditions = Vec::new();
    if slot.value.json_type() != Some(Type::Object) {
        findings.wrong_type(slot.value, Place::Element(Element::Condition), Expected::Object);
        return conditions;
    }
    let is_readable = |(name, _): &(Value<'_>, Value<'_>)| name.json_type().is_some();
    let operators = || slot.value.members().filter(is_readable);
    for (name, block) in operators() {
        if let Some(operator) = operator(name, findings) {
            read_block(operator, name, block, version, &mut conditions, findings);
        }
    }
    if operators().nth(1).is_some() {
        let names: Vec<_> = operators().map(|(name, _)| (name.content(), name.span())).collect();
        report_repeated(&names, findings);
    }
    if operators().next().is_none() {
        findings.report(DiagnosticKind::EmptyConditionObject, slot.value.span());
    }
    conditions
}

fn operator(name: Value<'_>, findings: &mut Findings) -> Option<Spanned<Operator>> {
    let text = name.content();
    let operator = Operator::parse(&text);
    if operator.is_none() {
        let base = text.rsplit_once(':').map_or(&*text, |(_, base)| base);
        let finding = || match base {
            "NullIfExists" => DiagnosticKind::NullIfExists,
            _ => DiagnosticKind::UnknownOperator { text: excerpt(&text), meant: suggest::operator(&text) },
        };
        findings.report_costly(finding, name.span());
    }
    operator.map(|operator| Spanned::new(operator, name.span()))
}

/// Reads the keys of one operator.
fn read_block(
    operator: Spanned<Operator>,
    name: Value<'_>,
    block: Value<'_>,
    version: Version,
    conditions: &mut Vec<Condition>,
    findings: &mut Findings,
) {
    if block.json_type() != Some(Type::Object) {
        let place = Place::OperatorBlock(name.content().into());
        return findings.wrong_type(block, place, Expected::Object);
    }
    let first = conditions.len();
    for (key, values) in block.members() {
        if key.json_type().is_none() {
            continue;
        }
        let spanned_key = read_key(key, findings);
        let values_read = read_values(operator.value, key, values, version, findings);
        let span = key.span().cover(values.span());
        conditions.push(Condition { operator, key: spanned_key, values: values_read, span });
    }
    let read = conditions.get(first..).unwrap_or(&[]);
    report_repeated_keys(read, findings);
    if read.is_empty() {
        findings.report(DiagnosticKind::EmptyConditionObject, block.span());
    }
}

/// Keys of one block must differ in more than case (GR-06, GR-07).
fn report_repeated_keys(block: &[Condition], findings: &mut Findings) {
    if block.len() < 2 {
        return;
    }
    let names: Vec<&str> = block.iter().map(|condition| &*condition.key.value.lower).collect();
    for (again, first) in repeated(&names) {
        let (Some(again), Some(first)) = (block.get(again), block.get(first)) else { continue };
        let key = excerpt(&again.key.value.text);
        let finding = if again.key.value.text == first.key.value.text {
            DiagnosticKind::DuplicateKey { key }
        } else {
            DiagnosticKind::ConditionKeysDifferInCase { key }
        };
        findings.report_with(finding, again.key.span, first.key.span);
    }
}

fn read_key(key: Value<'_>, findings: &mut Findings) -> Spanned<ConditionKey> {
    let text = key.kept();
    let is_ascii = text.bytes().all(|byte| byte.is_ascii());
    let lower = if is_ascii { key.kept_in_lower_case() } else { crate::lower_case(&text).into() };
    let has_prefix = lower.split_once(':').is_some_and(|(prefix, name)| !prefix.is_empty() && !name.is_empty());
    if !has_prefix {
        findings.report(DiagnosticKind::ConditionKeyFormat { key: excerpt(&text) }, key.span());
    } else if lacks_tag_key(&lower) {
        findings.report(DiagnosticKind::MissingTagKey { key: excerpt(&text) }, key.span());
    }
    Spanned::new(ConditionKey { text, lower }, key.span())
}

fn lacks_tag_key(lower: &str) -> bool {
    let name = lower.strip_suffix('/').unwrap_or(lower);
    let tags = [KnownKey::RequestTag, KnownKey::ResourceTag, KnownKey::PrincipalTag];
    tags.iter().any(|tag| tag.name().trim_end_matches('/').eq_ignore_ascii_case(name))
}

fn read_values(
    operator: Operator,
    key: Value<'_>,
    values: Value<'_>,
    version: Version,
    findings: &mut Findings,
) -> Vec<Spanned<ConditionValue>> {
    let is_list = matches!(values.kind(), NodeKind::Array { .. });
    let expected = if is_list { Expected::Scalar } else { Expected::ScalarOrList };
    let mut read = Vec::with_capacity(values.items().count());
    let mut is_empty = true;
    for value in values.items() {
        is_empty = false;
        match scalar(value) {
            Some(scalar) => {
                let read_value = read_value(operator, value, scalar, version, findings);
                read.push(Spanned::new(read_value, value.span()));
            }
            None => findings.wrong_type(value, Place::ConditionValues(excerpt(&key.content())), expected),
        }
    }
    if is_empty {
        findings.report(DiagnosticKind::EmptyConditionValues { operator }, values.span());
    }
    report_values(operator, &read, values.span(), findings);
    read
}

/// Findings about the values of one key together (GR-18, GT-36).
fn report_values(operator: Operator, values: &[Spanned<ConditionValue>], all: Span, findings: &mut Findings) {
    let first = values.first();
    let other = values.iter().find(|it| first.is_some_and(|first| first.value.scalar != it.value.scalar));
    if let (Some(first), Some(other)) = (first, other) {
        findings.report_with(DiagnosticKind::MixedValueTypes, other.span, first.span);
    }
    if operator.kind.family() == Family::Bool && operator.quantifier.is_none() && values.len() > 1 {
        findings.report(DiagnosticKind::SeveralBooleans, all);
    }
}

fn scalar(value: Value<'_>) -> Option<Scalar> {
    match value.json_type()? {
        Type::String => Some(Scalar::String),
        Type::Number => Some(Scalar::Number),
        Type::Boolean => Some(Scalar::Boolean),
        Type::Object | Type::Array | Type::Null => None,
    }
}

fn read_value(
    operator: Operator,
    value: Value<'_>,
    scalar: Scalar,
    version: Version,
    findings: &mut Findings,
) -> ConditionValue {
    let family = operator.kind.family();
    let text = value.kept();
    let replaces = family.has_variables();
    let warns = !replaces || family == Family::Bool;
    if warns && has_variable_start(&text) {
        findings.report(DiagnosticKind::VariableForOperator { operator }, value.span());
    } else if family == Family::Address && address_range(&text).is_none() {
        findings.report(DiagnosticKind::InvalidAddressRange { text: excerpt(&text) }, value.span());
    }
    let pattern = if replaces {
        with_variables(value, &text, family.has_wildcards(), version == Version::V2012, findings)
    } else {
        Pattern::parse_with_faults(text.clone(), family.has_wildcards(), false, &mut Vec::new())
    };
    ConditionValue { text, scalar, pattern }
}
