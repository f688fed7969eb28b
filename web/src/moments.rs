//! The trace as a row of moments that can be played.

use std::rc::Rc;

use rolescope::report::{Trace, TraceEntry, TraceKind, TraceVerdict};

use crate::focus::TracePath;
use crate::state::{Depth, List, Part, Shown, State, View};

/// A trace with more entries than these does not show one by one what does not match.
const LARGE: usize = 40;

/// A trace with more moments than these plays what is open in it.
const MOST: usize = 400;

/// Entries of a trace that are drawn together.
pub(crate) struct Folding<'a> {
    large: bool,
    /// True if there is too much to be drawn where nobody looks.
    pub(crate) narrow: bool,
    /// The entry that decided: never drawn together with others.
    resting: Option<&'a TracePath>,
    /// The entry that the page points at.
    pointed: Option<&'a TracePath>,
    view: &'a View,
    shown: &'a Shown,
}

/// An entry, a run of neighbors that do not match, or neighbors that are not drawn.
pub(crate) enum Row<'a> {
    Entry(TracePath, &'a TraceEntry),
    Run(Run),
    More(More),
}

/// Neighbors that do not match, seen as one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) first: TracePath,
    /// Number of neighbors that it is.
    length: usize,
    statements: usize,
    /// Number of policies; 0 when they are statements of one.
    policies: usize,
}

/// The rows of a long list before those that are drawn, or behind them.
pub(crate) struct More {
    /// The nearest of them.
    nearest: TracePath,
    pub(crate) part: Part,
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

    /// True if the entry at `path` is one of them or below one.
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
    /// Stands for what is not drawn before its neighbors or behind them.
    pub(crate) rest: Option<Part>,
}

/// A row before it has a path: neighbors from `first` on, a single entry or a run of what does not match.
#[derive(Clone, Copy)]
struct Piece {
    first: usize,
    length: usize,
    /// 0 for a single entry.
    statements: usize,
    policies: usize,
}

impl Piece {
    const fn single(first: usize) -> Self {
        Self { first, length: 1, statements: 0, policies: 0 }
    }
}

impl<'a> Folding<'a> {
    pub(crate) fn of(
        state: &'a State,
        trace: &Trace,
        resting: Option<&'a TracePath>,
        pointed: Option<&'a TracePath>,
    ) -> Self {
        let large = trace.total() > LARGE;
        let all = Self { large, narrow: false, resting, pointed, view: &state.view, shown: &state.shown };
        let narrow = large && moments(trace, &all, Depth::Everything).len() > MOST;
        Self { narrow, ..all }
    }

