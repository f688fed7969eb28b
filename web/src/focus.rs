//! Which part of a trace the page points at, and what that lights up in a policy's text.

use std::rc::Rc;

use rolescope::report::{
    ByteSpan, Decision, Effect, MatchedStatement, Place, StepReport, TraceEntry, TraceKind, TraceVerdict,
};
use rolescope::walk::{GateState, flow};

use crate::tone::Tone;

/// The way to an entry of a trace: a position a level.
pub(crate) type TracePath = Rc<[usize]>;

/// Spans that are lit in one policy's text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Lights {
    /// Lines of the statement that the page points at.
    pub(crate) lines: Option<(ByteSpan, Tone)>,
    /// The very text that the page points at.
    pub(crate) lit: Option<(ByteSpan, Tone)>,
    /// Offsets whose lines get a glyph in the gutter.
    pub(crate) glyphs: Vec<(u32, Tone)>,
}

/// A field of the request that the page points at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Compared<'a> {
    field: &'a str,
    value: Option<&'a str>,
    pub(crate) tone: Tone,
}

impl Compared<'_> {
    /// True if it is the field `name`; of several with that name the one with `value`, if that is not empty.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.field.eq_ignore_ascii_case(name) && (value.is_empty() || self.value.is_none_or(|it| it == value))
    }
}

/// Part of the request that the entry at `path` compares.
pub(crate) fn compared<'a>(trace: &'a [TraceEntry], path: &[usize]) -> Option<Compared<'a>> {
    let entry = entry_at(trace, path)?;
    let request = entry.request.as_ref()?;
    Some(Compared { field: &request.field, value: request.value.as_deref(), tone: entry.verdict.into() })
}

/// Condition keys for whose lack the statement around `path` does not match.
pub(crate) fn lacking<'a>(trace: &'a [TraceEntry], path: &[usize]) -> Vec<&'a str> {
    let around = (1..=path.len()).filter_map(|depth| entry_at(trace, path.get(..depth)?));
    let statement = around.into_iter().find(|entry| entry.kind == TraceKind::Statement);
    let mut keys = Vec::new();
    for clause in statement.iter().flat_map(|statement| statement.children.iter()) {
        let request = clause.request.as_ref().filter(|request| request.value.is_none());
        keys.extend(request.filter(|_| clause.verdict == TraceVerdict::DoesNotMatch).map(|request| &*request.field));
    }
    keys
}

/// The entry at `path`.
pub(crate) fn entry_at<'a>(trace: &'a [TraceEntry], path: &[usize]) -> Option<&'a TraceEntry> {
    let (at, rest) = path.split_first()?;
    let entry = trace.get(*at)?;
    if rest.is_empty() { Some(entry) } else { entry_at(&entry.children, rest) }
}

/// The statement that decided; when none did, the one that came nearest where the request ends. Where nothing stands there,
/// the gate itself.
pub(crate) fn deciding(step: &StepReport) -> Option<TracePath> {
    let end = end(step);
    let wanted = match decided(step) {
        Some(statement) => Some((&statement.place, Some(statement.policy_type))),
        None => step.nearest.as_ref().map(|place| (place, None)),
    };
    let Some((place, policy_type)) = wanted else { return end };
    let leads = |path: &[usize], entry: &TraceEntry| match entry.kind {
        TraceKind::Check if policy_type.is_some() => may_hold(step, entry),
        TraceKind::Gate if policy_type.is_some() => entry.policy_type.is_none_or(|it| Some(it) == policy_type),
        TraceKind::Check | TraceKind::Gate => {
            end.as_ref().is_none_or(|end| path.starts_with(end) || end.starts_with(path))
        }
        TraceKind::Policy => entry.place.as_ref().is_none_or(|it| it.pointer == place.pointer),
        TraceKind::Level | TraceKind::Statement | TraceKind::Clause | TraceKind::Rule => true,
    };
    let mut path = Vec::new();
    if find(&step.trace, place, &leads, &mut path) { Some(path.into()) } else { end }
}

/// The gate at which the request ends.
fn end(step: &StepReport) -> Option<TracePath> {
    let checks: Vec<&TraceEntry> = step.trace.iter().filter(|entry| entry.kind == TraceKind::Check).collect();
    // With the first check comes what stands before all of them.
    let asked = (0..checks.len().max(1)).filter(|at| *at == 0 || checks.get(*at).is_some_and(|it| may_end(it)));
    let mut gates = asked.flat_map(|check| flow(step, check));
    gates.find(|gate| gate.state == GateState::Ends).map(|gate| gate.path.into())
}

