//! Requests for which one statement of every group matches.

use super::{Leaf, Model, Question, Search};
use crate::budget::{Budget, Exhausted};
use crate::element::{Elements, Rule};
use crate::outcome::Outcome;
use crate::subject::Subjects;

/// Statements that match a request, and statements that do not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Way<'r> {
    /// Of each group one matches.
    pub(crate) one_of: Vec<Vec<&'r Rule>>,
    /// None of these matches.
    pub(crate) none_of: Vec<&'r Rule>,
}

impl<'r> Way<'r> {
    /// The demands of this way and another one together.
    pub(crate) fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.one_of.extend(other.one_of.iter().cloned());
        both.none_of.extend(&other.none_of);
        both
    }

    /// Each statement once; groups with fewer statements first.
    fn tidied(mut self) -> Self {
        let once = |rules: &mut Vec<&'r Rule>| {
            rules.sort_unstable();
            rules.dedup();
        };
        self.one_of.iter_mut().for_each(once);
        once(&mut self.none_of);
        self.one_of.sort();
        self.one_of.dedup();
        self.one_of.sort_by_key(Vec::len);
        self
    }
}

/// Looks for a request. `Nothing`: the search was exhausted.
pub(crate) fn find_way<'q>(
    way: Way<'_>,
    lists_buckets: bool,
    elements: &'q Elements,
    subjects: &mut Subjects<'q>,
    budget: &mut Budget,
) -> Result<Outcome<Model>, Exhausted> {
    let way = way.tidied();
    let (allows, denies, other_allows, other_denies) = Default::default();
    let question = Question { allows, denies, other_allows, other_denies, lists_buckets };
    let mut search = Search::new(&question, elements, subjects, budget);
    let found = search.meeting(&way)?;
    let doubt = search.doubt;
    Ok(found.map_or_else(|| doubt.map_or(Outcome::Nothing, Outcome::Maybe), |leaf| Outcome::Value(leaf.model)))
}

impl Search<'_, '_> {
    /// A request that meets what is held, and the way.
    fn meeting(&mut self, way: &Way<'_>) -> Result<Option<Leaf>, Exhausted> {
        self.budget.spend(1)?;
        if way.none_of.iter().any(|rule| self.matches(rule)) {
            return Ok(None);
        }
        let mut tightest: Option<Vec<&Rule>> = None;
        for group in &way.one_of {
            if group.iter().any(|rule| self.matches(rule)) {
                continue;
            }
            let open: Vec<&Rule> = group.iter().copied().filter(|rule| self.options(rule).is_some()).collect();
            if open.is_empty() {
                return Ok(None);
            }
            if tightest.as_ref().is_none_or(|best| open.len() < best.len()) {
                tightest = Some(open);
            }
        }
        let Some(options) = tightest else { return self.failing(&way.none_of) };
        for rule in options {
            let mark = self.trail.len();
            let mut held = true;
            for demand in rule {
                held = held && self.hold(*demand)?;
            }
            if held && let Some(leaf) = self.meeting(way)? {
                return Ok(Some(leaf));
            }
            self.undo(mark);
        }
        Ok(None)
    }

    /// True if everything that the statement asks is held.
    fn matches(&self, rule: &Rule) -> bool {
        self.options(rule).is_some_and(|options| options.is_empty())
    }
}
