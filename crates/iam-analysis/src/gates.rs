//! Requests under all gates together: is there one that is allowed, or one that is not?
//!
//! What the gates say together is asked of the evaluator: it decides once for each set of gates that allow. From that follows which
//! statements have to match, and which must not.

mod slots;
mod splits;

pub use splits::Splits;

use std::collections::{HashMap, HashSet};

use iam_eval::{Action, Caller, Context, Policies, Target, Values};
use iam_syntax::{Condition, Effect, Policy, Statement};

use crate::action::{self, Actions, OfStatement};
use crate::answer::{Answer, Reason, Witness};
use crate::budget::{Budget, Exhausted};
use crate::element::{Demand, Elements, Rule, Subject, variable_keys};
use crate::outcome::Outcome;
use crate::resources::ResourceClass;
use crate::search::{Model, Way, find_way};
use crate::subject::{Given, Part, Subjects};
use slots::Gates;

/// All that bears on requests of one caller for some resources, as the evaluator takes it.
#[derive(Clone, Debug)]
pub struct InForce<'p> {
    /// The caller.
    pub caller: Caller,
    /// The resources with their owner; the ARN is that of one of them.
    pub target: Target,
    /// The policies.
    pub policies: Policies<'p>,
}

/// All that bears on requests of an action; `None`: its requests are left out.
pub type Asked<'a, 'p> = dyn Fn(&Action) -> Option<InForce<'p>> + 'a;

/// Requests of one caller that are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Requests<'r> {
    /// Statement without principals that says which requests: its action, its resource, its conditions.
    pub claim: &'r Statement,
    /// Conditions that all requests of the caller meet.
    pub facts: &'r [Condition],
    /// Condition keys with one value for all requests of the caller, in lower case.
    pub fixed: &'r [String],
    /// The values of those keys that are not absent.
    pub values: &'r Context,
    /// Their resources.
    pub resources: &'r ResourceClass,
}

/// Use of a request that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is one: the search ends.
    Enough,
    /// It is one: other actions are searched for more.
    More,
    /// It is none: the search goes on, and the answer is in doubt.
    Wrong,
}

/// Decides a request that was found.
pub type Confirm<'a> = dyn FnMut(&Witness) -> Found + 'a;

/// The most sets of variables' values that are tried.
const MAX_TRIES: usize = 4;

/// A request that is allowed under the one and not under the other; or that is allowed, or not, where there is only one.
///
/// `bearing` has every policy that can be among those in force. `confirm` decides a request that was found: what it does not confirm is not
/// said. The answer is the last request that was confirmed.
pub fn request<'p>(
    requests: &Requests<'_>,
    (allowing, refusing): (Option<&Asked<'_, 'p>>, Option<&Asked<'_, 'p>>),
    bearing: &[&'p Policy],
    splits: &Splits,
    confirm: &mut Confirm<'_>,
    budget: &mut Budget,
) -> Answer {
    let claim = Policy { statements: vec![requests.claim.clone()], ..splits.policy().clone() };
    let all: Vec<&Policy> = std::iter::once(&claim).chain(bearing.iter().copied()).collect();
    let mut elements = Elements::default();
    let mut base = elements.rule(requests.claim);
    let facts = requests.facts.iter().map(|fact| Demand { element: elements.condition(fact), holds: true });
    let facts: Vec<_> = facts.collect();
    base.extend(facts);
    base.extend(requests.resources.demands(&mut elements));
    let mut rules: HashMap<*const Statement, Rule> = HashMap::new();
    for statement in bearing.iter().flat_map(|policy| &policy.statements) {
        rules.entry(std::ptr::from_ref(statement)).or_insert_with(|| elements.rule(statement));
    }
    let question = Question { requests, allowing, refusing, splits, elements: &elements, base: &base, rules: &rules };
    let keys = variable_keys(&all);
    question.answer(&keys, bearing, confirm, budget).unwrap_or(Answer::Undecided(Reason::Budget))
}

struct Question<'q, 'a, 'p> {
    requests: &'q Requests<'q>,
    allowing: Option<&'q Asked<'a, 'p>>,
    refusing: Option<&'q Asked<'a, 'p>>,
    splits: &'q Splits,
    elements: &'q Elements,
    base: &'q Rule,
    rules: &'q HashMap<*const Statement, Rule>,
}

