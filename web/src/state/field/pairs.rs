//! Maps as lines of `key = value`; a key that stands in several lines has several values.

use rolescope::Map;
use rolescope::scenario::{ContextInput, Input, ProvidedContext, StringOrList};

const FORM: &str = "one `key = value` a line";

/// Keys with their values, in the order of their first lines.
fn grouped(text: &str) -> Result<Vec<(String, Vec<String>)>, &'static str> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
        let (key, value) = line.split_once('=').ok_or(FORM)?;
        let (key, value) = (key.trim(), value.trim().to_owned());
        if key.is_empty() {
            return Err(FORM);
        }
        match found.iter_mut().find(|(known, _)| known == key) {
            Some((_, values)) => values.push(value),
            None => found.push((key.to_owned(), vec![value])),
        }
    }
    Ok(found)
}

fn lines<'a>(pairs: impl Iterator<Item = (&'a String, Vec<String>)>) -> String {
    let mut lines = Vec::new();
    for (key, values) in pairs {
        lines.extend(values.into_iter().map(|value| format!("{key} = {value}")));
    }
    lines.join("\n")
}

pub(super) fn text_of_tags(map: &Map<String>) -> String {
    lines(map.iter().map(|(key, value)| (key, vec![value.clone()])))
}

pub(super) fn tags(text: &str) -> Result<Map<String>, &'static str> {
    let mut map = Map::new();
    for (key, mut values) in grouped(text)? {
        if values.len() > 1 {
            return Err("each key once");
        }
        map.insert(key, values.pop().unwrap_or_default());
    }
    Ok(map)
}

pub(super) fn text_of_claims(map: &Map<StringOrList>) -> String {
    lines(map.iter().map(|(key, value)| match value {
        StringOrList::One(value) => (key, vec![value.clone()]),
        StringOrList::List(values) => (key, values.clone()),
    }))
}

/// A claim that was a list stays one.
pub(super) fn claims(text: &str, before: &Map<StringOrList>) -> Result<Map<StringOrList>, &'static str> {
    let mut map = Map::new();
    for (key, mut values) in grouped(text)? {
        let was_list = matches!(before.get(&key), Some(StringOrList::List(_)));
        let value = match values.pop() {
            Some(only) if values.is_empty() && !was_list => StringOrList::One(only),
            last => StringOrList::List(values.into_iter().chain(last).collect()),
        };
        map.insert(key, value);
    }
    Ok(map)
}

pub(super) fn text_of_keys(map: &Map<ContextInput>) -> String {
    lines(map.iter().map(|(key, value)| match value {
        ContextInput::Absent => (key, vec!["null".to_owned()]),
        ContextInput::One(value) => (key, vec![value.to_string()]),
        ContextInput::List(values) => (key, values.iter().map(ToString::to_string).collect()),
    }))
}

/// Values keep the form that they had, where it fits.
pub(super) fn keys(text: &str, before: &Map<ContextInput>) -> Result<Map<ContextInput>, &'static str> {
    let mut map = Map::new();
    for (key, values) in grouped(text)? {
        let before = before.get(&key);
        let value = match (before, values.as_slice()) {
            (Some(ContextInput::Absent), [only]) if only == "null" => ContextInput::Absent,
            (Some(ContextInput::List(_)), _) | (_, [_, _, ..]) => {
                let old = ContextInput::List(match before {
                    Some(ContextInput::List(old)) => old.clone(),
                    Some(ContextInput::One(_) | ContextInput::Absent) | None => Vec::new(),
                });
                context_input(Some(&old), &values.join("\n"))
            }
            _ => context_input(before, values.first().map_or("", String::as_str)),
        };
        map.insert(key, value);
    }
    Ok(map)
}

pub(super) fn text_of_contexts(contexts: &[ProvidedContext]) -> String {
    lines(contexts.iter().map(|context| (&context.provider_arn, vec![context.context_assertion.clone()])))
}

pub(super) fn contexts(text: &str) -> Result<Vec<ProvidedContext>, &'static str> {
    let mut contexts = Vec::new();
    for (provider_arn, assertions) in grouped(text)? {
        for context_assertion in assertions {
            contexts.push(ProvidedContext { provider_arn: provider_arn.clone(), context_assertion });
        }
    }
    Ok(contexts)
}

/// The text in the form that the key had before, where it fits.
pub(super) fn context_input(before: Option<&ContextInput>, text: &str) -> ContextInput {
    match before {
        Some(ContextInput::List(values)) => {
            ContextInput::List(text.split('\n').enumerate().map(|(at, line)| input(values.get(at), line)).collect())
        }
        Some(ContextInput::One(value)) => ContextInput::One(input(Some(value), text)),
        Some(ContextInput::Absent) | None => ContextInput::One(input(None, text)),
    }
}

/// A number stays one only as it would be written: the 0 of `012` would be lost.
fn input(before: Option<&Input>, text: &str) -> Input {
    let number = || text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
    let kept = match before {
        Some(Input::Boolean(_)) => text.parse().ok().map(Input::Boolean),
        Some(Input::Number(_)) => number().then(|| Input::Number(text.to_owned())),
        Some(Input::Text(_)) | None => None,
    };
    kept.unwrap_or_else(|| Input::Text(text.to_owned()))
}
