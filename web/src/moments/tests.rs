use rolescope::report::{Decision, StepReport};

use super::*;
use crate::focus::resting;
use crate::focus::tests::{at, entry, step_report};

fn statement(verdict: TraceVerdict) -> TraceEntry {
    let clause = |verdict| entry(TraceKind::Clause, verdict, Vec::new());
    entry(TraceKind::Statement, verdict, vec![clause(TraceVerdict::Matches), clause(TraceVerdict::DoesNotMatch)])
}

fn policy(verdicts: &[TraceVerdict]) -> TraceEntry {
    let silent = verdicts.iter().all(|verdict| *verdict == NO);
    let verdict = if silent { TraceVerdict::Silent } else { TraceVerdict::Allows };
    entry(TraceKind::Policy, verdict, verdicts.iter().copied().map(statement).collect())
}

fn gate(policies: Vec<TraceEntry>) -> TraceEntry {
    entry(TraceKind::Gate, TraceVerdict::Silent, policies)
}

const NO: TraceVerdict = TraceVerdict::DoesNotMatch;

/// A gate without say, and one of five policies with three statements each; the third policy has an Allow.
fn large() -> Trace {
    let policies = vec![
        policy(&[NO, NO, NO]),
        policy(&[NO, NO, NO]),
        policy(&[NO, TraceVerdict::Allows, NO]),
        policy(&[NO, NO, NO]),
        policy(&[NO]),
    ];
    vec![entry(TraceKind::Gate, TraceVerdict::NotApplicable, Vec::new()), gate(policies)].into()
}

fn looking(view: View) -> State {
    State { view, ..State::first_visit() }
}

fn said(trace: &Trace, spread: &[TracePath], depth: Depth) -> Vec<String> {
    let state = looking(View { spread: spread.to_vec(), ..View::default() });
    let folding = Folding::of(&state, trace, None, None);
    let moments = moments(trace, &folding, depth);
    moments.iter().map(|it| it.run.as_ref().map_or_else(|| format!("{:?}", it.path), Run::words)).collect()
}

#[test]
fn a_small_trace_plays_entry_by_entry_in_its_order() {
    let trace: Trace = vec![gate(vec![policy(&[NO])])].into();
    assert_eq!(said(&trace, &[], Depth::Everything), ["[0]", "[0, 0]", "[0, 0, 0]", "[0, 0, 0, 0]", "[0, 0, 0, 1]"]);
}

#[test]
fn a_large_trace_draws_together_what_does_not_match() {
    assert_eq!(
        said(&large(), &[], Depth::Everything),
        [
            "[0]",
            "[1]",
            "6 statements of 2 policies do not match",
            "[1, 2]",
            "[1, 2, 0]",
            "[1, 2, 0, 0]",
            "[1, 2, 0, 1]",
            "[1, 2, 1]",
            "[1, 2, 1, 0]",
            "[1, 2, 1, 1]",
            "[1, 2, 2]",
            "[1, 2, 2, 0]",
            "[1, 2, 2, 1]",
            "4 statements of 2 policies do not match",
        ]
    );
}

#[test]
fn a_run_that_is_spread_shows_its_policies_with_their_own_runs() {
    let said = said(&large(), &[[1, 0].as_slice().into()], Depth::Everything);
    assert_eq!(said[2..6], ["[1, 0]", "3 statements do not match", "[1, 1]", "3 statements do not match"]);
}

