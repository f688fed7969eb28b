//! Conditions grown from the keys that a scenario's calls turn out to have.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::policy::each_statement;
use super::random::Random;
use crate::reference::{OPERATORS, decide_with_keys};

type Keys = BTreeMap<String, Vec<String>>;

/// Keys that most requests lack.
const OFTEN_ABSENT: [&str; 10] = [
    "aws:PrincipalTag/none",
    "aws:SourceVpce",
    "sts:ExternalId",
    "aws:username",
    "aws:SourceIdentity",
    "aws:TokenIssueTime",
    "aws:PrincipalOrgID",
    "s3:ResourceAccount",
    "kms:CallerAccount",
    "x:none",
];

/// Keys that conditions are about more often than chance has it, where a call has them.
const OFTEN_ASKED: [&str; 5] =
    ["s3:resourceaccount", "sts:externalid", "sts:sourceidentity", "aws:multifactorauthpresent", "kms:calleraccount"];

/// Adds conditions to some statements, and variables to some resources.
pub(super) fn add(random: &mut Random, scenario: &mut Value, is_chain: bool) {
    let claims: Keys = scenario["steps"].as_array().into_iter().flatten().flat_map(claims).collect();
    let all_keys: Vec<Keys> =
        decide_with_keys(scenario).into_iter().map(|step| step.keys).filter(|keys| !keys.is_empty()).collect();
    if all_keys.is_empty() {
        return;
    }
    // A chain comes to its end only when nearly every policy of it lets pass.
    let density = random.pick(if is_chain { &[0, 0, 10, 30] } else { &[0, 40, 60, 80] });
    each_statement(scenario, &mut |statement| {
        let keys = random.one(&all_keys);
        if random.chance(density) {
            statement["Condition"] = condition(random, keys, &claims);
        }
        for element in ["Resource", "NotResource"] {
            if let Some(text) = statement[element].as_str().filter(|_| random.chance(15)) {
                statement[element] = with_variable(random, text, keys, true).into();
            }
        }
    });
}

/// Claims of a call by the condition keys that they would be: some become none, others end with the login.
fn claims(step: &Value) -> Keys {
    let caller = step["caller"].as_str().unwrap_or_default();
    let provider = caller.split_once(":oidc-provider/").map_or(caller, |(_, provider)| provider);
    let by_key = step["action"] == "sts:AssumeRoleWithSAML";
    let claims = step["session"]["claims"].as_object().into_iter().flatten();
    claims
        .map(|(name, value)| (if by_key { name.clone() } else { format!("{provider}:{name}") }, texts(value)))
        .collect()
}

