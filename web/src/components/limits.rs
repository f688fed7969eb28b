//! Limits of what visitors can write.

/// Limit on the length of a text, in UTF-16 units.
pub(crate) const MAX_TEXT: u32 = 10 << 20;
