//! The part of a trace that decided, against a definition over the entries of the whole one.

use rolescope::report::{Decision, Effect, StepReport, TraceEntry, TraceKind, TraceScope, TraceVerdict};
use rolescope::{Compiled, Scenario};

use crate::files;

#[test]
fn a_deciding_trace_has_the_entries_that_decided_and_no_other() {
    let (mut alone, mut statements) = (0, 0);
    for (name, text) in files::scenarios() {
        let scenario = Scenario::from_json(&text).unwrap();
        let compiled = Compiled::new(&scenario);
        let whole = compiled.report();
        let deciding = compiled.report_with(TraceScope::Deciding);
        for (whole, deciding) in whole.steps.iter().zip(&deciding.steps) {
            let expected = expected(whole);
            assert!(agree(&deciding.trace, &expected), "{name}: {:#?} instead of {expected:#?}", deciding.trace);
            assert_eq!(deciding.trace.total(), entries(&deciding.trace), "{name}");
            alone += usize::from(entries(&deciding.trace) < entries(&whole.trace));
            statements += entries_of(&deciding.trace, TraceKind::Statement);
        }
    }
    assert!(alone > 700 && statements > 500, "{alone} shorter traces, {statements} statements");
}

#[test]
fn everything_else_in_a_report_is_the_same_whatever_part_of_the_trace_it_has() {
    for (name, text) in files::scenarios() {
        let scenario = Scenario::from_json(&text).unwrap();
        let compiled = Compiled::new(&scenario);
        let mut whole = compiled.report();
        assert_eq!(whole, compiled.report_with(TraceScope::All), "{name}");
        whole.steps.iter_mut().for_each(|step| step.trace = Vec::new().into());
        assert_eq!(whole, compiled.report_with(TraceScope::None), "{name}");
        let mut deciding = compiled.report_with(TraceScope::Deciding);
        deciding.steps.iter_mut().for_each(|step| step.trace = Vec::new().into());
        assert_eq!(whole, deciding, "{name}");
    }
}

/// An entry and what is expected below it.
#[derive(Debug)]
struct Expected<'t> {
    entry: &'t TraceEntry,
    /// `None` below a check: a report says of the first alone which gates decided.
    children: Option<Vec<Expected<'t>>>,
}

/// The entries of a step's whole trace that decided it.
fn expected(step: &StepReport) -> Vec<Expected<'_>> {
    let verdict = match step.decision {
        Decision::Allowed => TraceVerdict::Allows,
        Decision::ExplicitDeny => TraceVerdict::Denies,
        Decision::ImplicitDeny => TraceVerdict::Silent,
        Decision::Error => return step.trace.iter().map(all).collect(),
    };
    let ruled = step.trace.first().is_some_and(|entry| entry.kind == TraceKind::Rule);
    let decided = |entry: &&TraceEntry| match entry.kind {
        TraceKind::Check => !ruled && entry.verdict == verdict,
        TraceKind::Gate => entry.policy_type.is_some_and(|kind| step.decided_by.contains(&kind)),
        TraceKind::Rule => true,
        TraceKind::Level | TraceKind::Policy | TraceKind::Statement | TraceKind::Clause => false,
    };
    step.trace.iter().filter(decided).map(on_top).collect()
}

fn on_top(entry: &TraceEntry) -> Expected<'_> {
    let children = (entry.kind != TraceKind::Check).then(|| below_gate(entry, entry.verdict));
    Expected { entry, children }
}

fn all(entry: &TraceEntry) -> Expected<'_> {
    Expected { entry, children: Some(entry.children.iter().map(all).collect()) }
}

fn below_gate(above: &TraceEntry, gate: TraceVerdict) -> Vec<Expected<'_>> {
    let effects = [(TraceVerdict::Allows, Effect::Allow), (TraceVerdict::Denies, Effect::Deny)];
    let mut expected = Vec::new();
    for entry in &above.children {
        let decided = if entry.kind == TraceKind::Statement {
            let matched = entry.verdict != TraceVerdict::DoesNotMatch;
            matched && effects.iter().any(|(verdict, effect)| *verdict == gate && entry.effect == Some(*effect))
        } else {
            entry.kind == TraceKind::Clause || entry.verdict == gate
        };
        if decided {
            expected.push(Expected { entry, children: Some(below_gate(entry, gate)) });
        }
    }
    expected
}

fn agree(found: &[TraceEntry], expected: &[Expected<'_>]) -> bool {
    found.len() == expected.len() && found.iter().zip(expected).all(|(found, expected)| is_same(found, expected))
}

fn is_same(found: &TraceEntry, expected: &Expected<'_>) -> bool {
    let gate_of_check = |gate: &TraceEntry| {
        let same =
            |whole: &TraceEntry| bare(gate) == bare(whole) && agree(&gate.children, &below_gate(whole, whole.verdict));
        expected.entry.children.iter().any(same)
    };
    bare(found) == bare(expected.entry)
        && match &expected.children {
            Some(children) => agree(&found.children, children),
            None => found.children.iter().all(gate_of_check),
        }
}

/// An entry without what is below it.
fn bare(entry: &TraceEntry) -> TraceEntry {
    TraceEntry { children: Vec::new().into(), ..entry.clone() }
}

fn entries(trace: &[TraceEntry]) -> usize {
    trace.iter().map(|entry| 1 + entries(&entry.children)).sum()
}

fn entries_of(trace: &[TraceEntry], kind: TraceKind) -> usize {
    trace.iter().map(|entry| usize::from(entry.kind == kind) + entries_of(&entry.children, kind)).sum()
}
