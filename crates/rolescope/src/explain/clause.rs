//! Reason for the result of one element of a statement.

use std::borrow::Cow;

use iam_eval::{
    ClauseTrace, ComparedWith, Context, Element, MatchedAs, MatchedWays, Missing, Unresolved, Values, Why as Found,
    WrongType, filled_in, resource_but_for_case, value_but_for_case, value_with_wildcards,
};
use iam_syntax::{Clause, Condition, KnownKey, Pattern, PrincipalClause, PrincipalValue, Statement};

use super::rules::list_rule;
use crate::decide::outcome::CheckResult;
use crate::report::{Comparison, FailedElement, Listing, MissingKey, NamedAs, RequestField, Why};
use crate::shared::SharedText;

/// An element as a trace entry has it.
pub(super) struct Described<'s> {
    /// Name of the element, or a condition's operator.
    pub(super) name: Cow<'static, str>,
    /// Values that stand in the title.
    pub(super) values: Vec<&'s str>,
    pub(super) why: Option<Why>,
    pub(super) request: Option<RequestField>,
    pub(super) rule: Option<&'static str>,
}

/// Describes how one element came out.
pub(super) fn describe<'s>(
    statement: &'s Statement,
    traced: &ClauseTrace,
    check: &CheckResult,
) -> Option<Described<'s>> {
    match traced.element {
        Element::Action => Some(action(statement, traced, check)),
        Element::Resource => Some(resource(statement.resource.as_ref()?, traced, check)),
        Element::Principal => Some(principal(statement.principal.as_ref()?, traced, check)),
        Element::Condition(at) => Some(condition(statement.conditions.get(at)?, traced, &check.request.context)),
    }
}

/// Reason for which a statement does not match: that of the one element that fails, or the names of several.
pub(super) fn misses(statement: &Statement, clauses: &[ClauseTrace], check: &CheckResult) -> Option<Why> {
    let failing = || clauses.iter().filter(|clause| !clause.matched);
    if failing().nth(1).is_none() {
        return describe(statement, failing().next()?, check)?.why;
    }
    Some(Why::ElementsDoNotMatch { elements: failing().map(|clause| failed(statement, clause)).collect() })
}

/// Name of an element that fails.
pub(super) fn failed(statement: &Statement, clause: &ClauseTrace) -> FailedElement {
    match clause.element {
        Element::Action => FailedElement::Action,
        Element::Resource => FailedElement::Resource,
        Element::Principal => FailedElement::Caller,
        Element::Condition(at) => {
            let key = statement.conditions.get(at).map(|condition| condition.key.value.text.to_string());
            FailedElement::Condition { key: key.unwrap_or_default() }
        }
    }
}

/// The ways in which a policy names a caller, most specific first.
pub(super) fn named_as(named: MatchedWays) -> Vec<NamedAs> {
    let way = |way| match way {
        MatchedAs::Session => NamedAs::Session,
        MatchedAs::Federated => NamedAs::FederatedUser,
        MatchedAs::User => NamedAs::User,
        MatchedAs::Role => NamedAs::Role,
        MatchedAs::Service => NamedAs::Service,
        MatchedAs::Provider => NamedAs::Provider,
        MatchedAs::Account => NamedAs::Account,
        MatchedAs::Star => NamedAs::Everybody,
    };
    named.ways().map(way).collect()
}

fn action<'s>(statement: &'s Statement, traced: &ClauseTrace, check: &CheckResult) -> Described<'s> {
    let clause = &statement.action;
    let list = if clause.negated { Listing::NotAction } else { Listing::Action };
    let texts: Vec<&str> = clause.items.iter().map(|item| &*item.value.text).collect();
    let found = &check.request.action_text;
    Described {
        why: Some(in_list(list, &texts, &traced.why, found)),
        name: list.name().into(),
        values: in_title(texts, &traced.why),
        request: field("action", Some(found.clone())),
        rule: Some(if clause.negated { "MA-04" } else { "MA-01" }),
    }
}

