//! Time of everything that runs at a keystroke, on scenarios of one size and of four times that size.
//!
//! Linear work takes four times as long, quadratic work sixteen times. The ratio is what `cargo xtask test` checks.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use conformance::bench::{read, unfit};
use conformance::large::GENERATORS;
use rolescope::complete::complete;
use rolescope::diagram::{Diagram, DiagramKind};
use rolescope::link::{Link, suspicions};
use rolescope::report::Severity;
use rolescope::walk::{flow, walk};
use rolescope::who_can::who_can_assume;
use rolescope::{PolicyCache, Report, Scenario, analyze};

/// Work on a scenario: its text, what was read of it, and its report.
type Work = fn(&str, &Scenario, &Report);

/// Everything that runs at a keystroke.
const WORK: [(&str, Work); 13] = [
    ("read", |text, _, _| drop(black_box(Scenario::from_json(text)))),
    ("write", |_, scenario, _| drop(black_box(scenario.to_json()))),
    ("analyze", |_, scenario, _| drop(black_box(analyze(scenario)))),
    ("edit", |_, scenario, _| edit(scenario)),
    ("report as JSON", |_, _, report| drop(black_box(serde_json::to_string(report)))),
    ("walk", |_, scenario, report| drop(black_box(walk(scenario, report, last(report))))),
    ("flow", |_, _, report| drop(black_box(report.steps.last().map(|step| flow(step, 0))))),
    ("sequence", |_, scenario, report| draw(DiagramKind::Sequence, scenario, report)),
    ("ceilings", |_, scenario, report| draw(DiagramKind::Ceilings, scenario, report)),
    ("complete", |_, scenario, _| complete_everywhere(scenario)),
    ("who can", |_, scenario, _| {
        let role = scenario.principals.iter().find(|principal| principal.takes_trust_policy());
        drop(black_box(role.and_then(|role| who_can_assume(scenario, &role.arn))));
    }),
    ("link", |_, scenario, _| drop(black_box(Link::to(scenario).encode()))),
    ("suspicions", |text, _, _| drop(black_box(suspicions(text)))),
];

/// Ratio of the sizes of the two scenarios.
const FACTOR: usize = 4;
/// Time beyond which a ratio is a mistake: linear work takes [`FACTOR`] times as long, quadratic work its square.
const MOST: f64 = 9.0;
/// Times below this are noise.
const SHORT: Duration = Duration::from_millis(3);
const SIZE: usize = 1_000;

/// A ratio that is too large is measured again: a neighbor on the machine spoils some, quadratic work every one.
fn main() -> ExitCode {
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let mut broken = 0;
    for (name, generate) in GENERATORS.iter().filter(|(name, _)| name.contains(&wanted)) {
        let [small, large] = [SIZE, FACTOR * SIZE].map(|size| prepared(name, generate(size)));
        for (work_name, work) in WORK {
            let time = |(text, scenario, report): &(String, Scenario, Report)| time(|| work(text, scenario, report));
            let mut times = (time(&small), time(&large));
            for _ in 0..8 {
                if is_fine(times) {
                    break;
                }
                times = (times.0.min(time(&small)), times.1.min(time(&large)));
            }
            let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
            let ratio = milliseconds(times.1) / milliseconds(times.0);
            let word = if is_fine(times) { "" } else { "  TOO SLOW" };
            broken += usize::from(!is_fine(times));
            if times.1 >= SHORT {
                println!("{name:50} {work_name:15} {:9.2} ms {ratio:6.2}x{word}", milliseconds(times.1));
            }
        }
    }
    if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn is_fine((small, large): (Duration, Duration)) -> bool {
    large < SHORT || large.as_secs_f64() <= MOST * small.as_secs_f64()
}

fn prepared(name: &str, text: String) -> (String, Scenario, Report) {
    let scenario = read(&text);
    let report = analyze(&scenario);
    // What is refused costs nothing.
    if !name.starts_with("mistakes") && report.problems.iter().any(|problem| problem.severity == Severity::Error) {
        unfit(&format!("{name}: {}", report.problems.first().map_or("", |problem| &problem.message)));
    }
    (text, scenario, report)
}

fn last(report: &Report) -> usize {
    report.steps.len().saturating_sub(1)
}

fn draw(kind: DiagramKind, scenario: &Scenario, report: &Report) {
    let Some(diagram) = Diagram::of(kind, scenario, &report.steps, last(report)) else { return };
    drop(black_box((diagram.drawing().svg(), diagram.mermaid(), diagram.words())));
}

/// Reads the policies, and again when each of them has moved.
fn edit(scenario: &Scenario) {
    let mut readings = PolicyCache::default();
    readings.compile(scenario);
    let mut moved = scenario.clone();
    moved.principals.rotate_left(scenario.principals.len() / 2);
    for principal in &mut moved.principals {
        let policies = &mut principal.identity_policies;
        let half = policies.len() / 2;
        policies.rotate_left(half);
    }
    black_box(readings.compile(&moved));
}

/// Completes at four places of the first policy.
fn complete_everywhere(scenario: &Scenario) {
    let Some(entry) = scenario.policies().into_iter().next() else { return };
    let length = entry.policy.document.text().len() as u32;
    for quarter in 0..4 {
        drop(black_box(complete(scenario, &entry.pointer, length / 4 * quarter + 7)));
    }
}

fn time(work: impl FnOnce()) -> Duration {
    let (clock, processor) = (Instant::now(), processor_time());
    work();
    match (processor, processor_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        (_, None) | (None, _) => clock.elapsed(),
    }
}

/// The time that this thread has had on a processor, where the system tells it: what else runs does not count.
fn processor_time() -> Option<Duration> {
    // Linux counts when a thread gives way.
    std::thread::yield_now();
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counted.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
