//! Strings sorted by the patterns that they fit.

use std::collections::{BTreeMap, HashSet};

use super::machine::{Machine, Place, Places};
use crate::budget::{Budget, Exhausted};

/// Strings that fit patterns of the same groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Numbers of the groups of which they fit a pattern, in order.
    pub fits: Vec<usize>,
    /// One such string, a shortest one unless another one came to the same places first.
    pub shortest: String,
}

/// Every class of strings among those that fit a pattern of group 0, in the order of what they fit. Strings that fit no pattern of a group
/// of which `matters` is true are left out.
///
/// `groups` has the number of each pattern's group: it does not matter which of a group is fitted. So the other patterns of a group are
/// given up as soon as one of them fits whatever comes; without that, ten patterns such as `*Job*` would be a thousand classes.
pub fn classes(
    machine: &Machine<'_>,
    groups: &[usize],
    matters: impl Fn(usize) -> bool,
    budget: &mut Budget,
) -> Result<Vec<Class>, Exhausted> {
    let group = |glob: usize| groups.get(glob).copied().unwrap_or(0);
    let mut found: BTreeMap<Vec<usize>, String> = BTreeMap::new();
    let start = settled(machine.start(), machine, groups);
    let mut seen = HashSet::from([start.clone()]);
    let mut layer = vec![(start, String::new())];
    while !layer.is_empty() {
        let mut next_layer = Vec::new();
        for (places, word) in layer {
            budget.spend(1)?;
            let mut fits: Vec<usize> = machine.complete(&places).map(group).collect();
            fits.sort_unstable();
            fits.dedup();
            if fits.first() == Some(&0) && fits.iter().any(|group| matters(*group)) {
                found.entry(fits).or_insert_with(|| word.clone());
            }
            for letter in machine.letters(&places) {
                let next = settled(machine.step(&places, letter), machine, groups);
                let open = || next.iter().map(|place| group(place.glob as usize));
                let lives = open().any(|group| group == 0) && open().any(&matters);
                if lives && seen.insert(next.clone()) {
                    next_layer.push((next, format!("{word}{letter}")));
                }
            }
        }
        layer = next_layer;
    }
    Ok(found.into_iter().map(|(fits, shortest)| Class { fits, shortest }).collect())
}

/// The places, with one pattern alone in every group that has one which fits whatever comes: always the same one.
fn settled(mut places: Places, machine: &Machine<'_>, groups: &[usize]) -> Places {
    let group = |place: &Place| groups.get(place.glob as usize).copied();
    let mut settled: Vec<Option<usize>> = places.iter().filter(|place| machine.fits_all(**place)).map(group).collect();
    if settled.is_empty() {
        return places;
    }
    settled.sort_unstable();
    settled.dedup();
    places.retain(|place| settled.binary_search(&group(place)).is_err());
    for own in settled {
        let of_group = (0..groups.len()).filter(|glob| groups.get(*glob).copied() == own);
        let last = of_group.filter_map(|glob| machine.last(glob)).find(|place| machine.fits_all(*place));
        places.extend(last.into_iter().flat_map(|place| [place, Place { unit: place.unit + 1, ..place }]));
    }
    places.sort_unstable();
    places
}
