//! All places in several patterns that a string can have come to.

use std::collections::BTreeSet;

use super::glob::{Glob, Unit};

/// A place: before a unit of one of the patterns, or at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) glob: u32,
    pub(super) unit: u32,
}

/// The places after a string, in order.
pub(super) type Places = Vec<Place>;

/// Several patterns that are followed together.
#[derive(Clone, Debug)]
pub struct Machine<'g> {
    globs: Vec<&'g Glob>,
}

impl<'g> Machine<'g> {
    /// A machine of these patterns, which are known by their position from here on.
    pub const fn new(globs: Vec<&'g Glob>) -> Self {
        Self { globs }
    }

    /// Positions of the patterns that a string fits.
    pub fn fitting(&self, text: &str) -> Vec<usize> {
        let places = text.chars().fold(self.start(), |places, letter| self.step(&places, letter));
        self.complete(&places).collect()
    }

    pub(super) fn start(&self) -> Places {
        let mut places = Vec::new();
        for glob in 0..self.globs.len() as u32 {
            self.enter(Place { glob, unit: 0 }, &mut places);
        }
        self.reduce(places)
    }

    pub(super) fn step(&self, places: &[Place], letter: char) -> Places {
        let mut next = Vec::with_capacity(places.len());
        for place in places {
            match self.unit(*place) {
                Some(unit) if !unit.takes(letter) => {}
                Some(Unit::Run { .. }) => self.enter(*place, &mut next),
                Some(Unit::Letter(_) | Unit::Folded(_) | Unit::One { .. }) => {
                    self.enter(Place { unit: place.unit + 1, ..*place }, &mut next);
                }
                None => {}
            }
        }
        self.reduce(next)
    }

    /// Characters that lead on in different ways; the first stands for all others there are.
    pub(super) fn letters(&self, places: &[Place]) -> Vec<char> {
        let mut letters = BTreeSet::new();
        for place in places {
            match self.unit(*place) {
                Some(Unit::Letter(letter)) => {
                    letters.insert(letter);
                }
                Some(Unit::Folded(lower)) => letters.extend(forms(lower)),
                Some(Unit::One { colon: false } | Unit::Run { colon: false }) => {
                    letters.insert(':');
                }
                Some(Unit::One { colon: true } | Unit::Run { colon: true }) | None => {}
            }
        }
        let fresh = fresh(|letter| letters.contains(&letter) || letter == ':');
        std::iter::once(fresh).chain(letters.iter().copied()).collect()
    }

    /// Positions of the patterns that end here.
    pub(super) fn complete(&self, places: &[Place]) -> impl Iterator<Item = usize> {
        places.iter().filter(|place| self.unit(**place).is_none()).map(|place| place.glob as usize)
    }

    /// True if the pattern fits whatever comes.
    pub(super) fn fits_all(&self, place: Place) -> bool {
        let last = self.globs.get(place.glob as usize).map_or(0, |glob| glob.units().len());
        place.unit as usize + 1 == last && matches!(self.unit(place), Some(Unit::Run { colon: true }))
    }

    /// The place before a pattern's last unit.
    pub(super) fn last(&self, glob: usize) -> Option<Place> {
        let unit = self.globs.get(glob)?.units().len().checked_sub(1)?;
        Some(Place { glob: glob as u32, unit: unit as u32 })
    }

    fn unit(&self, place: Place) -> Option<Unit> {
        self.globs.get(place.glob as usize)?.units().get(place.unit as usize).copied()
    }

    /// Adds a place, and those that can be reached from it over empty runs.
    fn enter(&self, mut place: Place, places: &mut Places) {
        places.push(place);
        while let Some(Unit::Run { .. }) = self.unit(place) {
            place.unit += 1;
            places.push(place);
        }
    }

    /// In order, each once. Where a run of any characters is reached, the places before it lead to nothing that it does not lead to.
    fn reduce(&self, mut places: Places) -> Places {
        places.sort_unstable();
        places.dedup();
        let mut kept = Vec::with_capacity(places.len());
        for of_glob in places.chunk_by(|a, b| a.glob == b.glob) {
            let from = of_glob.iter().rposition(|place| matches!(self.unit(*place), Some(Unit::Run { colon: true })));
            kept.extend(of_glob.iter().skip(from.unwrap_or(0)).copied());
        }
        kept
    }
}

/// Characters whose lower case is `lower`, with itself.
fn forms(lower: char) -> impl Iterator<Item = char> {
    /// The last characters of Latin scripts and the signs that fold into one of them.
    const BLOCKS: [std::ops::RangeInclusive<char>; 3] =
        ['\u{0}'..='\u{24f}', '\u{1e9e}'..='\u{1e9e}', '\u{2100}'..='\u{214f}'];
    let folds = move |letter: &char| iam_syntax::lower_case_char(*letter) == lower;
    BLOCKS.into_iter().flatten().filter(folds).chain((lower > '\u{24f}').then_some(lower))
}

/// A character of which `taken` is not true: a plain one where there is one.
fn fresh(taken: impl Fn(char) -> bool) -> char {
    const PLAIN: &str = "xyzabcdefghijklmnopqrstuvw0123456789-_";
    PLAIN.chars().chain('\u{100}'..='\u{10ffff}').find(|letter| !taken(*letter)).unwrap_or('x')
}
