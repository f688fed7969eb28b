//! Statements that decided a step, or came nearest to deciding it, and what to point at in them.

use rolescope::report::{
    Decision, Effect, MatchedStatement, Place, StepReport, TraceEntry, TraceKind, TraceVerdict, Why,
};

/// Most policies quoted for one step.
const LIMIT: usize = 3;

/// A statement to quote, and what to point at in it.
#[derive(Debug, PartialEq)]
pub(super) struct Mark {
    /// The whole statement, all of which is shown.
    pub(super) statement: Place,
    /// Spans that are underlined.
    pub(super) notes: Vec<Note>,
    /// Spans that are shown however long the statement is.
    pub(super) shown: Vec<Place>,
    /// Bearing on the decision.
    pub(super) bearing: Bearing,
}

/// Something underlined in a statement.
#[derive(Debug, PartialEq)]
pub(super) struct Note {
    pub(super) place: Place,
    pub(super) label: String,
}

/// Bearing of a statement on the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearing {
    /// It granted.
    Allows,
    /// It refused.
    Denies,
    /// It would have granted, but does not match.
    Misses,
}

/// The statements that decided; where an Allow is missing, the one that came nearest to granting, else those that
/// grant where it does not help.
pub(super) fn of(step: &StepReport) -> Vec<Mark> {
    let decided = |it: &MatchedStatement| step.decided_by.contains(&it.policy_type);
    match step.decision {
        Decision::Allowed => matched(step, Effect::Allow, decided, "this statement allows it"),
        Decision::ExplicitDeny => matched(step, Effect::Deny, decided, "this statement denies it"),
        Decision::ImplicitDeny => {
            let nearest = step.nearest.as_ref().and_then(|place| near_miss(&step.trace, place));
            nearest.map_or_else(
                || matched(step, Effect::Allow, |_| true, "this statement allows it, which is not enough here"),
                |mark| vec![mark],
            )
        }
        Decision::Error => Vec::new(),
    }
}

fn matched(step: &StepReport, effect: Effect, wanted: impl Fn(&MatchedStatement) -> bool, label: &str) -> Vec<Mark> {
    let bearing = match effect {
        Effect::Allow => Bearing::Allows,
        Effect::Deny => Bearing::Denies,
    };
    let mut marks: Vec<Mark> = Vec::new();
    for it in step.matched_statements.iter().filter(|it| it.effect == effect && wanted(it)) {
        if !marks.iter().any(|earlier| earlier.statement == it.place) {
            let note = Note { place: it.place.clone(), label: label.to_owned() };
            let met = met(&step.trace, &it.place);
            let (mut notes, mut shown) = (vec![note], Vec::new());
            match effect {
                Effect::Deny => notes.extend(met),
                Effect::Allow => shown = met.into_iter().map(|note| note.place).collect(),
            }
            marks.push(Mark { statement: it.place.clone(), notes, shown, bearing });
        }
    }
    marks.truncate(LIMIT);
    marks
}

/// Conditions and exceptions by which the statement at `place` applies.
fn met(trace: &[TraceEntry], place: &Place) -> Vec<Note> {
    let clauses = trace.iter().flat_map(|entry| match entry.kind {
        TraceKind::Statement if entry.place.as_ref() == Some(place) => {
            entry.children.iter().filter_map(exception).collect()
        }
        TraceKind::Check | TraceKind::Gate | TraceKind::Level | TraceKind::Policy => met(&entry.children, place),
        TraceKind::Statement | TraceKind::Clause | TraceKind::Rule => Vec::new(),
    });
    let mut notes: Vec<Note> = Vec::new();
    clauses.for_each(|note| {
        if !notes.contains(&note) {
            notes.push(note);
        }
    });
    notes
}

/// A clause that says more than what the statement is about.
#[expect(clippy::wildcard_enum_match_arm, reason = "the rest names what the statement is about")]
fn exception(clause: &TraceEntry) -> Option<Note> {
    let says_more = match clause.why.as_ref()? {
        Why::Compared { .. } | Why::KeyMissing { .. } | Why::KeyPresence { .. } | Why::QuantifiedNull { .. } => true,
        Why::PartlyListed { .. } | Why::CallerNotListed { .. } | Why::BoundaryOverridesNotPrincipal => true,
        Why::FitsNone { list, .. } => list.negated(),
        _ => false,
    };
    let label = clause.detail.clone().unwrap_or_else(|| clause.title.clone());
    says_more.then_some(Note { place: clause.place.clone()?, label })
}

