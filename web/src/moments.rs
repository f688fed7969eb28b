//! The trace as a row of moments that can be played.

use std::rc::Rc;

use rolescope::{Trace, TraceEntry, TraceKind, TraceVerdict};

use crate::focus::TracePath;
use crate::state::Depth;

/// A trace with more entries than these does not show one by one what does not match.
const LARGE: usize = 40;

/// What of a trace is drawn together.
pub(crate) struct Folding<'a> {
    large: bool,
    /// Where it was decided: never drawn together with others.
    resting: Option<&'a TracePath>,
    /// Runs that the visitor spread.
    spread: &'a [TracePath],
}

/// An entry, or a run of neighbors that do not match.
pub(crate) enum Row<'a> {
    Entry(TracePath, &'a TraceEntry),
    Run(Run),
}

/// Neighbors that do not match, seen as one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) first: TracePath,
    /// How many neighbors it is.
    length: usize,
    statements: usize,
    /// How many policies; 0 when they are statements of one.
    policies: usize,
}

impl Run {
    /// `23 statements of 4 policies do not match`
    pub(crate) fn words(&self) -> String {
        let policies = match self.policies {
            0 => String::new(),
            1 => " of one policy".to_owned(),
            several => format!(" of {several} policies"),
        };
        format!("{} statements{policies} do not match", self.statements)
    }

    /// Whether the entry at `path` is one of them or below one.
    pub(crate) fn holds(&self, path: &[usize]) -> bool {
        let Some((first, above)) = self.first.split_last() else { return false };
        path.starts_with(above) && path.get(above.len()).is_some_and(|at| (*first..first + self.length).contains(at))
    }
}

/// One stop of the stepper.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Moment {
    pub(crate) path: TracePath,
    pub(crate) run: Option<Run>,
}

impl<'a> Folding<'a> {
    pub(crate) fn of(trace: &Trace, resting: Option<&'a TracePath>, spread: &'a [TracePath]) -> Self {
        Self { large: count(trace) > LARGE, resting, spread }
    }

    /// The entries below `above`, with what does not match in runs.
    pub(crate) fn rows<'t>(&self, entries: &'t [TraceEntry], above: &[usize]) -> Vec<Row<'t>> {
        let mut rows: Vec<Row<'t>> = Vec::with_capacity(entries.len());
        for (at, entry) in entries.iter().enumerate() {
            let path: TracePath = above.iter().copied().chain([at]).collect();
            let statements = if self.large && !self.is_kept(&path) { unmatched(entry) } else { 0 };
            let policies = usize::from(entry.kind == TraceKind::Policy);
            match rows.last_mut() {
                Some(Row::Run(run)) if statements > 0 && run.first.len() == path.len() => {
                    run.length += 1;
                    run.statements += statements;
                    run.policies += policies;
                }
                _ if statements > 0 => rows.push(Row::Run(Run { first: path, length: 1, statements, policies })),
                _ => rows.push(Row::Entry(path, entry)),
            }
        }
        rows.into_iter().flat_map(|row| self.spread_out(row, entries)).collect()
    }

    /// A run that the visitor spread, or that would stand for a single statement, shows its entries.
    fn spread_out<'t>(&self, row: Row<'t>, entries: &'t [TraceEntry]) -> Vec<Row<'t>> {
        let Row::Run(run) = &row else { return vec![row] };
        if run.statements > 1 && !self.spread.contains(&run.first) {
            return vec![row];
        }
        let Some((first, above)) = run.first.split_last() else { return Vec::new() };
        let each = entries.iter().enumerate().skip(*first).take(run.length);
        each.map(|(at, entry)| Row::Entry(above.iter().copied().chain([at]).collect(), entry)).collect()
    }

    fn is_kept(&self, path: &TracePath) -> bool {
        self.resting.is_some_and(|resting| resting.starts_with(path))
    }
}

/// How many statements an entry has when none of them matches; 0 when it is not about that.
fn unmatched(entry: &TraceEntry) -> usize {
    let silent = |entry: &TraceEntry| entry.kind == TraceKind::Statement && entry.verdict == TraceVerdict::DoesNotMatch;
    if silent(entry) {
        return 1;
    }
    let whole = entry.kind == TraceKind::Policy && entry.children.iter().all(silent);
    if whole { entry.children.len() } else { 0 }
}

fn count(entries: &[TraceEntry]) -> usize {
    entries.iter().map(|entry| 1 + count(&entry.children)).sum()
}

/// All moments in evaluation order; at the depth of gates those of the gates alone.
pub(crate) fn moments(trace: &Trace, folding: &Folding<'_>, depth: Depth) -> Vec<Moment> {
    let mut found = Vec::new();
    collect(trace, &[], folding, depth, &mut found);
    found
}