fn resource<'s>(clause: &'s Clause<Pattern>, traced: &ClauseTrace, check: &CheckResult) -> Described<'s> {
    let list = if clause.negated { Listing::NotResource } else { Listing::Resource };
    let texts: Vec<&str> = clause.items.iter().map(|item| &*item.value.text).collect();
    let found = &check.request.resource_text;
    let (why, rule) = if let Found::Unresolved(variable) = &traced.why {
        let Unresolved { item, key } = &**variable;
        let value = texts.get(*item).copied().unwrap_or("").to_owned();
        let rule = if clause.negated { "MR-10" } else { "MR-09" };
        (Why::UnresolvedVariable { list, value, key: key.to_string() }, rule)
    } else if let (Found::NoneFits, Some(text)) = (&traced.why, resource_other_case(clause, check)) {
        (Why::ResourceCase { list, value: text.to_owned(), found: found.clone() }, "MR-01")
    } else {
        let rule = if clause.negated { "MR-08" } else { "MR-01" };
        (with_variable(in_list(list, &texts, &traced.why, found), clause, &check.request.context), rule)
    };
    Described {
        why: Some(why),
        name: list.name().into(),
        values: in_title(texts, &traced.why),
        request: field("resource", Some(found.clone())),
        rule: Some(rule),
    }
}

/// The value that would fit if case did not matter.
fn resource_other_case<'c>(clause: &'c Clause<Pattern>, check: &CheckResult) -> Option<&'c str> {
    let fits = |pattern: &&Pattern| resource_but_for_case(pattern, &check.request.target.arn, &check.request.context);
    clause.items.iter().map(|item| &item.value).find(fits).map(|pattern| &*pattern.text)
}

/// Reason of an element that lists alternatives.
fn in_list(list: Listing, texts: &[&str], why: &Found, found: &SharedText) -> Why {
    let found = found.clone();
    match why {
        Found::Fits(at) => Why::Fits { list, value: texts.get(*at).copied().unwrap_or("").to_owned(), found },
        Found::Empty => Why::ListsNothing { list },
        Found::NoneFits
        | Found::Unresolved(_)
        | Found::BoundaryOverridesNotPrincipal
        | Found::PartlyListed { .. }
        | Found::Missing(_)
        | Found::SeveralValues
        | Found::NoValues
        | Found::Presence { .. }
        | Found::QuantifiedNull
        | Found::Compared(_) => {
            let values = if list.negated() { Vec::new() } else { owned(texts) };
            Why::FitsNone { list, values, filled_in: None, found }
        }
    }
}

/// The same with the only resource's variables filled in.
fn with_variable(mut why: Why, clause: &Clause<Pattern>, context: &Context) -> Why {
    if let (Why::FitsNone { filled_in: text, .. }, [one]) = (&mut why, clause.items.as_slice()) {
        *text = filled_in(&one.value, context).map(String::into_boxed_str);
    }
    why
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The value that fits, or all.
fn in_title<'s>(texts: Vec<&'s str>, why: &Found) -> Vec<&'s str> {
    let Found::Fits(at) = why else { return texts };
    texts.get(*at).copied().into_iter().collect()
}

fn principal<'s>(clause: &'s PrincipalClause, traced: &ClauseTrace, check: &CheckResult) -> Described<'s> {
    let list = if clause.negated { Listing::NotPrincipal } else { Listing::Principal };
    let texts: Vec<&str> = clause.items.iter().map(|item| principal_text(&item.value)).collect();
    let caller = check.request.caller.clone();
    let (why, rule) = match (&traced.why, clause.negated) {
        (Found::Fits(at), false) => {
            let value = texts.get(*at).copied().unwrap_or("").to_owned();
            let why = match clause.items.get(*at).map(|item| &item.value) {
                Some(PrincipalValue::Everyone) => Why::Everybody,
                Some(PrincipalValue::Account { id, .. }) => Why::InAccount { caller, account: id.to_string() },
                Some(PrincipalValue::Role { .. }) => Why::SessionOf { caller, role: value },
                _ => Why::CallerNamed { value },
            };
            (why, principal_rule(clause, *at))
        }
        (Found::Fits(_), true) => (Why::CallerListed, "PR-30"),
        (Found::BoundaryOverridesNotPrincipal, _) => (Why::BoundaryOverridesNotPrincipal, "PR-31"),
        (Found::PartlyListed { listed, lacking }, _) => {
            (Why::PartlyListed { listed: named_as(*listed), lacking: named_as(*lacking) }, "PR-32")
        }
        (Found::Empty, _) => (Why::ListsNothing { list }, "GR-19"),
        (_, true) => (Why::CallerNotListed { caller }, "PR-30"),
        (_, false) => unnamed(clause, &texts, check),
    };
    Described {
        why: Some(why),
        name: list.name().into(),
        values: in_title(texts, &traced.why),
        request: field("caller", Some(check.request.caller.clone())),
        rule: Some(rule),
    }
}

