//! Positions by name, for lists that are too long to be searched each time.

use std::cmp::Ordering;

/// Positions of items by their names.
pub(crate) struct Names<'s> {
    /// Sorted by name, equal names by position.
    sorted: Vec<(&'s str, usize)>,
}

impl<'s> Names<'s> {
    pub(crate) fn of(names: impl Iterator<Item = &'s str>) -> Self {
        Self::of_some(names.map(Some))
    }

    /// As [`Self::of`], of items that need not have a name.
    pub(crate) fn of_some(names: impl Iterator<Item = Option<&'s str>>) -> Self {
        let mut sorted: Vec<(&str, usize)> = names.enumerate().filter_map(|(at, name)| Some((name?, at))).collect();
        sorted.sort_by_key(|(name, _)| *name);
        Self { sorted }
    }

    /// Position of the last item of this name in front of a position.
    pub(crate) fn last_before(&self, name: &str, at: usize) -> Option<usize> {
        let end = self.sorted.partition_point(|known| *known < (name, at));
        self.sorted.get(end.checked_sub(1)?).filter(|(known, _)| *known == name).map(|(_, at)| *at)
    }

    /// Position of the first item of this name.
    pub(crate) fn first(&self, name: &str) -> Option<usize> {
        let at = self.sorted.partition_point(|(known, _)| *known < name);
        self.sorted.get(at).filter(|(known, _)| *known == name).map(|(_, at)| *at)
    }
}

/// Positions of the keys that no earlier key equals, in their order.
pub(crate) fn distinct<K: Ord>(keys: &[K]) -> Vec<usize> {
    distinct_by(keys.len(), &|one, other| keys.get(one).cmp(&keys.get(other)))
}

/// Positions of the items that no earlier item equals. It is compiled once, and not again for each type of key.
fn distinct_by(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order.dedup_by(|later, earlier| compare(*later, *earlier) == Ordering::Equal);
    order.sort();
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equal_names_the_first_is_found() {
        let names = Names::of(["b", "a", "b", ""].into_iter());
        assert_eq!(["b", "a", "", "c"].map(|name| names.first(name)), [Some(0), Some(1), Some(3), None]);
    }

    #[test]
    fn the_last_of_a_name_in_front_of_a_position_is_found() {
        let names = Names::of_some([Some("a"), None, Some("a"), Some("b")].into_iter());
        assert_eq!([0, 1, 2, 3, 9].map(|at| names.last_before("a", at)), [None, Some(0), Some(0), Some(2), Some(2)]);
        assert_eq!((names.last_before("b", 3), names.last_before("", 9)), (None, None));
    }

    #[test]
    fn of_equal_keys_the_first_stays_in_its_place() {
        assert_eq!(distinct(&["b", "a", "b", "c", "a"]), [0, 1, 3]);
        assert!(distinct::<u8>(&[]).is_empty());
    }
}