impl<'q, 'p> Question<'q, '_, 'p> {
    fn answer(
        &self,
        keys: &[String],
        bearing: &[&'p Policy],
        confirm: &mut Confirm<'_>,
        budget: &mut Budget,
    ) -> Result<Answer, Exhausted> {
        // No resource of the class is asked about.
        let of_resource = |demand: &&Demand| self.elements.subject(demand.element) == Subject::Resource;
        let demands: Vec<_> = self.base.iter().filter(of_resource).copied().collect();
        let fixed = |key: &String| self.requests.fixed.contains(key);
        let given = Given { keys: self.requests.fixed.to_vec(), context: self.requests.values.clone() };
        let known = keys.iter().all(fixed).then_some(&given);
        let mut subjects = Subjects::new(self.elements, known);
        let any = [false, true].map(|lists| subjects.find(Subject::Resource, lists, &demands, budget));
        let [plain, listing] = any;
        if plain? == Outcome::Nothing && listing? == Outcome::Nothing {
            return Ok(Answer::Same);
        }
        let actions = self.actions(bearing, budget)?;
        let found = self.search(&actions, bearing, known, confirm, budget)?;
        if known.is_some() || !matches!(found, Answer::Undecided(Reason::Variable { .. })) {
            return Ok(found);
        }
        let open: Vec<&String> = keys.iter().filter(|key| !fixed(key)).collect();
        for number in 0..MAX_TRIES {
            let mut tried = given.clone();
            for (at, key) in open.iter().enumerate() {
                tried.keys.push((*key).clone());
                let value = match number {
                    0 => format!("example{}", at + 1),
                    1 => "example".to_owned(),
                    2 => "111122223333".to_owned(),
                    _ => continue,
                };
                tried.context.give(key.as_str(), Values::One(value));
            }
            if let differs @ Answer::Differs(_) = self.search(&actions, bearing, Some(&tried), confirm, budget)? {
                return Ok(differs);
            }
        }
        Ok(found)
    }

    /// The actions that are asked about, by the statements that hold them and by what rules of the evaluator name.
    fn actions(&self, bearing: &[&'p Policy], budget: &mut Budget) -> Result<Vec<Actions>, Exhausted> {
        let claim = OfStatement { clause: &self.requests.claim.action, allows: true };
        let of =
            |policy: &'q Policy| policy.statements.iter().map(|own| OfStatement { clause: &own.action, allows: false });
        let all: Vec<OfStatement<'_>> = std::iter::once(claim)
            .chain(of(self.splits.policy()))
            .chain(
                bearing
                    .iter()
                    .flat_map(|policy| &policy.statements)
                    .map(|own| OfStatement { clause: &own.action, allows: false }),
            )
            .collect();
        action::sort(&all, budget)
    }

    fn search(
        &self,
        actions: &[Actions],
        bearing: &[&'p Policy],
        given: Option<&Given>,
        confirm: &mut Confirm<'_>,
        budget: &mut Budget,
    ) -> Result<Answer, Exhausted> {
        let own: Vec<*const Statement> =
            bearing.iter().flat_map(|policy| &policy.statements).map(std::ptr::from_ref).collect();
        let first = 1 + self.splits.policy().statements.len();
        let mut subjects = Subjects::new(self.elements, given);
        let (mut doubt, mut last) = (None, None);
        for class in actions {
            let action = Action::new(self.splits.spelled(&class.example));
            let holding = class.statements.iter().filter_map(|at| own.get(at.checked_sub(first)?).copied());
            let holding: HashSet<*const Statement> = holding.collect();
            let sides = [(self.allowing, true), (self.refusing, false)].map(|(asked, allowed)| {
                let Some(asked) = asked else { return Some(Ok(vec![Way::default()])) };
                let in_force = asked(&action)?;
                Some(self.ways(&in_force, &action, &holding, allowed))
            });
            let [Some(allowing), Some(refusing)] = sides else { continue };
            let (Ok(allowing), Ok(refusing)) = (allowing, refusing) else {
                doubt = doubt.or(Some(Reason::Many));
                continue;
            };
            for way in allowing.iter().flat_map(|one| refusing.iter().map(move |other| one.and(other))) {
                let mut way = way;
                way.one_of.push(vec![self.base]);
                match find_way(way, class.lists_buckets, self.elements, &mut subjects, budget)? {
                    Outcome::Nothing => {}
                    Outcome::Maybe(reason) => doubt = doubt.or(Some(reason)),
                    Outcome::Value(model) => {
                        let witness = self.witness(&action, model, given);
                        match confirm(&witness) {
                            Found::Enough => return Ok(Answer::Differs(Box::new(witness))),
                            Found::More => {
                                last = Some(witness);
                                break;
                            }
                            Found::Wrong => doubt = Some(Reason::Replay),
                        }
                    }
                }
            }
        }
        match last {
            Some(witness) => Ok(Answer::Differs(Box::new(witness))),
            None => Ok(doubt.map_or(Answer::Same, Answer::Undecided)),
        }
    }

    /// Ways in which requests of an action are allowed, or not. An error: there are too many gates.
    fn ways(
        &self,
        in_force: &InForce<'p>,
        action: &Action,
        holding: &HashSet<*const Statement>,
        allowed: bool,
    ) -> Result<Vec<Way<'q>>, Reason> {
        let holds = |statement: &Statement| holding.contains(&std::ptr::from_ref(statement));
        let gates = Gates::new(in_force, action, &holds)?;
        let rule = |statement: &&Statement| self.rules.get(&std::ptr::from_ref(*statement));
        let rules = |statements: &[&Statement]| statements.iter().filter_map(rule).collect::<Vec<_>>();
        let denies = rules(gates.denies());
        let mut ways = Vec::new();
        if allowed {
            for slots in gates.granting()? {
                let one_of = slots.iter().map(|slot| rules(gates.allows(*slot))).collect();
                ways.push(Way { one_of, none_of: denies.clone() });
            }
        } else {
            if !denies.is_empty() {
                ways.push(Way { one_of: vec![denies], none_of: Vec::new() });
            }
            for slots in gates.lacking()? {
                let none_of = slots.iter().flat_map(|slot| rules(gates.allows(*slot))).collect();
                ways.push(Way { one_of: Vec::new(), none_of });
            }
        }
        Ok(ways)
    }

    fn witness(&self, action: &Action, model: Model, given: Option<&Given>) -> Witness {
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
        Witness { action: action.text.clone(), resource, context }
    }
}

/// True of a statement that allows.
fn allows(statement: &Statement) -> bool {
    statement.effect.value == Effect::Allow
}
