//! Text that should not be shared: real credentials in a scenario.

use std::ops::Range;

/// A piece of text that looks like a real credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// Kind of credential.
    pub kind: SuspicionKind,
    /// Place in the text, in bytes.
    pub span: Range<usize>,
}

/// Kind of credential that a piece of text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuspicionKind {
    /// An access key's id: `AKIA` or `ASIA` and 16 more.
    AccessKey,
    /// The secret of an access key: 40 characters of base64.
    SecretKey,
}

impl SuspicionKind {
    /// In words: `an access key`.
    pub fn words(self) -> &'static str {
        match self {
            Self::AccessKey => "an access key",
            Self::SecretKey => "a secret key",
        }
    }
}

/// Pieces of a text that look like real credentials, in its order. Those of AWS's documentation, which end in `EXAMPLE` and
/// `EXAMPLEKEY`, do not.
///
/// ```
/// use rolescope::link::{SuspicionKind, suspicions};
///
/// let text = concat!("key = AKIA", "Q3EGPKWJ5MTXVZ7B");
/// let found = suspicions(text);
/// assert_eq!((found[0].kind, &text[found[0].span.clone()]), (SuspicionKind::AccessKey, &text[6..]));
/// assert!(suspicions("key = AKIAIOSFODNN7EXAMPLE").is_empty());
/// ```
pub fn suspicions(text: &str) -> Vec<Suspicion> {
    // In JSON a line break before a key would else be the letter `n`.
    let text = ["\\n", "\\r", "\\t"].iter().fold(text.to_owned(), |text, escape| text.replace(escape, "  "));
    let keys = runs(&text, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let keys = keys.filter(|(_, run)| is_access_key(run)).map(|(span, _)| (SuspicionKind::AccessKey, span));
    let secrets = runs(&text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'+'));
    let secrets = secrets.filter(|(_, run)| is_secret(run)).map(|(span, _)| (SuspicionKind::SecretKey, span));
    let mut found: Vec<Suspicion> = keys.chain(secrets).map(|(kind, span)| Suspicion { kind, span }).collect();
    found.sort_by_key(|suspicion| suspicion.span.start);
    found
}

fn is_access_key(run: &str) -> bool {
    run.len() == 20
        && (run.starts_with("AKIA") || run.starts_with("ASIA"))
        && run.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && !run.ends_with("EXAMPLE")
}

/// Letters of both cases and digits: hexadecimal digests and plain words are none.
fn is_secret(run: &str) -> bool {
    let has = |sort: fn(&u8) -> bool| run.as_bytes().iter().any(sort);
    run.len() == 40
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
        && !run.ends_with("EXAMPLEKEY")
}

/// The longest runs of bytes that belong, with their places.
fn runs(text: &str, belongs: impl Fn(u8) -> bool) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    text.split(move |character: char| !u8::try_from(character).is_ok_and(&belongs)).filter_map(move |run| {
        let start = at;
        // What stands between two runs is one character, of one byte or more.
        at = start + run.len() + text.get(start + run.len()..)?.chars().next().map_or(0, char::len_utf8);
        (!run.is_empty()).then_some((start..start + run.len(), run))
    })
}
