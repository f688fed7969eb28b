//! Lists of attribute names.

use std::cell::RefCell;

/// Yew compares attributes fast when their names are the same slice. The few lists of names that the page has are kept
/// for as long as it lives; a list that is asked for moves towards the front, where the next search begins.
pub(super) fn known_names(names: Vec<&'static str>) -> &'static [&'static str] {
    thread_local! {
        static KNOWN: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
    }
    KNOWN.with_borrow_mut(|all| match all.iter().position(|known| *known == names) {
        Some(at) => {
            all.swap(at, at / 2);
            all.get(at / 2).copied().unwrap_or_default()
        }
        None => {
            let new: &[&str] = names.leak();
            all.push(new);
            new
        }
    })
}
