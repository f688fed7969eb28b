//! Strings of a tree that stay in the text that they were read from.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use crate::Span;

/// Part of a text that many such parts share: it is cloned without a copy, and reads like a `str`.
#[derive(Clone)]
pub struct Text {
    /// A `String` becomes shared without a copy, and the pointer to it is half as long as an `Arc<str>`.
    whole: Arc<String>,
    bytes: Span,
}

impl Text {
    /// The bytes of `whole` at a place; empty when the place is not inside it or cuts a character.
    pub(crate) fn part(whole: Arc<String>, bytes: Span) -> Self {
        Self { whole, bytes }
    }

    /// The bytes at a place in this part, found in one step: matching asks for them again and again.
    #[inline]
    pub(crate) fn at(&self, place: Span) -> &str {
        let start = self.bytes.start;
        Span::new(start + place.start, start + place.end).text(&self.whole)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.bytes.text(&self.whole)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        let bytes = Span::new(0, text.len() as u32);
        Self { whole: Arc::new(text), bytes }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_share_their_text_and_read_like_it() {
        let whole = Arc::new("s3:GetObject".to_owned());
        let part = Text::part(whole.clone(), Span::new(3, 6));
        assert_eq!((&*part, part.to_string().as_str(), format!("{part:?}").as_str()), ("Get", "Get", "\"Get\""));
        assert_eq!(Arc::strong_count(&whole), 2);
        assert_eq!(part, Text::from("Get"));
        assert_eq!(part.at(Span::new(1, 3)), "et");
    }
}