#[test]
fn what_decided_is_never_drawn_together_with_others() {
    let first = at("/p", 1, 2, statement(NO));
    let nearest = first.place.clone();
    let others = std::iter::repeat_n(NO, 30).map(statement);
    let statements = std::iter::once(first).chain(others).collect();
    let policy = entry(TraceKind::Policy, TraceVerdict::Silent, statements);
    let step = StepReport { nearest, ..step_report(Decision::ImplicitDeny, vec![gate(vec![policy])]) };
    let resting = resting(&step);
    let state = looking(View::default());
    let folding = Folding::of(&state, &step.trace, resting.as_ref(), None);
    let moments = moments(&step.trace, &folding, Depth::Everything);
    let resting = resting.unwrap();
    let at = position(&moments, &resting).unwrap();
    assert_eq!((moments[at].path.clone(), moments[at].run.clone()), (resting, None));
    assert_eq!(moments.last().unwrap().run.as_ref().unwrap().words(), "30 statements do not match");
}

/// A trace of this number of checks, each of seven gates.
fn checks(count: usize) -> Trace {
    let gates = || (0..7).map(|_| gate(Vec::new())).collect();
    (0..count).map(|_| entry(TraceKind::Check, TraceVerdict::Silent, gates())).collect::<Vec<_>>().into()
}

fn paths(trace: &Trace, state: &State, pointed: Option<&TracePath>) -> Vec<Vec<usize>> {
    let folding = Folding::of(state, trace, None, pointed);
    moments(trace, &folding, Depth::Everything).iter().map(|moment| moment.path.to_vec()).collect()
}

#[test]
fn of_very_many_entries_those_around_what_is_pointed_at_are_moments_and_one_leads_on() {
    let (trace, state) = (checks(20_000), looking(View::default()));
    let first = paths(&trace, &state, None);
    assert_eq!((first.len(), first.first(), first.last()), (51, Some(&vec![0]), Some(&vec![50])));
    let next: TracePath = [50].as_slice().into();
    let on = paths(&trace, &state, Some(&next));
    let at = on.iter().position(|path| **path == *next).unwrap();
    assert_eq!((at, &on[0], &on[2], on.last()), (1, &vec![49], &vec![50, 0], Some(&vec![100])));
    assert_eq!(on.len(), 1 + 50 + 7 + 1, "what is pointed at is open, nothing else is");
}

#[test]
fn a_list_of_statements_that_match_is_drawn_in_part_as_well() {
    let policy = policy(&[TraceVerdict::Allows; 3_000]);
    let trace: Trace = vec![gate(vec![policy])].into();
    let state = looking(View::default());
    let into: TracePath = [0, 0, 7].as_slice().into();
    assert_eq!(paths(&trace, &state, Some(&into)).len(), 2 + 50 * 3 + 1);
}

#[test]
fn at_the_depth_of_gates_the_gates_are_the_moments() {
    assert_eq!(said(&large(), &[], Depth::Gates), ["[0]", "[1]"]);
    let several: Trace = vec![entry(TraceKind::Check, TraceVerdict::Silent, vec![gate(vec![policy(&[NO])])])].into();
    assert_eq!(said(&several, &[], Depth::Gates), ["[0]", "[0, 0]"]);
}

#[test]
fn every_entry_is_shown_by_some_moment() {
    let trace = large();
    let state = looking(View::default());
    let folding = Folding::of(&state, &trace, None, None);
    let all = moments(&trace, &folding, Depth::Everything);
    let of = |path: &[usize]| position(&all, path).map(|at| all[at].path.to_vec());
    assert_eq!(of(&[1, 1, 2, 0]), Some(vec![1, 0]));
    assert_eq!(of(&[1, 2, 1, 0]), Some(vec![1, 2, 1, 0]));
    let gates = moments(&trace, &folding, Depth::Gates);
    assert_eq!(position(&gates, &[1, 2, 1, 0]), Some(1));
}

#[test]
fn numbers_lead_to_their_entries_and_back() {
    let trace = large();
    for wanted in 1..=count(&trace) {
        let path = numbered(&trace, wanted).unwrap();
        assert_eq!(number(&trace, &path), Some(wanted));
    }
    assert_eq!((numbered(&trace, 0), numbered(&trace, count(&trace) + 1)), (None, None));
    assert_eq!(number(&trace, &[1, 9]), None);
}
