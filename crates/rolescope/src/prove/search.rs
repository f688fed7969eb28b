//! The search for a request against a claim.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use iam_analysis::{Answer, Budget, Found, Reason, Requests, ResourceClass, Splits, Witness, request};
use iam_catalog::Index;
use iam_eval::Action;
use iam_syntax::{KnownAction, Pattern, Policy, Version};

use super::accounts::{mentioned_accounts, part_of_account};
use super::answer::{ClaimVerdict, ProvedClaim};
use super::asking::{Asking, RULED};
use super::callers::{self, Candidate};
use super::doubt::Doubt;
use super::facts::facts;
use super::replay::{Replay, spelled};
use super::{Question, world};
use crate::diff::replay::keys;
use crate::english;
use crate::resolve::actor::{Actor, Sessions};
use crate::resolve::world::World;
use crate::scenario::Scenario;

/// States that the search for one claim may look at.
const STATES: u64 = 20_000_000;

/// The answer to a claim.
pub(super) fn decide(scenario: &Scenario, question: &Question<'_>, splits: &Splits, index: &Index<'_>) -> ProvedClaim {
    let mut claim = Claimed::new(scenario, question, splits, index);
    let name = question.claim.name.clone();
    let found = claim.search();
    match found {
        Some((candidate, shown)) => {
            let replay = claim.replay(&candidate);
            let witness = replay.answer(&shown);
            let why = english::prove::fails(question.never, candidate.entry.is_some());
            ProvedClaim { name, verdict: ClaimVerdict::Fails, why, witness }
        }
        None => {
            let (verdict, why) = match claim.doubt.take() {
                Some(doubt) => (ClaimVerdict::Unknown, english::prove::unknown(&doubt)),
                None => (
                    ClaimVerdict::Holds,
                    english::prove::holds(question.never, claim.candidates.len(), claim.classes.len()),
                ),
            };
            ProvedClaim { name, verdict, why, witness: None }
        }
    }
}

/// A claim with all that it is about.
struct Claimed<'c> {
    scenario: &'c Scenario,
    question: &'c Question<'c>,
    splits: &'c Splits,
    index: &'c Index<'c>,
    candidates: Vec<Candidate>,
    classes: Vec<ResourceClass>,
    /// Condition keys that the policies and the claim ask for.
    keys: Vec<String>,
    /// Those that the claim's conditions name.
    claim_keys: Vec<String>,
    doubt: RefCell<Option<Doubt>>,
    budget: Budget,
}

impl<'c> Claimed<'c> {
    fn new(scenario: &'c Scenario, question: &'c Question<'c>, splits: &'c Splits, index: &'c Index<'c>) -> Self {
        let own = World::new(scenario);
        let asked = Policy {
            version: Version::V2012,
            version_span: None,
            id: None,
            statements: vec![question.statement.clone()],
            span: iam_syntax::Span::default(),
        };
        let trees = own.parsed.policies().iter().filter_map(|read| read.parse.tree.as_ref());
        let policies: Vec<&Policy> = trees.chain([&asked]).collect();
        let mut budget = Budget::of_states(STATES);
        let mut doubts = Vec::new();
        let (candidates, not_compared) = match question.requests.caller.as_str() {
            "anyone" => callers::everyone(scenario, &policies),
            caller => (callers::named(scenario, caller), false),
        };
        if not_compared {
            doubts.push(Doubt::Principals);
        }
        if question.requests.caller == "anyone" {
            doubts.extend(part_of_account(&policies).map(Doubt::Accounts));
        }
        doubts.extend(world::doubt(scenario));
        let accounts: BTreeSet<String> = mentioned_accounts(scenario, &policies);
        let classes = world::classes(scenario, &accounts, &mut budget).unwrap_or_else(|_| {
            doubts.insert(0, Doubt::Search(Reason::Budget));
            Vec::new()
        });
        let classes = classes.into_iter().filter(|class| class.meets(&question.statement)).collect();
        let doubt = RefCell::new(doubts.into_iter().next());
        Self {
            scenario,
            question,
            splits,
            index,
            candidates,
            classes,
            keys: keys(&policies),
            claim_keys: keys(&[&asked]),
            doubt,
            budget,
        }
    }

    fn doubt(&self, doubt: Doubt) {
        self.doubt.borrow_mut().get_or_insert(doubt);
    }

