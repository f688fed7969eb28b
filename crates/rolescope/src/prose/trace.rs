//! The trace as a list of titled entries.

use std::sync::Arc;

use iam_eval::{ClauseTrace, Gate, GateTrace, LevelTrace, PolicyTrace, StatementTrace, Verdict};
use iam_syntax::Effect;

mod gate;

#[cfg(feature = "notes")]
use super::confidence::of_element;
use super::{clause, words};
use crate::call::{CallerSort, Rule, Weighed};
use crate::evidence::{Evidence, Node};
use crate::report::{Confidence, Trace, TraceEntry, TraceKind, TraceVerdict};
use crate::shared::SharedText;
use crate::shelf::Shelf;

/// The entries below a node of a step's evidence: what a call asked and how it came out, one floor of the trace.
pub(crate) fn below(evidence: &Arc<Evidence>, node: Node) -> Vec<TraceEntry> {
    Floor { evidence }.entries(node).unwrap_or_default()
}

/// Appends each policy that was asked once, with what it said first.
pub(crate) fn policies(evidence: &Evidence, found: &mut Vec<(SharedText, TraceVerdict)>) {
    for policy in first_asked(evidence) {
        let pointer = evidence.shelf.policy(policy.policy).map(|read| read.pointer.clone());
        found.extend(pointer.map(|pointer| (pointer, verdict(policy.verdict))));
    }
}

/// Appends the condition keys in each policy that was asked.
pub(crate) fn asked_keys<'e>(evidence: &'e Evidence, found: &mut Vec<&'e str>) {
    for policy in first_asked(evidence) {
        let conditions = evidence.shelf.tree(policy.policy).statements.iter().flat_map(|it| &it.conditions);
        found.extend(conditions.map(|condition| &*condition.key.value.text));
    }
}

/// The policies that were asked, each where it was asked first.
fn first_asked(evidence: &Evidence) -> impl Iterator<Item = &PolicyTrace> {
    let mut seen = vec![false; evidence.shelf.policies().len()];
    evidence.asked().filter(move |policy| {
        let place = seen.get_mut(policy.policy.0 as usize);
        place.is_some_and(|seen| !std::mem::replace(seen, true))
    })
}

fn rule(rule: Rule) -> TraceEntry {
    let (title, verdict, detail, id) = match rule {
        Rule::CallerIdentity => (
            "No permission needed",
            TraceVerdict::Allows,
            "Everybody may ask who they are; no policy can grant or deny it.",
            "EV-80",
        ),
        Rule::OwnSession => (
            "No permission needed",
            TraceVerdict::Allows,
            "A user may ask for a session of their own; it can do what the user can.",
            "EV-83",
        ),
        Rule::RootUser => (
            "Root user",
            TraceVerdict::Denies,
            "The root user of an account cannot assume a role, whatever the trust policy says.",
            "EV-60",
        ),
    };
    entry(TraceKind::Rule, title, verdict, Some(detail.to_owned()), Some(id))
}

/// Writes one floor at a time. A node that is not there has no entries.
struct Floor<'e> {
    evidence: &'e Arc<Evidence>,
}

