//! Equal names in a list.

/// Indexes of names that occurred before, each with the index of the first one, in the order of the list.
pub(super) fn repeated<T: Ord>(names: &[T]) -> Vec<(usize, usize)> {
    if names.len() < 2 {
        return Vec::new();
    }
    let mut order: Vec<(usize, &T)> = names.iter().enumerate().collect();
    order.sort_by_key(|(_, name)| *name);
    let mut pairs = Vec::new();
    for equal in order.chunk_by(|(_, one), (_, other)| one == other) {
        if let [(first, _), again @ ..] = equal {
            pairs.extend(again.iter().map(|(index, _)| (*index, *first)));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn each_repetition_points_to_the_first_one() {
        assert_eq!(repeated(&["a", "b", "a", "c", "b", "a"]), [(2, 0), (4, 1), (5, 0)]);
        assert_eq!(repeated(&["a", "b"]), []);
        assert_eq!(repeated::<&str>(&[]), []);
    }
}
