//! What AWS leaves open (semantics 11) and a decision hangs on.

use iam_eval::{
    Applies, CallerKind, ClauseTrace, Decision, Element, Gate, GateTrace, Missing, Named, NotApplicable, Verdict, Way,
    Why, resource_but_for_case, value_but_for_case,
};
use iam_syntax::{Condition, Effect, OperatorKind, Policy, PrincipalValue, Quantifier, Statement};

use crate::actor::Actor;
use crate::call::Weighed;
use crate::report::{Confidence, OpenPoint};
use crate::shelf::Shelf;

/// An open point: its id, the rule that holds the decision taken, and what is open.
type Point = (&'static str, &'static str, &'static str);

const NO_VERSION: Point = ("C-01", "GR-10", "AWS says two things of a missing Version; here `${…}` is plain text.");
const SCP_RESOURCE: Point =
    ("C-02", "GR-33", "AWS contradicts itself on a Resource other than `*` in an SCP's Allow; here it counts.");
const USER_CASE: Point = ("C-05", "MR-02", "AWS has changed its mind on case in user names; here it counts.");
const BOOL_VARIABLE: Point = ("C-06", "VA-06", "AWS says two things of variables under Bool; here they are replaced.");
const ONE_UNRESOLVED: Point = (
    "C-07",
    "VA-08",
    "AWS does not say whether one variable without value spoils the whole list; here the other values count.",
);
const TAG_CASE: Point = ("C-08", "CO-05", "AWS has changed its mind on case in tag values; here it counts.");
const SEVERAL: Point =
    ("C-09", "CO-20", "AWS does not say what several values without a set operator do; here they never match.");
const NO_VALUES: Point =
    ("C-10", "CO-22", "AWS says two things of an empty list of values; here the statement has no effect.");
const NOT_LIKE: Point =
    ("C-11", "CO-16", "AWS's table and text differ on ForAllValues:StringNotLike; here the text holds.");
const FEDERATED: Point =
    ("C-12", "ST-40", "AWS says two things of federated users without session policy; here only direct grants count.");
const TRUST_BOUNDARY: Point = (
    "C-13",
    "EV-55",
    "AWS says two things of a boundary that is silent on a user the trust policy names; here it must allow.",
);
const ROLE_MFA: Point = ("C-15", "ST-27", "AWS says two things of MFA keys in role sessions; here they say `false`.");
const OVERFLOW: Point =
    ("C-18", "MR-05", "AWS says little of a `*` that runs past colons; here the last one of a field may.");
const SPARED_SESSION: Point =
    ("C-19", "PR-32", "AWS says two things of NotPrincipal and role sessions; here the session must be listed too.");
const EMPTY_STRING: Point =
    ("C-22", "CO-13", "AWS does not say whether an empty string is a value for Null; here it is.");
const ANY_NEGATED: Point =
    ("C-24", "CO-15", "AWS does not say what a negated ForAnyValue makes of a missing key; here it is false.");
const STAR_TOKENS: Point =
    ("C-25", "PR-17", "AWS does not say whether `*` names whoever comes with a token; here it does not.");
const TRUST_ALONE: Point =
    ("C-26", "EV-51", "Reports differ on a user whom a trust policy names; here that is enough.");
const FOREIGN_ROOT: Point =
    ("C-28", "EV-24", "AWS does not say what the root user of another account needs on its own side; here nothing.");
const SESSION_ACROSS: Point =
    ("C-29", "EV-21", "AWS does not say whether a boundary limits a session named across accounts; here it does.");
const NOT_RESOURCE: Point = (
    "C-30",
    "MR-10",
    "AWS's sentence on NotResource and a variable without value can be read two ways; here it excludes nothing.",
);
const BARE_STAR: Point = ("C-31", "CO-40", "AWS does not say whether `*` alone fits as an ARN; here it fits any.");

/// How sure a rule is; `None` when AWS documents it plainly.
pub(super) fn confidence(rule: &str) -> Option<Confidence> {
    match rule {
        "EV-90" | "EV-91" | "EV-92" | "MR-05" | "VA-08" | "CO-13" | "CO-35" | "CO-40" | "PR-17" | "PR-32" | "PR-33"
        | "MR-10" => Some(Confidence::OurReading),
        "EV-17" | "CO-20" | "CO-22" | "ST-27" | "EV-55" | "VA-06" => Some(Confidence::Disputed),
        "EV-14" | "GR-21" | "GR-25" => Some(Confidence::Observed),
        _ => None,
    }
}

/// The open points on which the decision of this check hangs.
pub(super) fn of(shelf: &Shelf, actor: Option<&Actor<'_>>, check: &Weighed, found: &mut Vec<OpenPoint>) {
    let mut points = Vec::new();
    for gate in &check.evaluation.gates {
        in_gate(shelf, actor, check, gate, &mut points);
    }
    points.extend(between_gates(actor, check));
    for (id, rule, text) in points {
        if !found.iter().any(|point| point.id == id) {
            found.push(OpenPoint { id: id.to_owned(), rule: rule.to_owned(), text: text.to_owned() });
        }
    }
}

/// Statements of a gate that an open point keeps or lets match, where that bears on the decision.
fn in_gate(shelf: &Shelf, actor: Option<&Actor<'_>>, check: &Weighed, gate: &GateTrace, points: &mut Vec<Point>) {
    let policies = || gate.levels.iter().flat_map(|level| &level.policies);
    let matching = |effect| {
        policies().flat_map(|policy| &policy.statements).filter(|other| other.matched && other.effect == effect).count()
    };
    for policy in policies() {
        let tree = shelf.tree(policy.policy);
        for traced in &policy.statements {
            let decision = check.evaluation.decision;
            let bears = match (decision, traced.effect, traced.matched) {
                // Where another statement says the same, this one decides nothing.
                (Decision::Allowed, Effect::Allow, true) | (Decision::ExplicitDeny, Effect::Deny, true) => {
                    matching(traced.effect) == 1
                }
                (Decision::Allowed | Decision::ImplicitDeny, Effect::Deny, false)
                | (Decision::ImplicitDeny, Effect::Allow, false) => true,
                (Decision::Allowed, Effect::Allow, false)
                | (Decision::Allowed | Decision::ImplicitDeny, Effect::Deny, true)
                | (Decision::ImplicitDeny, Effect::Allow, true)
                | (Decision::ExplicitDeny, Effect::Allow, _)
                | (Decision::ExplicitDeny, Effect::Deny, false) => false,
            };
            let (true, Some(statement)) = (bears, tree.statements.get(traced.position)) else { continue };
            let own = policy.clauses(traced);
            let clauses = own.iter().filter(|clause| traced.matched || alone(own, clause));
            points.extend(clauses.filter_map(|clause| in_clause(tree, statement, clause, actor, check, gate)));
        }
    }
}

/// Whether a statement hangs on this element: all others fit.
fn alone(clauses: &[ClauseTrace], clause: &ClauseTrace) -> bool {
    !clause.matched && clauses.iter().filter(|other| !other.matched).count() == 1
}

fn in_clause(
    tree: &Policy,
    statement: &Statement,
    clause: &ClauseTrace,
    actor: Option<&Actor<'_>>,
    check: &Weighed,
    gate: &GateTrace,
) -> Option<Point> {
    match clause.element {
        Element::Action => None,
        Element::Principal => in_principal(statement, clause, actor),
        Element::Resource => in_resource(tree, statement, clause, check, gate),
        Element::Condition(at) => in_condition(tree, statement.conditions.get(at)?, clause, actor, check),
    }
}

fn in_principal(statement: &Statement, clause: &ClauseTrace, actor: Option<&Actor<'_>>) -> Option<Point> {
    let token = actor
        .is_some_and(|actor| matches!(actor.caller.kind, CallerKind::WebIdentity { .. } | CallerKind::Saml { .. }));
    let everyone = || {
        statement
            .principal
            .as_ref()
            .is_some_and(|principal| principal.items.iter().any(|item| item.value == PrincipalValue::Everyone))
    };
    match &clause.why {
        Why::PartlyListed { lacking, .. } if *lacking == Named::only(Way::Session) => Some(SPARED_SESSION),
        Why::NoneFits if token && everyone() => Some(STAR_TOKENS),
        _ => None,
    }
}

fn in_resource(
    tree: &Policy,
    statement: &Statement,
    clause: &ClauseTrace,
    check: &Weighed,
    gate: &GateTrace,
) -> Option<Point> {
    let resource = statement.resource.as_ref()?;
    let arn = check.facts.target.arn.as_str();
    let texts = || resource.items.iter().map(|item| &*item.value.text);
    if tree.version_span.is_none() && texts().any(|text| text.contains("${")) {
        return Some(NO_VERSION);
    }
    match &clause.why {
        Why::Unresolved(_) if resource.negated => Some(NOT_RESOURCE),
        Why::Fits(at) => {
            let pattern = &resource.items.get(*at)?.value;
            let whole = &*pattern.text == "*";
            // Fewer fields than the ARN has: a star stands for the colons.
            if !whole && pattern.sixth_field.is_none() && arn != "*" {
                return Some(OVERFLOW);
            }
            (!whole && gate.gate == Gate::ServiceControl && statement.effect.value == Effect::Allow)
                .then_some(SCP_RESOURCE)
        }
        Why::NoneFits if arn.contains(":user/") => {
            let fits = resource.items.iter().any(|item| resource_but_for_case(&item.value, arn, &check.facts.context));
            fits.then_some(USER_CASE)
        }
        _ => None,
    }
}

fn in_condition(
    tree: &Policy,
    entry: &Condition,
    clause: &ClauseTrace,
    actor: Option<&Actor<'_>>,
    check: &Weighed,
) -> Option<Point> {
    let operator = entry.operator.value;
    let key = &*entry.key.value.lower;
    let has_variable = entry.values.iter().any(|value| value.value.text.contains("${"));
    if has_variable && tree.version_span.is_none() {
        return Some(NO_VERSION);
    }
    let values = check.facts.context.values(key).map_or(&[][..], iam_eval::Values::as_slice);
    let role = actor.is_some_and(|actor| matches!(actor.caller.kind, CallerKind::RoleSession { .. }));
    let derived = || {
        let of_key = |entry: &&iam_eval::Entry| entry.key.eq_ignore_ascii_case(key);
        check.facts.context.entries().iter().find(of_key).is_some_and(|entry| entry.origin == iam_eval::Origin::Derived)
    };
    if key == "aws:multifactorauthpresent" && role && derived() {
        return Some(ROLE_MFA);
    }
    match &clause.why {
        Why::SeveralValues => Some(SEVERAL),
        Why::NoValues if operator.quantifier.is_none() && !operator.if_exists => Some(NO_VALUES),
        Why::Missing(Missing::FailsForAny) if operator.kind.negated() => Some(ANY_NEGATED),
        Why::Presence { present: true } if values == [String::new()] => Some(EMPTY_STRING),
        Why::Compared(compared) => {
            let value = values.get(compared.request).map_or("", String::as_str);
            let equal = compared.policy.and_then(|at| entry.values.get(at)).map(|value| &*value.value.text);
            if operator.quantifier == Some(Quantifier::ForAllValues) && operator.kind == OperatorKind::StringNotLike {
                return Some(NOT_LIKE);
            }
            if operator.kind == OperatorKind::Bool && has_variable {
                return Some(BOOL_VARIABLE);
            }
            if compared.unresolved.is_some() && entry.values.len() > 1 {
                return Some(ONE_UNRESOLVED);
            }
            if super::compare::is_arn(operator.kind) && equal == Some("*") {
                return Some(BARE_STAR);
            }
            let tag = key.contains("tag/") && equal.is_none();
            (tag && value_but_for_case(entry, value, &check.facts.context).is_some()).then_some(TAG_CASE)
        }
        _ => None,
    }
}

/// Points that lie in how the gates come together.
fn between_gates(actor: Option<&Actor<'_>>, check: &Weighed) -> Option<Point> {
    let evaluation = &check.evaluation;
    let kind = &actor?.caller.kind;
    let gate = |wanted: Gate| evaluation.gates.iter().find(|traced| traced.gate == wanted);
    let blocks = |gate| evaluation.decision == Decision::ImplicitDeny && evaluation.decided_by.contains(&gate);
    let named = gate(Gate::Trust).or(gate(Gate::Resource)).map_or(Named::NONE, |traced| traced.named);
    let across = check.facts.caller_account.is_some() && check.facts.caller_account != check.facts.target.account;
    let trusts = gate(Gate::Trust).is_some_and(|traced| traced.verdict == Verdict::Allows);
    let no_session_policy =
        gate(Gate::Session).is_some_and(|traced| traced.applies == Applies::No(NotApplicable::NoPolicy));
    let user = trusts && named.has(Way::User) && !across;
    match kind {
        CallerKind::FederatedUser { .. } if no_session_policy && blocks(Gate::Session) => Some(FEDERATED),
        CallerKind::User { .. } if user && blocks(Gate::Boundary) => Some(TRUST_BOUNDARY),
        CallerKind::User { .. } if user && evaluation.decided_by == [Gate::Trust] => Some(TRUST_ALONE),
        CallerKind::Root { .. } if across && evaluation.decision == Decision::Allowed => Some(FOREIGN_ROOT),
        CallerKind::RoleSession { .. } if across && named.has(Way::Session) && blocks(Gate::Boundary) => {
            Some(SESSION_ACROSS)
        }
        _ => None,
    }
}
