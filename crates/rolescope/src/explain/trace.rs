//! The trace as a list of titled entries, made when they are read.

use std::sync::Arc;

use iam_eval::{ClauseTrace, GateTrace, LevelTrace, PolicyTrace, StatementTrace};

use super::trace_source::TraceSource;
use super::{Note, clause, gate, notes};
use crate::decide::outcome::{CheckResult, Rule};
use crate::english::{detail, titles};
use crate::report::{Effect, Node, Source, Trace, TraceEntry, TraceKind, TraceVerdict, Why};
use crate::resolve::parsed_policies::ParsedPolicies;
use crate::shared::SharedText;

impl Source for TraceSource {
    fn len(&self, node: Node) -> usize {
        self.floor(node)
    }

    fn total(&self, node: Node) -> usize {
        self.count(node)
    }

    fn entries(self: Arc<Self>, node: Node) -> Vec<TraceEntry> {
        Floor { source: &self }.entries(node).unwrap_or_default()
    }

    fn policies(&self) -> Vec<(SharedText, TraceVerdict)> {
        let entry = |policy: &PolicyTrace| {
            let pointer = self.parsed.policy(policy.policy)?.pointer.clone();
            Some((pointer, policy.verdict.into()))
        };
        first_asked(self).filter_map(entry).collect()
    }

    fn asked_keys(&self) -> Vec<&str> {
        let statements = first_asked(self).flat_map(|policy| &self.parsed.tree(policy.policy).statements);
        statements.flat_map(|it| &it.conditions).map(|condition| &*condition.key.value.text).collect()
    }
}

/// The policies that were asked, each where it was asked first.
fn first_asked(source: &TraceSource) -> impl Iterator<Item = &PolicyTrace> {
    let mut seen = vec![false; source.parsed.policies().len()];
    source.asked().filter(move |policy| {
        let place = seen.get_mut(policy.policy.0 as usize);
        place.is_some_and(|seen| !std::mem::replace(seen, true))
    })
}

fn rule(rule: Rule) -> TraceEntry {
    let (title, verdict, why, id) = match rule {
        Rule::CallerIdentity => (titles::NO_PERMISSION_NEEDED, TraceVerdict::Allows, Why::CallerIdentity, "EV-80"),
        Rule::OwnSession => (titles::NO_PERMISSION_NEEDED, TraceVerdict::Allows, Why::OwnSession, "EV-83"),
        Rule::RootUser => (titles::ROOT_USER, TraceVerdict::Denies, Why::RootAssumesNoRole, "EV-60"),
    };
    entry(TraceKind::Rule, title, verdict, Some(why), Some(id))
}

