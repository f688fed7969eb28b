//! Equal names in a list.

/// Names so few that comparing each with each is faster than sorting.
const MAX_PAIRWISE: usize = 12;

/// Indexes of names that occurred before, each with the index of the first one, in the order of the list.
pub fn repeated(names: &[&str]) -> Vec<(usize, usize)> {
    let is_new = |(at, name): (usize, &&str)| !names.iter().take(at).any(|earlier| earlier == name);
    if names.len() <= MAX_PAIRWISE && names.iter().enumerate().all(is_new) {
        return Vec::new();
    }
    let mut first_of: Vec<usize> = (0..names.len()).collect();
    let mut first = None;
    for at in sorted(names) {
        match first {
            Some(earlier) if names.get(earlier) == names.get(at) => {
                first_of.get_mut(at).into_iter().for_each(|of| *of = earlier)
            }
            Some(_) | None => first = Some(at),
        }
    }
    first_of.into_iter().enumerate().filter(|(at, first)| at != first).collect()
}

/// Indexes of the names in alphabetical order, equal names in the order of the list.
pub fn sorted(names: &[&str]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|at| names.get(*at));
    order
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn each_repetition_points_to_the_first_one() {
        assert_eq!(repeated(&["a", "b", "a", "c", "b", "a"]), [(2, 0), (4, 1), (5, 0)]);
        assert_eq!(repeated(&["a", "b"]), []);
        assert_eq!(repeated(&[]), []);
    }
}
