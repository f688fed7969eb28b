//! Groups of requests in the words of policies.

use std::collections::BTreeSet;

use iam_catalog::{AccessLevel, ActionName};
use iam_syntax::{ActionPattern, Effect, Pattern};

use super::{Group, Region, Restriction};
use crate::action::KnownActions;
use crate::answer::Witness;
use crate::compare::Compared;
use crate::element::{Element, ResourceReading, Rule};

impl Compared<'_> {
    /// The groups, the most dangerous first.
    pub(super) fn describe<'c>(&self, groups: Vec<Group>, known: &KnownActions<'c>) -> Vec<Region<'c>> {
        let mut regions: Vec<Region<'c>> = groups.into_iter().map(|group| self.region(group, known)).collect();
        regions.sort_by_cached_key(|region| (region.rank(), region.actions.clone(), region.resources.clone()));
        regions
    }

    fn region<'c>(&self, group: Group, known: &KnownActions<'c>) -> Region<'c> {
        let mut own: BTreeSet<usize> = BTreeSet::new();
        let mut unknown: BTreeSet<String> = BTreeSet::new();
        for actions in group.actions.iter().filter_map(|at| self.actions.get(*at)) {
            let of_class = known.of(actions);
            own.extend(of_class);
            if of_class.is_empty() {
                unknown.extend(self.named(&actions.example));
            }
        }
        let (mut actions, left) = self.patterns(&group, &own, known);
        if own.is_empty() && unknown.is_empty() {
            // Actions that AWS may have one day.
            actions = self.allowing_patterns(&group).map(|pattern| pattern.text.to_string()).collect();
        }
        actions.extend(left.iter().filter_map(|at| known.get(*at)).map(|action| action.to_string()));
        actions.extend(unknown);
        actions.sort_unstable();
        actions.dedup();
        let (resources, except_resources, conditions) = self.elements_of(&group.rule);
        let known: Vec<ActionName<'c>> = own.iter().filter_map(|at| known.get(*at)).collect();
        let witness = self.of_known_action(group.witness, &known);
        Region { actions, known, resources, except_resources, conditions, witness }
    }

    /// The name of an action that a policy writes out.
    fn named(&self, action: &str) -> Option<String> {
        let policies = self.allowing.iter().chain(self.other);
        let mut items = policies.flat_map(|policy| &policy.statements).flat_map(|statement| &statement.action.items);
        items.find(|item| item.value.text.eq_ignore_ascii_case(action)).map(|item| item.value.text.to_string())
    }

    /// Patterns of the Allows that hold actions of the group.
    fn allowing_patterns(&self, group: &Group) -> impl Iterator<Item = &ActionPattern> {
        let holding = group.actions.iter().filter_map(|at| self.actions.get(*at)).flat_map(|own| &own.statements);
        let holding: BTreeSet<usize> = holding.copied().collect();
        let statements = self.allowing.iter().flat_map(|policy| &policy.statements).enumerate();
        let allows = statements.filter(move |(at, statement)| {
            holding.contains(at) && statement.effect.value == Effect::Allow && !statement.action.negated
        });
        allows.flat_map(|(_, statement)| &statement.action.items).map(|item| &item.value)
    }

    /// Patterns that can describe the actions of a group: those of the Allows, and those of the other set's Denies.
    fn texts_of(&self, group: &Group) -> impl Iterator<Item = &ActionPattern> {
        let statements = self.other.iter().flat_map(|policy| &policy.statements);
        let denies = statements.filter(|own| own.effect.value == Effect::Deny && !own.action.negated);
        let denied = denies.flat_map(|own| &own.action.items).map(|item| &item.value);
        self.allowing_patterns(group).chain(denied)
    }

    /// Patterns of the policies that mean actions of the group and no other, and the actions that none of them means.
    fn patterns(
        &self,
        group: &Group,
        own: &BTreeSet<usize>,
        known: &KnownActions<'_>,
    ) -> (Vec<String>, BTreeSet<usize>) {
        let mut wild: Vec<&Pattern> = self.texts_of(group).map(|action| &action.pattern).collect();
        wild.retain(|pattern| pattern.text.contains(['*', '?']));
        wild.sort_by(|a, b| a.text.cmp(&b.text));
        wild.dedup();
        let mut fitting: Vec<(&Pattern, Vec<usize>)> =
            wild.into_iter().map(|pattern| (pattern, known.fitting(pattern))).collect();
        fitting.retain(|(_, all)| !all.is_empty() && all.iter().all(|at| own.contains(at)));
        fitting.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
        let mut left = own.clone();
        let mut texts = Vec::new();
        for (pattern, all) in fitting {
            if all.iter().any(|at| left.contains(at)) {
                let written = self.texts_of(group).find(|action| action.pattern == *pattern);
                texts.extend(written.map(|action| action.text.to_string()));
                left.retain(|at| !all.contains(at));
            }
        }
        (texts, left)
    }

    fn elements_of(&self, rule: &Rule) -> (Vec<Vec<String>>, Vec<String>, Vec<Restriction>) {
        let (mut resources, mut except, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
        for demand in rule {
            match self.elements.get(demand.element) {
                // What AWS owns is refused to everybody.
                Some(Element::Resource(own)) if own.reading == ResourceReading::ByField => {}
                Some(Element::Resource(own)) => {
                    let texts = own.patterns.iter().map(|pattern| pattern.text.to_string());
                    if demand.holds { resources.push(texts.collect()) } else { except.extend(texts) }
                }
                Some(Element::Condition(own)) => conditions.push(Restriction {
                    key: own.condition.key.value.text.to_string(),
                    operator: own.condition.operator.value.to_string(),
                    values: own.condition.values.iter().map(|value| value.value.text.to_string()).collect(),
                    holds: demand.holds,
                }),
                None => {}
            }
        }
        if resources.is_empty() {
            resources.push(vec!["*".to_owned()]);
        }
        except.sort_unstable();
        conditions.sort_unstable();
        (resources, except, conditions)
    }

    /// The request with an action that AWS has, and a resource of its service, where these show the difference as well.
    fn of_known_action(&self, witness: Witness, known: &[ActionName<'_>]) -> Witness {
        let witness = self.with_known_action(witness, known);
        let service = witness.action.split(':').next().unwrap_or_default();
        let resource = format!("arn:aws:{service}:us-east-1:111122223333:example");
        let usual = Witness { resource, ..witness.clone() };
        let is_of_service = witness.resource.split(':').nth(2).is_none_or(|own| own == service);
        if is_of_service || !usual.tells(self.allowing, self.other) { witness } else { usual }
    }

    fn with_known_action(&self, witness: Witness, known: &[ActionName<'_>]) -> Witness {
        let is_known = known.iter().any(|action| action.to_string() == witness.action);
        let others = known.iter().filter(|_| !is_known).take(MAX_TRIED);
        let mut others = others.map(|action| Witness { action: action.to_string(), ..witness.clone() });
        others.find(|other| other.tells(self.allowing, self.other)).unwrap_or(witness)
    }
}

/// The most actions that are tried in a request.
const MAX_TRIED: usize = 20;

impl Region<'_> {
    /// The most dangerous access level of its actions.
    pub fn level(&self) -> Option<AccessLevel> {
        self.known.iter().map(|action| action.action.level).min_by_key(|level| danger(*level))
    }

    /// Smaller for regions that people want to see first.
    pub(crate) fn rank(&self) -> (usize, bool, usize, std::cmp::Reverse<usize>) {
        let everything = self.resources.iter().all(|list| list.iter().any(|pattern| pattern == "*"));
        let level = self.level().map_or(usize::MAX, danger);
        (level, !everything, self.conditions.len(), std::cmp::Reverse(self.known.len()))
    }
}

/// Rank of an access level: smaller for a more dangerous one.
pub const fn danger(level: AccessLevel) -> usize {
    match level {
        AccessLevel::PermissionsManagement => 0,
        AccessLevel::Write => 1,
        AccessLevel::NotKnown => 2,
        AccessLevel::Tagging => 3,
        AccessLevel::Read => 4,
        AccessLevel::List => 5,
    }
}
