//! Requests of the engine to the allocator.

use allocation_counter::{AllocationInfo, measure};
use conformance::bench::{FIXTURES, many_statements, read};
use conformance::large::touched_resources;
use rolescope::report::{Decision, TraceEntry};
use rolescope::{Compiled, PolicyCache, Scenario};

/// The allocations of one decision over `statements` that do not match.
fn deciding(statements: usize) -> AllocationInfo {
    let scenario = read(&many_statements(statements));
    let compiled = Compiled::new(&scenario);
    let questions = compiled.steps();
    measure(|| assert!(questions.iter().all(|asked| asked.decide() == Decision::ImplicitDeny)))
}

#[test]
fn deciding_allocates_the_same_however_many_statements_there_are() {
    // What decided is listed, and the gates, once a decision.
    assert!(deciding(100).count_total <= 4, "{:?}", deciding(100));
    assert_eq!(deciding(10_000).count_total, deciding(100).count_total);
}

#[test]
fn deciding_the_fixtures_allocates_nothing_for_a_statement() {
    for (name, text) in FIXTURES {
        let scenario = Scenario::from_json(text).unwrap();
        let compiled = Compiled::new(&scenario);
        let questions = compiled.steps();
        let found = measure(|| assert_eq!(questions[0].decide(), Decision::Allowed));
        assert!(found.count_total <= 4, "{name}: {found:?}");
    }
}

#[test]
fn reading_a_policy_copies_no_string_of_it() {
    let (_, text) = FIXTURES[2];
    let statements = text.matches("\"Effect\"").count() as u64;
    let mut readings = PolicyCache::default();
    let found = measure(|| assert!(readings.read(text).is_ok()));
    println!("{statements} statements: {found:?}");
    // A statement has lists of actions, resources, conditions and values, and each pattern one of its parts.
    assert!(found.count_total < 13 * statements, "{found:?}");
}

#[test]
fn a_report_of_the_large_scenario_read_to_the_last_entry_stays_under_two_megabytes() {
    let (_, text) = FIXTURES[2];
    let scenario = Scenario::from_json(text).unwrap();
    let mut kept = None;
    let mut entries = 0;
    let found = measure(|| {
        let report = rolescope::analyze(&scenario);
        entries = report.steps.iter().map(|step| count(&step.trace)).sum();
        kept = Some(report);
    });
    assert!(kept.is_some_and(|report| report.steps[0].decision == Decision::Allowed));
    println!("kept {} bytes, at most {} at once, {entries} entries", found.bytes_current, found.bytes_max);
    assert!(entries > 1_000, "the trace is the whole of it: {entries}");
    assert!(found.bytes_max < 2_000_000, "{found:?}");
}

#[test]
fn a_report_of_as_many_touched_resources_as_the_budget_allows_stays_under_150_megabytes() {
    for (touched, decision) in [(15_000, Decision::Allowed), (64_000, Decision::Error)] {
        let scenario = read(&touched_resources(touched));
        let mut report = None;
        let found = measure(|| report = Some(rolescope::analyze(&scenario)));
        println!("{touched} touched resources: at most {} bytes at once", found.bytes_max);
        let step = report.unwrap().steps.remove(0);
        assert_eq!(step.decision, decision, "{touched}: {}", step.reason);
        assert!(found.bytes_max < 150_000_000, "{touched}: {found:?}");
    }
}

fn count(trace: &[TraceEntry]) -> usize {
    trace.iter().map(|entry| 1 + count(&entry.children)).sum()
}
