//! Two sets of policies compared over all requests.

use std::collections::BTreeSet;

use iam_eval::{AwsOwned, Context, Values};
use iam_syntax::{Effect, Policy, Statement};

use crate::action::{self, Actions, OfStatement};
use crate::answer::{Answer, Reason, Witness};
use crate::budget::{Budget, Exhausted};
use crate::element::{Demand, Elements, ResourceReading, Rule, Subject, variable_keys};
use crate::outcome::Outcome;
use crate::search::{self, Model, Question};
use crate::subject::{Given, Part, Subjects};

/// Two sets of policies compared in both directions.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Requests that are allowed after and not before.
    pub gained: Answer,
    /// Requests that are allowed before and not after.
    pub lost: Answer,
}

/// Compares the identity-based policies of a principal before and after a change, together each.
///
/// The budget is that of each direction.
pub fn compare(before: &[&Policy], after: &[&Policy], budget: Budget) -> Comparison {
    let (mut of_gained, mut of_lost) = (budget, budget);
    Comparison {
        gained: allowed_only_by(after, before, &mut of_gained),
        lost: allowed_only_by(before, after, &mut of_lost),
    }
}

/// A request that the first set of identity-based policies allows and the second does not, if there is one.
pub fn allowed_only_by(allowing: &[&Policy], other: &[&Policy], budget: &mut Budget) -> Answer {
    let both: Vec<&Policy> = allowing.iter().chain(other).copied().collect();
    if both.iter().flat_map(|policy| &policy.statements).any(|statement| statement.principal.is_some()) {
        return Answer::Undecided(Reason::Principals);
    }
    let found = Compared::new(allowing, other, budget).and_then(|compared| compared.answer(budget));
    found.unwrap_or(Answer::Undecided(Reason::Budget))
}

/// Two sets of policies, read.
pub(crate) struct Compared<'p> {
    pub(crate) allowing: &'p [&'p Policy],
    pub(crate) other: &'p [&'p Policy],
    pub(crate) elements: Elements,
    /// The rules of all statements, those of `allowing` first.
    rules: Vec<StatementRule>,
    /// Of what AWS keeps to itself, in the order of [`AwsOwned::ALL`].
    pub(crate) owned: Vec<Rule>,
    pub(crate) actions: Vec<Actions>,
}

