//! One element of a statement against the request, in words.

use std::borrow::Cow;

use iam_eval::{ClauseTrace, Context, Element, Missing, Unresolved, Values, Why, resource_but_for_case};
use iam_syntax::{Clause, Condition, KnownKey, Pattern, PrincipalClause, PrincipalValue, Statement};

use super::compare::compare;
use super::words;
use crate::decide::outcome::Weighed;
use crate::report::RequestField;
use crate::shared::SharedText;

/// Title, detail, the request's field and the rule of one element.
type Described = (String, Option<String>, Option<RequestField>, Option<&'static str>);

/// Describes how one element came out.
pub(crate) fn describe(statement: &Statement, traced: &ClauseTrace, check: &Weighed) -> Described {
    let fallback = || (String::new(), None, None, None);
    match traced.element {
        Element::Action => action(statement, traced, check),
        Element::Resource => {
            statement.resource.as_ref().map_or_else(fallback, |clause| resource(clause, traced, check))
        }
        Element::Principal => {
            statement.principal.as_ref().map_or_else(fallback, |clause| principal(clause, traced, check))
        }
        Element::Condition(at) => {
            statement.conditions.get(at).map_or_else(fallback, |entry| condition(entry, traced, &check.facts.context))
        }
    }
}

/// Elements that keep a statement from matching: `the action and the condition on aws:SourceIp do not match`.
/// Of a single element the sentence about it.
pub(crate) fn misses(statement: &Statement, clauses: &[ClauseTrace], check: &Weighed) -> Option<String> {
    let mut failing = clauses.iter().filter(|clause| !clause.matched);
    let first = failing.next()?;
    if failing.next().is_none() {
        return describe(statement, first, check).1;
    }
    let words: Vec<String> = clauses
        .iter()
        .filter(|clause| !clause.matched)
        .map(|clause| match clause.element {
            Element::Action => "the action".to_owned(),
            Element::Resource => "the resource".to_owned(),
            Element::Principal => "the caller".to_owned(),
            Element::Condition(at) => {
                let key = statement.conditions.get(at).map_or("", |condition| &condition.key.value.text);
                format!("the condition on `{key}`")
            }
        })
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let text = words::list(&words, "and");
    Some(format!("{} do not match.", capital(&text)))
}

fn action(statement: &Statement, traced: &ClauseTrace, check: &Weighed) -> Described {
    let clause = &statement.action;
    let name = if clause.negated { "NotAction" } else { "Action" };
    let texts: Vec<&str> = clause.items.iter().map(|item| &*item.value.text).collect();
    let found = &check.facts.action.text;
    let rule = if clause.negated { "MA-04" } else { "MA-01" };
    let detail = list_detail(name, clause.negated, &texts, &traced.why, found, "the action");
    (head(name, &texts, &traced.why), Some(detail), field("action", Some(check.facts.action_text.clone())), Some(rule))
}

fn resource(clause: &Clause<Pattern>, traced: &ClauseTrace, check: &Weighed) -> Described {
    let name = if clause.negated { "NotResource" } else { "Resource" };
    let texts: Vec<&str> = clause.items.iter().map(|item| &*item.value.text).collect();
    let found = &check.facts.target.arn;
    let (detail, rule) = if let Why::Unresolved(variable) = &traced.why {
        let Unresolved { item, key } = &**variable;
        let text = texts.get(*item).copied().unwrap_or("");
        let effect = if clause.negated { "so it excludes nothing" } else { "so it matches no resource" };
        let rule = if clause.negated { "MR-10" } else { "MR-09" };
        (format!("`{text}` needs `{key}`, which this request does not have, {effect}."), rule)
    } else if let (Why::NoneFits, Some(text)) = (&traced.why, resource_other_case(clause, check)) {
        let effect = if clause.negated { "so it excludes nothing" } else { "so it does not match" };
        (format!("`{found}` differs from `{text}` only in case, and resources mind case, {effect}."), "MR-01")
    } else {
        let rule = if clause.negated { "MR-08" } else { "MR-01" };
        (list_detail(name, clause.negated, &texts, &traced.why, found, "the resource"), rule)
    };
    (
        head(name, &texts, &traced.why),
        Some(detail),
        field("resource", Some(check.facts.resource_text.clone())),
        Some(rule),
    )
}

/// The value that would fit if case did not matter.
fn resource_other_case<'c>(clause: &'c Clause<Pattern>, check: &Weighed) -> Option<&'c str> {
    let fits = |pattern: &&Pattern| resource_but_for_case(pattern, &check.facts.target.arn, &check.facts.context);
    clause.items.iter().map(|item| &item.value).find(fits).map(|pattern| &*pattern.text)
}

