//! Names for things, as sentences use them.

use iam_eval::{Gate, Named, PolicyId, Way};
use iam_syntax::Statement;

use crate::resolve::parsed_policies::ParsedPolicies;

/// `` statement `ReadConfig` `` or `statement 2`, counted as people do.
pub(crate) fn statement(statement: &Statement) -> String {
    match &statement.sid {
        Some(sid) if !sid.value.is_empty() => format!("statement `{}`", sid.value),
        Some(_) | None => format!("statement {}", statement.index + 1),
    }
}

/// `` permissions boundary `limits` ``
pub(crate) fn policy(parsed: &ParsedPolicies, gate: Gate, id: PolicyId) -> String {
    match parsed.policy(id) {
        Some(read) => format!("{} `{}`", gate.name(), read.name),
        None => gate.name().to_owned(),
    }
}

/// Words on the ways in which a policy names the caller: "as a role session and through its account".
pub(crate) fn ways(named: Named) -> String {
    let words: Vec<&str> = named
        .ways()
        .map(|way| match way {
            Way::Session => "as this very session",
            Way::Federated => "as this federated user",
            Way::User => "as this user",
            Way::Role => "as this role",
            Way::Service => "as this service",
            Way::Provider => "through its identity provider",
            Way::Account => "through its account",
            Way::Star => "as everybody",
        })
        .collect();
    list(&words, "and")
}

/// Parts of a caller that are named: "account, role and session".
pub(crate) fn identities(named: Named) -> String {
    let words: Vec<&str> = named
        .ways()
        .map(|way| match way {
            Way::Session => "session",
            Way::Federated => "federated user",
            Way::User => "user",
            Way::Role => "role",
            Way::Service => "service",
            Way::Provider => "provider",
            Way::Account => "account",
            Way::Star => "everybody",
        })
        .collect();
    list(&words, "and")
}

/// `a, b and c`
pub(crate) fn list(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., end] => format!("{} {last} {end}", rest.join(", ")),
    }
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