fn statements<'p>(allowing: &'p [&'p Policy], other: &'p [&'p Policy]) -> Vec<OfStatement<'p>> {
    let of = |policies: &'p [&'p Policy]| policies.iter().flat_map(|policy| &policy.statements);
    let own = of(allowing).map(|statement| (statement, true));
    own.chain(of(other).map(|statement| (statement, false)))
        .map(|(statement, own)| OfStatement {
            clause: &statement.action,
            // What only the other set allows cannot be allowed by the first alone.
            allows: own && statement.effect.value == Effect::Allow,
        })
        .collect()
}

struct StatementRule {
    rule: Rule,
    effect: Effect,
    allowing: bool,
}

impl<'p> Compared<'p> {
    pub(crate) fn new(
        allowing: &'p [&'p Policy],
        other: &'p [&'p Policy],
        budget: &mut Budget,
    ) -> Result<Self, Exhausted> {
        let mut elements = Elements::default();
        let of = |policies: &'p [&'p Policy]| policies.iter().flat_map(|policy| &policy.statements);
        let mut rule = |statement: &Statement, allowing| StatementRule {
            rule: elements.rule(statement),
            effect: statement.effect.value,
            allowing,
        };
        let mut rules: Vec<StatementRule> = of(allowing).map(|statement| rule(statement, true)).collect();
        rules.extend(of(other).map(|statement| rule(statement, false)));
        let actions = action::sort(&statements(allowing, other), budget)?;
        let owned = AwsOwned::ALL.into_iter().map(|own| {
            let element = elements.resource(ResourceReading::ByField, vec![own.resource_pattern()]);
            vec![Demand { element, holds: true }]
        });
        let owned = owned.collect();
        Ok(Self { allowing, other, elements, rules, owned, actions })
    }

    /// True if a policy has variables in resources or conditions.
    pub(crate) fn has_variables(&self) -> bool {
        let both: Vec<&Policy> = self.allowing.iter().chain(self.other).copied().collect();
        !variable_keys(&both).is_empty()
    }

    /// All statements, in the order of their rules.
    pub(crate) fn statements(&self) -> Vec<OfStatement<'p>> {
        statements(self.allowing, self.other)
    }

    fn answer(&self, budget: &mut Budget) -> Result<Answer, Exhausted> {
        let both: Vec<&Policy> = self.allowing.iter().chain(self.other).copied().collect();
        let keys = variable_keys(&both);
        if keys.is_empty() {
            let given = Given::default();
            return self.search(Some(&given), budget);
        }
        let found = self.search(None, budget)?;
        if !matches!(found, Answer::Undecided(Reason::Variable { .. })) {
            return Ok(found);
        }
        for given in self.values_to_try(&keys) {
            if let differs @ Answer::Differs(_) = self.search(Some(&given), budget)? {
                return Ok(differs);
            }
        }
        Ok(found)
    }

    /// Searches every set of actions, with these values of variables or with any.
    fn search(&self, given: Option<&Given>, budget: &mut Budget) -> Result<Answer, Exhausted> {
        let mut subjects = Subjects::new(&self.elements, given);
        let mut asked = BTreeSet::new();
        let mut doubt = None;
        for actions in &self.actions {
            let question = self.question(actions);
            let parts = [&question.allows, &question.denies, &question.other_allows, &question.other_denies];
            if !asked.insert((parts.map(Clone::clone), question.lists_buckets)) {
                continue;
            }
            match search::find(&question, &self.elements, &mut subjects, budget)? {
                Outcome::Nothing => {}
                Outcome::Maybe(reason) => doubt = doubt.or(Some(reason)),
                Outcome::Value(model) => {
                    let witness = self.witness(actions, model, given);
                    if witness.tells(self.allowing, self.other) {
                        return Ok(Answer::Differs(Box::new(witness.shrunk(self.allowing, self.other))));
                    }
                    doubt = Some(Reason::Replay);
                }
            }
        }
        Ok(doubt.map_or(Answer::Same, Answer::Undecided))
    }

    pub(crate) fn question(&self, actions: &Actions) -> Question<'_> {
        let holding = || actions.statements.iter().filter_map(|at| self.rules.get(*at));
        let rules = |effect: Effect, allowing: bool| {
            let own = holding().filter(|own| own.effect == effect && own.allowing == allowing).map(|own| &own.rule);
            each_once(own.collect())
        };
        let mut denies = rules(Effect::Deny, true);
        denies.extend(actions.owned.iter().filter_map(|at| self.owned.get(*at)));
        Question {
            allows: rules(Effect::Allow, true),
            denies,
            other_allows: rules(Effect::Allow, false),
            other_denies: rules(Effect::Deny, false),
            lists_buckets: actions.lists_buckets,
        }
    }

    pub(crate) fn witness(&self, actions: &Actions, model: Model, given: Option<&Given>) -> Witness {
        let mut resource = "*".to_owned();
        let mut context: Vec<(String, Values)> = Vec::new();
        if let Some(given) = given {
            context.extend(given.context.entries().iter().map(|entry| (entry.key.to_string(), entry.values.clone())));
        }
        for (subject, part) in model {
            match (subject, part) {
                (_, Part::Resource(arn)) => resource = arn,
                (Subject::Key(key), Part::Key(Some(values))) => {
                    let Some(key) = self.elements.keys().get(key) else { continue };
                    if !given.is_some_and(|given| given.keys.contains(&key.lower)) {
                        context.push((key.text.clone(), values));
                    }
                }
                (_, Part::Key(_)) => {}
            }
        }
        context.sort_by(|(a, _), (b, _)| a.cmp(b));
        Witness { action: self.spelled(&actions.example), resource, context }
    }

    /// The action as a policy spells it.
    fn spelled(&self, action: &str) -> String {
        let statements = self.allowing.iter().chain(self.other).flat_map(|policy| &policy.statements);
        let mut texts = statements.flat_map(|statement| &statement.action.items).map(|item| &*item.value.text);
        texts.find(|text| text.eq_ignore_ascii_case(action)).unwrap_or(action).to_owned()
    }

    /// Values for all keys that variables name: different ones, one of a policy for all, and none.
    pub(crate) fn values_to_try(&self, keys: &[String]) -> Vec<Given> {
        let mut tries: Vec<Given> = Vec::new();
        let mut add = |value: &dyn Fn(usize, &str) -> Option<String>| {
            let mut context = Context::default();
            for (at, key) in keys.iter().enumerate() {
                if let Some(value) = value(at, key) {
                    context.give(key.as_str(), Values::One(value));
                }
            }
            tries.push(Given { keys: keys.to_vec(), context });
        };
        add(&|at, _| Some(format!("example{}", at + 1)));
        for number in 0..MAX_TRIES {
            add(&|at, key| Some(self.compared_with(key).nth(number).unwrap_or_else(|| format!("example{}", at + 1))));
        }
        add(&|_, _| None);
        tries
    }

    /// Texts without wildcards and variables that conditions compare a key with.
    fn compared_with<'s>(&'s self, key: &'s str) -> impl Iterator<Item = String> + 's {
        let statements = self.allowing.iter().chain(self.other).flat_map(|policy| &policy.statements);
        let conditions = statements.flat_map(|statement| &statement.conditions);
        let own = conditions.filter(move |condition| &*condition.key.value.lower == key);
        own.flat_map(|condition| &condition.values)
            .map(|value| value.value.text.to_string())
            .filter(|text| !text.contains(['*', '?', '$']))
    }
}

/// Values of the policies that are tried for each variable.
const MAX_TRIES: usize = 3;

fn each_once(mut rules: Vec<&Rule>) -> Vec<&Rule> {
    rules.sort_unstable();
    rules.dedup();
    rules
}
