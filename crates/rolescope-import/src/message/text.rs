//! Texts of messages: unwrapped, in words.

use std::borrow::Cow;

/// The text in one line, without colors, frames and the escapes of JSON and XML.
pub(super) fn in_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in without_colors(text).split(|it: char| it.is_whitespace() || matches!(it, '│' | '╷' | '╵' | '┃'))
    {
        if part.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    for (escape, meant) in [("\\\"", "\""), ("\\n", " "), ("\\u0027", "'"), ("&quot;", "\""), ("&#39;", "'")] {
        if line.contains(escape) {
            line = line.replace(escape, meant);
        }
    }
    line
}

/// The text without the escape sequences that color a terminal.
fn without_colors(text: &str) -> Cow<'_, str> {
    if !text.contains('\u{1b}') {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    Cow::Owned(parts.fold(first, |text, part| {
        text + part.trim_start_matches(|it: char| !it.is_ascii_alphabetic()).get(1..).unwrap_or("")
    }))
}

/// The lines, counted from 1, in which a phrase begins; its words may stand in two lines.
pub(super) fn lines_of(text: &str, phrase: &str) -> Vec<usize> {
    let Some(first) = phrase.split(' ').next() else { return Vec::new() };
    let second = phrase.split(' ').nth(1).unwrap_or_default();
    let mut lines = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for (at, _) in text.match_indices(first) {
        let after = text.get(at + first.len()..).unwrap_or_default().trim_start_matches([' ', '\n', '\r', '\t', '│']);
        if after.starts_with(second) {
            line += text.get(counted..at).unwrap_or_default().matches('\n').count();
            counted = at;
            lines.push(line);
        }
    }
    lines
}

/// True for what tools put around the parts of a message.
pub(super) fn is_wrapping(character: char) -> bool {
    matches!(character, '"' | '\'' | '`' | ',' | ';' | '.' | ')' | '(' | '\\' | '<' | '>')
}

/// The first word, and the rest.
pub(super) fn word(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    (word.trim_matches(is_wrapping), rest)
}

/// The resource at the beginning, and the rest. IAM writes `role app` and `instance profile web`.
pub(super) fn resource(text: &str) -> (Option<String>, &str) {
    if let Some((resource, rest)) = text.strip_prefix('"').and_then(|quoted| quoted.split_once('"')) {
        return (Some(resource.to_owned()), rest.trim_start());
    }
    let words = match text.split(' ').next() {
        Some("role" | "user" | "group" | "policy") => 2,
        Some("instance") if text.starts_with("instance profile ") => 3,
        _ => 1,
    };
    let length: usize = text.split(' ').take(words).map(|word| word.len() + 1).sum();
    let (resource, rest) = (text.get(..length.saturating_sub(1)), text.get(length..).unwrap_or_default());
    (resource.map(|resource| resource.trim_matches(is_wrapping).to_owned()), rest)
}

/// ARN of what IAM calls `role app`, in an account.
pub(super) fn iam_arn(written: &str, account: &str) -> Option<String> {
    let (kind, name) = written.rsplit_once(' ')?;
    let kind = match kind {
        "role" | "user" | "group" | "policy" => kind,
        "instance profile" => "instance-profile",
        _ => return None,
    };
    Some(format!("arn:aws:iam::{account}:{kind}/{name}"))
}
