//! Strings that are in some sets and not in others.

use std::collections::HashSet;

use super::glob::Glob;
use super::machine::{Machine, Place, Places};
use crate::budget::{Budget, Exhausted};

/// Strings that fit at least one pattern of every group, and none of those that are excluded.
#[derive(Clone, Debug, Default)]
pub struct Selection<'g> {
    globs: Vec<&'g Glob>,
    /// Of each pattern the group that it belongs to; `None` for those that are excluded.
    group: Vec<Option<usize>>,
    groups: usize,
}

impl<'g> Selection<'g> {
    /// All strings.
    pub fn all() -> Self {
        Self::default()
    }

    /// Of these strings those that fit one of the patterns.
    #[must_use]
    pub fn fitting_one_of(mut self, globs: impl IntoIterator<Item = &'g Glob>) -> Self {
        for glob in globs {
            self.globs.push(glob);
            self.group.push(Some(self.groups));
        }
        self.groups += 1;
        self
    }

    /// Of these strings those that fit none of the patterns.
    #[must_use]
    pub fn fitting_none_of(mut self, globs: impl IntoIterator<Item = &'g Glob>) -> Self {
        for glob in globs {
            self.globs.push(glob);
            self.group.push(None);
        }
        self
    }

    /// A shortest such string; `None` when there is none.
    pub fn shortest(&self, budget: &mut Budget) -> Result<Option<String>, Exhausted> {
        let machine = Machine::new(self.globs.clone());
        let start = machine.start();
        if !self.can_come(&machine, &start) {
            return Ok(None);
        }
        let mut seen = HashSet::from([start.clone()]);
        let mut steps = vec![Step { places: start, before: None }];
        let mut at = 0;
        while let Some(step) = steps.get(at) {
            budget.spend(1)?;
            if self.holds(&machine, &step.places) {
                return Ok(Some(word(&steps, at)));
            }
            let places = step.places.clone();
            for letter in machine.letters(&places) {
                let next = machine.step(&places, letter);
                if self.can_come(&machine, &next) && seen.insert(next.clone()) {
                    steps.push(Step { places: next, before: Some((at, letter)) });
                }
            }
            at += 1;
        }
        Ok(None)
    }

    /// True if a string is among them.
    pub fn contains(&self, text: &str) -> bool {
        let machine = Machine::new(self.globs.clone());
        let places = text.chars().fold(machine.start(), |places, letter| machine.step(&places, letter));
        self.holds(&machine, &places)
    }

    /// True if a string that came to these places is one of those looked for.
    fn holds(&self, machine: &Machine<'_>, places: &[Place]) -> bool {
        let mut met = vec![false; self.groups];
        for glob in machine.complete(places) {
            match self.group.get(glob) {
                Some(Some(group)) => met.iter_mut().skip(*group).take(1).for_each(|met| *met = true),
                Some(None) | None => return false,
            }
        }
        met.iter().all(|met| *met)
    }

    /// True if no group is out of reach yet and no excluded pattern fits whatever comes.
    fn can_come(&self, machine: &Machine<'_>, places: &[Place]) -> bool {
        let mut open = vec![false; self.groups];
        for place in places {
            match self.group.get(place.glob as usize) {
                Some(Some(group)) => open.iter_mut().skip(*group).take(1).for_each(|open| *open = true),
                Some(None) if machine.fits_all(*place) => return false,
                Some(None) | None => {}
            }
        }
        open.iter().all(|open| *open)
    }
}

/// Places that were come to, and from where by which character.
struct Step {
    places: Places,
    before: Option<(usize, char)>,
}

/// The string that leads to a step.
fn word(steps: &[Step], at: usize) -> String {
    let mut letters = Vec::new();
    let mut step = steps.get(at);
    while let Some((before, letter)) = step.and_then(|step| step.before) {
        letters.push(letter);
        step = steps.get(before);
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests;
