//! Patterns that cover others: whatever fits the second fits the first. May say no where it is so, never yes where it is not.

use std::collections::BTreeMap;

/// True if each action that `narrow` names is one that `wide` names. Both are in lower case.
pub(crate) fn action_covers(wide: &str, narrow: &str) -> bool {
    wide == "*" || covers(wide, narrow)
}

/// True if each ARN that fits `narrow` fits `wide`. Wildcards of fields stay in their fields, as the engine has it (MR-05).
pub(crate) fn resource_covers(wide: &str, narrow: &str) -> bool {
    if wide == "*" {
        return true;
    }
    let (mut wide, mut narrow) = (wide.splitn(6, ':'), narrow.splitn(6, ':'));
    (0..6).all(|_| wide.next().zip(narrow.next()).is_some_and(|(wide, narrow)| covers(wide, narrow)))
}

/// True if each text that fits `narrow` fits `wide`; in both `*` is any text and `?` one character.
pub(crate) fn covers(wide: &str, narrow: &str) -> bool {
    // A variable stands for texts that are not known, and `?` for one character, which may be several bytes.
    let is_unclear = wide.contains('?') && (narrow.contains('$') || !narrow.is_ascii());
    if is_unclear || wide.contains('$') {
        return wide == narrow;
    }
    let (wide, narrow) = (wide.as_bytes(), narrow.as_bytes());
    let (mut at, mut place) = (0, 0);
    // The last star of `wide`, and the place in `narrow` up to which it reaches.
    let mut star: Option<(usize, usize)> = None;
    while let Some(&given) = narrow.get(place) {
        match wide.get(at) {
            Some(b'*') => {
                star = Some((at, place));
                at += 1;
            }
            Some(&wanted) if given != b'*' && (wanted == b'?' || wanted == given) => {
                at += 1;
                place += 1;
            }
            Some(_) | None => {
                let Some((star_at, reached)) = star else { return false };
                star = Some((star_at, reached + 1));
                at = star_at + 1;
                place = reached + 1;
            }
        }
    }
    wide.get(at..).is_some_and(|rest| rest.iter().all(|it| *it == b'*'))
}

/// The item that covers another one, for each that one covers. Of equal ones the first covers the others.
pub(crate) fn covered_items<'t>(texts: &[&'t str], covers: fn(&str, &str) -> bool) -> Vec<(usize, usize)> {
    // Only a pattern covers another text: all others are compared in sorted order.
    let patterns: Vec<usize> =
        (0..texts.len()).filter(|at| texts.get(*at).is_some_and(|it| it.contains(['*', '?']))).collect();
    let mut first: BTreeMap<&'t str, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, own) in texts.iter().enumerate() {
        let earlier = *first.entry(own).or_insert(at);
        if earlier != at {
            found.push((at, earlier));
            continue;
        }
        let wider = |other: &&usize| {
            texts.get(**other).is_some_and(|other_text| {
                **other != at && covers(other_text, own) && (**other < at || !covers(own, other_text))
            })
        };
        found.extend(patterns.iter().find(wider).map(|other| (at, *other)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_covers_narrower_ones() {
        for (wide, narrow) in
            [("s3:*", "s3:get*"), ("s3:get*", "s3:get*"), ("*", "s3:x"), ("a?c", "abc"), ("a*", "a?*")]
        {
            assert!(action_covers(wide, narrow), "{wide} {narrow}");
        }
        for (wide, narrow) in [("s3:get*", "s3:*"), ("a?c", "a*c"), ("s3:get", "s3:getx"), ("?", "${a}"), ("a", "?")] {
            assert!(!action_covers(wide, narrow), "{wide} {narrow}");
        }
    }

    #[test]
    fn wildcards_of_an_arn_stay_in_their_fields() {
        assert!(resource_covers("arn:aws:s3:::*", "arn:aws:s3:::box/*"));
        assert!(resource_covers("arn:aws:sqs:*:*:*", "arn:aws:sqs:eu-west-1:111122223333:a"));
        assert!(!resource_covers("arn:aws:sqs:*", "arn:aws:sqs:eu-west-1:111122223333:a"));
        assert!(!resource_covers("arn:aws:s3:::a*", "*") && resource_covers("*", "arn:aws:s3:::a"));
    }
}
