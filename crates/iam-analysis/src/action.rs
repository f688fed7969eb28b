//! Actions sorted by the statements that hold them.

mod known;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use iam_eval::AwsOwned;
use iam_syntax::{ActionPattern, Clause, KnownAction, Pattern};

pub(crate) use known::KnownActions;

use crate::budget::{Budget, Exhausted};
use crate::strings::{Class, Glob, Machine, Reading, Selection, Unit, Variables, classes};

/// Actions that the same statements hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Actions {
    /// Positions of these statements among those that were given.
    pub(crate) statements: Vec<usize>,
    /// Positions in [`AwsOwned::ALL`] of what is refused to these actions.
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
    for (at, statement) in statements.iter().enumerate() {
        for item in &statement.clause.items {
            patterns.add(&item.value.pattern, Some(at));
        }
    }
    let services = services(statements);
    let meets = |own: &str| services.as_ref().is_none_or(|all| all.iter().any(|known| known == own));
    let mut owned = Vec::new();
    for (at, own) in AwsOwned::ALL.into_iter().enumerate() {
        let (actions, except) = own.action_patterns();
        if actions.iter().all(|it| meets(service(&it.text))) {
            let mut all = |of: &[Pattern]| of.iter().map(|pattern| patterns.add(pattern, None)).collect::<Vec<_>>();
            owned.push((at, all(&actions), all(&except)));
        }
    }
    let list_buckets = KnownAction::ListAllMyBuckets.name().to_ascii_lowercase();
    let buckets = meets("s3").then(|| patterns.add(&Pattern::parse(&list_buckets, false, false), None));

    let found = patterns.classes(statements, budget)?;
    Ok(once_each(found.into_iter().map(|class| {
        let fits = |patterns: &[usize]| patterns.iter().any(|pattern| class.fits.contains(pattern));
        let listing = patterns.statements(&class.fits);
        let holds =
            |at: &usize| statements.get(*at).is_some_and(|own| own.clause.negated != listing.binary_search(at).is_ok());
        let refused = owned.iter().filter(|(_, actions, except)| fits(actions) && !fits(except));
        Actions {
            statements: (0..statements.len()).filter(holds).collect(),
            owned: refused.map(|(at, ..)| *at).collect(),
            lists_buckets: buckets.is_some_and(|pattern| fits(&[pattern])),
            example: class.shortest,
        }
    })))
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

/// Patterns, each once.
#[derive(Default)]
struct Patterns {
    list: Vec<Listed>,
    known: HashMap<Pattern, usize>,
}

struct Listed {
    pattern: Pattern,
    glob: Glob,
    /// The only action that fits, where there is one.
    single: Option<String>,
    /// Positions of the statements that list it.
    statements: Vec<usize>,
    /// True if it matters by itself that an action fits.
    apart: bool,
}

impl Patterns {
    /// Position of a pattern, which a statement lists or which matters by itself.
    fn add(&mut self, pattern: &Pattern, statement: Option<usize>) -> usize {
        let at = *self.known.entry(pattern.clone()).or_insert(self.list.len());
        if at == self.list.len() {
            let glob = Glob::new(pattern, Reading::Text, Variables::Any).unwrap_or_default();
            let single = glob.single();
            self.list.push(Listed { pattern: pattern.clone(), glob, single, statements: Vec::new(), apart: false });
        }
        if let Some(own) = self.list.get_mut(at) {
            own.apart |= statement.is_none();
            own.statements.extend(statement);
        }
        at
    }

