//! Mistakes in a scenario's text, in words.

/// `a number where a string belongs`
pub(crate) fn wrong(found: &str, expected: &str) -> String {
    format!("{found} where {expected} belongs")
}

/// A field that the object does not have, and those it has.
pub(crate) fn unknown_field(name: &str, known: &[&str]) -> String {
    format!("unknown field `{name}`, expected one of `{}`", known.join("`, `"))
}

/// A field that must be there.
pub(crate) fn missing_field(name: &str) -> String {
    format!("missing field `{name}`")
}

/// A key that an object has two times.
pub(crate) fn twice(name: &str) -> String {
    format!("duplicate field `{name}`")
}

/// More steps, or more items of all lists together, than a scenario may have.
pub(crate) fn too_many(found: usize, most: usize, items: &str) -> String {
    format!("{found} {items}, and a scenario has at most {most}: split it into several files")
}

/// A text without anything in it.
pub(crate) fn empty() -> String {
    "there is no scenario here: the text is empty".to_owned()
}

/// Behind a mistake in a scenario of a newer format, which may be none there.
pub(crate) fn newer(format: u32, known: u32) -> String {
    format!("; the scenario is of format {format}, and this version knows format {known}")
}