/// Writes one floor at a time. A node that is not there has no entries.
struct Floor<'e> {
    source: &'e Arc<TraceSource>,
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

    fn check(&self, check: usize) -> Option<&CheckResult> {
        self.source.checks.get(check).map(|check| &**check)
    }

    fn gate(&self, check: usize, gate: usize) -> Option<&GateTrace> {
        self.check(check)?.evaluation.gates.get(gate)
    }

    fn policy(&self, check: usize, gate: usize, level: usize, policy: usize) -> Option<&PolicyTrace> {
        self.gate(check, gate)?.levels.get(level)?.policies.get(policy)
    }

    fn children(&self, node: Node) -> Trace {
        Trace::below(self.source.clone(), node)
    }

    /// The gates, under one entry a check where there are several.
    fn step(&self) -> Option<Vec<TraceEntry>> {
        let mut entries: Vec<TraceEntry> = self.source.rule.map(rule).into_iter().collect();
        match self.source.checks.as_slice() {
            [_] => entries.extend(self.gates(0)?),
            checks => {
                let checks = checks.iter().enumerate().filter(|(_, check)| self.source.has_check(check));
                entries.extend(checks.map(|(at, check)| TraceEntry {
                    children: self.children(Node::Check { check: at }),
                    ..one_of_several(check)
                }));
            }
        }
        Some(entries)
    }

    fn gates(&self, at: usize) -> Option<Vec<TraceEntry>> {
        let check = self.check(at)?;
        let gate = |(gate, traced): (usize, &GateTrace)| {
            let (why, id) = gate::why_it_applies(check, traced);
            let entry = entry(TraceKind::Gate, traced.gate.title(), traced.verdict.into(), why, None);
            let children = self.children(Node::Gate { check: at, gate });
            let entry = noted(entry, notes::of_gate(check.request.sort, id));
            TraceEntry { policy_type: Some(traced.gate.into()), children, ..entry }
        };
        let mut entries: Vec<TraceEntry> = self.source.gates(check).map(gate).collect();
        if let Some(owned) = check.evaluation.owned.filter(|_| self.source.has_check(check)) {
            let (thing, id) = gate::owned(owned);
            let why = Some(Why::OwnedByAws { thing });
            entries.push(entry(TraceKind::Rule, titles::OWNED_BY_AWS, TraceVerdict::Denies, why, Some(id)));
        }
        Some(entries)
    }

    /// The levels of the organization, or the policies of a gate without levels.
    fn levels(&self, check: usize, gate: usize) -> Option<Vec<TraceEntry>> {
        let traced = self.gate(check, gate)?;
        if !traced.gate.is_control() {
            let each = self.source.levels(traced).filter_map(|(level, _)| self.policies(check, gate, level));
            return Some(each.flatten().collect());
        }
        let level = |(level, traced): (usize, &LevelTrace)| TraceEntry {
            children: self.children(Node::Level { check, gate, level }),
            ..self.level(traced)
        };
        Some(self.source.levels(traced).map(level).collect())
    }

    fn level(&self, traced: &LevelTrace) -> TraceEntry {
        let first = traced.policies.first().and_then(|policy| self.source.parsed.policy(policy.policy));
        let title = first.map_or_else(|| titles::level(traced.level), |read| read.owner.to_string());
        entry(TraceKind::Level, title, traced.verdict.into(), None, Some("EV-32"))
    }

    fn policies(&self, check: usize, gate: usize, level: usize) -> Option<Vec<TraceEntry>> {
        let parsed = &self.source.parsed;
        let policy = |(policy, traced): (usize, &PolicyTrace)| {
            let title = parsed.policy(traced.policy).map_or("", |read| &*read.name);
            TraceEntry {
                place: parsed.place(traced.policy, parsed.tree(traced.policy).span),
                children: self.children(Node::Policy { check, gate, level, policy }),
                ..entry(TraceKind::Policy, title, traced.verdict.into(), None, None)
            }
        };
        let gate = self.gate(check, gate)?;
        Some(self.source.policies(gate, gate.levels.get(level)?).map(policy).collect())
    }

    fn statements(&self, check: usize, gate: usize, level: usize, policy: usize) -> Option<Vec<TraceEntry>> {
        let traced = self.policy(check, gate, level, policy)?;
        let result = self.check(check)?;
        let entry = |(statement, found): (usize, &StatementTrace)| TraceEntry {
            children: self.children(Node::Statement { check, gate, level, policy, statement }),
            ..self::statement(&self.source.parsed, result, traced, found)
        };
        Some(self.source.statements(self.gate(check, gate)?, traced).map(entry).collect())
    }

    fn clauses(
        &self,
        check: usize,
        gate: usize,
        level: usize,
        policy: usize,
        statement: usize,
    ) -> Option<Vec<TraceEntry>> {
        let parsed = &self.source.parsed;
        let (result, policy) = (self.check(check)?, self.policy(check, gate, level, policy)?);
        let traced = policy.statements.get(statement)?;
        let statement = parsed.tree(policy.policy).statements.get(traced.position)?;
        let asked_by = self.gate(check, gate)?.gate;
        let clause = |found: &ClauseTrace| {
            let described = clause::describe(statement, found, result)?;
            let title = titles::element(&described.name, &described.values);
            let (rule, request) = (described.rule, described.request);
            let verdict = if found.matched { TraceVerdict::Matches } else { TraceVerdict::DoesNotMatch };
            let place = parsed.place(policy.policy, found.span);
            let entry = entry(TraceKind::Clause, title, verdict, described.why, None);
            let note = notes::of_element(parsed, result, asked_by, policy, traced, found, rule);
            Some(noted(TraceEntry { place, request, ..entry }, note))
        };
        Some(policy.clauses(traced).iter().filter_map(clause).collect())
    }
}

fn one_of_several(check: &CheckResult) -> TraceEntry {
    let verdict = match check.evaluation.decision {
        iam_eval::Decision::Allowed => TraceVerdict::Allows,
        iam_eval::Decision::ExplicitDeny => TraceVerdict::Denies,
        iam_eval::Decision::ImplicitDeny => TraceVerdict::Silent,
    };
    let title = titles::check(&check.request.action.text, &check.request.target.arn);
    entry(TraceKind::Check, title, verdict, None, Some("EV-07"))
}

fn statement(
    parsed: &ParsedPolicies,
    check: &CheckResult,
    policy: &PolicyTrace,
    traced: &StatementTrace,
) -> TraceEntry {
    let effect = Effect::from(traced.effect);
    let verdict = match (traced.matched, effect) {
        (false, _) => TraceVerdict::DoesNotMatch,
        (true, Effect::Allow) => TraceVerdict::Allows,
        (true, Effect::Deny) => TraceVerdict::Denies,
    };
    let Some(statement) = parsed.tree(policy.policy).statements.get(traced.position) else {
        return entry(TraceKind::Statement, titles::statement(effect, None), verdict, None, None);
    };
    let why = match traced.matched {
        false => clause::misses(statement, policy.clauses(traced), check),
        true => Some(Why::StatementMatches { effect }),
    };
    let sid = statement.sid.as_ref().map(|sid| &*sid.value);
    let title = titles::statement(effect, Some((sid, statement.index)));
    TraceEntry {
        effect: Some(effect),
        place: parsed.place(policy.policy, traced.span),
        ..entry(TraceKind::Statement, title, verdict, why, None)
    }
}

fn entry(
    kind: TraceKind,
    title: impl Into<String>,
    verdict: TraceVerdict,
    why: Option<Why>,
    rule: Option<&'static str>,
) -> TraceEntry {
    let note = notes::of_rule(rule);
    TraceEntry {
        title: title.into(),
        kind,
        policy_type: None,
        verdict,
        effect: None,
        detail: why.as_ref().map(detail),
        why,
        place: None,
        request: None,
        rule: note.rule.map(Into::into),
        confidence: note.confidence,
        children: Trace::default(),
    }
}

/// The entry with its note.
fn noted(entry: TraceEntry, note: Note) -> TraceEntry {
    TraceEntry { rule: note.rule.map(Into::into), confidence: note.confidence, ..entry }
}
