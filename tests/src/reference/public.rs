//! When a bucket policy is public (EV-72).

use std::net::IpAddr;

use serde_json::Value;

use super::condition::Operator;
use super::document::{statements, texts};

/// Keys that say who calls, or from where: the list of the rule, and what it calls similar.
const TYING: [&str; 12] = [
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:sourceip",
    "aws:sourcearn",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceowner",
    "aws:sourceaccount",
    "aws:userid",
    "s3:dataaccesspointarn",
    "s3:dataaccesspointaccount",
];

/// True if some Allow statement of a bucket policy lets in who is not named by fixed values.
pub(super) fn is_public(document: &Value) -> bool {
    let with_variables = document["Version"] == "2012-10-17";
    statements(document).iter().any(|statement| {
        let tied = names_somebody(statement) || has_tying_condition(&statement["Condition"], with_variables);
        statement["Effect"] == "Allow" && !tied
    })
}

/// True if its principals are any but everybody.
fn names_somebody(statement: &Value) -> bool {
    let principal = &statement["Principal"];
    let everybody = principal == "*" || texts(&principal["AWS"]).iter().any(|name| name == "*");
    statement.get("NotPrincipal").is_none() && !everybody
}

fn has_tying_condition(condition: &Value, with_variables: bool) -> bool {
    condition.as_object().into_iter().flatten().any(|(name, block)| {
        let Some(operator) = Operator::parse(name).filter(|operator| operator.compares_with_values()) else {
            return false;
        };
        let reading = Reading { wildcards: operator.knows_wildcards(), variables: with_variables };
        block.as_object().into_iter().flatten().any(|(key, wanted)| {
            let wanted = texts(wanted);
            // Without values the statement lets nobody in at all (CO-22).
            TYING.contains(&key.to_lowercase().as_str())
                && wanted.iter().all(|value| reading.ties(&key.to_lowercase(), value))
        })
    })
}

/// Reading of a value beyond text: wildcards where the operator knows them (CO-30), variables where the version does
/// (GR-11).
struct Reading {
    wildcards: bool,
    variables: bool,
}

impl Reading {
    /// True if a key's value leaves nobody in but those who are known.
    fn ties(&self, key: &str, value: &str) -> bool {
        match key {
            "aws:sourceip" => self.is_fixed(value) && is_narrow(value),
            // The unique id on the left has to be written out, the name of the session on the right need not.
            "aws:userid" => self.is_fixed(value.split(':').next().unwrap_or_default()),
            // The access point's name may be open when its account is not.
            "s3:dataaccesspointarn" => value.split(':').nth(4).is_some_and(|account| self.is_fixed(account)),
            _ => TYING.contains(&key) && self.is_fixed(value),
        }
    }

    fn is_fixed(&self, text: &str) -> bool {
        // An escape is no variable (VA-03).
        let plain = ["${*}", "${?}", "${$}"].iter().fold(text.to_owned(), |text, escape| text.replace(escape, "x"));
        let text = if self.variables { &plain } else { text };
        let wild = self.wildcards && text.contains(['*', '?']);
        let varies = self.variables && text.contains("${");
        !wild && !varies
    }
}

/// True if a text is a range of addresses of at most a /8, or a /32 of IPv6.
fn is_narrow(range: &str) -> bool {
    let (address, length) = range.split_once('/').unwrap_or((range, "32"));
    let least = if address.contains(':') { 32 } else { 8 };
    address.parse::<IpAddr>().is_ok() && length.parse::<u8>().is_ok_and(|length| length >= least)
}
