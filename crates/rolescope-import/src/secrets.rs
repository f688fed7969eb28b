//! Credentials in a text: they are taken out before anything looks at it, so nothing can keep them.

use std::ops::Range;

use rolescope::Scenario;
use rolescope::link::{SuspicionKind, suspicions};
use serde::Serialize;

use crate::LooseDocument;

/// A credential that was taken out of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Secret {
    /// Kind of credential.
    pub kind: SecretKind,
    /// Line that it stood in, counted from 1.
    pub line: usize,
}

/// Kind of credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum SecretKind {
    /// Id of an access key.
    AccessKey,
    /// Secret of an access key.
    SecretKey,
    /// Token of a session.
    SessionToken,
    /// A signed token, JWT.
    Token,
    /// A password.
    Password,
}

impl SecretKind {
    /// In words: `an access key`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::AccessKey => "an access key",
            Self::SecretKey => "a secret key",
            Self::SessionToken => "a session token",
            Self::Token => "a signed token",
            Self::Password => "a password",
        }
    }
}

/// Text that stands where a credential stood.
const REMOVED: &str = "REMOVED";

/// Names after which a credential stands.
const NAMES: [(&str, SecretKind); 6] = [
    ("secretaccesskey", SecretKind::SecretKey),
    ("aws_secret_access_key", SecretKind::SecretKey),
    ("sessiontoken", SecretKind::SessionToken),
    ("aws_session_token", SecretKind::SessionToken),
    ("x-amz-security-token", SecretKind::SessionToken),
    ("password", SecretKind::Password),
];

/// The text without its credentials, and what they were.
pub(crate) fn take_out(text: &str) -> (String, Vec<Secret>) {
    let mut found: Vec<(Range<usize>, SecretKind)> = named(text);
    found.extend(tokens(text).map(|span| (span, SecretKind::Token)));
    found.extend(suspicions(text).into_iter().filter_map(|suspicion| {
        let kind = match suspicion.kind {
            SuspicionKind::AccessKey => SecretKind::AccessKey,
            SuspicionKind::SecretKey => SecretKind::SecretKey,
        };
        // Its places are those of a text whose escapes were made blanks of the same length.
        text.get(suspicion.span.clone()).map(|_| (suspicion.span, kind))
    }));
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let (mut clean, mut secrets, mut end, mut line) = (String::with_capacity(text.len()), Vec::new(), 0, 1);
    for (span, kind) in found {
        let Some(before) = text.get(end..span.start) else { continue };
        clean.push_str(before);
        clean.push_str(REMOVED);
        line += before.matches('\n').count();
        secrets.push(Secret { kind, line });
        end = span.end;
    }
    clean.push_str(text.get(end..).unwrap_or_default());
    (clean, secrets)
}

/// True if what was made of a text still has a credential.
pub(crate) fn are_in(scenario: &Scenario, documents: &[LooseDocument]) -> bool {
    let mut texts = documents.iter().map(|loose| loose.document.text().to_owned()).chain([scenario.to_json()]);
    texts.any(|text| !take_out(&text).1.is_empty())
}

/// Values after the names of credentials: `"SecretAccessKey": "…"`, `password = …`.
fn named(text: &str) -> Vec<(Range<usize>, SecretKind)> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    for (name, kind) in NAMES {
        let mut end = 0;
        for (at, _) in lower.match_indices(name) {
            // A name inside a value that was found is no name.
            if at < end {
                continue;
            }
            let before = lower.get(..at).and_then(|before| before.chars().next_back());
            if before.is_some_and(|it| it.is_ascii_alphanumeric() || matches!(it, ':' | '/' | '.')) {
                continue;
            }
            if let Some(span) = value_after(text, at + name.len()) {
                end = span.end;
                found.push((span, kind));
            }
        }
    }
    found
}

/// Place of the value after `:` or `=`, if there is one of eight characters or more.
fn value_after(text: &str, name_end: usize) -> Option<Range<usize>> {
    let rest = text.get(name_end..)?;
    let after = rest.trim_start_matches(['"', '\'', '\\', ' ', '\t']);
    let quoted_name = rest.starts_with(['"', '\'', '\\']);
    let value = match after.strip_prefix('=') {
        Some(value) => value,
        None => after.strip_prefix(':').filter(|value| quoted_name || value.starts_with([' ', '\t']))?,
    };
    let value = value.trim_start_matches([' ', '\t', '"', '\'', '\\']);
    let start = text.len() - value.len();
    let length = value.find(|it: char| it.is_whitespace() || "\"'\\,;<>&{}[]".contains(it)).unwrap_or(value.len());
    let is_secret =
        length >= 8 && value.get(..length)? != REMOVED && !value.starts_with("EXAMPLE") && !value.starts_with('$');
    is_secret.then_some(start..start + length)
}

/// Signed tokens: three parts of base64url, the first of which begins as a JSON object does.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("eyJ").filter_map(|(at, _)| {
        let before = text.get(..at)?.chars().next_back();
        if before.is_some_and(is_token) {
            return None;
        }
        let rest = text.get(at..)?;
        let length = rest.find(|it| !is_token(it)).unwrap_or(rest.len());
        let token = rest.get(..length)?;
        let is_jwt = token.split('.').count() >= 3 && token.split('.').take(2).all(|part| part.len() >= 10);
        is_jwt.then_some(at..at + length)
    })
}

fn is_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<SecretKind> {
        take_out(text).1.iter().map(|secret| secret.kind).collect()
    }

    #[test]
    fn credentials_are_taken_out_with_their_lines() {
        let key = ["AKIA", "QWERTZUIOPASDFGH"].concat();
        let text = format!(
            "a\n{{\"AccessKeyId\": \"{key}\",\n\"SecretAccessKey\": \"abcdefghijklmnop\", \"SessionToken\": \"qwertzuiop\"}}"
        );
        let (clean, secrets) = take_out(&text);
        assert_eq!(
            clean,
            "a\n{\"AccessKeyId\": \"REMOVED\",\n\"SecretAccessKey\": \"REMOVED\", \"SessionToken\": \"REMOVED\"}"
        );
        let lines: Vec<_> = secrets.iter().map(|secret| (secret.kind, secret.line)).collect();
        assert_eq!(lines, [(SecretKind::AccessKey, 2), (SecretKind::SecretKey, 3), (SecretKind::SessionToken, 3)]);
    }

    #[test]
    fn tokens_and_passwords_are_taken_out() {
        let token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl";
        assert_eq!(take_out(&format!("Bearer {token}\n")).0, "Bearer REMOVED\n");
        assert_eq!(kinds("password = hunter2hunter2"), [SecretKind::Password]);
        assert_eq!(kinds("aws_session_token=FwoGZXIvYXdzEXAMPLE"), [SecretKind::SessionToken]);
    }

    #[test]
    fn what_only_sounds_like_a_credential_stays() {
        for text in [
            r#""Action": ["iam:ChangePassword", "secretsmanager:GetRandomPassword"]"#,
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:password:x12345678",
            "\"accessKeyId\": \"ASIAIOSFODNN7EXAMPLE\"",
            "password policy: of the account",
        ] {
            assert_eq!(take_out(text), (text.to_owned(), Vec::new()));
        }
    }
}
