//! Requests that one set of policies allows and the other does not, as groups that people read.

mod describe;
mod narrow;

pub use describe::danger;

use std::collections::{BTreeMap, BTreeSet};

use iam_catalog::{ActionName, Index};
use iam_syntax::Policy;

use crate::action::KnownActions;
use crate::answer::{Reason, Witness};
use crate::budget::{Budget, Exhausted};
use crate::compare::Compared;
use crate::element::{Rule, variable_keys};
use crate::search;
use crate::subject::{Given, Subjects};

/// All that one set of policies allows and another does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference<'c> {
    /// The requests in groups, the most dangerous first. Groups may overlap.
    pub regions: Vec<Region<'c>>,
    /// Reasons for which there may be more; none where the groups are all there is.
    pub undecided: Vec<Reason>,
}

/// Requests of these actions, resources and conditions: each of them is allowed by the one set and not by the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Region<'c> {
    /// Names and patterns of the actions. A pattern is there for the actions that AWS has today.
    pub actions: Vec<String>,
    /// Those that AWS has today.
    pub known: Vec<ActionName<'c>>,
    /// Patterns of resources: of each list one must fit.
    pub resources: Vec<Vec<String>>,
    /// Patterns of which none may fit.
    pub except_resources: Vec<String>,
    /// Conditions, in the order of their keys.
    pub conditions: Vec<Restriction>,
    /// One of the requests.
    pub witness: Witness,
}

/// A condition that must hold, or must not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Restriction {
    /// Name of the condition key.
    pub key: String,
    /// The operator.
    pub operator: String,
    /// The values that the key is compared with.
    pub values: Vec<String>,
    /// False if the condition must not hold.
    pub holds: bool,
}

/// Everything that the first set of identity-based policies allows and the second does not. Names of actions are those of the catalog.
pub fn difference<'c>(
    allowing: &[&Policy],
    other: &[&Policy],
    index: &Index<'c>,
    budget: &mut Budget,
) -> Difference<'c> {
    let both: Vec<&Policy> = allowing.iter().chain(other).copied().collect();
    if both.iter().flat_map(|policy| &policy.statements).any(|statement| statement.principal.is_some()) {
        return Difference { regions: Vec::new(), undecided: vec![Reason::Principals] };
    }
    let found = Compared::new(allowing, other, budget).and_then(|mut compared| {
        let groups = compared.groups(&variable_keys(&both), budget)?;
        compared.narrow(groups, budget).map(|groups| (compared, groups))
    });
    match found {
        // The catalog is not read where there is nothing to name.
        Ok((_, groups)) if groups.all.is_empty() => {
            Difference { regions: Vec::new(), undecided: groups.undecided.into_iter().collect() }
        }
        Ok((compared, groups)) => {
            let known = KnownActions::new(index, &compared.statements());
            let regions = compared.describe(groups.all, &known);
            Difference { regions, undecided: groups.undecided.into_iter().collect() }
        }
        Err(Exhausted) => Difference { regions: Vec::new(), undecided: vec![Reason::Budget] },
    }
}

/// Groups of requests, as they were found.
#[derive(Default)]
pub(crate) struct Groups {
    pub(crate) all: Vec<Group>,
    pub(crate) undecided: BTreeSet<Reason>,
}

/// Requests that meet a rule.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) rule: Rule,
    /// Positions in the compared sets of actions.
    pub(crate) actions: BTreeSet<usize>,
    pub(crate) witness: Witness,
}

impl Compared<'_> {
    /// Every group, each rule once. Where the answer hangs on values of variables, some are tried, and the doubt stays.
    fn groups(&self, keys: &[String], budget: &mut Budget) -> Result<Groups, Exhausted> {
        if keys.is_empty() {
            return self.groups_given(Some(&Given::default()), budget);
        }
        let mut found = self.groups_given(None, budget)?;
        if !found.undecided.iter().any(|reason| matches!(reason, Reason::Variable { .. })) {
            return Ok(found);
        }
        for given in self.values_to_try(keys) {
            let more = self.groups_given(Some(&given), budget)?;
            let is_new = |group: &Group| !found.all.iter().any(|known| known.rule == group.rule);
            let new: Vec<Group> = more.all.into_iter().filter(is_new).collect();
            if !new.is_empty() {
                found.all.extend(new);
                break;
            }
        }
        Ok(found)
    }

    /// Every group, with these values of variables or with any.
    fn groups_given(&self, given: Option<&Given>, budget: &mut Budget) -> Result<Groups, Exhausted> {
        let mut subjects = Subjects::new(&self.elements, given);
        let mut by_question: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, actions) in self.actions.iter().enumerate() {
            let question = self.question(actions);
            let parts = [&question.allows, &question.denies, &question.other_allows, &question.other_denies];
            by_question.entry((parts.map(Clone::clone), question.lists_buckets)).or_default().push(at);
        }
        let mut groups = Groups::default();
        let mut by_rule: BTreeMap<Rule, Group> = BTreeMap::new();
        for positions in by_question.into_values() {
            let Some(actions) = positions.first().and_then(|at| self.actions.get(*at)) else { continue };
            let (found, doubt) = search::find_all(&self.question(actions), &self.elements, &mut subjects, budget)?;
            groups.undecided.extend(doubt);
            for own in found {
                let witness = self.witness(actions, own.model, given);
                if !witness.tells(self.allowing, self.other) {
                    groups.undecided.insert(Reason::Replay);
                    continue;
                }
                let witness = witness.shrunk(self.allowing, self.other);
                let group = Group { rule: own.rule.clone(), actions: BTreeSet::new(), witness };
                by_rule.entry(own.rule).or_insert(group).actions.extend(&positions);
            }
        }
        groups.all = by_rule.into_values().collect();
        Ok(groups)
    }
}
