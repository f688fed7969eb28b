//! Ratios of the engine's times to those of `serde_json` reading the same text, and to its own on half as much.
//!
//! Times of shared machines are noise, ratios of interleaved samples much less, and of the processor's time, not the clock's:
//! this is what `cargo xtask test` holds.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use conformance::bench::{self, FIXTURES, hold, many_stars, many_statements, read, repeated, unfit};
use rolescope::report::Decision;
use rolescope::scenario::Document;
use rolescope::{Compiled, PolicyCache, PreparedStep};
use serde_json::Value;

/// One thing that is timed.
type Work<'a> = Box<dyn FnMut() + 'a>;

const ROUNDS: usize = 41;
/// A sample is as many runs as take about this long.
const SAMPLE: Duration = Duration::from_micros(400);

/// Number of times that a slow ratio is measured: a neighbor on the machine spoils some, a slower engine every one.
fn main() -> ExitCode {
    for _ in 0..3 {
        if measure() == 0 {
            return ExitCode::SUCCESS;
        }
        println!("over a limit");
    }
    ExitCode::FAILURE
}

/// Number of ratios over their limits.
fn measure() -> usize {
    let mut held = Held::default();
    for (name, text) in FIXTURES {
        fixture(&mut held, name, text);
    }
    linearity(&mut held);
    wildcards(&mut held);
    held.broken
}

/// Counts ratios over their limits.
#[derive(Default)]
struct Held {
    broken: usize,
}

impl Held {
    /// Prints a ratio beside the goal and what is held, if anything.
    fn ratio(&mut self, name: &str, times: (Duration, Duration), goal: f64, limit: f64) {
        let ratio = times.0.as_secs_f64() / times.1.as_secs_f64();
        let word = if ratio <= goal {
            ""
        } else if ratio <= limit {
            "  misses its goal"
        } else {
            self.broken += 1;
            "  TOO SLOW"
        };
        let microseconds = times.0.as_secs_f64() * 1e6;
        println!("{name:34} {microseconds:10.2} us  {ratio:7.3}x  goal {goal:5.2}x  held {limit:5.2}x{word}");
    }
}

fn fixture(held: &mut Held, name: &str, text: &str) {
    let scenario = read(text);
    let compiled = Compiled::new(&scenario);
    let decided = one(compiled.steps());
    let (mut weighed, mut explained) = (one(compiled.steps()), one(compiled.steps()));
    hold(&compiled.decisions(), Decision::Allowed);
    let (mut edited, mut readings) = (read(text), PolicyCache::default());
    readings.compile(&edited);
    let pointer = edited.policies().first().map(|entry| entry.pointer.to_string()).unwrap_or_default();
    let mut edits = 0;
    let thousand = repeated(text, 1_000);
    let many = Compiled::new(&thousand);
    let times = medians(&mut [
        Box::new(|| drop(black_box(serde_json::from_str::<Value>(text).ok()))),
        Box::new(|| hold(&[black_box(&decided).decide()], Decision::Allowed)),
        Box::new(|| {
            black_box(weighed.weigh());
        }),
        Box::new(|| hold(&[explained.explain().decision], Decision::Allowed)),
        Box::new(|| hold(&[step(&Compiled::new(&read(black_box(text))).report())], Decision::Allowed)),
        Box::new(|| {
            edits += 1;
            if let Some(policy) = edited.policy_mut(&pointer) {
                let blanks = " ".repeat(edits % 7);
                policy.document = Document::from_text(format!("{}{blanks}", policy.document.text().trim_end()));
            }
            hold(&[step(&readings.compile(&edited).report())], Decision::Allowed);
        }),
        Box::new(|| hold(&many.decisions(), Decision::Allowed)),
    ]);
    let [value, decide, weigh, explain, report, edit, thousand] = times.as_slice() else { unfit("no times") };
    println!("{name:34} {:10.2} us  serde_json::from_str::<Value>", value.as_secs_f64() * 1e6);
    let limit = |goal: f64| if name == "small" { f64::INFINITY } else { goal };
    held.ratio("  decide", (*decide, *value), 0.06, limit(0.09));
    held.ratio("  every reason as data", (*weigh, *value), 0.16, limit(0.24));
    held.ratio("  explain", (*explain, *value), 0.16, limit(0.28));
    held.ratio("  text to report", (*report, *value), 3.0, limit(4.5));
    held.ratio("  one policy edited, to report", (*edit, *value), 1.0, limit(1.5));
    held.ratio("  1,000 requests in one call", (*thousand, *value), f64::INFINITY, f64::INFINITY);
}