fn collect(entries: &[TraceEntry], above: &[usize], folding: &Folding<'_>, depth: Depth, found: &mut Vec<Moment>) {
    for row in folding.rows(entries, above) {
        match row {
            Row::Run(run) => found.push(Moment { path: Rc::clone(&run.first), run: Some(run) }),
            Row::Entry(path, entry) => {
                let deeper = match depth {
                    Depth::Sentence | Depth::Gates => entry.kind == TraceKind::Check,
                    Depth::Everything => true,
                };
                found.push(Moment { path: Rc::clone(&path), run: None });
                if deeper {
                    collect(&entry.children, &path, folding, depth, found);
                }
            }
        }
    }
}

/// Which moment shows the entry at `path`: its own, that of its run, or that of what it is part of.
pub(crate) fn position(moments: &[Moment], path: &[usize]) -> Option<usize> {
    let exact = moments.iter().position(|moment| moment.run.is_none() && *moment.path == *path);
    let run = || moments.iter().position(|moment| moment.run.as_ref().is_some_and(|run| run.holds(path)));
    let part = || moments.iter().rposition(|moment| path.starts_with(&moment.path));
    exact.or_else(run).or_else(part)
}

/// The number of the entry at `path` among all entries, counted from 1: its name in an address.
pub(crate) fn number(trace: &[TraceEntry], path: &[usize]) -> Option<usize> {
    let (at, rest) = path.split_first()?;
    let before = count(trace.get(..*at)?);
    let entry = trace.get(*at)?;
    if rest.is_empty() { Some(before + 1) } else { Some(before + 1 + number(&entry.children, rest)?) }
}

/// The entry with a number.
pub(crate) fn numbered(trace: &[TraceEntry], number: usize) -> Option<TracePath> {
    let mut path = Vec::new();
    let mut entries = trace;
    let mut left = number.checked_sub(1)?;
    loop {
        let mut found = None;
        for (at, entry) in entries.iter().enumerate() {
            let size = 1 + count(&entry.children);
            if left < size {
                found = Some((at, entry));
                break;
            }
            left -= size;
        }
        let (at, entry) = found?;
        path.push(at);
        if left == 0 {
            return Some(path.into());
        }
        left -= 1;
        entries = &entry.children;
    }
}

#[cfg(test)]
mod tests {
    use rolescope::{Decision, StepReport};

    use super::*;
    use crate::focus::resting;
    use crate::focus::tests::{at, entry, step_report};

    fn statement(verdict: TraceVerdict) -> TraceEntry {
        let clause = |verdict| entry(TraceKind::Clause, verdict, Vec::new());
        entry(TraceKind::Statement, verdict, vec![clause(TraceVerdict::Matches), clause(TraceVerdict::DoesNotMatch)])
    }

    fn policy(verdicts: &[TraceVerdict]) -> TraceEntry {
        entry(TraceKind::Policy, TraceVerdict::Silent, verdicts.iter().copied().map(statement).collect())
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

    fn said(trace: &Trace, spread: &[TracePath], depth: Depth) -> Vec<String> {
        let folding = Folding::of(trace, None, spread);
        let moments = moments(trace, &folding, depth);
        moments.iter().map(|it| it.run.as_ref().map_or_else(|| format!("{:?}", it.path), Run::words)).collect()
    }

    #[test]
    fn a_small_trace_plays_entry_by_entry_in_its_order() {
        let trace: Trace = vec![gate(vec![policy(&[NO])])].into();
        assert_eq!(
            said(&trace, &[], Depth::Everything),
            ["[0]", "[0, 0]", "[0, 0, 0]", "[0, 0, 0, 0]", "[0, 0, 0, 1]"]
        );
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
        let folding = Folding::of(&step.trace, resting.as_ref(), &[]);
        let moments = moments(&step.trace, &folding, Depth::Everything);
        let resting = resting.unwrap();
        let at = position(&moments, &resting).unwrap();
        assert_eq!((moments[at].path.clone(), moments[at].run.clone()), (resting, None));
        assert_eq!(moments.last().unwrap().run.as_ref().unwrap().words(), "30 statements do not match");
    }

    #[test]
    fn at_the_depth_of_gates_the_gates_are_the_moments() {
        assert_eq!(said(&large(), &[], Depth::Gates), ["[0]", "[1]"]);
        let several: Trace =
            vec![entry(TraceKind::Check, TraceVerdict::Silent, vec![gate(vec![policy(&[NO])])])].into();
        assert_eq!(said(&several, &[], Depth::Gates), ["[0]", "[0, 0]"]);
    }

    #[test]
    fn every_entry_is_shown_by_some_moment() {
        let trace = large();
        let folding = Folding::of(&trace, None, &[]);
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
}
