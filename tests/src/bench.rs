//! Parts that the measurements share: the three fixtures, and scenarios of any size.

use std::time::Duration;

use rolescope::Scenario;
use rolescope::report::Decision;

/// Scenarios to measure, each with one step that is allowed: 2, 70 and 404 statements.
pub const FIXTURES: [(&str, &str); 3] = [
    ("small", include_str!("../bench/small.json")),
    ("medium", include_str!("../bench/medium.json")),
    ("large", include_str!("../bench/large.json")),
];

/// Time that the processor works on this, whatever else the machine does in between.
pub fn time(work: impl FnOnce()) -> Duration {
    let start = processor_time();
    work();
    processor_time() - start
}

/// Time that the processor worked for this thread.
#[cfg(unix)]
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Time on the clock, where nothing tells the processor's.
#[cfg(not(unix))]
fn processor_time() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// Ratio of the time of `large` to that of `small`: the best of each, taken in turns.
///
/// Ratios over `most` are measured again: a cold cache or a page fault spoils some, too much work every one.
pub fn growth(most: f64, mut small: impl FnMut(), mut large: impl FnMut()) -> f64 {
    let (mut least_small, mut least_large) = (Duration::MAX, Duration::MAX);
    let mut ratio = f64::INFINITY;
    for round in 0..10 {
        least_small = least_small.min(time(&mut small));
        least_large = least_large.min(time(&mut large));
        ratio = least_large.as_secs_f64() / least_small.as_secs_f64();
        if round > 0 && ratio <= most {
            break;
        }
    }
    ratio
}

/// Reads a scenario that is known to be right.
pub fn read(text: &str) -> Scenario {
    match Scenario::from_json(text) {
        Ok(scenario) => scenario,
        Err(error) => unfit(&error.to_string()),
    }
}

/// Ends the run: what was measured is not what should be.
pub fn unfit(complaint: &str) -> ! {
    eprintln!("{complaint}");
    std::process::exit(1)
}

/// Ends the run unless all decisions are `wanted`.
pub fn hold(decisions: &[Decision], wanted: Decision) {
    match decisions.iter().position(|found| *found != wanted) {
        None if !decisions.is_empty() => {}
        at => unfit(&format!("{at:?} of {} decisions is not {wanted:?}", decisions.len())),
    }
}

/// One policy of so many statements that do not match the call.
pub fn many_statements(count: usize) -> String {
    let statement =
        |at| format!(r#"{{"Effect":"Allow","Action":"sqs:Send{at}","Resource":"arn:aws:sqs:*:*:q-{at}-*"}}"#);
    let statements: Vec<String> = (0..count).map(statement).collect();
    one_policy(&statements.join(","), "s3:GetObject", "arn:aws:s3:::amzn-s3-demo-bucket/key")
}

/// A resource pattern of `stars` stars that nearly fits an object key of `length` letters.
pub fn many_stars(stars: usize, length: usize) -> String {
    let pattern = "*a".repeat(stars);
    let statement = format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/{pattern}b"}}"#);
    one_policy(&statement, "s3:GetObject", &format!("arn:aws:s3:::b/{}", "a".repeat(length)))
}

/// The call of `text`, asked `count` times.
pub fn repeated(text: &str, count: usize) -> Scenario {
    let mut scenario = read(text);
    let steps = std::mem::take(&mut scenario.steps);
    scenario.steps = steps.iter().cycle().take(count).cloned().collect();
    scenario
}

fn one_policy(statements: &str, action: &str, resource: &str) -> String {
    let user = "arn:aws:iam::111122223333:user/ana";
    format!(
        r#"{{"principals":[{{"arn":"{user}","identityPolicies":[{{"name":"p","document":
{{"Version":"2012-10-17","Statement":[{statements}]}}}}]}}],
"steps":[{{"caller":"{user}","action":"{action}","resource":"{resource}"}}]}}"#
    )
}
