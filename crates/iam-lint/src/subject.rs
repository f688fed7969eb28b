//! The policy that rules are asked about.

use iam_catalog::{Catalog, ConditionKey};
use iam_syntax::{Condition, Effect, Policy, PolicyKind, PrincipalValue, Span, Statement};

use crate::cover::{action_covers, resource_covers};
use crate::reference::Reference;

/// A policy, its text, and what it is held against.
pub(crate) struct Subject<'s, 'c> {
    pub(crate) text: &'s str,
    pub(crate) policy: &'s Policy,
    pub(crate) kind: PolicyKind,
    /// Type of the resource that the policy hangs on, such as `s3:bucket`, where it is said.
    pub(crate) resource_type: Option<&'s str>,
    pub(crate) reference: &'s Reference<'c>,
}

impl<'s, 'c> Subject<'s, 'c> {
    pub(crate) fn statements(&self) -> &'s [Statement] {
        &self.policy.statements
    }

    pub(crate) fn allows(&self) -> impl Iterator<Item = &'s Statement> {
        self.statements().iter().filter(|statement| statement.effect.value == Effect::Allow)
    }

    /// All conditions, each with its statement.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = (&'s Statement, &'s Condition)> {
        self.statements().iter().flat_map(|statement| statement.conditions.iter().map(move |it| (statement, it)))
    }

    pub(crate) fn catalog(&self) -> &Catalog<'c> {
        self.reference.catalog()
    }

    /// The catalog's entry of a condition's key.
    pub(crate) fn key(&self, condition: &Condition) -> Option<ConditionKey<'c>> {
        self.reference.key(&condition.key.value.lower)
    }

    /// True for a resource-based policy that is no trust policy.
    pub(crate) fn is_of_resource(&self) -> bool {
        self.kind == PolicyKind::Resource
    }

    pub(crate) fn is_trust(&self) -> bool {
        self.kind == PolicyKind::Trust
    }

    /// The text at a place, without quotes.
    pub(crate) fn written(&self, span: Span) -> &'s str {
        span.text(self.text).trim_matches('"')
    }
}

/// The way in which a statement's action element covers one action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Covered {
    /// By its name.
    Named,
    /// By a pattern with a wildcard.
    Pattern,
    /// By a `NotAction` that does not list it.
    Left,
}

/// The way in which the statement covers an action, if it does, and the place that says so. `action` is in lower case.
pub(crate) fn covered(statement: &Statement, action: &str) -> Option<(Covered, Span)> {
    let clause = &statement.action;
    let covering = |it: &&iam_syntax::Spanned<iam_syntax::ActionPattern>| action_covers(&it.value.pattern.text, action);
    if clause.negated {
        return clause.items.iter().find(covering).is_none().then_some((Covered::Left, clause.name_span));
    }
    let by_name = clause.items.iter().find(|it| *it.value.pattern.text == *action);
    let item = by_name.or_else(|| clause.items.iter().find(covering))?;
    let how = if by_name.is_some() { Covered::Named } else { Covered::Pattern };
    Some((how, item.span))
}

/// Place of the item that leaves resources of `service` open: `*`, or an ARN of the service whose name begins with a wildcard.
pub(crate) fn open_resource(statement: &Statement, service: &str) -> Option<Span> {
    let clause = statement.resource.as_ref().filter(|clause| !clause.negated)?;
    let is_open = |text: &str| {
        if text == "*" {
            return true;
        }
        let mut fields = text.splitn(6, ':');
        let of_service = fields.nth(2).is_some_and(|own| own == service || own == "*");
        let resource = fields.nth(2).unwrap_or_default();
        // `role/*` and `*` leave every name open; `role/app-*` does not.
        let name = resource.rsplit('/').next().unwrap_or(resource);
        of_service && name == "*" && resource.matches('/').count() <= 1
    };
    clause.items.iter().find(|it| is_open(&it.value.text)).map(|it| it.span)
}

/// Place of `NotResource` in the statement, where it is written.
pub(crate) fn not_resource(statement: &Statement) -> Option<Span> {
    statement.resource.as_ref().filter(|clause| clause.negated).map(|clause| clause.name_span)
}

/// The first condition on one of the keys, which are in lower case; a name that ends in `/` or `:` stands for all that begin with it.
pub(crate) fn condition_on<'p>(statement: &'p Statement, keys: &[&str]) -> Option<&'p Condition> {
    let is = |lower: &str, key: &&str| if key.ends_with(['/', ':']) { lower.starts_with(*key) } else { lower == *key };
    statement.conditions.iter().find(|own| keys.iter().any(|key| is(&own.key.value.lower, key)))
}

/// True if the statement names everyone.
pub(crate) fn everyone(statement: &Statement) -> Option<Span> {
    let clause = statement.principal.as_ref().filter(|clause| !clause.negated)?;
    clause.items.iter().find(|it| it.value == PrincipalValue::Everyone).map(|it| it.span)
}

/// Principals of the statement that a service or an identity provider is.
pub(crate) fn principals(statement: &Statement) -> impl Iterator<Item = (&PrincipalValue, Span)> {
    let items = statement.principal.iter().filter(|clause| !clause.negated).flat_map(|clause| &clause.items);
    items.map(|it| (&it.value, it.span))
}

/// True if every request that the second statement's resources fit also fits the first's.
pub(crate) fn resources_cover(wide: &Statement, narrow: &Statement) -> bool {
    match (&wide.resource, &narrow.resource) {
        (None, None) => true,
        (Some(wide), Some(narrow)) => {
            !wide.negated
                && if narrow.negated {
                    wide.items.iter().any(|it| it.value.text == *"*")
                } else {
                    let covers = |text: &str| wide.items.iter().any(|it| resource_covers(&it.value.text, text));
                    narrow.items.iter().all(|it| covers(&it.value.text))
                }
        }
        (None, Some(_)) | (Some(_), None) => false,
    }
}

/// Condition keys that say on whose behalf a service acts, in lower case.
pub(crate) const SOURCE_KEYS: [&str; 6] = [
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:principalorgid",
];