    /// Positions of the statements that list one of these patterns, in order.
    fn statements(&self, fits: &[usize]) -> Vec<usize> {
        let own = fits.iter().filter_map(|at| self.list.get(*at)).flat_map(|own| &own.statements);
        let mut all: Vec<usize> = own.copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Every class of actions that an Allow may hold. Most patterns name one action: only the others are followed together.
    fn classes(&self, statements: &[OfStatement<'_>], budget: &mut Budget) -> Result<Vec<Class>, Exhausted> {
        let negated = statements.iter().any(|own| own.allows && own.clause.negated);
        let allows = |at: &usize| statements.get(*at).is_some_and(|own| own.allows && !own.clause.negated);
        let matters = |at: usize| self.list.get(at).is_some_and(|own| own.statements.iter().any(allows));
        let wild: Vec<usize> = (0..self.list.len()).filter(|at| self.single(*at).is_none()).collect();
        let groups = self.groups(&wild);

        // Of actions that are named those of each class of the others.
        let mut of_singles: HashMap<Vec<usize>, Vec<&str>> = HashMap::new();
        let mut found = Vec::new();
        let by_service = self.by_service(&wild);
        for (at, own) in self.list.iter().enumerate() {
            let Some(action) = own.single.as_deref().filter(|text| is_action(text)) else { continue };
            budget.spend(1)?;
            let near = ["", service(action)].into_iter().filter_map(|service| by_service.get(service)).flatten();
            let fitting = near.filter(|at| {
                let pattern = wild.get(**at).and_then(|at| self.list.get(*at));
                pattern.is_some_and(|own| iam_eval::fits(&own.pattern, action))
            });
            let of_wild: BTreeSet<usize> = fitting.filter_map(|at| groups.get(*at).copied()).collect();
            let mut fits = members(&of_wild, &wild, &groups);
            of_singles.entry(of_wild.into_iter().collect()).or_default().push(action);
            fits.push(at);
            if negated || fits.iter().any(|at| matters(*at)) {
                found.push(Class { fits, shortest: action.to_owned() });
            }
        }

        let every = Glob::of_units(EVERY.to_vec());
        let globs = || wild.iter().filter_map(|at| self.list.get(*at)).map(|own| &own.glob);
        let machine = Machine::new(std::iter::once(&every).chain(globs()).collect());
        let numbers: Vec<usize> = std::iter::once(0).chain(groups.iter().copied()).collect();
        let group_matters: BTreeSet<usize> =
            wild.iter().zip(&groups).filter(|(at, _)| matters(**at)).map(|(_, group)| *group).collect();
        let in_question = |group: usize| if group == 0 { negated } else { group_matters.contains(&group) };
        for class in classes(&machine, &numbers, in_question, budget)? {
            let of_wild: BTreeSet<usize> = class.fits.into_iter().filter(|group| *group != 0).collect();
            let key: Vec<usize> = of_wild.iter().copied().collect();
            let singles = of_singles.get(&key).map_or(&[][..], Vec::as_slice);
            let example = if singles.contains(&class.shortest.as_str()) {
                self.other_than(singles, &of_wild, &wild, &groups, budget)?
            } else {
                Some(class.shortest)
            };
            let fits = members(&of_wild, &wild, &groups);
            found.extend(example.map(|shortest| Class { fits, shortest }));
        }
        Ok(found)
    }

    /// Numbers from 1 on: patterns that the same statements list have the same. What AWS refuses is apart.
    fn groups(&self, wild: &[usize]) -> Vec<usize> {
        let mut known: HashMap<(&[usize], Option<usize>), usize> = HashMap::new();
        wild.iter()
            .map(|at| {
                let own = self.list.get(*at);
                let apart = own.is_some_and(|own| own.apart).then_some(*at);
                let next = known.len() + 1;
                *known.entry((own.map_or(&[][..], |own| own.statements.as_slice()), apart)).or_insert(next)
            })
            .collect()
    }

    fn single(&self, at: usize) -> Option<&str> {
        self.list.get(at)?.single.as_deref()
    }

    /// Positions among the patterns with wildcards by the service that they name; those that name none under the empty text.
    fn by_service(&self, wild: &[usize]) -> HashMap<&str, Vec<usize>> {
        let mut by_service: HashMap<&str, Vec<usize>> = HashMap::new();
        for (position, at) in wild.iter().enumerate() {
            let own = service(self.list.get(*at).map_or("", |own| &own.pattern.text));
            let own = if own.contains(['*', '?']) { "" } else { own };
            by_service.entry(own).or_default().push(position);
        }
        by_service
    }

    /// An action that fits patterns of these groups and of no other, and is none of those that are named.
    fn other_than(
        &self,
        singles: &[&str],
        fits: &BTreeSet<usize>,
        wild: &[usize],
        groups: &[usize],
        budget: &mut Budget,
    ) -> Result<Option<String>, Exhausted> {
        let every = Glob::of_units(EVERY.to_vec());
        let singles: Vec<Glob> = singles.iter().map(|text| Glob::literal(text)).collect();
        let of = |wanted: &dyn Fn(usize) -> bool| {
            let own = wild.iter().zip(groups).filter(|(_, group)| wanted(**group));
            own.filter_map(|(at, _)| self.list.get(*at)).map(|own| &own.glob).collect::<Vec<_>>()
        };
        let mut selection = Selection::all().fitting_one_of([&every]);
        for group in fits {
            selection = selection.fitting_one_of(of(&|own| own == *group));
        }
        let others = of(&|own| !fits.contains(&own));
        selection.fitting_none_of(others.into_iter().chain(&singles)).shortest(budget)
    }
}

/// One pattern of each group: which one does not matter.
fn members(fits: &BTreeSet<usize>, wild: &[usize], groups: &[usize]) -> Vec<usize> {
    let first = |group: &usize| groups.iter().position(|own| own == group).and_then(|at| wild.get(at)).copied();
    fits.iter().filter_map(first).collect()
}

/// True of `SERVICE:ACTION`.
fn is_action(text: &str) -> bool {
    text.split_once(':').is_some_and(|(service, name)| !service.is_empty() && !name.is_empty() && !name.contains(':'))
}