impl Floor<'_> {
    fn entries(&self, node: Node) -> Option<Vec<TraceEntry>> {
        Some(match node {
            Node::Step => self.step()?,
            Node::Check { check } => self.gates(check)?,
            Node::Gate { check, gate } => self.levels(check, gate)?,
            Node::Level { check, gate, level } => self.policies(check, gate, level)?,
            Node::Policy { check, gate, level, policy } => self.statements(check, gate, level, policy)?,
            Node::Statement { check, gate, level, policy, statement } => {
                self.clauses(check, gate, level, policy, statement)?
            }
        })
    }

    fn check(&self, check: usize) -> Option<&Weighed> {
        self.evidence.checks.get(check).map(|check| &**check)
    }

    fn gate(&self, check: usize, gate: usize) -> Option<&GateTrace> {
        self.check(check)?.evaluation.gates.get(gate)
    }

    fn policy(&self, check: usize, gate: usize, level: usize, policy: usize) -> Option<&PolicyTrace> {
        self.gate(check, gate)?.levels.get(level)?.policies.get(policy)
    }

    fn children(&self, node: Node) -> Trace {
        Trace::below(self.evidence.clone(), node)
    }

    /// The gates, under one entry a check where there are several.
    fn step(&self) -> Option<Vec<TraceEntry>> {
        let mut entries: Vec<TraceEntry> = self.evidence.rule.map(rule).into_iter().collect();
        match self.evidence.checks.as_slice() {
            [_] => entries.extend(self.gates(0)?),
            checks => entries.extend(checks.iter().enumerate().map(|(at, check)| TraceEntry {
                children: self.children(Node::Check { check: at }),
                ..one_of_several(check)
            })),
        }
        Some(entries)
    }

    fn gates(&self, at: usize) -> Option<Vec<TraceEntry>> {
        let check = self.check(at)?;
        let gate = |(gate, traced): (usize, &GateTrace)| {
            let (detail, id) = gate::why_it_applies(check, traced);
            let entry = entry(TraceKind::Gate, words::title(traced.gate), verdict(traced.verdict), detail, id);
            let children = self.children(Node::Gate { check: at, gate });
            // Of services AWS only says that SCPs bind users and roles, and of an empty list of levels nothing.
            let service = id == Some("EV-31") && check.facts.sort == CallerSort::Service;
            let reading = (service || id == Some("EV-34")) && cfg!(feature = "notes");
            let confidence = if reading { Some(Confidence::OurReading) } else { entry.confidence };
            TraceEntry { policy_type: Some(super::policy_type(traced.gate)), children, confidence, ..entry }
        };
        let mut entries: Vec<TraceEntry> = check.evaluation.gates.iter().enumerate().map(gate).collect();
        if let Some(owned) = check.evaluation.owned {
            let (detail, id) = super::reason::owned(owned);
            let detail = Some(format!("{detail}."));
            entries.push(entry(TraceKind::Rule, "Owned by AWS", TraceVerdict::Denies, detail, Some(id)));
        }
        Some(entries)
    }

    /// The levels of the organization, or the policies of a gate without levels.
    fn levels(&self, check: usize, gate: usize) -> Option<Vec<TraceEntry>> {
        let traced = self.gate(check, gate)?;
        if !matches!(traced.gate, Gate::ResourceControl | Gate::ServiceControl) {
            let each = (0..traced.levels.len()).filter_map(|level| self.policies(check, gate, level));
            return Some(each.flatten().collect());
        }
        let level = |(level, traced): (usize, &LevelTrace)| TraceEntry {
            children: self.children(Node::Level { check, gate, level }),
            ..self.level(traced)
        };
        Some(traced.levels.iter().enumerate().map(level).collect())
    }

    fn level(&self, traced: &LevelTrace) -> TraceEntry {
        let first = traced.policies.first().and_then(|policy| self.evidence.shelf.policy(policy.policy));
        let title = first.map_or_else(|| format!("Level {}", traced.level + 1), |read| read.owner.to_string());
        entry(TraceKind::Level, title, verdict(traced.verdict), None, Some("EV-32"))
    }

    fn policies(&self, check: usize, gate: usize, level: usize) -> Option<Vec<TraceEntry>> {
        let shelf = &self.evidence.shelf;
        let policy = |(policy, traced): (usize, &PolicyTrace)| {
            let title = shelf.policy(traced.policy).map_or("", |read| &*read.name);
            TraceEntry {
                place: shelf.place(traced.policy, shelf.tree(traced.policy).span),
                children: self.children(Node::Policy { check, gate, level, policy }),
                ..entry(TraceKind::Policy, title, verdict(traced.verdict), None, None)
            }
        };
        let traced = self.gate(check, gate)?.levels.get(level)?;
        Some(traced.policies.iter().enumerate().map(policy).collect())
    }

    fn statements(&self, check: usize, gate: usize, level: usize, policy: usize) -> Option<Vec<TraceEntry>> {
        let traced = self.policy(check, gate, level, policy)?;
        let weighed = self.check(check)?;
        let entry = |(statement, found): (usize, &StatementTrace)| TraceEntry {
            children: self.children(Node::Statement { check, gate, level, policy, statement }),
            ..self::statement(&self.evidence.shelf, weighed, traced, found)
        };
        Some(traced.statements.iter().enumerate().map(entry).collect())
    }

    fn clauses(
        &self,
        check: usize,
        gate: usize,
        level: usize,
        policy: usize,
        statement: usize,
    ) -> Option<Vec<TraceEntry>> {
        let shelf = &self.evidence.shelf;
        let (weighed, policy) = (self.check(check)?, self.policy(check, gate, level, policy)?);
        let traced = policy.statements.get(statement)?;
        let statement = shelf.tree(policy.policy).statements.get(traced.position)?;
        #[cfg(feature = "notes")]
        let asked_by = self.gate(check, gate)?.gate;
        let clause = |found: &ClauseTrace| {
            let (title, detail, request, rule) = clause::describe(statement, found, weighed);
            let verdict = if found.matched { TraceVerdict::Matches } else { TraceVerdict::DoesNotMatch };
            let place = shelf.place(policy.policy, found.span);
            #[cfg(feature = "notes")]
            let (rule, confidence) = of_element(shelf, weighed, asked_by, policy, traced, found, rule);
            #[cfg(not(feature = "notes"))]
            let confidence = None;
            let entry = entry(TraceKind::Clause, title, verdict, detail, rule);
            TraceEntry { place, request, confidence, ..entry }
        };
        Some(policy.clauses(traced).iter().map(clause).collect())
    }
}

