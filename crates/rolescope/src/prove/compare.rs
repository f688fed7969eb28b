//! Two scenarios compared over all requests, caller by caller and resource by resource.

use std::cell::Cell;

use iam_analysis::{Answer, Budget, Found, Reason, Requests, ResourceClass, Splits, request};
use iam_catalog::{ActionName, Index};
use iam_eval::{Action, Instant};
use iam_syntax::{Policy, PolicyKind, Statement, parse};

use super::accounts::{mentioned_accounts, part_of_account};
use super::asking::Asking;
use super::callers::{self, Candidate};
use super::doubt::Doubt;
use super::facts::facts;
use super::replay::{Replay, spelled};
use super::world;
use crate::diff::answer::{Diff, Region, Unknown, Verdict, Witness};
use crate::diff::levels;
use crate::diff::replay::keys;
use crate::english;
use crate::map::Map;
use crate::resolve::actor::{Actor, Sessions};
use crate::resolve::world::World;
use crate::scenario::Scenario;

/// Compares two scenarios: every user and role that both list, and everybody on every resource that both list, under everything that bears
/// on a request. A region is one request: it stands for the others of its action that are decided so.
pub fn scenarios(before: &Scenario, after: &Scenario, index: &Index<'_>) -> Diff {
    let mut compared = Compared::new(before, after, index);
    compared.compare();
    let Compared { gained, lost, doubts, .. } = compared;
    let verdict = match (gained.is_empty(), lost.is_empty(), doubts.is_empty()) {
        (false, false, _) => Verdict::Both,
        (false, true, _) => Verdict::Wider,
        (true, _, false) => Verdict::Unknown,
        (true, false, true) => Verdict::Narrower,
        (true, true, true) => Verdict::Same,
    };
    let unknown = doubts.iter().map(|doubt| Unknown { why: english::prove::not_compared(doubt) }).collect();
    Diff { verdict, gained: merged(gained), lost: merged(lost), unknown }
}

struct Compared<'c> {
    before: &'c Scenario,
    after: &'c Scenario,
    index: &'c Index<'c>,
    splits: Splits,
    every: Option<Statement>,
    candidates: Vec<Candidate>,
    classes: Vec<ResourceClass>,
    keys: Vec<String>,
    gained: Vec<Region>,
    lost: Vec<Region>,
    doubts: Vec<Doubt>,
}

