//! Strings sorted by the patterns that they fit.

use std::collections::{BTreeMap, HashSet};

use super::machine::Machine;
use crate::budget::{Budget, Exhausted};

/// Strings that fit the same patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Positions of the patterns that they fit, in order.
    pub fits: Vec<usize>,
    /// A shortest such string.
    pub shortest: String,
}

/// Every class of strings among those that fit the pattern `every`, in the order of what they fit. Strings that fit none of the patterns
/// of which `matters` is true are left out.
pub fn classes(
    machine: &Machine<'_>,
    every: usize,
    matters: impl Fn(usize) -> bool,
    budget: &mut Budget,
) -> Result<Vec<Class>, Exhausted> {
    let mut found: BTreeMap<Vec<usize>, String> = BTreeMap::new();
    let start = machine.start();
    let mut seen = HashSet::from([start.clone()]);
    let mut layer = vec![(start, String::new())];
    while !layer.is_empty() {
        let mut next_layer = Vec::new();
        for (places, word) in layer {
            budget.spend(1)?;
            let fits: Vec<usize> = machine.complete(&places).collect();
            if fits.binary_search(&every).is_ok() && fits.iter().any(|glob| matters(*glob)) {
                found.entry(fits).or_insert_with(|| word.clone());
            }
            for letter in machine.letters(&places) {
                let next = machine.step(&places, letter);
                let globs = || next.iter().map(|place| place.glob as usize);
                let lives = globs().any(|glob| glob == every) && globs().any(&matters);
                if lives && seen.insert(next.clone()) {
                    next_layer.push((next, format!("{word}{letter}")));
                }
            }
        }
        layer = next_layer;
    }
    Ok(found.into_iter().map(|(fits, shortest)| Class { fits, shortest }).collect())
}