fn unnamed(clause: &PrincipalClause, texts: &[&str], check: &CheckResult) -> (Why, &'static str) {
    let caller = &*check.request.caller;
    let arns = check.request.context.known(KnownKey::PrincipalArn).map_or(&[][..], iam_eval::Values::as_slice);
    let but_for_case = |text: &str, name: &str| text != name && text.eq_ignore_ascii_case(name);
    let is_caller = |text: &&&str| but_for_case(text, caller) || arns.iter().any(|arn| but_for_case(text, arn));
    let partial = clause.items.iter().find_map(|item| {
        let PrincipalValue::Nobody { text } = &item.value else { return None };
        text.contains(['*', '?']).then_some(text)
    });
    match (texts.iter().find(is_caller), partial) {
        (Some(text), _) => (Why::CallerCase { value: (*text).to_owned() }, "PR-13"),
        (None, Some(text)) => (Why::PrincipalWildcard { value: text.to_string() }, "PR-02"),
        (None, None) => (Why::CallerNotNamed { values: owned(texts), caller: check.request.caller.clone() }, "PR-13"),
    }
}

fn principal_rule(clause: &PrincipalClause, at: usize) -> &'static str {
    match clause.items.get(at).map(|item| &item.value) {
        Some(PrincipalValue::Everyone) => "PR-01",
        Some(PrincipalValue::Account { .. }) => "PR-03",
        Some(PrincipalValue::User { .. }) => "PR-05",
        Some(PrincipalValue::Role { .. }) => "PR-06",
        Some(PrincipalValue::RoleSession { .. }) => "PR-07",
        Some(PrincipalValue::FederatedUser { .. }) => "PR-08",
        Some(PrincipalValue::UniqueId { .. }) => "PR-24",
        Some(PrincipalValue::Service { .. }) => "PR-10",
        Some(PrincipalValue::Provider { .. }) => "PR-14",
        Some(PrincipalValue::CanonicalUser { .. }) => "PR-18",
        Some(PrincipalValue::Nobody { .. }) | None => "PR-02",
    }
}

fn principal_text(value: &PrincipalValue) -> &str {
    match value {
        PrincipalValue::Everyone => "*",
        PrincipalValue::Account { id, .. } | PrincipalValue::UniqueId { id } | PrincipalValue::CanonicalUser { id } => {
            id
        }
        PrincipalValue::User { arn }
        | PrincipalValue::Role { arn }
        | PrincipalValue::RoleSession { arn }
        | PrincipalValue::FederatedUser { arn } => arn,
        PrincipalValue::Service { name } | PrincipalValue::Provider { name } => name,
        PrincipalValue::Nobody { text } => text,
    }
}

