//! Elements of statements, each distinct one once.

use std::collections::HashMap;

use iam_syntax::{Condition, Operator, Part, Pattern, Policy, Statement};

use crate::strings::Reading;

/// Number of an element.
pub(crate) type ElementId = usize;

/// The part of a request that an element tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Subject {
    /// The resource.
    Resource,
    /// The condition key of this number.
    Key(usize),
}

/// A test of a request's resource or of one of its condition keys.
#[derive(Clone, Debug)]
pub(crate) enum Element {
    /// The resource fits one of the patterns.
    Resource(ResourceElement),
    /// A condition holds.
    Condition(Box<ConditionElement>),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ResourceElement {
    pub(crate) reading: ResourceReading,
    /// Sorted, each once.
    pub(crate) patterns: Vec<Pattern>,
}

/// Reading of the patterns of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ResourceReading {
    /// As `Resource` reads them.
    Policy,
    /// Field by field.
    ByField,
    /// As plain text: a wildcard stands for any characters.
    Text,
}

impl ResourceReading {
    pub(crate) const fn reading(self) -> Reading {
        match self {
            Self::Policy => Reading::Resource,
            Self::ByField => Reading::Arn,
            Self::Text => Reading::Text,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct ConditionElement {
    /// The condition.
    pub(crate) condition: Condition,
    /// The same for a single value: without set operator and `IfExists`.
    pub(crate) plain: Condition,
    /// Number of its key.
    pub(crate) key: usize,
    /// Key of the first variable in its values.
    pub(crate) variable: Option<String>,
}

/// An element, and the result that is asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Demand {
    pub(crate) element: ElementId,
    pub(crate) holds: bool,
}

impl Demand {
    pub(crate) const fn opposite(self) -> Self {
        Self { holds: !self.holds, ..self }
    }
}

/// A statement without its action: all that must hold for it to match. Sorted, each once.
pub(crate) type Rule = Vec<Demand>;

/// Elements of several policies, each distinct one once, and the condition keys that they name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Elements {
    list: Vec<Element>,
    resources: HashMap<ResourceElement, ElementId>,
    conditions: HashMap<(Operator, usize, Vec<Pattern>), ElementId>,
    keys: Vec<Key>,
}

/// A condition key.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// As a policy writes it.
    pub(crate) text: String,
    /// In lower case.
    pub(crate) lower: String,
}

impl Elements {
    pub(crate) fn get(&self, element: ElementId) -> Option<&Element> {
        self.list.get(element)
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn keys(&self) -> &[Key] {
        &self.keys
    }

    pub(crate) fn subject(&self, element: ElementId) -> Subject {
        match self.list.get(element) {
            Some(Element::Condition(own)) => Subject::Key(own.key),
            Some(Element::Resource(_)) | None => Subject::Resource,
        }
    }

    /// The statement's elements but its action.
    pub(crate) fn rule(&mut self, statement: &Statement) -> Rule {
        let mut rule = Rule::new();
        if let Some(clause) = &statement.resource {
            let patterns = clause.items.iter().map(|item| item.value.clone()).collect();
            let element = self.resource(ResourceReading::Policy, patterns);
            rule.push(Demand { element, holds: !clause.negated });
        }
        for condition in &statement.conditions {
            rule.push(Demand { element: self.condition(condition), holds: true });
        }
        rule.sort_unstable();
        rule.dedup();
        rule
    }

    pub(crate) fn resource(&mut self, reading: ResourceReading, patterns: Vec<Pattern>) -> ElementId {
        let own = ResourceElement { reading, patterns: sorted(patterns) };
        if let Some(known) = self.resources.get(&own) {
            return *known;
        }
        let id = self.list.len();
        self.list.push(Element::Resource(own.clone()));
        self.resources.insert(own, id);
        id
    }

    pub(crate) fn condition(&mut self, condition: &Condition) -> ElementId {
        let key = self.key(&condition.key.value.text, &condition.key.value.lower);
        let patterns = sorted(condition.values.iter().map(|value| value.value.pattern.clone()).collect());
        let variable = patterns.iter().find_map(variable);
        let own = (condition.operator.value, key, patterns);
        if let Some(known) = self.conditions.get(&own) {
            return *known;
        }
        let mut plain = condition.clone();
        plain.operator.value.quantifier = None;
        plain.operator.value.if_exists = false;
        let id = self.list.len();
        let element = ConditionElement { condition: condition.clone(), plain, key, variable };
        self.list.push(Element::Condition(Box::new(element)));
        self.conditions.insert(own, id);
        id
    }

    fn key(&mut self, text: &str, lower: &str) -> usize {
        if let Some(known) = self.keys.iter().position(|key| key.lower == lower) {
            return known;
        }
        self.keys.push(Key { text: text.to_owned(), lower: lower.to_owned() });
        self.keys.len() - 1
    }
}

fn sorted(mut patterns: Vec<Pattern>) -> Vec<Pattern> {
    patterns.sort_by(|a, b| a.text.cmp(&b.text).then_with(|| a.parts.len().cmp(&b.parts.len())));
    patterns.dedup();
    patterns
}

/// Key of the pattern's first variable.
pub(crate) fn variable(pattern: &Pattern) -> Option<String> {
    variables(pattern).next()
}

fn variables(pattern: &Pattern) -> impl Iterator<Item = String> {
    pattern.parts.iter().filter_map(|part| match part {
        Part::Variable(variable) => Some(variable.key.to_string()),
        Part::Literal(_) | Part::Apart(_) | Part::AnyRun { .. } | Part::AnyOne { .. } => None,
    })
}

/// Condition keys of all variables in resources and conditions, in lower case.
pub fn variable_keys(policies: &[&Policy]) -> Vec<String> {
    let statements = policies.iter().flat_map(|policy| &policy.statements);
    let patterns = statements.flat_map(|statement| {
        let resources = statement.resource.iter().flat_map(|clause| &clause.items).map(|item| &item.value);
        let values = statement.conditions.iter().flat_map(|condition| &condition.values);
        resources.chain(values.map(|value| &value.value.pattern))
    });
    let mut keys: Vec<String> = patterns.flat_map(variables).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
