//! Fixes put into a text.

use rolescope::lint::{Edit, Finding};

/// The text with the safe fixes of all findings. Of fixes that overlap the first is taken.
pub(super) fn apply<'f>(text: &str, findings: impl Iterator<Item = &'f Finding>) -> String {
    let mut edits: Vec<&Edit> = Vec::new();
    for fix in findings.filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.safe) {
        let overlaps =
            |edit: &&Edit| fix.edits.iter().any(|own| own.span.start < edit.span.end && edit.span.start < own.span.end);
        if !edits.iter().any(overlaps) {
            edits.extend(&fix.edits);
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    let (mut fixed, mut from) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        fixed.push_str(text.get(from..edit.span.start as usize).unwrap_or_default());
        fixed.push_str(&edit.text);
        from = edit.span.end as usize;
    }
    fixed.push_str(text.get(from..).unwrap_or_default());
    fixed
}