/// Sentence for an element that lists alternatives.
fn list_detail(name: &str, negated: bool, texts: &[&str], why: &Why, found: &str, what: &str) -> String {
    match (why, negated) {
        (Why::Fits(at), false) => ["`", texts.get(*at).copied().unwrap_or(""), "` matches `", found, "`."].concat(),
        (Why::Fits(at), true) => {
            format!("{name} excludes `{found}`: `{}` matches it.", texts.get(*at).copied().unwrap_or(""))
        }
        (Why::Empty, _) => format!("{name} lists nothing."),
        (_, false) => match texts {
            [one] => ["`", one, "` does not match ", what, " `", found, "`."].concat(),
            several => format!("None of {} matches {what} `{found}`.", words::values(several)),
        },
        (_, true) => [name, " does not exclude `", found, "`."].concat(),
    }
}

/// `Action s3:Get*`, or how many values there are.
fn head(name: &str, texts: &[&str], why: &Why) -> String {
    match (why, texts) {
        (Why::Fits(at), _) => [name, " ", texts.get(*at).copied().unwrap_or("")].concat(),
        (_, []) => name.to_owned(),
        (_, [one]) => [name, " ", one].concat(),
        (_, [first, rest @ ..]) => format!("{name} {first} and {} more", rest.len()),
    }
}

fn principal(clause: &PrincipalClause, traced: &ClauseTrace, check: &Weighed) -> Described {
    let name = if clause.negated { "NotPrincipal" } else { "Principal" };
    let texts: Vec<&str> = clause.items.iter().map(|item| principal_text(&item.value)).collect();
    let caller = &*check.facts.caller;
    let (detail, rule) = match (&traced.why, clause.negated) {
        (Why::Fits(at), false) => {
            let text = texts.get(*at).copied().unwrap_or("");
            let value = clause.items.get(*at).map(|item| &item.value);
            let detail = if let Some(PrincipalValue::Everyone) = value {
                "`*` names everybody.".to_owned()
            } else if let Some(PrincipalValue::Account { id, .. }) = value {
                format!("`{caller}` belongs to the account {id}.")
            } else if let Some(PrincipalValue::Role { .. }) = value {
                format!("`{caller}` is a session of `{text}`.")
            } else {
                format!("`{text}` names the caller.")
            };
            (detail, principal_rule(clause, *at))
        }
        (Why::Fits(_), true) => ("The caller is listed, so the statement does not apply.".to_owned(), "PR-30"),
        (Why::BoundaryOverridesNotPrincipal, _) => {
            ("The caller has a permissions boundary, so listing it does not spare it.".to_owned(), "PR-31")
        }
        (Why::PartlyListed { listed, lacking }, _) => (
            format!(
                "The caller's {} is listed, but not its {}, so it is not spared.",
                words::identities(*listed),
                words::identities(*lacking)
            ),
            "PR-32",
        ),
        (Why::Empty, _) => (format!("{name} lists nobody."), "GR-19"),
        (_, true) => (format!("`{caller}` is not listed, so the statement applies to it."), "PR-30"),
        (_, false) => unnamed(clause, &texts, check),
    };
    (head(name, &texts, &traced.why), Some(detail), field("caller", Some(check.facts.caller.clone())), Some(rule))
}