fn texts(value: &Value) -> Vec<String> {
    let all = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn condition(random: &mut Random, keys: &Keys, claims: &Keys) -> Value {
    let mut blocks = Map::new();
    let count = random.pick(&[1, 1, 1, 2, 3]);
    for _ in 0..count {
        let (key, values) = key(random, keys, claims);
        let operator = operator(random, &key, &values);
        let wanted = wanted(random, &operator, &values, keys);
        let spelled = if random.chance(10) { key.to_uppercase() } else { key };
        let block = blocks.entry(operator).or_insert_with(|| json!({}));
        let taken = |name: &str| name.eq_ignore_ascii_case(&spelled);
        if block.as_object().is_some_and(|block| !block.keys().any(|name| taken(name))) {
            block[spelled.as_str()] = wanted;
        }
    }
    blocks.into()
}

/// A key of the request, mostly one that is there.
fn key(random: &mut Random, keys: &Keys, claims: &Keys) -> (String, Vec<String>) {
    if random.chance(12) {
        let name = random.pick(&OFTEN_ABSENT);
        let other = if name.ends_with("Account") { "111122223333" } else { "red" };
        let values = keys.get(&name.to_lowercase()).cloned().unwrap_or_else(|| vec![other.to_owned()]);
        return (name.to_owned(), values);
    }
    let named = |names: &Keys, key: &str| (key.to_owned(), names.get(key).cloned().unwrap_or_default());
    let claimed: Vec<&str> = claims.keys().map(String::as_str).collect();
    if !claimed.is_empty() && random.chance(25) {
        return named(claims, random.pick(&claimed));
    }
    if !keys.contains_key("aws:resourceaccount") && random.chance(50) {
        return ("s3:ResourceAccount".to_owned(), vec!["111122223333".to_owned()]);
    }
    // AM-14: no other service has tags.
    let is_service = keys.contains_key("aws:principalservicename");
    let of_certificate = |key: &str| is_service && key.starts_with("aws:principaltag/");
    let own_tags: Vec<&str> =
        keys.keys().map(String::as_str).filter(|key| is_own_tag(key) || of_certificate(key)).collect();
    if !own_tags.is_empty() && random.chance(25) {
        return named(keys, random.pick(&own_tags));
    }
    let asked: Vec<&str> = OFTEN_ASKED.into_iter().filter(|key| keys.contains_key(*key)).collect();
    if !asked.is_empty() && random.chance(20) {
        return named(keys, random.pick(&asked));
    }
    let all: Vec<&str> = keys.keys().map(String::as_str).collect();
    let given: Vec<&str> = all.iter().copied().filter(|name| name.starts_with("x:")).collect();
    let names = if !given.is_empty() && random.chance(60) { given } else { all };
    named(keys, random.pick(&names))
}

/// True if this is a service's own key for a tag (AM-11).
fn is_own_tag(key: &str) -> bool {
    key.split_once(":").is_some_and(|(prefix, name)| prefix != "aws" && name.contains("tag/"))
}

/// An operator that suits the values, now and then any other.
fn operator(random: &mut Random, key: &str, values: &[String]) -> String {
    let family = match values.first().map(String::as_str).unwrap_or(key) {
        _ if random.chance(5) => "",
        _ if random.chance(7) => "Null",
        _ if key.to_lowercase().ends_with("account") && random.chance(80) => "String",
        text if text.starts_with("arn:") && random.chance(90) => "Arn",
        "true" | "false" | "True" | "maybe" => "Bool",
        text if text.contains(['.', ':']) && text.parse::<std::net::IpAddr>().is_ok() => "IpAddress",
        _ if key.starts_with("x:arn") => "Arn",
        _ if key.starts_with("x:address") => "IpAddress",
        text if text.len() == 4 && text.starts_with("20") => "Date",
        text if text.starts_with("20") && text.contains('-') && random.chance(85) => "Date",
        text if text.len() >= 10 && text.chars().all(|c| c.is_ascii_digit()) => {
            random.pick(&["Date", "Numeric", "String"])
        }
        _ if key.contains("number") || key.contains("count") => "Numeric",
        text if text.parse::<f64>().is_ok() && random.chance(80) => "Numeric",
        _ if key.contains("blob") => "Binary",
        _ => "String",
    };
    let choices: Vec<&str> = OPERATORS.iter().filter(|name| name.contains(family)).copied().collect();
    let base = random.pick(&choices);
    if base == "Null" {
        return format!("{}Null", random.pick(&["", "", "", "", "", "ForAllValues:", "ForAnyValue:"]));
    }
    let several = values.len() != 1 || key.ends_with('s') && key.starts_with("x:");
    let prefix =
        if random.chance(if several { 75 } else { 15 }) { random.pick(&["ForAllValues:", "ForAnyValue:"]) } else { "" };
    let suffix = if random.chance(20) { "IfExists" } else { "" };
    format!("{prefix}{base}{suffix}")
}

/// The policy's values for an operator: around those of the request.
fn wanted(random: &mut Random, operator: &str, values: &[String], keys: &Keys) -> Value {
    if operator.ends_with("Null") {
        return random.pick(&[json!("true"), json!("false"), json!(true), json!(["false"])]);
    }
    let empty = operator.ends_with("IfExists") && random.chance(25);
    let count = if empty { 0 } else { random.pick(&[0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3]) };
    let mut list: Vec<Value> = (0..count)
        .map(|_| {
            let value = if values.is_empty() { "red".to_owned() } else { random.pick(values) };
            near(random, operator, &value, keys)
        })
        .collect();
    // One type in a list (GR-18).
    if list.len() > 1 {
        for value in &mut list {
            if let Some(text) = (!value.is_string()).then(|| value.to_string()) {
                *value = text.into();
            }
        }
    }
    if list.len() == 1 && random.chance(80) { list.remove(0) } else { list.into() }
}

/// A value that fits, or nearly.
fn near(random: &mut Random, operator: &str, value: &str, keys: &Keys) -> Value {
    let is = |family: &str| operator.contains(family);
    if random.chance(12) && (is("String") || is("Arn") || is("Bool")) {
        return with_variable(random, value, keys, is("Arn")).into();
    }
    if is("Numeric") {
        return number(random, value);
    }
    if random.chance(35) {
        return value.into();
    }
    if is("Date") {
        return date(random, value).into();
    }
    if is("IpAddress") {
        return address(random, value).into();
    }
    if is("Bool") {
        return random.pick(&[json!(true), json!("false"), json!("TRUE"), json!(false), json!("yes")]);
    }
    if is("Binary") {
        return random.pick(&["QmluYXJ5", "AAEC", "aGVsbG8=", "/+8=", "%%%"]).into();
    }
    if is("Arn") {
        return arn(random, value).into();
    }
    text(random, value).into()
}

fn number(random: &mut Random, value: &str) -> Value {
    match (value.parse::<i64>(), random.below(8)) {
        (Ok(whole), 0) => (whole + 1).into(),
        (Ok(whole), 1) => (whole - 1).into(),
        (Ok(whole), 2) => format!("{whole}.0").into(),
        (Ok(whole), 3) => format!("{whole}.5").into(),
        (Ok(whole), 4) => whole.into(),
        (_, 5) => "many".into(),
        (_, 6) => random.pick(&["2.50", "-7.0", "00", "100"]).into(),
        _ => value.into(),
    }
}

fn date(random: &mut Random, _: &str) -> String {
    random
        .pick(&[
            "2026-03-01T09:00:00Z",
            "2026-03-01T10:00:00+01:00",
            "2026-03-01T04:00-05:00",
            "2026-03-01T09:00:00.500Z",
            "2026-03-01T08:00:00Z",
            "1772355600",
            "1772355601",
            "2026",
            "2026-03",
            "2026-03-01",
            "2026-03-02",
            "2026-13-01",
            "2024-02-29T23:59:59Z",
            "-100000",
            "soon",
        ])
        .to_owned()
}

fn address(random: &mut Random, value: &str) -> String {
    let prefix = random.pick(&["/32", "/24", "/25", "/8", "/0", "/128", "/64", "/33", "/129", "/x", ""]);
    let base = if random.chance(70) { value } else { random.pick(&["203.0.113.128", "2001:db8::", "::", "0.0.0.0"]) };
    format!("{base}{prefix}")
}

fn arn(random: &mut Random, value: &str) -> String {
    let mut fields: Vec<&str> = value.splitn(6, ':').collect();
    let at = random.below(fields.len());
    match random.below(6) {
        0 => return "*".to_owned(),
        1 => fields[at] = "*",
        2 => fields[at] = "?*",
        3 => fields.truncate(at),
        4 => fields[at] = "other",
        _ => return format!("{}*", value.get(..value.len().saturating_sub(3)).unwrap_or(value)),
    }
    fields.join(":")
}

fn text(random: &mut Random, value: &str) -> String {
    let mut chars: Vec<char> = value.chars().collect();
    match random.below(9) {
        0 => value.to_uppercase(),
        1 => format!("{value}x"),
        2 => format!("{}*", value.get(..value.len() / 2).unwrap_or(value)),
        3 => format!("*{}", value.get(value.len() / 2..).unwrap_or(value)),
        4 => {
            let at = random.below(chars.len());
            if let Some(c) = chars.get_mut(at) {
                *c = '?';
            }
            chars.into_iter().collect()
        }
        5 => "*".to_owned(),
        6 => value.replace('*', "${*}"),
        7 => value.to_lowercase(),
        _ => random.pick(&["red", "blue", "", "${$}", "home/*"]).to_owned(),
    }
}

/// A text in which a key's value is replaced by the key's variable; in an ARN only behind the fifth colon (VA-10).
fn with_variable(random: &mut Random, text: &str, keys: &Keys, is_arn: bool) -> String {
    let last = text.rfind(':').map_or(0, |colon| colon + 1);
    if is_arn && text.matches(':').count() < 5 {
        return text.to_owned();
    }
    let (front, rest) = text.split_at_checked(if is_arn { last } else { 0 }).unwrap_or(("", text));
    // Lists have no variable; of keys given as lists of one value the rules do not say (VA-04).
    let single = |name: &str| !name.starts_with("x:") && !name.ends_with("paths") && !name.ends_with("list");
    let inside: Vec<(&String, &String)> = keys
        .iter()
        .filter(|(name, _)| single(name))
        .filter_map(|(name, values)| Some((name, values.first()?)))
        .filter(|(name, value)| !value.is_empty() && rest.contains(value.as_str()) && !name.contains("keys"))
        .collect();
    match random.below(10) {
        0 => format!("{front}${{aws:PrincipalTag/none}}"),
        1 if !rest.contains(['*', '?', '\'', '}']) => format!("{front}${{aws:PrincipalTag/none, '{rest}'}}"),
        2 => format!("{front}${{aws:TagKeys}}"),
        _ if inside.is_empty() => text.to_owned(),
        _ => {
            let (name, value) = random.pick(&inside);
            format!("{front}{}", rest.replacen(value.as_str(), &format!("${{{name}}}"), 1))
        }
    }
}
