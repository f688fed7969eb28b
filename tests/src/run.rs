//! A run of many generated scenarios through engine and model.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::num::NonZero;
use std::thread;
use std::time::Instant;

use serde_json::Value;

use crate::compare::{disagreement, disagreement_with};
use crate::generate::{self, each_statement};
use crate::reference::{self, Decided, OPERATORS};
use crate::rules::Seen;
use crate::shrink::shrink;

/// A seed at which every run begins that is not told another.
const SEED: u64 = 20_260_301;
/// No decision may be rarer than this, in percent of all steps.
const RAREST: usize = 10;
/// So many roles one after the other are assumed at least once, in a run of some thousands and in a large one.
const LONGEST_CHAIN: [usize; 2] = [2, 4];
/// Kinds of earlier steps' credentials that every large run has.
const PARTICULARS: [&str; 7] = [
    "have expired",
    "carry transitive tags",
    "carry a source identity",
    "a session policy limits",
    "are a session token",
    "are a federated user's",
    "are an assumed root's",
];
/// A run that is large.
const LARGE: usize = 50_000;
/// So often an operator is seen to decide, then nobody looks any more.
const OFTEN_ENOUGH: usize = 5;
/// So many disagreements, each of another kind, are shrunk and told.
const MOST_TOLD: usize = 5;

/// Counts of a run.
#[derive(Debug, Default)]
pub struct Tally {
    scenarios: usize,
    seconds: f64,
    decisions: BTreeMap<&'static str, usize>,
    /// Number of sessions that the first role of a chain obtained, the second, …
    hops: BTreeMap<String, usize>,
    /// Number of uses of an earlier step's credentials that are particular in some way.
    callers: BTreeMap<&'static str, usize>,
    /// Number of scenarios that come out differently without the public access block.
    restricted: usize,
    /// Number of policies with each operator, with prefix and suffix.
    operators: BTreeMap<String, usize>,
    /// Number of decisions, of the times that it was tried, that came out differently without the operator's conditions.
    deciding: BTreeMap<String, usize>,
    rules: Seen,
    /// Seeds by what engine and model say.
    disagreements: BTreeMap<String, Vec<u64>>,
}

/// Runs as many scenarios as `ROLESCOPE_CASES` says from the seed in `ROLESCOPE_SEED` on.
///
/// # Errors
///
/// Complaint, ready to print: a disagreement with its smallest scenario, or a run that did not see enough.
pub fn run(cases: u64) -> Result<Tally, String> {
    let number = |name: &str| env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let cases = number("ROLESCOPE_CASES").unwrap_or(cases);
    let seed = number("ROLESCOPE_SEED").unwrap_or(SEED);
    let begin = Instant::now();
    let threads = thread::available_parallelism().map_or(1, NonZero::get) as u64;
    let parts: Vec<Tally> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|first| {
                let seeds = (first..cases).step_by(threads as usize).map(move |at| seed + at);
                scope.spawn(move || part(seeds, cases >= LARGE as u64))
            })
            .collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let mut whole = Tally::default();
    let finished = parts.len() as u64;
    parts.into_iter().for_each(|part| whole.add(part));
    whole.seconds = begin.elapsed().as_secs_f64();
    if finished < threads {
        return Err(format!("{whole}a thread panicked"));
    }
    match whole.complaints(cases > 1) {
        complaints if complaints.is_empty() => Ok(whole),
        complaints => Err(format!("{whole}{complaints}")),
    }
}

fn part(seeds: impl Iterator<Item = u64>, look_at_rules: bool) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let scenario = generate::scenario(seed);
        let decided = reference::decide_with_keys(&scenario);
        tally.count(&scenario, &decided, look_at_rules);
        if let Some(found) = disagreement_with(&decided, &scenario) {
            tally.disagreements.entry(found.kind()).or_default().push(seed);
        }
    }
    tally
}

impl Tally {
    fn count(&mut self, scenario: &Value, decided: &[Decided], look_at_rules: bool) {
        self.scenarios += 1;
        for step in decided {
            *self.decisions.entry(step.decision).or_default() += 1;
            step.caller.iter().for_each(|name| *self.callers.entry(*name).or_default() += 1);
        }
        if let Some(without) = without_block(scenario) {
            let without = reference::decide(&without);
            self.restricted += usize::from(without.iter().zip(decided).any(|(without, with)| without != with.decision));
        }
        let steps = scenario["steps"].as_array().map(Vec::as_slice).unwrap_or_default();
        for (step, _) in steps.iter().zip(decided).filter(|(_, decided)| decided.decision == "allowed") {
            if let Some(hop) = step["name"].as_str().filter(|name| name.starts_with("hop-")) {
                *self.hops.entry(hop.to_owned()).or_default() += 1;
            }
        }
        if look_at_rules {
            self.rules.count(scenario, decided);
        }
        for operator in operators(scenario) {
            *self.operators.entry(operator.clone()).or_default() += 1;
            if self.deciding.get(&operator).copied().unwrap_or_default() < OFTEN_ENOUGH {
                let without = reference::decide(&without_operator(scenario, &operator));
                if without.iter().zip(decided).any(|(without, with)| without != with.decision) {
                    *self.deciding.entry(operator).or_default() += 1;
                }
            }
        }
    }

    fn add(&mut self, other: Self) {
        self.scenarios += other.scenarios;
        other
            .disagreements
            .into_iter()
            .for_each(|(kind, seeds)| self.disagreements.entry(kind).or_default().extend(seeds));
        other.decisions.into_iter().for_each(|(word, count)| *self.decisions.entry(word).or_default() += count);
        other.hops.into_iter().for_each(|(name, count)| *self.hops.entry(name).or_default() += count);
        other.callers.into_iter().for_each(|(name, count)| *self.callers.entry(name).or_default() += count);
        self.restricted += other.restricted;
        self.rules.add(other.rules);
        other.operators.into_iter().for_each(|(name, count)| *self.operators.entry(name).or_default() += count);
        other.deciding.into_iter().for_each(|(name, count)| *self.deciding.entry(name).or_default() += count);
    }