fn may_end(check: &TraceEntry) -> bool {
    check.verdict != TraceVerdict::Allows
}

/// True if the statement that decided the step can be one of the check's.
fn may_hold(step: &StepReport, check: &TraceEntry) -> bool {
    match step.decision {
        Decision::Allowed => check.verdict == TraceVerdict::Allows,
        Decision::ExplicitDeny => check.verdict == TraceVerdict::Denies,
        Decision::ImplicitDeny | Decision::Error => may_end(check),
    }
}

/// The first statement of those that decided.
fn decided(step: &StepReport) -> Option<&MatchedStatement> {
    let deciding = match step.decision {
        Decision::Allowed => Effect::Allow,
        Decision::ExplicitDeny => Effect::Deny,
        Decision::ImplicitDeny | Decision::Error => return None,
    };
    let decides = |it: &&MatchedStatement| it.effect == deciding && step.decided_by.contains(&it.policy_type);
    step.matched_statements.iter().find(decides)
}

/// Looks for the statement at a place, in entries that lead there; `path` is the way to it then.
fn find(
    entries: &[TraceEntry],
    place: &Place,
    leads: &dyn Fn(&[usize], &TraceEntry) -> bool,
    path: &mut Vec<usize>,
) -> bool {
    for (at, entry) in entries.iter().enumerate() {
        path.push(at);
        if entry.kind == TraceKind::Statement {
            if entry.place.as_ref() == Some(place) {
                return true;
            }
        } else if leads(path, entry) && find(&entry.children, place, leads, path) {
            return true;
        }
        path.pop();
    }
    false
}

/// The first element of the statement at `path` that stands in the way, if one does.
fn obstacle(trace: &[TraceEntry], path: &[usize]) -> Option<usize> {
    entry_at(trace, path)?.children.iter().position(|child| child.verdict == TraceVerdict::DoesNotMatch)
}

/// Place that the page points at when nobody chose: the deciding statement, or what kept the nearest from matching.
pub(crate) fn resting(step: &StepReport) -> Option<TracePath> {
    let path = deciding(step)?;
    match obstacle(&step.trace, &path) {
        Some(child) => Some(path.iter().copied().chain([child]).collect()),
        None => Some(path),
    }
}

/// The policy that the entry at `path`, or the first thing below it, speaks of.
pub(crate) fn place_of<'a>(trace: &'a [TraceEntry], path: &[usize]) -> Option<&'a Place> {
    first_place(entry_at(trace, path)?)
}

fn first_place(entry: &TraceEntry) -> Option<&Place> {
    entry.place.as_ref().or_else(|| entry.children.iter().find_map(first_place))
}

/// Spans that are lit in the policy at `pointer` while the page points at `path`.
pub(crate) fn lights(step: &StepReport, path: Option<&TracePath>, pointer: &str) -> Lights {
    let mut lights = Lights::default();
    let Some(path) = path else { return lights };
    let span =
        |entry: &TraceEntry| entry.place.as_ref().filter(|place| place.pointer == pointer).map(|place| place.span);
    for depth in 1..=path.len() {
        let Some(entry) = path.get(..depth).and_then(|path| entry_at(&step.trace, path)) else {
            break;
        };
        let tone = Tone::from(entry.verdict);
        if entry.kind == TraceKind::Statement
            && let Some(span) = span(entry)
        {
            lights.lines = Some((span, tone));
            lights.glyphs = glyphs(entry, pointer);
        }
        // What is larger than a clause is shown by its lines alone.
        let small = matches!(entry.kind, TraceKind::Clause | TraceKind::Rule);
        lights.lit = span(entry).filter(|_| depth == path.len() && small).map(|span| (span, tone));
    }
    lights
}

/// A mark for each element. What does not match comes first: a line has room for one.
fn glyphs(statement: &TraceEntry, pointer: &str) -> Vec<(u32, Tone)> {
    let (mut glyphs, mut matching) = (Vec::new(), Vec::new());
    for entry in &statement.children {
        if let Some(place) = entry.place.as_ref().filter(|place| place.pointer == pointer) {
            let marks = if entry.verdict == TraceVerdict::Matches { &mut matching } else { &mut glyphs };
            marks.push((place.span.start, Tone::from(entry.verdict)));
        }
    }
    glyphs.append(&mut matching);
    glyphs
}

#[cfg(test)]
pub(crate) mod tests;
