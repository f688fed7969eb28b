//! Lists of attribute names.

use std::cell::RefCell;

/// Yew compares attributes fast when their names are the same slice. The few lists of names that the page has are kept
/// for as long as it lives.
pub(super) fn known_names(names: Vec<&'static str>) -> &'static [&'static str] {
    thread_local! {
        static KNOWN: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
    }
    KNOWN.with_borrow_mut(|all| match all.iter().find(|known| **known == names) {
        Some(known) => known,
        None => {
            let new: &[&str] = names.leak();
            all.push(new);
            new
        }
    })
}
