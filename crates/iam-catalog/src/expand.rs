//! The actions that patterns mean.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use crate::index::{ActionName, Index};
use crate::level::AccessLevel;
use crate::template::matches;

/// The actions that one pattern means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion<'p, 'a> {
    /// The pattern.
    pub pattern: &'p str,
    /// Its actions, in the order of their names.
    pub actions: Vec<ActionName<'a>>,
}

/// Error returned for a text that is not a pattern of actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// The text.
    pub pattern: String,
}

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` has no service prefix: write `SERVICE:ACTION`, such as `s3:Get*`, or `*`", self.pattern)
    }
}

impl Error for PatternError {}

impl<'a> Index<'a> {
    /// The actions that a pattern of `Action` means.
    pub fn expand<'p>(&self, pattern: &'p str) -> Result<Expansion<'p, 'a>, PatternError> {
        check(pattern)?;
        Ok(Expansion { pattern, actions: self.actions().filter(|action| action_matches(pattern, action)).collect() })
    }

    /// The actions that the patterns of a `NotAction` leave: all but theirs.
    pub fn expand_not(&self, patterns: &[&str]) -> Result<Vec<ActionName<'a>>, PatternError> {
        patterns.iter().try_for_each(|pattern| check(pattern))?;
        let is_left = |action: &ActionName<'a>| !patterns.iter().any(|pattern| action_matches(pattern, action));
        Ok(self.actions().filter(is_left).collect())
    }
}

/// Actions grouped by access level.
pub fn by_level<'a>(actions: &[ActionName<'a>]) -> BTreeMap<AccessLevel, Vec<ActionName<'a>>> {
    let mut levels: BTreeMap<AccessLevel, Vec<ActionName<'a>>> = BTreeMap::new();
    for action in actions {
        levels.entry(action.action.level).or_default().push(*action);
    }
    levels
}

fn check(pattern: &str) -> Result<(), PatternError> {
    let names_service =
        pattern.split_once(':').is_some_and(|(service, action)| !service.is_empty() && !action.is_empty());
    if names_service || pattern == "*" { Ok(()) } else { Err(PatternError { pattern: pattern.to_owned() }) }
}

fn action_matches(pattern: &str, action: &ActionName<'_>) -> bool {
    match pattern.split_once(':') {
        Some((service, name)) => matches(service, action.service) && matches(name, action.action.name),
        None => pattern == "*",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "#a\tA\nR GetX GetY\nW PutX\n#ab\tB\nL GetZ\n";

    fn names(actions: &[ActionName<'_>]) -> Vec<String> {
        actions.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_pattern_means_the_actions_that_match_it() {
        let index = Index::parse(TEXT).unwrap();
        for (pattern, expected) in [
            ("a:get*", vec!["a:GetX", "a:GetY"]),
            ("a:???X", vec!["a:GetX", "a:PutX"]),
            ("*:GetZ", vec!["ab:GetZ"]),
            ("*", vec!["a:GetX", "a:GetY", "a:PutX", "ab:GetZ"]),
            ("a:Nothing", vec![]),
        ] {
            assert_eq!(names(&index.expand(pattern).unwrap().actions), expected, "{pattern}");
        }
    }

    #[test]
    fn a_not_action_means_all_other_actions() {
        let index = Index::parse(TEXT).unwrap();
        assert_eq!(names(&index.expand_not(&["a:Get*", "ab:*"]).unwrap()), ["a:PutX"]);
    }

    #[test]
    fn a_pattern_needs_a_service() {
        let index = Index::parse(TEXT).unwrap();
        for pattern in ["", "GetX", "a:", ":GetX", "a*"] {
            assert_eq!(index.expand(pattern).unwrap_err().pattern, pattern);
        }
    }

    #[test]
    fn actions_are_grouped_by_level_in_the_order_of_aws() {
        let index = Index::parse(TEXT).unwrap();
        let levels: Vec<(AccessLevel, usize)> = by_level(&index.expand("*").unwrap().actions)
            .into_iter()
            .map(|(level, actions)| (level, actions.len()))
            .collect();
        assert_eq!(levels, [(AccessLevel::List, 1), (AccessLevel::Read, 2), (AccessLevel::Write, 1)]);
    }
}