impl<'c> Compared<'c> {
    fn new(before: &'c Scenario, after: &'c Scenario, index: &'c Index<'c>) -> Self {
        const EVERY: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
        let mut merged = before.clone();
        merged.accounts.extend(after.accounts.iter().cloned());
        merged.principals.extend(after.principals.iter().cloned());
        merged.resources.extend(after.resources.iter().cloned());
        let (old, new) = (World::new(before), World::new(after));
        let trees = |world: &World<'_>| -> Vec<Policy> {
            world.parsed.policies().iter().filter_map(|read| read.parse.tree.clone()).collect()
        };
        let trees: Vec<Policy> = trees(&old).into_iter().chain(trees(&new)).collect();
        let policies: Vec<&Policy> = trees.iter().collect();
        let (mut candidates, not_compared) = callers::everyone(&merged, &policies);
        let lists = |scenario: &Scenario, arn: &str| scenario.principals.iter().any(|own| own.arn == arn);
        candidates.retain(|own| lists(before, &own.step.caller) == lists(after, &own.step.caller));
        let mut doubts = Vec::new();
        doubts.extend(not_compared.then_some(Doubt::Principals));
        doubts.extend(part_of_account(&policies).map(Doubt::Accounts));
        doubts.extend(world::doubt(&merged));
        let accounts = mentioned_accounts(&merged, &policies);
        let classes = world::classes(&merged, &accounts, &mut Budget::default()).unwrap_or_else(|_| {
            doubts.push(Doubt::Search(Reason::Budget));
            Vec::new()
        });
        let every = parse(EVERY, PolicyKind::Identity).tree.and_then(|tree| tree.statements.into_iter().next());
        let (gained, lost, splits) = (Vec::new(), Vec::new(), Splits::new(index));
        Self { before, after, index, splits, every, candidates, classes, keys: keys(&policies), gained, lost, doubts }
    }

    fn doubt(&mut self, doubt: Doubt) {
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    fn compare(&mut self) {
        for candidate in std::mem::take(&mut self.candidates) {
            let with = |scenario: &Scenario| {
                let mut own = Scenario { steps: vec![candidate.step.clone()], claims: Vec::new(), ..scenario.clone() };
                own.principals.extend(candidate.entry.clone());
                own
            };
            self.of_caller(&candidate, [&with(self.before), &with(self.after)]);
        }
    }

    fn of_caller(&mut self, candidate: &Candidate, scenarios: [&Scenario; 2]) -> Option<()> {
        let worlds = scenarios.map(World::new);
        let (old, new) = (worlds.first()?, worlds.last()?);
        let [Some(before), Some(after)] = [old, new].map(|world| asked(world)) else {
            self.doubt(Doubt::Caller(candidate.step.caller.clone()));
            return None;
        };
        let own = facts(self.before, candidate, &before.actor, &self.keys);
        let other = facts(self.after, candidate, &after.actor, &self.keys);
        if own.conditions != other.conditions || before.actor.caller != after.actor.caller && own.fixed != other.fixed {
            self.doubt(Doubt::OtherCaller(candidate.step.caller.clone()));
            return None;
        }
        let asking = [(old, &before), (new, &after)].map(|(world, own)| Asking {
            world,
            step: own.step,
            actor: &own.actor,
            now: own.now,
            tokens: false,
        });
        let [old_asking, new_asking] = &asking;
        for class in self.classes.clone() {
            let (of_old, of_new) = (old_asking.policies(&class), new_asking.policies(&class));
            if old_asking.bears_alike(new_asking, &class) || !self.is_compared(candidate, &class) {
                continue;
            }
            if let Some(name) = old_asking.unreadable(&of_old).or_else(|| new_asking.unreadable(&of_new)) {
                self.doubt(Doubt::Unreadable(name));
                continue;
            }
            let bearing: Vec<&Policy> = of_old.iter().chain(&of_new).map(|(_, policy)| *policy).collect();
            let left_out = Cell::new(None);
            let old_force = |action: &Action| old_asking.in_force(action, &class, true, &left_out);
            let new_force = |action: &Action| new_asking.in_force(action, &class, true, &left_out);
            let every = self.every.clone()?;
            let requests = Requests {
                claim: &every,
                facts: &own.conditions,
                fixed: &own.fixed,
                values: &own.values,
                resources: &class,
            };
            for gains in [true, false] {
                let sides: (Option<&iam_analysis::Asked<'_, '_>>, Option<&iam_analysis::Asked<'_, '_>>) =
                    if gains { (Some(&new_force), Some(&old_force)) } else { (Some(&old_force), Some(&new_force)) };
                let mut found = Vec::new();
                let mut confirm = |witness: &iam_analysis::Witness| match self.region(candidate, witness, gains) {
                    Some(region) => {
                        found.push(region);
                        Found::More
                    }
                    None => Found::Wrong,
                };
                let answer = request(&requests, sides, &bearing, &self.splits, &mut confirm, &mut Budget::default());
                let regions = if gains { &mut self.gained } else { &mut self.lost };
                regions.extend(found);
                if let Answer::Undecided(reason) = answer {
                    self.doubt(Doubt::Search(reason));
                }
            }
        }
        None
    }

    /// True of listed callers, and of everybody on a resource that both scenarios list.
    fn is_compared(&self, candidate: &Candidate, class: &ResourceClass) -> bool {
        let fits = |arn: &str| iam_eval::fits(&iam_syntax::Pattern::parse(arn, true, false), &class.example);
        let lists = |scenario: &Scenario| {
            let resources = scenario.resources.iter().any(|own| fits(&own.arn) || fits(&format!("{}/*", own.arn)));
            resources || scenario.principals.iter().any(|own| own.arn == class.example)
        };
        let listed = self.before.principals.iter().any(|own| own.arn == candidate.step.caller);
        listed || lists(self.before) && lists(self.after)
    }

    /// The request as the engine decides it in both scenarios; `None` where it does not tell them apart.
    fn region(&self, candidate: &Candidate, witness: &iam_analysis::Witness, gains: bool) -> Option<Region> {
        let replay =
            |scenario, allowed| Replay { scenario, candidate, keys: &self.keys, claim_keys: &self.keys, allowed };
        let (one, other) = if gains { (self.after, self.before) } else { (self.before, self.after) };
        let (allowing, refusing) = (replay(one, true), replay(other, false));
        let shown = spelled(witness, self.index).into_iter().find_map(|named| {
            let shown = allowing.shown(&named)?;
            refusing.shown(&named).map(|_| shown)
        })?;
        let mut answer = allowing.answer(&shown)?;
        let mut context = Map::new();
        for (key, value) in answer.context.iter().filter_map(|(key, value)| Some((key, value.clone()?))) {
            context.insert(key.clone(), value);
        }
        answer.context = Map::new();
        for (key, value) in context.iter() {
            answer.context.insert(key.clone(), Some(value.clone()));
        }
        let known: Vec<ActionName<'_>> = self.index.action(&answer.action).into_iter().collect();
        Some(Region {
            actions: vec![answer.action.clone()],
            action_count: known.len(),
            levels: levels(&known),
            resources: vec![answer.resource.clone()],
            also_resources: Vec::new(),
            except_resources: Vec::new(),
            principals: Some(vec![answer.caller.clone()]),
            conditions: Vec::new(),
            words: english::prove::request(&answer),
            witness: Witness { caller: answer.caller, action: answer.action, resource: answer.resource, context },
            link: answer.link,
        })
    }
}

/// Regions of one caller, action and context as one.
fn merged(regions: Vec<Region>) -> Vec<Region> {
    let mut all: Vec<Region> = Vec::new();
    for region in regions {
        let same = |known: &&mut Region| {
            known.actions == region.actions
                && known.principals == region.principals
                && known.witness.context == region.witness.context
        };
        match all.iter_mut().find(same) {
            Some(known) => {
                known.resources.extend(region.resources);
            }
            None => all.push(region),
        }
    }
    for region in &mut all {
        region.words = english::prove::and_more(&region.words, region.resources.len() - 1);
    }
    all
}

/// The caller of a scenario's only step.
struct Resolved<'w> {
    step: &'w crate::scenario::Step,
    actor: Actor<'w>,
    now: Instant,
}

fn asked<'w>(world: &'w World<'w>) -> Option<Resolved<'w>> {
    let step = world.scenario.steps.first()?;
    let now = Instant::parse(world.scenario.time.as_deref().unwrap_or("2026-01-01T00:00:00Z"))?;
    let actor = Actor::resolve(world, step, Some(0), &Sessions::new(), now).ok()?;
    Some(Resolved { step, actor, now })
}
