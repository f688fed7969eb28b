//! Reasons why work is refused.

/// The role of a request is none of the scenario.
pub(crate) fn no_role(role: &str) -> String {
    format!("no role `{role}` among the principals")
}

/// More callers than a place can try.
pub(crate) fn too_many(total: usize, most: usize) -> String {
    format!("{total} callers would have to be tried, and at most {most} are tried where there is no worker")
}
