//! Names the functions of a wasm module by rank, so that sorting them by name puts like beside like, where brotli finds
//! what they have in common.
//!
//! A function's rank is its place in a walk: the next function is the one that shares most with the last few, counted in
//! runs of a few bytes.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// Bytes that make a run.
const RUN: usize = 4;
/// Number of functions from which on a run that they share says nothing about them.
const COMMON: usize = 200;
/// Number of functions back over which likeness counts.
const BACK: usize = 4;
/// Exponent of a function's size; below 1, so that large functions are not passed over for small ones.
const WEIGHT_OF_SIZE: f64 = 0.8;

/// Adds the names to a module. It must have no names yet.
pub(crate) fn name_by_rank(file: &Path) -> Result<()> {
    let unusable = || format!("{} is not usable", file.display());
    let mut module = fs::read(file).with_context(unusable)?;
    let section = names(&module).with_context(unusable)?;
    section.append_to(&mut module);
    fs::write(file, module).with_context(unusable)
}

fn names(module: &[u8]) -> Result<NameSection> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::ImportSection(imports) = payload {
            for import in imports.into_imports() {
                imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
            }
        } else if let Payload::CodeSectionEntry(body) = payload {
            bodies.push(body.as_bytes());
        }
    }
    let mut names = NameMap::new();
    for (index, rank) in ranks(&bodies).into_iter().enumerate() {
        names.append(imported + u32::try_from(index)?, &format!("{rank:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    Ok(section)
}

/// The rank of each function.
fn ranks(bodies: &[&[u8]]) -> Vec<usize> {
    let mut ranks = vec![0; bodies.len()];
    for (rank, index) in Walk::over(bodies).enumerate() {
        if let Some(place) = ranks.get_mut(index) {
            *place = rank;
        }
    }
    ranks
}

/// Walks over the functions; begins with the largest.
struct Walk {
    /// The runs of each function, each once.
    runs: Vec<Vec<u32>>,
    /// The functions that have a run.
    having: HashMap<u32, Vec<usize>>,
    /// Amount that each function shares with the last few.
    likeness: Vec<f64>,
    /// Functions that are still to come, the largest first.
    left: Vec<usize>,
    done: Vec<usize>,
}

impl Walk {
    fn over(bodies: &[&[u8]]) -> Self {
        let runs: Vec<Vec<u32>> = bodies.iter().map(|body| runs_of(body)).collect();
        let mut having: HashMap<u32, Vec<usize>> = HashMap::new();
        for (index, runs) in runs.iter().enumerate() {
            for run in runs {
                having.entry(*run).or_default().push(index);
            }
        }
        let mut left: Vec<usize> = (0..bodies.len()).collect();
        left.sort_by_key(|index| std::cmp::Reverse(bodies.get(*index).map_or(0, |body| body.len())));
        Self { likeness: vec![0.0; runs.len()], runs, having, left, done: Vec::new() }
    }

    /// Adds what all functions share with one, or takes it away.
    fn count(&mut self, index: usize, sign: f64) {
        for run in self.runs.get(index).into_iter().flatten() {
            let others = self.having.get(run).map_or(&[][..], Vec::as_slice);
            if others.len() > COMMON {
                continue;
            }
            let share = sign / (1.0 + others.len() as f64).log2();
            for other in others {
                if let Some(likeness) = self.likeness.get_mut(*other) {
                    *likeness += share;
                }
            }
        }
    }

    fn score(&self, index: usize) -> f64 {
        let size = self.runs.get(index).map_or(0, Vec::len);
        self.likeness.get(index).map_or(0.0, |likeness| likeness / (size as f64).powf(WEIGHT_OF_SIZE))
    }
}

impl Iterator for Walk {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let mut best = (0, 0.0);
        for (place, index) in self.left.iter().enumerate() {
            let score = self.score(*index);
            if score > best.1 + 1e-9 {
                best = (place, score);
            }
        }
        if self.left.is_empty() {
            return None;
        }
        let next = self.left.remove(best.0);
        self.done.push(next);
        self.count(next, 1.0);
        if let Some(past) = self.done.len().checked_sub(BACK + 1).and_then(|place| self.done.get(place).copied()) {
            self.count(past, -1.0);
        }
        Some(next)
    }
}

/// The runs of bytes in a function, each once, in the order in which they come.
fn runs_of(body: &[u8]) -> Vec<u32> {
    let mut known = BTreeSet::new();
    let runs = body.windows(RUN).filter_map(|run| Some(u32::from_le_bytes(run.try_into().ok()?)));
    runs.filter(|run| known.insert(*run)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_functions_follow_each_other_from_the_largest_on() {
        let bodies: [&[u8]; 4] = [b"abcdefgh", b"zyxwvutsrqponm", b"abcdefgx", b"zyxwvutsrqp"];
        assert_eq!(ranks(&bodies), [2, 0, 3, 1]);
    }

    #[test]
    fn a_module_without_functions_has_no_ranks() {
        assert!(ranks(&[]).is_empty());
        assert!(names(b"not a module").is_err());
    }

    #[test]
    fn imported_functions_are_counted_and_not_named() {
        use wasm_encoder::{CodeSection, EntityType, Function, FunctionSection, ImportSection, Module, TypeSection};
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("a", "b", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut body = Function::new([]);
        body.instructions().end();
        let mut code = CodeSection::new();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&code);
        let mut named = Vec::new();
        names(&module.finish()).unwrap().append_to(&mut named);
        // Section 0, its size, "name", the names of functions: one, of the function with index 1.
        assert!(named.ends_with(&[1, 1, 6, b'0', b'0', b'0', b'0', b'0', b'0']), "{named:?}");
    }
}
