//! Names that were probably meant.

use strsim::damerau_levenshtein;

/// At most as many names are suggested.
const MAX_SUGGESTIONS: usize = 3;

/// Names closest to `typed`, closest first. Names that differ in more than a third of their letters are not suggested.
pub(crate) fn closest<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let typed = typed.to_ascii_lowercase();
    let limit = (typed.len() / 3).max(1);
    let mut found: Vec<(usize, &str)> = names
        .filter(|name| name.len().abs_diff(typed.len()) <= limit)
        .map(|name| (damerau_levenshtein(&typed, &name.to_ascii_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
    found.sort_unstable();
    found.truncate(MAX_SUGGESTIONS);
    found.into_iter().map(|(_, name)| name).collect()
}

/// Names that begin with `typed`, shortest first.
pub(crate) fn beginning_with<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let begins = |name: &&str| name.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed));
    let mut found: Vec<&str> = names.filter(begins).collect();
    found.sort_unstable_by_key(|name| (name.len(), *name));
    found.truncate(MAX_SUGGESTIONS);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_names_come_first_and_strangers_not_at_all() {
        let names = ["GetObject", "GetObjectAcl", "PutObject", "ListBucket"];
        assert_eq!(closest("GetObjet", names.into_iter()), ["GetObject"]);
        assert_eq!(closest("gteobject", names.into_iter()), ["GetObject", "PutObject"]);
        assert!(closest("Fly", names.into_iter()).is_empty());
    }

    #[test]
    fn the_shortest_names_with_the_beginning_come_first() {
        let names = ["GetObjectAcl", "GetObject", "PutObject"];
        assert_eq!(beginning_with("getob", names.into_iter()), ["GetObject", "GetObjectAcl"]);
        assert!(beginning_with("Fly", names.into_iter()).is_empty());
    }
}