fn condition<'s>(entry: &'s Condition, traced: &ClauseTrace, context: &Context) -> Described<'s> {
    let key = &entry.key.value;
    let found = context.values(&key.lower);
    let shown = found.map(|values| match values {
        Values::One(value) => value.as_str().into(),
        Values::Many(values) => values.join(", ").as_str().into(),
    });
    let (name, operator) = (key.text.to_string(), entry.operator.value.to_string());
    let (why, rule) = match &traced.why {
        Found::Missing(missing) => {
            let (outcome, rule) = missing_key(*missing);
            let values = entry.values.iter().map(|value| value.value.text.to_string()).collect();
            (Some(Why::KeyMissing { key: name.clone(), operator: operator.clone(), values, outcome }), rule)
        }
        Found::SeveralValues => (Some(Why::SeveralValues { key: name.clone(), operator: operator.clone() }), "CO-20"),
        Found::NoValues => (Some(Why::NoValues), "CO-22"),
        Found::Presence { present } => {
            (Some(Why::KeyPresence { key: name.clone(), present: *present, holds: traced.matched }), "CO-12")
        }
        Found::QuantifiedNull => (Some(Why::QuantifiedNull { operator: operator.clone() }), "CO-18"),
        Found::Compared(compared) => {
            let (why, rule) = compare(entry, compared, traced.matched, context);
            (Some(why), rule)
        }
        Found::Fits(_)
        | Found::NoneFits
        | Found::Unresolved(_)
        | Found::Empty
        | Found::BoundaryOverridesNotPrincipal
        | Found::PartlyListed { .. } => (None, "CO-01"),
    };
    Described { why, name: operator.into(), values: vec![&*key.text], request: field(name, shown), rule: Some(rule) }
}

fn missing_key(missing: Missing) -> (MissingKey, &'static str) {
    match missing {
        Missing::Fails => (MissingKey::Fails, "CO-06"),
        Missing::HoldsNegated => (MissingKey::HoldsNegated, "CO-07"),
        Missing::HoldsIfExists => (MissingKey::HoldsIfExists, "CO-10"),
        Missing::HoldsForAll => (MissingKey::HoldsForAll, "CO-14"),
        Missing::FailsForAny => (MissingKey::FailsForAny, "CO-15"),
    }
}

/// Reason for the result of a comparison, and the rule behind it.
fn compare(entry: &Condition, compared: &ComparedWith, holds: bool, context: &Context) -> (Why, &'static str) {
    let (operator, key) = (entry.operator.value, &entry.key.value);
    let request = context.values(&key.lower).map_or(&[][..], Values::as_slice);
    let value = request.get(compared.request).map_or("", String::as_str);
    let at = |at: usize| entry.values.get(at).map_or_else(String::new, |value| value.value.text.to_string());
    let (own, rule) = (operator.kind.family().rule(), list_rule(entry));
    let (result, rule) = match (compared.policy, compared.wrong_type, compared.unresolved.as_deref()) {
        (Some(item), ..) => (Comparison::Fits { with: at(item) }, rule),
        (None, Some(WrongType::Request), _) => (Comparison::RequestType, own),
        (None, Some(WrongType::Policy(_)) | None, Some(Unresolved { item, key })) => {
            (Comparison::Unresolved { with: at(*item), key: key.to_string() }, "VA-07")
        }
        (None, Some(WrongType::Policy(item)), None) => (Comparison::PolicyType { with: at(item) }, own),
        (None, None, None) => match value_with_wildcards(entry, value) {
            Some(item) => (Comparison::TakenLiterally { with: at(item) }, rule),
            None if operator.kind.negated() => (Comparison::Differs, rule),
            None => match value_but_for_case(entry, value, context) {
                Some(item) => (Comparison::Case { with: at(item) }, "CO-05"),
                None => (Comparison::Differs, rule),
            },
        },
    };
    let filled_in = match (entry.values.as_slice(), &result) {
        ([one], Comparison::Differs) => filled_in(&one.value.pattern, context).map(String::into_boxed_str),
        _ => None,
    };
    let why = Why::Compared {
        key: key.text.to_string(),
        operator: operator.to_string(),
        holds,
        value: value.to_owned(),
        several: request.len() > 1,
        values: (0..entry.values.len()).map(at).collect(),
        filled_in,
        result,
    };
    (why, rule)
}

fn field(name: impl Into<Cow<'static, str>>, value: Option<SharedText>) -> Option<RequestField> {
    Some(RequestField { field: name.into(), value })
}