/// Reason for which the statement at `place` does not grant, unless nothing of it fits.
fn near_miss(trace: &[TraceEntry], place: &Place) -> Option<Mark> {
    trace.iter().find_map(|entry| match entry.kind {
        TraceKind::Statement if entry.place.as_ref() == Some(place) => miss(entry, place),
        TraceKind::Check | TraceKind::Gate | TraceKind::Level | TraceKind::Policy => near_miss(&entry.children, place),
        TraceKind::Statement | TraceKind::Clause | TraceKind::Rule => None,
    })
}

fn miss(statement: &TraceEntry, place: &Place) -> Option<Mark> {
    let (failed, fitting): (Vec<&TraceEntry>, Vec<&TraceEntry>) =
        statement.children.iter().partition(|clause| clause.verdict == TraceVerdict::DoesNotMatch);
    if failed.is_empty() || fitting.is_empty() {
        return None;
    }
    let notes = failed
        .iter()
        .filter_map(|clause| {
            let label = clause.detail.clone().unwrap_or_else(|| clause.title.clone());
            Some(Note { place: clause.place.clone()?, label })
        })
        .collect();
    Some(Mark { statement: place.clone(), notes, shown: Vec::new(), bearing: Bearing::Misses })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn step(decision: &str, matched: Value, trace: Value) -> StepReport {
        serde_json::from_value(json!({
            "caller": "c", "action": "a", "resource": "r", "decision": decision, "reason": "",
            "decidedBy": ["identityBased"], "matchedStatements": matched, "context": {},
            "missingContextKeys": [], "trace": trace
        }))
        .unwrap()
    }

    fn place(start: u32) -> Value {
        json!({ "policy": "p", "pointer": "/x", "span": { "start": start, "end": start + 1 } })
    }

    fn matched(policy_type: &str, effect: &str, at: u32) -> Value {
        json!({ "policyType": policy_type, "policy": "p", "statement": 0, "effect": effect, "place": place(at) })
    }

    fn statement(at: u32, clauses: &[(&str, &str)]) -> Value {
        let clauses: Vec<Value> = clauses
            .iter()
            .map(|(title, verdict)| json!({ "title": title, "kind": "clause", "verdict": verdict, "place": place(at + 1) }))
            .collect();
        json!({ "title": "s", "kind": "statement", "verdict": "doesNotMatch", "place": place(at), "children": clauses })
    }

    fn gate(verdict: &str, statements: &[Value]) -> Value {
        let policy = json!({ "title": "p", "kind": "policy", "verdict": verdict, "children": statements });
        json!({ "title": "g", "kind": "gate", "verdict": verdict, "children": [policy] })
    }

    fn starts(marks: &[Mark]) -> Vec<u32> {
        marks.iter().map(|mark| mark.statement.span.start).collect()
    }

    #[test]
    fn an_allow_shows_only_statements_of_the_policies_that_granted() {
        let statements = json!([
            matched("resourceBased", "Allow", 1),
            matched("identityBased", "Allow", 2),
            matched("identityBased", "Allow", 2)
        ]);
        let marks = of(&step("allowed", statements, json!([])));
        assert_eq!((starts(&marks), marks[0].bearing), (vec![2], Bearing::Allows));
    }

    #[test]
    fn an_explicit_deny_shows_the_deny_and_not_the_allow() {
        let statements = json!([matched("identityBased", "Allow", 1), matched("identityBased", "Deny", 2)]);
        let marks = of(&step("explicitDeny", statements, json!([])));
        assert_eq!((starts(&marks), marks[0].notes[0].label.as_str()), (vec![2], "this statement denies it"));
    }

    fn with_nearest(at: u32, statements: &[Value]) -> Vec<Mark> {
        let nearest = serde_json::from_value(place(at)).ok();
        of(&StepReport { nearest, ..step("implicitDeny", json!([]), json!([gate("silent", statements)])) })
    }

    #[test]
    fn an_implicit_deny_shows_what_keeps_the_nearest_statement_from_granting() {
        let near = statement(10, &[("Action", "matches"), ("Resource", "doesNotMatch")]);
        let far = statement(20, &[("Action", "doesNotMatch"), ("Resource", "doesNotMatch"), ("Condition", "matches")]);
        let marks = with_nearest(10, &[far, near]);
        assert_eq!((starts(&marks), marks[0].notes[0].label.as_str()), (vec![10], "Resource"));
    }

    #[test]
    fn a_statement_of_which_nothing_fits_explains_nothing() {
        assert!(with_nearest(30, &[statement(30, &[("Action", "doesNotMatch")])]).is_empty());
    }

    #[test]
    fn without_a_near_miss_the_allow_that_is_not_enough_is_shown() {
        let marks = of(&step("implicitDeny", json!([matched("resourceBased", "Allow", 7)]), json!([])));
        assert_eq!((starts(&marks), marks[0].bearing), (vec![7], Bearing::Allows));
    }
}
