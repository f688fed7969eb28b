//! Points that AWS leaves open (semantics 11) and a decision hangs on: with another reading it would be another one.

mod clauses;
mod conditions;
mod values;

use iam_eval::{
    CallerKind, Decision, Flow, Gate, MatchedAs, MatchedWays, Relation, ResourcePolicyKind, StatementAt,
    StatementTrace, Verdict, combine, scps_allow,
};
use iam_syntax::{DiagnosticKind, Effect, Element};

use crate::decide::outcome::{CheckResult, Outcome};
use crate::english;
use crate::report::point::Point;
use crate::report::{OpenPoint, Refusal};
use crate::resolve::actor::Actor;
use crate::resolve::world::World;
use crate::scenario::Step;
pub(super) use clauses::AskedStatement;

/// A step that was decided.
pub(super) struct Decided<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) step: &'a Step,
    pub(super) actor: Option<&'a Actor<'a>>,
    pub(super) outcome: &'a Outcome<'a>,
}

/// A statement that another reading of a point turns, in the check of this position.
type Turn = (Point, usize, StatementAt);

impl Decided<'_> {
    /// The open points on which the decision hangs.
    pub(super) fn open_points(&self) -> Vec<OpenPoint> {
        let mut points: Vec<Point> = Vec::new();
        for (point, ..) in self.turns(may_matter) {
            add(point, &mut points);
        }
        // A point turns all its statements, also those that alone would change nothing.
        let turns = if points.is_empty() { Vec::new() } else { self.turns(|_, _| true) };
        points.retain(|point| self.hangs_on(*point, &turns));
        let mut tried = Vec::new();
        for (number, check) in self.outcome.checks.iter().enumerate() {
            for (point, flow) in self.between_gates(&check.result) {
                let evaluation = &check.result.evaluation;
                let otherwise = evaluation.owned_or(combine(&flow).decision);
                // Checks that come out alike change the whole alike.
                let trial = (point.id(), evaluation.decision, otherwise);
                if tried.contains(&trial) {
                    continue;
                }
                tried.push(trial);
                let other = self.outcome.decision_if(|at, evaluation| match at == number {
                    true => otherwise,
                    false => evaluation.decision,
                });
                if other != self.outcome.decision() {
                    add(point, &mut points);
                }
            }
        }
        points.into_iter().map(told).collect()
    }

    /// True if the decision would be another one if all statements came out as the point's other reading has it.
    fn hangs_on(&self, point: Point, turns: &[Turn]) -> bool {
        let other = self.outcome.decision_if(|number, evaluation| {
            let first = turns.partition_point(|(_, check, _)| *check < number);
            let of_check = turns.iter().skip(first).take_while(|(_, check, _)| *check == number);
            let of_point = of_check.filter(|(other, ..)| other.id() == point.id());
            let mut turned: Vec<StatementAt> = of_point.map(|(.., at)| *at).collect();
            turned.dedup();
            evaluation.decision_if_turned(&turned)
        });
        other != self.outcome.decision()
    }

    /// The statements that another reading turns, of those that are looked at.
    fn turns(&self, looked_at: fn(Decision, &StatementTrace) -> bool) -> Vec<Turn> {
        let mut turns = Vec::new();
        let (actor, step) = (self.actor, Some(self.step));
        for (number, check) in self.outcome.checks.iter().enumerate() {
            let result = &*check.result;
            for (at, gate, policy, traced) in result.evaluation.statements() {
                if !looked_at(result.evaluation.decision, traced) {
                    continue;
                }
                let (tree, clauses) = (self.world.parsed.tree(policy.policy), policy.clauses(traced));
                let Some(statement) = tree.statements.get(traced.position) else { continue };
                let gate = gate.gate;
                let asked =
                    AskedStatement { actor, step, request: &result.request, gate, tree, statement, traced, clauses };
                turns.extend(asked.points().into_iter().map(|point| (point, number, at)));
            }
        }
        turns
    }

    /// Points that lie in how the gates come together, each with what the gates would say in the other reading.
    fn between_gates(&self, check: &CheckResult) -> Vec<(Point, Flow)> {
        let (Some(flow), Some(actor)) = (check.evaluation.flow, self.actor) else { return Vec::new() };
        let across = flow.relation == Relation::CrossAccount;
        let trust = flow.resource_kind == ResourcePolicyKind::Trust && flow.relation == Relation::SameAccount;
        let named = |way| flow.named.has(way);
        let no_boundary = Flow { says: flow.says.with(Gate::Boundary, Verdict::NotApplicable), ..flow };
        let mut points = Vec::new();
        match &actor.caller.kind {
            CallerKind::FederatedUser { .. } if flow.says.of(Gate::Session) == Verdict::NotApplicable => {
                points.push((Point::Federated, Flow { federated_user: false, ..flow }));
            }
            CallerKind::User { .. } if trust && named(MatchedAs::User) => {
                points.push((Point::TrustBoundary, no_boundary))
            }
            CallerKind::Root { .. } if across => {
                points
                    .push((Point::ForeignRoot, Flow { says: flow.says.with(Gate::Identity, Verdict::Silent), ..flow }));
            }
            CallerKind::RoleSession { .. } if across && named(MatchedAs::Session) => {
                points.push((Point::SessionAcross, no_boundary));
            }
            CallerKind::WebIdentity { .. } | CallerKind::Saml { .. } if self.scps_would_stop(check, actor) => {
                points.push((
                    Point::TokenScps,
                    Flow { says: flow.says.with(Gate::ServiceControl, Verdict::Silent), ..flow },
                ));
            }
            _ => {}
        }
        if check.request.target.arn == "*" && flow.says.of(Gate::ResourceControl) != Verdict::NotApplicable {
            let says = flow.says.with(Gate::ResourceControl, Verdict::NotApplicable);
            points.push((Point::RcpWithoutResource, Flow { says, ..flow }));
        }
        if trust && (named(MatchedAs::User) || named(MatchedAs::Role) || named(MatchedAs::Session)) {
            points.push((Point::TrustAlone, Flow { named: MatchedWays::NONE, ..flow }));
        }
        points
    }

    /// True if the service control policies of the role's account would stop a caller who comes with a token.
    fn scps_would_stop(&self, check: &CheckResult, actor: &Actor<'_>) -> bool {
        let target = &check.request.target;
        let account = self.world.account(target.account.as_deref()).filter(|_| !target.in_management_account);
        let levels = account.and_then(|account| self.world.service_control(account));
        levels.is_some_and(|levels| !scps_allow(&levels, &check.request.with(&actor.caller)))
    }
}

