//! Actions sorted by the statements that hold them.

use std::collections::BTreeMap;

use iam_syntax::{ActionPattern, Clause};

use crate::budget::{Budget, Exhausted};
use crate::owned::{OWNED, lists_buckets};
use crate::strings::{Glob, Machine, Reading, Unit, Variables, classes};

/// Actions that the same statements hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Actions {
    /// Positions of these statements among those that were given.
    pub(crate) statements: Vec<usize>,
    /// Positions in [`OWNED`] of what is refused to these actions.
    pub(crate) owned: Vec<usize>,
    /// True of the action that lists buckets.
    pub(crate) lists_buckets: bool,
    /// One of them, in lower case.
    pub(crate) example: String,
}

/// An `Action` or `NotAction` element, and its statement's effect.
#[derive(Clone, Copy)]
pub(crate) struct OfStatement<'p> {
    pub(crate) clause: &'p Clause<ActionPattern>,
    pub(crate) allows: bool,
}

/// Every set of actions that there is, known to AWS or not. Actions that no Allow holds are left out.
pub(crate) fn sort(statements: &[OfStatement<'_>], budget: &mut Budget) -> Result<Vec<Actions>, Exhausted> {
    let mut patterns = Patterns::default();
    let every = patterns.add(Glob::of_units(EVERY.to_vec()));
    let of_statements: Vec<Vec<usize>> = statements
        .iter()
        .map(|statement| statement.clause.items.iter().filter_map(|item| patterns.read(&item.value)).collect())
        .collect();
    let services = services(statements);
    let meets = |service: &str| services.as_ref().is_none_or(|all| all.iter().any(|known| known == service));
    let mut owned = Vec::new();
    for (at, own) in OWNED.iter().enumerate().filter(|(_, own)| own.actions.iter().all(|action| meets(service(action))))
    {
        let mut all = |texts: &[&str]| texts.iter().map(|text| patterns.add(plain(text))).collect::<Vec<_>>();
        owned.push((at, all(own.actions), all(own.except)));
    }
    let buckets = meets("s3").then(|| patterns.add(Glob::literal(&lists_buckets())));

    let mut matters = vec![false; patterns.globs.len()];
    for (statement, own) in statements.iter().zip(&of_statements).filter(|(statement, _)| statement.allows) {
        let own = if statement.clause.negated { std::slice::from_ref(&every) } else { own.as_slice() };
        for pattern in own {
            matters.iter_mut().skip(*pattern).take(1).for_each(|matters| *matters = true);
        }
    }
    let machine = Machine::new(patterns.globs.iter().collect());
    let found = classes(&machine, every, |pattern| matters.get(pattern) == Some(&true), budget)?;
    let sorted = found.into_iter().map(|class| {
        let fits = |patterns: &[usize]| patterns.iter().any(|pattern| class.fits.binary_search(pattern).is_ok());
        let holds = |(statement, own): (&OfStatement<'_>, &Vec<usize>)| statement.clause.negated != fits(own);
        let statements = (0..statements.len())
            .filter(|at| statements.get(*at).zip(of_statements.get(*at)).is_some_and(holds))
            .collect();
        let refused = owned.iter().filter(|(_, actions, except)| fits(actions) && !fits(except));
        let owned = refused.map(|(at, ..)| *at).collect();
        let lists_buckets = buckets.is_some_and(|pattern| fits(&[pattern]));
        Actions { statements, owned, lists_buckets, example: class.shortest }
    });
    Ok(once_each(sorted))
}

/// `SERVICE:ACTION`
const EVERY: [Unit; 5] = [
    Unit::One { colon: false },
    Unit::Run { colon: false },
    Unit::Letter(':'),
    Unit::One { colon: false },
    Unit::Run { colon: false },
];

/// Of actions that the same statements hold one is enough.
fn once_each(all: impl Iterator<Item = Actions>) -> Vec<Actions> {
    let mut found: BTreeMap<(Vec<usize>, Vec<usize>, bool), String> = BTreeMap::new();
    for actions in all {
        let own = found
            .entry((actions.statements, actions.owned, actions.lists_buckets))
            .or_insert_with(|| actions.example.clone());
        if actions.example.len() < own.len() {
            *own = actions.example;
        }
    }
    let actions = |((statements, owned, lists_buckets), example)| Actions { statements, owned, lists_buckets, example };
    found.into_iter().map(actions).collect()
}

/// Services that actions of an Allow can be of; `None` where that is any.
fn services(statements: &[OfStatement<'_>]) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for statement in statements.iter().filter(|statement| statement.allows) {
        if statement.clause.negated {
            return None;
        }
        for item in &statement.clause.items {
            let lower = item.value.text.to_ascii_lowercase();
            let service = service(&lower);
            if service.contains(['*', '?']) {
                return None;
            }
            all.push(service.to_owned());
        }
    }
    all.sort_unstable();
    all.dedup();
    Some(all)
}

fn service(action: &str) -> &str {
    action.split(':').next().unwrap_or_default()
}

fn plain(text: &str) -> Glob {
    let pattern = iam_syntax::Pattern::parse(text, true, false);
    Glob::new(&pattern, Reading::Text, Variables::Any).unwrap_or_default()
}

/// Patterns, each once.
#[derive(Default)]
struct Patterns {
    globs: Vec<Glob>,
    known: BTreeMap<Glob, usize>,
}

impl Patterns {
    fn read(&mut self, action: &ActionPattern) -> Option<usize> {
        Some(self.add(Glob::new(&action.pattern, Reading::Text, Variables::Any)?))
    }

    fn add(&mut self, glob: Glob) -> usize {
        if let Some(known) = self.known.get(&glob) {
            return *known;
        }
        let at = self.globs.len();
        self.known.insert(glob.clone(), at);
        self.globs.push(glob);
        at
    }
}
