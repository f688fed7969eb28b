use rolescope::report::{PolicyType, ReportedResource};

use super::*;

pub(crate) fn entry(kind: TraceKind, verdict: TraceVerdict, children: Vec<TraceEntry>) -> TraceEntry {
    TraceEntry {
        title: "x".to_owned(),
        kind,
        policy_type: None,
        verdict,
        effect: None,
        detail: None,
        why: None,
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
        cause: None,
        aws_message: None,
        decided_by: Vec::new(),
        nearest: None,
        not_in_scenario: Vec::new(),
        matched_statements: Vec::new(),
        context: rolescope::Map::new(),
        missing_context_keys: Vec::new(),
        decided_by_absent_keys: Vec::new(),
        left_out_claims: Vec::new(),
        warnings: Vec::new(),
        open_points: Vec::new(),
        session: None,
        trace: trace.into(),
        expected: None,
        met: None,
    }
}

pub(crate) fn at(pointer: &str, start: u32, end: u32, mut entry: TraceEntry) -> TraceEntry {
    entry.place = Some(Place { policy: "p".into(), pointer: pointer.into(), span: ByteSpan { start, end } });
    entry
}

fn clause(verdict: TraceVerdict) -> TraceEntry {
    entry(TraceKind::Clause, verdict, Vec::new())
}

/// A gate over a policy with two statements, of which the second came nearest.
fn unmatched() -> StepReport {
    let statement = |start, children| {
        at("/p", start, start + 30, entry(TraceKind::Statement, TraceVerdict::DoesNotMatch, children))
    };
    let fits = |start| at("/p", start, start + 4, clause(TraceVerdict::Matches));
    let misses = |start| at("/p", start, start + 4, clause(TraceVerdict::DoesNotMatch));
    let far = statement(0, vec![fits(1), fits(6), misses(11)]);
    let near = statement(30, vec![fits(31), misses(41)]);
    let nearest = near.place.clone();
    let policy = at("/p", 0, 100, entry(TraceKind::Policy, TraceVerdict::Silent, vec![far, near]));
    let step = step_report(Decision::ImplicitDeny, vec![entry(TraceKind::Gate, TraceVerdict::Silent, vec![policy])]);
    StepReport { nearest, ..step }
}

#[test]
fn without_a_match_the_page_points_at_what_stands_in_the_way_of_the_nearest_statement() {
    let step = unmatched();
    assert_eq!(deciding(&step).as_deref(), Some([0, 0, 1].as_slice()));
    assert_eq!(resting(&step).as_deref(), Some([0, 0, 1, 1].as_slice()));
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
