//! Services and actions for what somebody has typed.

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::index::{Action, Index, Service};

/// A service or an action that can be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Completion<'a> {
    /// Prefix of the service.
    pub service: &'a str,
    /// Name of the service, such as `Amazon S3`.
    pub service_name: &'a str,
    /// The action; `None` for the service as a whole.
    pub action: Option<Action<'a>>,
    /// Quality of the match.
    pub rank: Rank,
}

/// Quality of a match, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// The whole name was typed.
    Exact,
    /// The name begins so.
    Prefix,
    /// Beginnings of the name's words were typed, in their order: `gob` for `GetObject`.
    Parts,
    /// The name contains it.
    Inside,
    /// The name has the letters, in their order.
    Fuzzy,
}

impl Completion<'_> {
    /// Text to put in place of what was typed: `s3:GetObject`, or `s3:` for a service.
    pub fn text(&self) -> String {
        format!("{}:{}", self.service, self.action.map_or("", |action| action.name))
    }
}

impl<'a> Index<'a> {
    /// The best completions of `typed`, at most `limit`: of the service's actions after a colon, else of services and all actions.
    pub fn complete(&self, typed: &str, limit: usize) -> Vec<Completion<'a>> {
        let (service, text) = typed.split_once(':').map_or((None, typed), |(service, text)| (Some(service), text));
        let query = Query::new(text);
        let services = self.meant(service);
        let mut found = query.completions(&services, service.is_none(), Query::rank_plainly);
        // Scores are only computed where there are not enough better matches.
        if found.len() < limit {
            found.extend(query.completions(&services, false, Query::rank_fuzzily));
        }
        best(found, limit)
    }

    /// The services whose actions are completed: that of the prefix, those that are similar, all where there is no prefix.
    fn meant(&self, prefix: Option<&str>) -> Vec<&Service<'a>> {
        let Some(prefix) = prefix else { return self.services().iter().collect() };
        if let Some(service) = self.service(prefix) {
            return vec![service];
        }
        let query = Query::new(prefix);
        let similar = |service: &&Service<'a>| has_letters(&query.lower, service.prefix.as_bytes());
        self.services().iter().filter(similar).collect()
    }
}

/// The best of what was found, in their order.
fn best(mut found: Vec<(Completion<'_>, Order)>, limit: usize) -> Vec<Completion<'_>> {
    fn key<'a>((completion, order): &(Completion<'a>, Order)) -> (Rank, Order, &'a str, Option<&'a str>) {
        (completion.rank, *order, completion.service, completion.action.map(|action| action.name))
    }
    if limit < found.len() {
        found.select_nth_unstable_by(limit, |one, other| key(one).cmp(&key(other)));
        found.truncate(limit);
    }
    found.sort_unstable_by(|one, other| key(one).cmp(&key(other)));
    found.into_iter().map(|(completion, _)| completion).collect()
}

/// Order among completions of one rank: services before actions, better scores before worse, short names before long ones.
type Order = (bool, Reverse<i64>, usize);

/// At most as many services have their actions completed from one letter or none.
const MAX_FOR_A_LETTER: usize = 1;

/// The typed text, ready to be compared with names.
struct Query<'t> {
    typed: &'t str,
    lower: Vec<u8>,
    fuzzy: SkimMatcherV2,
}

impl<'t> Query<'t> {
    fn new(typed: &'t str) -> Self {
        Self { typed, lower: typed.to_ascii_lowercase().into_bytes(), fuzzy: SkimMatcherV2::default().ignore_case() }
    }

    /// All that `rank` finds among the services' actions and, where they are wanted, the services themselves.
    fn completions<'a>(
        &self,
        services: &[&Service<'a>],
        with_services: bool,
        rank: impl Fn(&Self, &str) -> Option<(Rank, i64)>,
    ) -> Vec<(Completion<'a>, Order)> {
        let mut found = Vec::new();
        for service in services {
            let completion =
                Completion { service: service.prefix, service_name: service.name, action: None, rank: Rank::Exact };
            if with_services && let Some(rank) = self.rank_service(service) {
                found.push((Completion { rank, ..completion }, (false, Reverse(0), service.prefix.len())));
            }
            // A single letter would list thousands of actions of all services.
            if self.lower.len() < 2 && services.len() > MAX_FOR_A_LETTER {
                continue;
            }
            found.extend(service.actions().iter().filter_map(|action| {
                let (rank, score) = rank(self, action.name)?;
                Some((
                    Completion { action: Some(*action), rank, ..completion },
                    (true, Reverse(score), action.name.len()),
                ))
            }));
        }
        found
    }

    fn rank_service(&self, service: &Service<'_>) -> Option<Rank> {
        let (rank, _) = self.rank_plainly(service.prefix).unzip();
        // Of its name only the beginnings of words: `queue` finds `sqs`.
        let by_name = || service.name.split(' ').any(|word| self.begins(word)).then_some(Rank::Inside);
        rank.filter(|rank| *rank < Rank::Inside).or_else(by_name)
    }