fn one_of_several(check: &Weighed) -> TraceEntry {
    let verdict = match check.evaluation.decision {
        iam_eval::Decision::Allowed => TraceVerdict::Allows,
        iam_eval::Decision::ExplicitDeny => TraceVerdict::Denies,
        iam_eval::Decision::ImplicitDeny => TraceVerdict::Silent,
    };
    let title = format!("{} on {}", check.facts.action.text, check.facts.target.arn);
    entry(TraceKind::Check, title, verdict, None, Some("EV-07"))
}

fn statement(shelf: &Shelf, check: &Weighed, policy: &PolicyTrace, traced: &StatementTrace) -> TraceEntry {
    let effect = match traced.effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    };
    let verdict = match (traced.matched, traced.effect) {
        (false, _) => TraceVerdict::DoesNotMatch,
        (true, Effect::Allow) => TraceVerdict::Allows,
        (true, Effect::Deny) => TraceVerdict::Denies,
    };
    let Some(statement) = shelf.tree(policy.policy).statements.get(traced.position) else {
        return entry(TraceKind::Statement, effect, verdict, None, None);
    };
    let detail = match (traced.matched, traced.effect) {
        (false, _) => clause::misses(statement, policy.clauses(traced), check),
        (true, Effect::Allow) => Some("Every part of it matches, so it allows the call.".to_owned()),
        (true, Effect::Deny) => Some("Every part of it matches, so it denies the call.".to_owned()),
    };
    let title = match &statement.sid {
        Some(sid) if !sid.value.is_empty() => format!("{effect} · {}", sid.value),
        Some(_) | None => format!("{effect} · statement {}", statement.index + 1),
    };
    TraceEntry {
        effect: Some(super::effect(traced.effect)),
        place: shelf.place(policy.policy, traced.span),
        ..entry(TraceKind::Statement, title, verdict, detail, None)
    }
}

fn verdict(verdict: Verdict) -> TraceVerdict {
    match verdict {
        Verdict::Allows => TraceVerdict::Allows,
        Verdict::Denies => TraceVerdict::Denies,
        Verdict::Silent => TraceVerdict::Silent,
        Verdict::NotApplicable => TraceVerdict::NotApplicable,
    }
}

fn entry(
    kind: TraceKind,
    title: impl Into<String>,
    verdict: TraceVerdict,
    detail: Option<String>,
    rule: Option<&'static str>,
) -> TraceEntry {
    TraceEntry {
        title: title.into(),
        kind,
        policy_type: None,
        verdict,
        effect: None,
        detail,
        place: None,
        request: None,
        rule: kept(rule).map(Into::into),
        confidence: confidence(rule),
        children: Trace::default(),
    }
}

/// The rule where reports name rules: the page does not show them.
pub(super) fn kept(rule: Option<&str>) -> Option<&str> {
    rule.filter(|_| cfg!(feature = "notes"))
}

#[cfg(feature = "notes")]
pub(super) fn confidence(rule: Option<&str>) -> Option<Confidence> {
    rule.and_then(super::confidence::confidence)
}

#[cfg(not(feature = "notes"))]
pub(super) const fn confidence(_: Option<&str>) -> Option<Confidence> {
    None
}