    fn replay<'r>(&'r self, candidate: &'r Candidate) -> Replay<'r> {
        Replay {
            scenario: self.scenario,
            candidate,
            keys: &self.keys,
            claim_keys: &self.claim_keys,
            allowed: self.question.never,
        }
    }

    /// The caller and the scenario of a request against the claim.
    fn search(&mut self) -> Option<(Candidate, Scenario)> {
        // Entries of callers that the scenario does not list, each in a scenario of its own, so that none changes what is said of another.
        for at in 0..self.candidates.len() {
            let candidate = self.candidates.get(at)?.clone();
            if let Some(shown) = self.of_caller(&candidate) {
                return Some((candidate, shown));
            }
        }
        None
    }

    fn of_caller(&mut self, candidate: &Candidate) -> Option<Scenario> {
        let mut scenario = Scenario { steps: vec![candidate.step.clone()], ..self.scenario.clone() };
        scenario.principals.extend(candidate.entry.clone());
        let world = World::new(&scenario);
        let step = scenario.steps.first()?;
        let now = iam_eval::Instant::parse(scenario.time.as_deref().unwrap_or("2026-01-01T00:00:00Z"))?;
        let sessions = Sessions::new();
        let actor = match Actor::resolve(&world, step, Some(0), &sessions, now) {
            Ok(actor) => actor,
            Err(refusal) => {
                self.doubt(Doubt::Caller(english::refusal(&refusal)));
                return None;
            }
        };
        let items = &self.question.statement.action.items;
        let tokens = items.iter().any(|item| names_sts(&item.value.pattern));
        let asking = Asking { world: &world, step, actor: &actor, now, tokens };
        let facts = facts(self.scenario, candidate, &actor, &self.keys);
        let mut budget = self.budget;
        for class in &self.classes {
            if let Some(shown) = self.ruled(candidate, class) {
                return Some(shown);
            }
            let left_out = Cell::new(None);
            let in_force = |action: &Action| asking.in_force(action, class, self.question.never, &left_out);
            let bearing = asking.policies(class);
            if let Some(name) = asking.unreadable(&bearing) {
                self.doubt(Doubt::Unreadable(name));
                continue;
            }
            let bearing: Vec<&Policy> = bearing.iter().map(|(_, policy)| *policy).collect();
            let requests = Requests {
                claim: &self.question.statement,
                facts: &facts.conditions,
                fixed: &facts.fixed,
                values: &facts.values,
                resources: class,
            };
            let mut shown = None;
            let mut confirm = |witness: &Witness| {
                let replay = self.replay(candidate);
                shown = spelled(witness, self.index).iter().find_map(|named| replay.shown(named));
                if shown.is_some() { Found::Enough } else { Found::Wrong }
            };
            let sides: (Option<&iam_analysis::Asked<'_, '_>>, Option<&iam_analysis::Asked<'_, '_>>) =
                if self.question.never { (Some(&in_force), None) } else { (None, Some(&in_force)) };
            match request(&requests, sides, &bearing, self.splits, &mut confirm, &mut budget) {
                Answer::Differs(_) => return shown,
                Answer::Same => {}
                Answer::Undecided(reason) => self.doubt(Doubt::Search(reason)),
            }
            if let Some(action) = left_out.take() {
                self.doubt(Doubt::OwnRules(action));
            }
        }
        self.budget = budget;
        None
    }

    /// A call that AWS allows whatever the policies say, if the claim is against it.
    fn ruled(&self, candidate: &Candidate, class: &ResourceClass) -> Option<Scenario> {
        if class.example != "*" {
            return None;
        }
        let fits = |action: &KnownAction| {
            let name = action.name().to_ascii_lowercase();
            let items = &self.question.statement.action.items;
            items.iter().any(|item| names_sts(&item.value.pattern) && iam_eval::fits(&item.value.pattern, &name))
        };
        for action in RULED.iter().filter(|action| fits(action)) {
            let witness = Witness { action: action.name().to_owned(), resource: "*".to_owned(), context: Vec::new() };
            if !self.question.requests.when.is_empty() || !self.question.never {
                self.doubt(Doubt::OwnRules(witness.action));
            } else if let Some(shown) = self.replay(candidate).shown(&witness) {
                return Some(shown);
            }
        }
        None
    }
}

/// True of a pattern of actions of STS alone. A claim about everything does not mean calls for credentials without a role, some of which
/// no policy can keep anybody from.
fn names_sts(pattern: &Pattern) -> bool {
    pattern.text.split(':').next().is_some_and(|service| service.eq_ignore_ascii_case("sts"))
}
