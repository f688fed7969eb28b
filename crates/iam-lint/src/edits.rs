//! Fixes that many rules have.

use iam_syntax::{Span, Spanned};

use crate::finding::{Edit, Fix};

/// Replaces a place.
pub(crate) fn replace(title: impl Into<String>, span: Span, text: impl Into<String>, safe: bool) -> Fix {
    Fix { title: title.into(), edits: vec![Edit { span, text: text.into() }], safe }
}

/// Takes an item out of a list with its comma; nothing where it is the only one.
pub(crate) fn remove<T>(title: impl Into<String>, items: &[Spanned<T>], at: usize) -> Option<Fix> {
    let own = items.get(at)?.span;
    let span = match (items.get(at + 1), at.checked_sub(1).and_then(|before| items.get(before))) {
        (Some(next), _) => Span::new(own.start, next.span.start),
        (None, Some(before)) => Span::new(before.span.end, own.end),
        (None, None) => return None,
    };
    Some(replace(title, span, "", true))
}
