//! When a bucket policy is public (EV-72).

use serde_json::Value;

use super::condition::Operator;
use super::document::{statements, texts};

/// Whether some Allow statement of a bucket policy lets in who is not named by fixed values.
pub(super) fn is_public(document: &Value) -> bool {
    statements(document).iter().any(|statement| statement["Effect"] == "Allow" && !is_tied(statement))
}

fn is_tied(statement: &Value) -> bool {
    names_somebody(statement) || has_tying_condition(&statement["Condition"])
}

/// Whether its principals are any but everybody.
fn names_somebody(statement: &Value) -> bool {
    let principal = &statement["Principal"];
    let everybody = principal == "*" || texts(&principal["AWS"]).iter().any(|name| name == "*");
    statement.get("NotPrincipal").is_none() && !everybody
}

fn has_tying_condition(condition: &Value) -> bool {
    condition.as_object().into_iter().flatten().any(|(name, block)| {
        Operator::parse(name).is_some_and(Operator::compares_with_fixed_values)
            && block.as_object().into_iter().flatten().any(|(key, wanted)| {
                let wanted = texts(wanted);
                !wanted.is_empty() && wanted.iter().all(|value| ties(&key.to_lowercase(), value))
            })
    })
}

/// Whether a key's value leaves nobody in but those who are known.
fn ties(key: &str, value: &str) -> bool {
    match key {
        "aws:principalorgid" | "aws:sourcearn" | "aws:sourcevpc" | "aws:sourcevpce" | "aws:sourceowner"
        | "aws:sourceaccount" => is_fixed(value),
        "aws:sourceip" => is_narrow(value),
        // The unique id on the left has to be written out, the name of the session on the right need not.
        "aws:userid" => is_fixed(value.split(':').next().unwrap_or_default()),
        // The access point's name may be open when its account is not.
        "s3:dataaccesspointarn" => {
            let account = value.split(':').nth(4).unwrap_or_default();
            !account.is_empty() && is_fixed(account)
        }
        _ => false,
    }
}

fn is_fixed(text: &str) -> bool {
    !text.is_empty() && !text.contains(['*', '?']) && !text.contains("${")
}

/// Whether a range of addresses is at most a /8, or a /32 of IPv6.
fn is_narrow(range: &str) -> bool {
    let Some((address, length)) = range.split_once('/') else { return is_fixed(range) };
    let least = if address.contains(':') { 32 } else { 8 };
    is_fixed(range) && length.parse::<u8>().is_ok_and(|length| length >= least)
}
