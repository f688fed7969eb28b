//! The user's words, kept short enough for a message.

/// Longest excerpt, in characters.
const LIMIT: usize = 80;

/// The beginning of `text`, with an ellipsis when there is more.
pub(crate) fn excerpt(text: &str) -> Box<str> {
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")).into(),
        None => text.into(),
    }
}
