use rolescope::{MatchedStatement, PolicyType, ReportedResource, RequestField};

use super::*;

pub(crate) fn entry(kind: TraceKind, verdict: TraceVerdict, children: Vec<TraceEntry>) -> TraceEntry {
    TraceEntry {
        title: "x".to_owned(),
        kind,
        policy_type: None,
        verdict,
        effect: (kind == TraceKind::Statement).then_some(Effect::Allow),
        detail: None,
        place: None,
        request: None,
        confidence: None,
        rule: None,
        children: children.into(),
    }
}

pub(crate) fn step_report(decision: Decision, trace: Vec<TraceEntry>) -> StepReport {
    StepReport {
        name: None,
        caller: String::new(),
        action: String::new(),
        resource: ReportedResource::One("*".to_owned()),
        decision,
        error: None,
        reason: String::new(),
        aws_message: None,
        decided_by: Vec::new(),
        matched_statements: Vec::new(),
        context: rolescope::Map::new(),
        missing_context_keys: Vec::new(),
        open_points: Vec::new(),
        session: None,
        trace: trace.into(),
        expected: None,
        met: None,
    }
}

fn at(pointer: &str, start: u32, end: u32, mut entry: TraceEntry) -> TraceEntry {
    entry.place = Some(Place { policy: "p".into(), pointer: pointer.into(), span: ByteSpan { start, end } });
    entry
}

fn clause(verdict: TraceVerdict) -> TraceEntry {
    entry(TraceKind::Clause, verdict, Vec::new())
}

fn statement(effect: Effect, start: u32, children: Vec<TraceEntry>) -> TraceEntry {
    let statement = entry(TraceKind::Statement, TraceVerdict::DoesNotMatch, children);
    TraceEntry { effect: Some(effect), ..at("/p", start, start + 30, statement) }
}

/// A gate over a policy with four statements: the first is far, the second near, the third a Deny that fits even more, and
/// the fourth an Allow that matches, as of another level.
fn unmatched() -> StepReport {
    let fits = |start| at("/p", start, start + 4, clause(TraceVerdict::Matches));
    let misses = |start| at("/p", start, start + 4, clause(TraceVerdict::DoesNotMatch));
    let far = statement(Effect::Allow, 0, vec![misses(1), misses(11)]);
    let near = statement(Effect::Allow, 30, vec![fits(31), misses(41)]);
    let denying = statement(Effect::Deny, 60, vec![fits(61), fits(66), misses(71)]);
    let passing =
        TraceEntry { verdict: TraceVerdict::Allows, ..statement(Effect::Allow, 90, vec![fits(91), fits(96)]) };
    let policy = at("/p", 0, 120, entry(TraceKind::Policy, TraceVerdict::Silent, vec![far, near, denying, passing]));
    step_report(Decision::ImplicitDeny, vec![entry(TraceKind::Gate, TraceVerdict::Silent, vec![policy])])
}

#[test]
fn without_a_match_the_page_points_at_what_stands_in_the_way_of_the_nearest_statement() {
    let step = unmatched();
    assert_eq!(deciding(&step).as_deref(), Some([0, 0, 1].as_slice()));
    assert_eq!(resting(&step).as_deref(), Some([0, 0, 1, 1].as_slice()));
}

#[test]
fn an_allow_for_the_action_is_nearer_than_one_that_fails_in_less() {
    let action = |verdict| {
        let request = RequestField { field: "action".into(), value: None };
        TraceEntry { request: Some(request), ..clause(verdict) }
    };
    let failing = clause(TraceVerdict::DoesNotMatch);
    let other = statement(Effect::Allow, 0, vec![action(TraceVerdict::DoesNotMatch)]);
    let named = statement(Effect::Allow, 30, vec![action(TraceVerdict::Matches), failing.clone(), failing]);
    let step =
        step_report(Decision::ImplicitDeny, vec![entry(TraceKind::Gate, TraceVerdict::Silent, vec![other, named])]);
    assert_eq!(deciding(&step).as_deref(), Some([0, 1].as_slice()));
}

#[test]
fn the_statement_that_decided_wins_over_one_with_more_matching_elements() {
    let mut step = unmatched();
    step.decision = Decision::ExplicitDeny;
    step.decided_by = vec![PolicyType::IdentityBased];
    let far = entry_at(&step.trace, &[0, 0, 0]).unwrap();
    step.matched_statements = vec![MatchedStatement {
        policy_type: PolicyType::IdentityBased,
        policy: "p".into(),
        statement: 0,
        sid: None,
        effect: Effect::Deny,
        place: far.place.clone().unwrap(),
    }];
    assert_eq!(deciding(&step).as_deref(), Some([0, 0, 0].as_slice()));
}

#[test]
fn an_entry_lights_its_span_its_statement_and_the_gutter() {
    let step = unmatched();
    let path: TracePath = [0, 0, 1, 1].as_slice().into();
    assert_eq!(
        lights(&step, Some(&path), "/p"),
        Lights {
            lines: Some((ByteSpan { start: 30, end: 60 }, Tone::Nothing)),
            lit: Some((ByteSpan { start: 41, end: 45 }, Tone::Nothing)),
            glyphs: vec![(41, Tone::Nothing), (31, Tone::Allow)],
        }
    );
}

#[test]
fn nothing_is_lit_in_other_policies_or_for_a_path_that_leads_nowhere() {
    let step = unmatched();
    let path: TracePath = [0, 0, 1, 1].as_slice().into();
    assert_eq!(lights(&step, Some(&path), "/q"), Lights::default());
    assert_eq!(lights(&step, Some(&[7].as_slice().into()), "/p"), Lights::default());
    assert_eq!(lights(&step, None, "/p"), Lights::default());
}

#[test]
fn a_policy_is_told_by_its_own_entry() {
    let step = unmatched();
    assert_eq!((policy_tone(&step, "/p"), policy_tone(&step, "/q")), (Some(Tone::Nothing), None));
}
