//! Answers of AWS to a caller that it turns away, in its own wording (EV-08).

use iam_eval::{Decision, Gate};

use crate::decide::outcome::{Outcome, Weighed};

/// `User: … is not authorized to perform: …`; nothing for an allowed step.
pub(crate) fn message(outcome: &Outcome<'_>) -> Option<String> {
    let check = outcome.deciding()?;
    let first = check.evaluation.decided_by.first().filter(|_| outcome.rule.is_none());
    let why = match outcome.decision() {
        Decision::Allowed => return None,
        Decision::ExplicitDeny => first.map(|gate| with_explicit_deny(*gate)),
        Decision::ImplicitDeny => first.map(|gate| because_silent(*gate, check)),
    };
    let (caller, action) = (&check.facts.caller, &check.facts.action.text);
    let resource = match check.facts.target.arn.as_str() {
        "*" => String::new(),
        arn => format!(" on resource: {arn}"),
    };
    Some(format!("User: {caller} is not authorized to perform: {action}{resource}{}", why.unwrap_or_default()))
}

fn with_explicit_deny(gate: Gate) -> String {
    let kind = gate.name();
    let article = if kind.starts_with('i') { "an" } else { "a" };
    format!(" with an explicit deny in {article} {kind}")
}

fn because_silent(gate: Gate, check: &Weighed) -> String {
    format!(" because no {} allows the {} action", gate.name(), check.facts.action.text)
}