    fn steps(&self) -> usize {
        self.decisions.values().sum()
    }

    /// Expectations that do not hold, one paragraph each.
    fn complaints(&self, is_many: bool) -> String {
        let mut text = String::new();
        if is_many {
            for word in ["allowed", "explicitDeny", "implicitDeny"] {
                let count = self.decisions.get(word).copied().unwrap_or_default();
                if count * 100 < self.steps() * RAREST {
                    let _ = writeln!(text, "{word} is rarer than {RAREST} %");
                }
            }
            let longest = LONGEST_CHAIN[usize::from(self.scenarios >= LARGE)];
            if self.hops.len() < longest {
                let _ = writeln!(text, "no chain of {longest} roles came to its end");
            }
            for name in PARTICULARS.iter().filter(|_| self.scenarios >= LARGE) {
                if !self.callers.contains_key(name) {
                    let _ = writeln!(text, "no call with credentials that {name}");
                }
            }
            if self.restricted == 0 && self.scenarios >= LARGE {
                text.push_str("no public access block decided anything\n");
            }
            if self.scenarios >= LARGE {
                text.push_str(&self.rules.missing());
            }
            for base in OPERATORS {
                let decided = self.deciding.keys().any(|name| base_of(name) == base);
                if !decided {
                    let _ = writeln!(text, "{base} never decided anything");
                }
            }
        }
        for (kind, seeds) in &self.disagreements {
            let _ = writeln!(text, "{} scenarios come out differently: {kind}", seeds.len());
        }
        for seed in self.disagreements.values().filter_map(|seeds| seeds.first()).take(MOST_TOLD) {
            text.push_str(&told(*seed));
        }
        text
    }
}

/// The smallest scenario that still shows what went wrong at a seed.
fn told(seed: u64) -> String {
    let scenario = generate::scenario(seed);
    let Some(first) = disagreement(&scenario) else { return String::new() };
    let same_kind = |candidate: &Value| disagreement(candidate).is_some_and(|found| found.kind() == first.kind());
    let small = shrink(&scenario, &same_kind);
    let (step, besides) = disagreement(&small).map_or((0, None), |found| (found.step, found.besides));
    let besides = besides.map(|(engine, model)| format!(" (engine\n{engine}\nmodel\n{model}\n)")).unwrap_or_default();
    format!(
        "\nROLESCOPE_SEED={seed} ROLESCOPE_CASES=1: engine {}, model {}{besides}, step {} of\n{}\n",
        first.engine,
        first.model,
        step + 1,
        serde_json::to_string_pretty(&small).unwrap_or_default()
    )
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let steps = self.steps().max(1);
        writeln!(f, "{} scenarios, {steps} steps in {:.1} s", self.scenarios, self.seconds)?;
        for (word, count) in &self.decisions {
            writeln!(f, "  {word:<13} {count:>8}  {:>5.1} %", *count as f64 * 100.0 / steps as f64)?;
        }
        let hops: Vec<String> = self.hops.values().map(usize::to_string).collect();
        writeln!(f, "sessions obtained by the first role of a chain, the second, …: {}", hops.join(", "))?;
        writeln!(f, "calls with credentials of an earlier step that")?;
        for (name, count) in &self.callers {
            writeln!(f, "  {name:<25} {count:>8}")?;
        }
        writeln!(f, "scenarios that the public access block decides: {}", self.restricted)?;
        write!(f, "{}", self.rules)?;
        writeln!(
            f,
            "operators: how often each stands in a policy, without, with all and with any; then with IfExists"
        )?;
        for base in OPERATORS {
            write!(f, "  {base:<25}")?;
            for suffix in ["", "IfExists"] {
                for prefix in ["", "ForAllValues:", "ForAnyValue:"] {
                    let name = format!("{prefix}{base}{suffix}");
                    let decided = if self.deciding.contains_key(&name) { ' ' } else { '-' };
                    write!(f, " {:>7}{decided}", self.operators.get(&name).copied().unwrap_or_default())?;
                }
            }
            writeln!(f)?;
        }
        writeln!(f, "(-: seen to decide nothing)")
    }
}

/// The scenario without any public access block, when it has one.
fn without_block(scenario: &Value) -> Option<Value> {
    let mut without = scenario.clone();
    for entry in without["resources"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        entry.remove("publicAccessBlock");
    }
    (without != *scenario).then_some(without)
}

fn base_of(operator: &str) -> &str {
    let name = operator.rsplit(':').next().unwrap_or(operator);
    name.strip_suffix("IfExists").unwrap_or(name)
}

/// The operators in the conditions of all policies that are written as JSON.
fn operators(scenario: &Value) -> Vec<String> {
    let mut found = Vec::new();
    add_operators(scenario, &mut found);
    found.sort();
    found.dedup();
    found.retain(|name| OPERATORS.contains(&base_of(name)));
    found
}

fn add_operators(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, field)| match field.as_object() {
            Some(blocks) if name == "Condition" => found.extend(blocks.keys().cloned()),
            _ => add_operators(field, found),
        }),
        Value::Array(items) => items.iter().for_each(|item| add_operators(item, found)),
        _ => {}
    }
}

fn without_operator(scenario: &Value, operator: &str) -> Value {
    let mut scenario = scenario.clone();
    each_statement(&mut scenario, &mut |statement| {
        if let Some(blocks) = statement.get_mut("Condition").and_then(Value::as_object_mut) {
            blocks.remove(operator);
        }
    });
    scenario
}
