//! Groups of requests, described by no more patterns and values than they need.

use std::collections::{BTreeMap, BTreeSet};

use iam_syntax::{Family, Quantifier};

use super::{Group, Groups};
use crate::budget::{Budget, Exhausted};
use crate::compare::Compared;
use crate::element::{Demand, Element, ElementId, Elements, Rule, Subject};
use crate::outcome::Outcome;
use crate::search;
use crate::subject::{Given, Subjects};

/// An element of alternatives, and each alternative as an element of its own.
type Alternatives = (ElementId, Vec<ElementId>);

impl Compared<'_> {
    /// Leaves out alternatives that no request of a group meets, then demands that follow from the others, and puts groups together that
    /// differ in their resources alone.
    pub(super) fn narrow(&mut self, mut groups: Groups, budget: &mut Budget) -> Result<Groups, Exhausted> {
        let alternatives: Vec<Vec<Alternatives>> =
            groups.all.iter().map(|group| alternatives(&mut self.elements, &group.rule)).collect();
        let kept = self.kept(&groups.all, &alternatives, budget)?;
        for (group, kept) in groups.all.iter_mut().zip(kept) {
            for (element, left) in kept {
                let narrowed = self.elements.united(&left).unwrap_or(element);
                let to = Demand { element: narrowed, holds: true };
                group.rule.iter_mut().filter(|demand| demand.element == element).for_each(|demand| *demand = to);
            }
        }
        let reduced = self.reduced(&groups.all, budget)?;
        for (group, rule) in groups.all.iter_mut().zip(reduced) {
            group.rule = rule;
        }
        groups.all = self.together(groups.all);
        Ok(groups)
    }

    /// Of each element that has fewer of them left, the alternatives that requests of the group meet.
    fn kept(
        &self,
        groups: &[Group],
        alternatives: &[Vec<Alternatives>],
        budget: &mut Budget,
    ) -> Result<Vec<Vec<Alternatives>>, Exhausted> {
        let given = Given::default();
        let mut subjects = Subjects::new(&self.elements, if self.has_variables() { None } else { Some(&given) });
        let mut all = Vec::new();
        for (group, own) in groups.iter().zip(alternatives) {
            let mut kept = Vec::new();
            for (element, each) in own {
                let subject = self.elements.subject(*element);
                let of_subject = |demand: &&Demand| self.elements.subject(demand.element) == subject;
                let others = group.rule.iter().filter(of_subject).filter(|demand| demand.element != *element);
                let others: Vec<Demand> = others.copied().collect();
                let mut left = Vec::new();
                for one in each {
                    let demands: Vec<Demand> =
                        others.iter().copied().chain([Demand { element: *one, holds: true }]).collect();
                    let lists_buckets = self.list_buckets(group);
                    if subjects.find(subject, lists_buckets, &demands, budget)? != Outcome::Nothing {
                        left.push(*one);
                    }
                }
                if !left.is_empty() && left.len() < each.len() {
                    kept.push((*element, left));
                }
            }
            all.push(kept);
        }
        Ok(all)
    }

    fn reduced(&self, groups: &[Group], budget: &mut Budget) -> Result<Vec<Rule>, Exhausted> {
        let given = Given::default();
        let mut subjects = Subjects::new(&self.elements, if self.has_variables() { None } else { Some(&given) });
        let reduced = |group: &Group| {
            let mut rule = group.rule.clone();
            rule.sort_unstable();
            rule.dedup();
            search::reduced(rule, self.list_buckets(group), &self.elements, &mut subjects, budget)
        };
        groups.iter().map(reduced).collect()
    }

    /// Groups of the same actions that differ in one list of resources become one.
    fn together(&mut self, groups: Vec<Group>) -> Vec<Group> {
        let mut by_rule: BTreeMap<Rule, Group> = BTreeMap::new();
        for group in groups {
            let rule = group.rule.clone();
            by_rule
                .entry(rule)
                .or_insert_with(|| Group { actions: BTreeSet::new(), ..group.clone() })
                .actions
                .extend(group.actions);
        }
        let mut merged: Vec<(Vec<ElementId>, Rule, Group)> = Vec::new();
        for group in by_rule.into_values() {
            let is_resource = |demand: &&Demand| self.elements.subject(demand.element) == Subject::Resource;
            let resources: Vec<Demand> = group.rule.iter().filter(is_resource).copied().collect();
            let rest: Rule = group.rule.iter().filter(|demand| !is_resource(demand)).copied().collect();
            let own: Vec<ElementId> = match resources.as_slice() {
                [one] if one.holds => vec![one.element],
                _ => Vec::new(),
            };
            let like = |(elements, other, known): &&mut (Vec<ElementId>, Rule, Group)| {
                !own.is_empty() && !elements.is_empty() && *other == rest && known.actions == group.actions
            };
            match merged.iter_mut().find(like) {
                Some((elements, ..)) => elements.extend(own),
                None => merged.push((own, rest, group)),
            }
        }
        let mut all = Vec::new();
        for (elements, mut rule, mut group) in merged {
            if elements.len() > 1
                && let Some(element) = self.elements.united(&elements)
            {
                rule.push(Demand { element, holds: true });
                rule.sort_unstable();
                group.rule = rule;
            }
            all.push(group);
        }
        all
    }

    fn list_buckets(&self, group: &Group) -> bool {
        group.actions.iter().filter_map(|at| self.actions.get(*at)).any(|actions| actions.lists_buckets)
    }
}

/// Elements of a rule that hold where one of several alternatives does, with each of them as an element.
fn alternatives(elements: &mut Elements, rule: &Rule) -> Vec<Alternatives> {
    let mut found = Vec::new();
    for demand in rule.iter().filter(|demand| demand.holds) {
        let each: Vec<ElementId> = match elements.get(demand.element).cloned() {
            Some(Element::Resource(own)) => {
                own.patterns.iter().map(|pattern| elements.resource(own.reading, vec![pattern.clone()])).collect()
            }
            Some(Element::Condition(own)) => {
                let operator = own.condition.operator.value;
                let of_all = operator.quantifier == Some(Quantifier::ForAllValues);
                if of_all || operator.kind.negated() || operator.kind.family() == Family::Null {
                    continue;
                }
                let one = |value| {
                    let mut condition = own.condition.clone();
                    condition.values = vec![value];
                    elements.condition(&condition)
                };
                own.condition.values.iter().cloned().map(one).collect()
            }
            None => continue,
        };
        if each.len() > 1 {
            found.push((demand.element, each));
        }
    }
    found
}

impl Elements {
    /// The element that holds where one of these does; all are of one kind.
    fn united(&mut self, each: &[ElementId]) -> Option<ElementId> {
        match each.first().and_then(|first| self.get(*first)).cloned()? {
            Element::Resource(first) => {
                let own = each.iter().filter_map(|element| match self.get(*element)? {
                    Element::Resource(own) if own.reading == first.reading => Some(own.patterns.clone()),
                    Element::Resource(_) | Element::Condition(_) => None,
                });
                let patterns = own.flatten().collect();
                Some(self.resource(first.reading, patterns))
            }
            Element::Condition(first) => {
                let mut condition = first.condition.clone();
                condition.values.clear();
                for element in each {
                    if let Some(Element::Condition(own)) = self.get(*element) {
                        condition.values.extend(own.condition.values.iter().cloned());
                    }
                }
                Some(self.condition(&condition))
            }
        }
    }
}