fn unnamed(clause: &PrincipalClause, texts: &[&str], check: &Weighed) -> (String, &'static str) {
    let caller = &*check.facts.caller;
    let arns = check.facts.context.known(KnownKey::PrincipalArn).map_or(&[][..], iam_eval::Values::as_slice);
    let but_for_case = |text: &str, name: &str| text != name && text.eq_ignore_ascii_case(name);
    let is_caller = |text: &&&str| but_for_case(text, caller) || arns.iter().any(|arn| but_for_case(text, arn));
    let partial = clause.items.iter().find_map(|item| {
        let PrincipalValue::Nobody { text } = &item.value else { return None };
        text.contains(['*', '?']).then_some(text)
    });
    match (texts.iter().find(is_caller), partial, texts) {
        (Some(text), _, _) => {
            (format!("`{text}` differs from the caller only in case, and principals mind case."), "PR-13")
        }
        (None, Some(text), _) => (format!("`{text}` names nobody: a principal takes no partial wildcard."), "PR-02"),
        (None, None, [one]) => (format!("`{one}` does not name `{caller}`."), "PR-13"),
        (None, None, several) => (format!("None of {} names `{caller}`.", words::values(several)), "PR-13"),
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

fn condition(entry: &Condition, traced: &ClauseTrace, context: &Context) -> Described {
    let key = &entry.key.value;
    let operator = entry.operator.value;
    let found = context.values(&key.lower);
    let shown = found.map(|values| match values {
        Values::One(value) => value.as_str().into(),
        Values::Many(values) => values.join(", ").as_str().into(),
    });
    let wanted: Vec<&str> = entry.values.iter().map(|value| &*value.value.text).collect();
    let title = format!("{operator} {}", key.text);
    let (detail, rule) = match &traced.why {
        Why::Missing(missing) => missing_detail(*missing, &key.text, entry),
        Why::SeveralValues => (
            format!("`{}` has several values, and `{operator}` without a set prefix never matches those.", key.text),
            "CO-20",
        ),
        Why::NoValues => ("The condition lists no value, so nothing can match.".to_owned(), "CO-22"),
        Why::Presence { present } => presence(*present, traced.matched, &key.text),
        Why::QuantifiedNull => (format!("`{operator}` does not depend on the request."), "CO-18"),
        Why::Compared(compared) => compare(entry, compared, traced.matched, context, &wanted),
        Why::Fits(_)
        | Why::NoneFits
        | Why::Unresolved(_)
        | Why::Empty
        | Why::BoundaryOverridesNotPrincipal
        | Why::PartlyListed { .. } => (String::new(), "CO-01"),
    };
    (title, Some(detail), field(key.text.to_string(), shown), Some(rule))
}

fn missing_detail(missing: Missing, key: &str, entry: &Condition) -> (String, &'static str) {
    let operator = entry.operator.value;
    match missing {
        Missing::Fails => (format!("The request has no `{key}`, so `{operator}` is false."), "CO-06"),
        Missing::HoldsNegated => {
            (format!("The request has no `{key}`, and a negated operator is true without it."), "CO-07")
        }
        Missing::HoldsIfExists => (format!("The request has no `{key}`, and `IfExists` lets that pass."), "CO-10"),
        Missing::HoldsForAll => {
            (format!("The request has no value of `{key}`, and `ForAllValues` is true of nothing."), "CO-14")
        }
        Missing::FailsForAny => (format!("The request has no value of `{key}`, and `ForAnyValue` needs one."), "CO-15"),
    }
}

fn presence(present: bool, holds: bool, key: &str) -> (String, &'static str) {
    let is = if present { "has" } else { "does not have" };
    let meant = if holds { "as the condition wants it" } else { "which the condition does not want" };
    (format!("The request {is} `{key}`, {meant}."), "CO-12")
}

fn field(name: impl Into<Cow<'static, str>>, value: Option<SharedText>) -> Option<RequestField> {
    Some(RequestField { field: name.into(), value })
}

/// The text with its first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or_else(String::new, |first| std::iter::once(first.to_ascii_uppercase()).chain(characters).collect())
}

/// The text with its first letter small.
pub(crate) fn uncapital(text: &str) -> String {
    let mut characters = text.chars();
    characters
        .next()
        .map_or_else(String::new, |first| std::iter::once(first.to_ascii_lowercase()).chain(characters).collect())
}