fn add(point: Point, points: &mut Vec<Point>) {
    if !points.iter().any(|known| known.id() == point.id()) {
        points.push(point);
    }
}

/// True if the decision could be another one if this statement came out otherwise.
fn may_matter(decision: Decision, traced: &StatementTrace) -> bool {
    match (decision, traced.effect, traced.matched) {
        (Decision::Allowed, Effect::Allow, matched) | (Decision::ExplicitDeny, Effect::Deny, matched) => matched,
        (Decision::Allowed | Decision::ImplicitDeny, Effect::Deny, _)
        | (Decision::ImplicitDeny, Effect::Allow, false) => true,
        (Decision::ImplicitDeny, Effect::Allow, true) | (Decision::ExplicitDeny, Effect::Allow, _) => false,
    }
}

/// The open point that a refused step hangs on: nothing else refuses it, or keeps AWS from reading the policy.
pub(super) fn of_refusal(world: &World<'_>, refusal: &Refusal) -> Option<Point> {
    if let Refusal::MfaOfNoUser { of_role: true, .. } = refusal {
        return Some(Point::RoleMfaCode);
    }
    let Refusal::UnreadablePolicy(policy) = refusal else { return None };
    let read = world.parsed.policies().iter().find(|read| read.pointer == policy.place.pointer)?;
    let mut blocking =
        read.findings().filter(|(_, found)| found.kind.blocks()).map(|(_, found)| of_finding(&found.kind));
    let first = blocking.next()??;
    blocking.all(|point| point.is_some()).then_some(first)
}

fn of_finding(kind: &DiagnosticKind) -> Option<Point> {
    let (written, meant): (&str, &str) = match kind {
        DiagnosticKind::UnknownElement { name, meant: Some(meant) } => (name, meant.name()),
        DiagnosticKind::UnknownOperator { text, meant: Some(meant) } => (text, meant),
        DiagnosticKind::UnknownPrincipalType { name, meant: Some(meant) } => (name, meant),
        // Of elements AWS shows that they must not repeat.
        DiagnosticKind::DuplicateKey { key } => {
            return Element::ALL.iter().all(|element| element.name() != &**key).then_some(Point::Repeated);
        }
        _ => return None,
    };
    written.eq_ignore_ascii_case(meant).then_some(Point::NameCase)
}

/// The point as the report tells it.
pub(super) fn told(point: Point) -> OpenPoint {
    let text = english::open_points::text(point).to_owned();
    OpenPoint { id: point.id().to_owned(), rule: point.rule().to_owned(), text }
}