    fn rank_plainly(&self, name: &str) -> Option<(Rank, i64)> {
        if self.begins(name) {
            return Some((if name.len() == self.lower.len() { Rank::Exact } else { Rank::Prefix }, 0));
        }
        let bytes = name.as_bytes();
        if !has_letters(&self.lower, bytes) {
            return None;
        }
        if begins_words(&self.lower, bytes) {
            return Some((Rank::Parts, 0));
        }
        let contains = bytes.windows(self.lower.len()).any(|window| window.eq_ignore_ascii_case(&self.lower));
        contains.then_some((Rank::Inside, 0))
    }

    fn rank_fuzzily(&self, name: &str) -> Option<(Rank, i64)> {
        if !has_letters(&self.lower, name.as_bytes()) || self.rank_plainly(name).is_some() {
            return None;
        }
        self.fuzzy.fuzzy_match(name, self.typed).map(|score| (Rank::Fuzzy, score))
    }

    fn begins(&self, name: &str) -> bool {
        name.as_bytes().get(..self.lower.len()).is_some_and(|start| start.eq_ignore_ascii_case(&self.lower))
    }
}

/// True if the name has the letters in their order.
fn has_letters(lower: &[u8], name: &[u8]) -> bool {
    let mut name = name.iter();
    lower.iter().all(|wanted| name.any(|byte| byte.eq_ignore_ascii_case(wanted)))
}

/// True if `lower` is a row of beginnings of the name's words, in their order, some words perhaps left out.
fn begins_words(lower: &[u8], name: &[u8]) -> bool {
    let Some(first) = lower.first() else { return true };
    (0..name.len()).filter(|at| is_start(name, *at)).any(|at| {
        let Some(word) =
            name.get(at..).filter(|word| word.first().is_some_and(|byte| byte.eq_ignore_ascii_case(first)))
        else {
            return false;
        };
        let same = word.iter().zip(lower).take_while(|(byte, wanted)| byte.eq_ignore_ascii_case(wanted)).count();
        (1..=same).rev().any(|taken| {
            let (rest, after) = (lower.get(taken..).unwrap_or_default(), word.get(taken..).unwrap_or_default());
            rest.is_empty() || begins_words(rest, after)
        })
    })
}

/// True if a word of the name starts here: at a capital letter, a digit, or past a hyphen.
fn is_start(name: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| name.get(at));
    match (before, name.get(at)) {
        (_, Some(byte)) if byte.is_ascii_uppercase() => true,
        (Some(b'-'), Some(_)) => true,
        (Some(before), Some(byte)) => byte.is_ascii_digit() && !before.is_ascii_digit(),
        (None, _) | (_, None) => at == 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "#s3\tAmazon S3\nR GetObject GetObjectAcl GetBucketPolicy\nW PutObject\n#sqs\tAmazon Simple Queue Service\nW SendMessage\n";

    fn texts(typed: &str) -> Vec<String> {
        Index::parse(TEXT).unwrap().complete(typed, 10).iter().map(Completion::text).collect()
    }

    #[test]
    fn prefixes_come_before_parts_and_parts_before_fuzzy_matches() {
        assert_eq!(texts("s3:getobject"), ["s3:GetObject", "s3:GetObjectAcl"]);
        assert_eq!(texts("s3:gob"), ["s3:GetObject", "s3:GetObjectAcl"]);
        assert_eq!(texts("s3:gbp"), ["s3:GetBucketPolicy"]);
        assert_eq!(texts("s3:object"), ["s3:GetObject", "s3:PutObject", "s3:GetObjectAcl"]);
        assert_eq!(texts("s3:gtpol"), ["s3:GetBucketPolicy"]);
        assert!(texts("s3:xyz").is_empty());
    }

    #[test]
    fn ranks_say_why_a_name_was_found() {
        let index = Index::parse(TEXT).unwrap();
        let rank = |typed: &str| index.complete(typed, 1)[0].rank;
        let ranks = ["s3:PutObject", "s3:Put", "s3:pob", "s3:utob", "s3:ptobj"].map(rank);
        assert_eq!(ranks, [Rank::Exact, Rank::Prefix, Rank::Parts, Rank::Inside, Rank::Fuzzy]);
    }

    #[test]
    fn without_a_service_services_and_actions_of_all_services_are_found() {
        assert_eq!(texts("s"), ["s3:", "sqs:"]);
        assert_eq!(texts("queue"), ["sqs:"]);
        assert_eq!(texts("sendm"), ["sqs:SendMessage"]);
    }

    #[test]
    fn the_service_may_be_misspelled_in_front_of_the_colon() {
        assert_eq!(texts("sq:send"), ["sqs:SendMessage"]);
    }

    #[test]
    fn nothing_typed_after_the_colon_lists_the_service() {
        assert_eq!(texts("sqs:"), ["sqs:SendMessage"]);
        assert_eq!(texts("s3:").len(), 4);
    }

    #[test]
    fn there_are_at_most_as_many_as_wanted() {
        assert_eq!(Index::parse(TEXT).unwrap().complete("s3:", 2).len(), 2);
    }
}
