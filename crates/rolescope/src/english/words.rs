//! Names for things, as sentences use them.

use crate::report::{FailedElement, NamedAs, NamedStatement};

/// `` statement `ReadConfig` `` or `statement 2`, counted as people do.
pub(crate) fn statement(named: &NamedStatement) -> String {
    match &named.sid {
        Some(sid) if !sid.is_empty() => format!("statement `{sid}`"),
        Some(_) | None => format!("statement {}", named.statement + 1),
    }
}

/// `` statement `ReadConfig` of identity-based policy `read-config` ``
pub(crate) fn statement_of_policy(named: &NamedStatement) -> String {
    format!("{} of {} `{}`", statement(named), named.policy_type.kind().name(), named.policy)
}

/// Words on the ways in which a policy names the caller: "as a role session and through its account".
pub(crate) fn named_as(ways: &[NamedAs]) -> String {
    let word = |way: &NamedAs| match way {
        NamedAs::Session => "as this very session",
        NamedAs::FederatedUser => "as this federated user",
        NamedAs::User => "as this user",
        NamedAs::Role => "as this role",
        NamedAs::Service => "as this service",
        NamedAs::Provider => "through its identity provider",
        NamedAs::Account => "through its account",
        NamedAs::Everybody => "as everybody",
    };
    list(&ways.iter().map(word).collect::<Vec<_>>(), "and")
}

/// Parts of a caller that are named: "account, role and session".
pub(crate) fn parts(ways: &[NamedAs]) -> String {
    let word = |way: &NamedAs| match way {
        NamedAs::Session => "session",
        NamedAs::FederatedUser => "federated user",
        NamedAs::User => "user",
        NamedAs::Role => "role",
        NamedAs::Service => "service",
        NamedAs::Provider => "provider",
        NamedAs::Account => "account",
        NamedAs::Everybody => "everybody",
    };
    list(&ways.iter().map(word).collect::<Vec<_>>(), "and")
}

/// An element that does not match: "the resource".
pub(crate) fn failed(element: &FailedElement) -> String {
    match element {
        FailedElement::Action => "the action".to_owned(),
        FailedElement::Resource => "the resource".to_owned(),
        FailedElement::Caller => "the caller".to_owned(),
        FailedElement::Condition { key } => format!("the condition on `{key}`"),
    }
}

/// `a, b and c`
pub(crate) fn list(words: &[impl AsRef<str>], last: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// [`values`] of owned texts.
pub(crate) fn quoted(texts: &[String]) -> String {
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    values(&texts)
}

/// `` `a`, `b` and `c` ``; of more the first three, and how many more there are.
pub(crate) fn values(texts: &[&str]) -> String {
    const NAMED: usize = 3;
    let mut words: Vec<String> = texts.iter().take(NAMED).map(|text| format!("`{text}`")).collect();
    if texts.len() > NAMED {
        words.push(format!("{} more", texts.len() - NAMED));
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    list(&words, "and")
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

#[cfg(test)]
mod tests {
    use super::values;

    #[test]
    fn up_to_three_values_are_named_and_the_rest_is_counted() {
        assert_eq!(values(&["a", "b"]), "`a` and `b`");
        assert_eq!(values(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(values(&["a", "b", "c", "d", "e"]), "`a`, `b`, `c` and 2 more");
    }
}