    /// The entries below `above` as far as they are drawn, with what does not match in runs.
    pub(crate) fn rows<'t>(&self, entries: &'t [TraceEntry], above: &[usize]) -> Vec<Row<'t>> {
        let pieces = self.pieces(entries, above);
        let below = |at: usize| -> TracePath { above.iter().copied().chain([at]).collect() };
        let led = |end: Option<&TracePath>| {
            end.filter(|end| end.starts_with(above)).and_then(|end| end.get(above.len()).copied())
        };
        let looked_at = led(self.pointed).or_else(|| led(self.resting));
        let holds = |piece: &Piece| looked_at.is_some_and(|at| (piece.first..piece.first + piece.length).contains(&at));
        let few = self.shown.few(&List::Trace(above.into()), pieces.len(), pieces.iter().position(holds));
        let mut rows = Vec::with_capacity(few.end - few.start + 2);
        let more = |part: Option<Part>, nearest: Option<usize>| {
            let nearest = nearest.and_then(|at| pieces.get(at)).map(|piece| below(piece.first));
            part.zip(nearest).map(|(part, nearest)| Row::More(More { nearest, part }))
        };
        rows.extend(more(few.before(), few.start.checked_sub(1)));
        for piece in pieces.iter().take(few.end).skip(few.start) {
            let Piece { first, length, statements, policies } = *piece;
            match entries.get(first).filter(|_| statements == 0) {
                Some(entry) => rows.push(Row::Entry(below(first), entry)),
                None => rows.push(Row::Run(Run { first: below(first), length, statements, policies })),
            }
        }
        rows.extend(more(few.after(), Some(few.end)));
        rows
    }

    fn pieces(&self, entries: &[TraceEntry], above: &[usize]) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::with_capacity(entries.len());
        if !self.large {
            return (0..entries.len()).map(Piece::single).collect();
        }
        // What is spread below this entry, and what decided below it.
        let below = |path: &TracePath| path.strip_prefix(above).and_then(|rest| rest.first().copied());
        let kept = self.resting.and_then(below);
        let spread: Vec<usize> =
            self.view.spread.iter().filter(|it| it.len() == above.len() + 1).filter_map(below).collect();
        for (at, entry) in entries.iter().enumerate() {
            let statements = if kept == Some(at) { 0 } else { unmatched(entry) };
            let policies = usize::from(entry.kind == TraceKind::Policy);
            match pieces.last_mut() {
                Some(run) if statements > 0 && run.statements > 0 => {
                    run.length += 1;
                    run.statements += statements;
                    run.policies += policies;
                }
                Some(_) | None if statements > 0 => pieces.push(Piece { first: at, length: 1, statements, policies }),
                Some(_) | None => pieces.push(Piece::single(at)),
            }
        }
        // A run that the visitor spread, or that would stand for a single statement, shows its entries.
        let shows_each = |piece: &Piece| piece.statements == 1 || spread.contains(&piece.first);
        let mut each = Vec::with_capacity(pieces.len());
        for piece in pieces {
            if shows_each(&piece) {
                each.extend((piece.first..piece.first + piece.length).map(Piece::single));
            } else {
                each.push(piece);
            }
        }
        each
    }

    /// True if an entry is open: by hand, else on the way to what decided and to what is pointed at.
    pub(crate) fn is_open(&self, path: &TracePath) -> bool {
        let leads_to = |end: Option<&TracePath>| end.is_some_and(|end| end.starts_with(path));
        let beyond = |end: Option<&TracePath>| end.is_some_and(|end| end.len() > path.len() && end.starts_with(path));
        let by_hand = self.view.folds.iter().find(|(at, _)| at == path).map(|(_, open)| *open);
        // What the stepper stands in cannot stay closed.
        beyond(self.pointed) || by_hand.unwrap_or_else(|| leads_to(self.resting) || leads_to(self.pointed))
    }
}

/// Number of statements of an entry when none of them matches; 0 when it is not about that.
fn unmatched(entry: &TraceEntry) -> usize {
    match (entry.kind, entry.verdict) {
        (TraceKind::Statement, TraceVerdict::DoesNotMatch) => 1,
        // Of a policy that neither allows nor denies, no statement matches.
        (TraceKind::Policy, TraceVerdict::Silent) => entry.children.len(),
        _ => 0,
    }
}

fn count(entries: &[TraceEntry]) -> usize {
    entries.iter().map(|entry| 1 + entry.children.total()).sum()
}

/// All moments in evaluation order; at the depth of gates those of the gates alone.
pub(crate) fn moments(trace: &Trace, folding: &Folding<'_>, depth: Depth) -> Vec<Moment> {
    let mut found = Vec::new();
    collect(trace, &[], folding, depth, &mut found);
    found
}

fn collect(entries: &[TraceEntry], above: &[usize], folding: &Folding<'_>, depth: Depth, found: &mut Vec<Moment>) {
    if found.len() > MOST && !folding.narrow {
        return;
    }
    for row in folding.rows(entries, above) {
        match row {
            Row::More(more) => found.push(Moment { path: more.nearest, run: None, rest: Some(more.part) }),
            Row::Run(run) => found.push(Moment { path: Rc::clone(&run.first), run: Some(run), rest: None }),
            Row::Entry(path, entry) => {
                let deeper = match depth {
                    Depth::Sentence | Depth::Gates => entry.kind == TraceKind::Check,
                    Depth::Everything => true,
                };
                let deeper = deeper && (!folding.narrow || folding.is_open(&path));
                found.push(Moment { path: Rc::clone(&path), run: None, rest: None });
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
mod tests;