/// Statements cost the same whether there are 100 of them or 10,000.
fn linearity(held: &mut Held) {
    let (few, many) = (many_statements(100), many_statements(10_000));
    let scenarios = (read(&few), read(&many));
    let compiled = (Compiled::new(&scenarios.0), Compiled::new(&scenarios.1));
    let questions = (one(compiled.0.steps()), one(compiled.1.steps()));
    let times = medians(&mut [
        Box::new(|| (0..100).for_each(|_| hold(&[questions.0.decide()], Decision::ImplicitDeny))),
        Box::new(|| hold(&[questions.1.decide()], Decision::ImplicitDeny)),
    ]);
    let [few_decide, many_decide] = times.as_slice() else { unfit("no times") };
    println!("10,000 statements instead of 100");
    held.ratio("  decide, per statement", (*many_decide, *few_decide), 1.5, 2.2);
    // Few rounds: one run takes tens of milliseconds.
    let times = medians_of(
        7,
        &mut [
            Box::new(|| (0..100).for_each(|_| hold(&[step(&rolescope::analyze(&read(&few)))], Decision::ImplicitDeny))),
            Box::new(|| hold(&[step(&rolescope::analyze(&read(&many)))], Decision::ImplicitDeny)),
        ],
    );
    let [few, many] = times.as_slice() else { unfit("no times") };
    held.ratio("  text to report, per statement", (*many, *few), 1.5, 2.2);
}

/// Twice the text takes twice the time, however many stars there are.
fn wildcards(held: &mut Held) {
    for stars in [1, 8, 64, 512] {
        let [short, long] = [2_048, 4_096].map(|length| read(&many_stars(stars, length)));
        let compiled = (Compiled::new(&short), Compiled::new(&long));
        let questions = (one(compiled.0.steps()), one(compiled.1.steps()));
        let times = medians(&mut [
            Box::new(|| hold(&[questions.0.decide()], Decision::ImplicitDeny)),
            Box::new(|| hold(&[questions.1.decide()], Decision::ImplicitDeny)),
        ]);
        let [short, long] = times.as_slice() else { unfit("no times") };
        held.ratio(&format!("{stars} stars, twice the text"), (*long, *short), 2.5, 3.0);
    }
}

fn one(questions: Vec<PreparedStep<'_>>) -> PreparedStep<'_> {
    questions.into_iter().next().unwrap_or_else(|| unfit("no step"))
}

fn step(report: &rolescope::Report) -> Decision {
    report.steps.first().map_or(Decision::Error, |step| step.decision)
}

fn medians(works: &mut [Work<'_>]) -> Vec<Duration> {
    medians_of(ROUNDS, works)
}

/// The median time of each, sampled in turns, so that a slow moment of the machine hits all alike.
fn medians_of(rounds: usize, works: &mut [Work<'_>]) -> Vec<Duration> {
    let runs: Vec<u32> = works.iter_mut().map(|work| runs_a_sample(work)).collect();
    let mut samples = vec![Vec::with_capacity(rounds); works.len()];
    for _ in 0..rounds {
        for ((work, runs), samples) in works.iter_mut().zip(&runs).zip(&mut samples) {
            samples.push(time(work, *runs) / *runs);
        }
    }
    samples.into_iter().map(median).collect()
}

fn median(mut samples: Vec<Duration>) -> Duration {
    samples.sort_unstable();
    samples.get(samples.len() / 2).copied().unwrap_or_default()
}

fn runs_a_sample(work: &mut Work<'_>) -> u32 {
    let mut runs = 1;
    while time(work, runs) < SAMPLE {
        runs *= 2;
    }
    runs
}

fn time(work: &mut Work<'_>, runs: u32) -> Duration {
    bench::time(|| (0..runs).for_each(|_| work()))
}
