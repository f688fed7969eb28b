//! Times of the engine on the three fixtures: `cargo bench --package conformance`.

use conformance::bench::{FIXTURES, hold, read, repeated};
use divan::{Bencher, black_box};
use rolescope::report::Decision;
use rolescope::scenario::{Document, NamedPolicy};
use rolescope::{Compiled, PolicyCache, Scenario};

fn main() {
    divan::main();
}

const NAMES: [&str; 3] = ["small", "medium", "large"];

fn text(name: &str) -> &'static str {
    FIXTURES.iter().find(|(fixture, _)| *fixture == name).map_or("", |(_, text)| text)
}

fn first(report: &rolescope::Report) -> [Decision; 1] {
    [report.steps.first().map_or(Decision::Error, |step| step.decision)]
}

#[divan::bench(args = NAMES)]
fn decide(bencher: Bencher<'_, '_>, name: &str) {
    let scenario = read(text(name));
    let compiled = Compiled::new(&scenario);
    let questions = compiled.steps();
    bencher.bench_local(|| {
        let decisions: [Decision; 1] = [black_box(&questions).first().map_or(Decision::Error, |asked| asked.decide())];
        hold(&decisions, Decision::Allowed);
    });
}

#[divan::bench(args = NAMES)]
fn explain(bencher: Bencher<'_, '_>, name: &str) {
    let scenario = read(text(name));
    let compiled = Compiled::new(&scenario);
    let mut questions = compiled.steps();
    bencher.bench_local(|| {
        let report = questions.first_mut().map(|asked| asked.explain());
        hold(&[report.as_ref().map_or(Decision::Error, |step| step.decision)], Decision::Allowed);
        report
    });
}

#[divan::bench(args = NAMES)]
fn text_to_report(bencher: Bencher<'_, '_>, name: &str) {
    bencher.bench_local(|| {
        let report = rolescope::analyze(&read(black_box(text(name))));
        hold(&first(&report), Decision::Allowed);
        report
    });
}

/// Ten policies on the caller, of which one is typed into.
#[divan::bench(args = NAMES)]
fn one_policy_edited_among_ten(bencher: Bencher<'_, '_>, name: &str) {
    let mut scenario = read(text(name));
    let pointer = ten_policies(&mut scenario);
    let mut readings = PolicyCache::default();
    readings.compile(&scenario);
    let mut edits = 0;
    bencher.bench_local(|| {
        edits += 1;
        if let Some(policy) = scenario.policy_mut(&pointer) {
            let text = format!("{}{}", policy.document.text().trim_end(), " ".repeat(1 + edits % 5));
            policy.document = Document::from_text(text);
        }
        let report = readings.compile(&scenario).report();
        hold(&first(&report), Decision::Allowed);
        report
    });
}

#[divan::bench(args = NAMES, sample_count = 20)]
fn a_thousand_requests(bencher: Bencher<'_, '_>, name: &str) {
    let scenario = repeated(text(name), 1_000);
    let compiled = Compiled::new(&scenario);
    bencher.bench_local(|| hold(&compiled.decisions(), Decision::Allowed));
}

/// Fills up the first caller's policies to ten and says where the last one is.
fn ten_policies(scenario: &mut Scenario) -> String {
    let Some(principal) = scenario.principals.first_mut() else { return String::new() };
    let policies = &mut principal.identity_policies;
    let copies: Vec<NamedPolicy> = policies.iter().cycle().take(10).cloned().collect();
    policies.extend(copies.into_iter().skip(policies.len()));
    format!("/principals/0/identityPolicies/{}", policies.len().saturating_sub(1))
}
