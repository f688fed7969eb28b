//! Actions of the catalog, by the statements that hold them.

use std::collections::HashMap;

use iam_catalog::{ActionName, Index};
use iam_eval::AwsOwned;
use iam_syntax::{KnownAction, Pattern};

use super::{Actions, OfStatement, service};

/// Actions that AWS has today, sorted as [`Actions`] are.
pub(crate) struct KnownActions<'c> {
    all: Vec<Known<'c>>,
    /// Positions in `all` by what the actions have in common.
    by_class: HashMap<Class, Vec<usize>>,
}

/// Statements, what AWS refuses, and the listing of buckets, as in [`Actions`].
type Class = (Vec<usize>, Vec<usize>, bool);

struct Known<'c> {
    action: ActionName<'c>,
    /// Its name in lower case.
    lower: String,
}

impl<'c> KnownActions<'c> {
    pub(crate) fn new(index: &Index<'c>, statements: &[OfStatement<'_>]) -> Self {
        let known = |action: ActionName<'c>| Known { lower: action.to_string().to_ascii_lowercase(), action };
        let all: Vec<Known<'c>> = index.actions().map(known).collect();
        let listed = Listed::new(statements);
        let owned = AwsOwned::ALL.map(AwsOwned::action_patterns);
        let buckets = KnownAction::ListAllMyBuckets.name().to_ascii_lowercase();
        let mut by_class: HashMap<Class, Vec<usize>> = HashMap::new();
        for (at, known) in all.iter().enumerate() {
            let fits = |patterns: &[Pattern]| patterns.iter().any(|pattern| iam_eval::fits(pattern, &known.lower));
            let refused = owned.iter().enumerate().filter(|(_, (refused, except))| fits(refused) && !fits(except));
            let refused = refused.map(|(at, _)| at).collect();
            let class = (listed.holding(&known.lower, statements), refused, known.lower == buckets);
            by_class.entry(class).or_default().push(at);
        }
        Self { all, by_class }
    }

    /// Positions of the actions of a class.
    pub(crate) fn of(&self, actions: &Actions) -> &[usize] {
        let class = (actions.statements.clone(), actions.owned.clone(), actions.lists_buckets);
        self.by_class.get(&class).map_or(&[], Vec::as_slice)
    }

    /// The action at a position.
    pub(crate) fn get(&self, at: usize) -> Option<ActionName<'c>> {
        self.all.get(at).map(|known| known.action)
    }

    /// Positions of the actions that fit a pattern.
    pub(crate) fn fitting(&self, pattern: &Pattern) -> Vec<usize> {
        let own = service(&pattern.text).to_ascii_lowercase();
        let near = |known: &Known<'c>| own.contains(['*', '?']) || service(&known.lower) == own;
        let of_service = self.all.iter().enumerate().filter(|(_, known)| near(known));
        of_service.filter(|(_, known)| iam_eval::fits(pattern, &known.lower)).map(|(at, _)| at).collect()
    }
}

/// Statements by the actions that they list.
struct Listed<'p> {
    /// Those that name the action.
    by_name: HashMap<String, Vec<usize>>,
    /// Patterns with wildcards, by the service that they name; those that name none under the empty text.
    by_service: HashMap<String, Vec<(&'p Pattern, usize)>>,
}

impl<'p> Listed<'p> {
    fn new(statements: &[OfStatement<'p>]) -> Self {
        let mut listed = Self { by_name: HashMap::new(), by_service: HashMap::new() };
        for (at, statement) in statements.iter().enumerate() {
            for item in &statement.clause.items {
                let lower = item.value.text.to_ascii_lowercase();
                if !lower.contains(['*', '?']) {
                    listed.by_name.entry(lower).or_default().push(at);
                    continue;
                }
                let own = service(&lower);
                let own = if own.contains(['*', '?']) { "" } else { own };
                listed.by_service.entry(own.to_owned()).or_default().push((&item.value.pattern, at));
            }
        }
        listed
    }

    /// Positions of the statements that hold the action, in order.
    fn holding(&self, lower: &str, statements: &[OfStatement<'_>]) -> Vec<usize> {
        let mut listing: Vec<usize> = self.by_name.get(lower).cloned().unwrap_or_default();
        let near = ["", service(lower)].into_iter().filter_map(|service| self.by_service.get(service)).flatten();
        listing.extend(near.filter(|(pattern, _)| iam_eval::fits(pattern, lower)).map(|(_, at)| at));
        let holds = |(at, own): &(usize, &OfStatement<'_>)| own.clause.negated != listing.contains(at);
        statements.iter().enumerate().filter(holds).map(|(at, _)| at).collect()
    }
}
