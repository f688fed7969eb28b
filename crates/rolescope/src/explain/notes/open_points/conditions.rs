//! Open points in a condition.

use iam_eval::{
    CallerKind, ClauseTrace, Context, Missing, Origin, Values, Why, holds, is_tag, leans_on_unresolved,
    value_but_for_case,
};
use iam_syntax::{Condition, ConditionValue, Family, KnownKey, Operator, OperatorKind, Pattern, Quantifier};

use super::clauses::AskedStatement;
use super::values;
use crate::decide::call::request::{SERVICE_ADDRESS, is_forwarded};
use crate::decide::call::trust_decides;
use crate::report::point::Point;

/// Keys whose values open points are about.
const KEYS: [KnownKey; 5] = [
    KnownKey::MultiFactorAuthPresent,
    KnownKey::FederatedProvider,
    KnownKey::SourceIp,
    KnownKey::ResourceTag,
    KnownKey::IamResourceTag,
];

impl AskedStatement<'_> {
    pub(super) fn in_condition(&self, entry: &Condition, clause: &ClauseTrace) -> Option<Point> {
        if self.tree.version_span.is_none() && turns_with_variables(entry, clause.matched, &self.request.context) {
            return Some(Point::NoVersion);
        }
        self.in_key(entry, clause).or_else(|| self.in_operator(entry, clause))
    }

    /// Points in what the key holds.
    #[expect(clippy::wildcard_enum_match_arm, reason = "points are in few keys")]
    fn in_key(&self, entry: &Condition, clause: &ClauseTrace) -> Option<Point> {
        let key = &*entry.key.value.lower;
        let session = || self.actor?.session.as_deref();
        let turns = |value| self.turns_with(entry, clause.matched, value);
        match KEYS.into_iter().find(|known| known.is(key))? {
            KnownKey::MultiFactorAuthPresent => {
                let role = matches!(self.kind()?, CallerKind::RoleSession { .. });
                (role && self.is_derived(key) && turns(None)).then_some(Point::RoleMfa)
            }
            KnownKey::FederatedProvider => {
                let by_hand =
                    self.step.is_some_and(|step| step.context.keys().any(|given| given.eq_ignore_ascii_case(key)));
                let provider = self.saml_provider().filter(|_| !by_hand)?;
                turns(Some(provider)).then_some(Point::SamlProvider)
            }
            KnownKey::SourceIp => {
                let forwarded = is_forwarded(&self.request.context);
                let present = self.request.context.values(key).is_some();
                (forwarded && present && turns(Some(SERVICE_ADDRESS))).then_some(Point::Forwarded)
            }
            KnownKey::ResourceTag | KnownKey::IamResourceTag => {
                let (_, name) = key.split_once('/')?;
                let inherited = session()?.transitive.iter().find(|tag| tag.key.eq_ignore_ascii_case(name))?;
                let trust = trust_decides(&self.request.action) && self.is_derived(key);
                (trust && turns(Some(&inherited.value))).then_some(Point::Inherited)
            }
            _ => None,
        }
    }

    /// True if the condition comes out otherwise with another value of its key, or with none.
    fn turns_with(&self, entry: &Condition, matched: bool, value: Option<&str>) -> bool {
        let key = &*entry.key.value.lower;
        let mut other = self.request.context.clone();
        match value {
            Some(value) => other.give(key, Values::One(value.to_owned())),
            None => other.remove(key),
        }
        holds(entry, &other) != matched
    }

    fn is_derived(&self, key: &str) -> bool {
        let mut entries = self.request.context.entries().iter();
        entries.any(|entry| entry.key.eq_ignore_ascii_case(key) && entry.origin == Origin::Derived)
    }

    /// The SAML provider that vouches for the caller, where the request does not say so.
    fn saml_provider(&self) -> Option<&str> {
        let actor = self.actor.filter(|_| self.request.context.known(KnownKey::FederatedProvider).is_none())?;
        if let CallerKind::Saml { provider } = &actor.caller.kind {
            return Some(provider);
        }
        actor.facts.as_ref()?.federated_provider.as_deref()
    }

    /// Points in how the values are compared.
    fn in_operator(&self, entry: &Condition, clause: &ClauseTrace) -> Option<Point> {
        let operator = entry.operator.value;
        let context = &self.request.context;
        let request = context.values(&entry.key.value.lower).map_or(&[][..], Values::as_slice);
        if turns_by_the_table(entry, clause.matched, context) {
            return Some(Point::NotLike);
        }
        match &clause.why {
            Why::SeveralValues => Some(Point::Several),
            Why::NoValues if operator.quantifier.is_none() && !operator.if_exists => Some(Point::NoValues),
            Why::Missing(Missing::FailsForAny) if operator.kind.negated() => Some(Point::AnyNegated),
            Why::Presence { present: true } if request == [String::new()] => {
                self.turns_with(entry, clause.matched, None).then_some(Point::EmptyString)
            }
            Why::Compared(compared) => {
                let without = |dropped| turns_without(entry, clause.matched, context, dropped);
                let value = request.get(compared.request).map_or("", String::as_str);
                let tag = || is_tag(entry) && compared.policy.is_none();
                if operator.kind.family() == Family::Bool && without(has_variable) {
                    Some(Point::BoolVariable)
                } else if clause.matched && leans_on_unresolved(entry, context) {
                    Some(Point::OneUnresolved)
                } else if operator.kind.family() == Family::Arn && without(is_star) {
                    Some(Point::BareStar)
                } else if tag() && value_but_for_case(entry, value, context).is_some() {
                    Some(Point::TagCase)
                } else {
                    values::point(entry, clause.matched, context)
                }
            }
            _ => None,
        }
    }
}

fn has_variable(value: &ConditionValue) -> bool {
    value.text.contains("${")
}

fn is_star(value: &ConditionValue) -> bool {
    &*value.text == "*"
}

/// True if a condition comes out otherwise when its variables are replaced.
fn turns_with_variables(entry: &Condition, matched: bool, context: &Context) -> bool {
    let kind = entry.operator.value.kind;
    if !kind.family().has_variables() || !entry.values.iter().any(|value| has_variable(&value.value)) {
        return false;
    }
    let mut other = entry.clone();
    for value in &mut other.values {
        value.value.pattern = Pattern::parse(&value.value.text, kind.family().has_wildcards(), true);
    }
    holds(&other, context) != matched
}

/// True if a condition comes out otherwise when some of its values can equal nothing.
fn turns_without(entry: &Condition, matched: bool, context: &Context, dropped: fn(&ConditionValue) -> bool) -> bool {
    if !entry.values.iter().any(|value| dropped(&value.value)) {
        return false;
    }
    let mut other = entry.clone();
    other.values.retain(|value| !dropped(&value.value));
    let holds = if other.values.is_empty() { entry.operator.value.kind.negated() } else { holds(&other, context) };
    holds != matched
}

/// True if a condition comes out otherwise as AWS's table on `ForAllValues:StringNotLike` has it (C-11).
fn turns_by_the_table(entry: &Condition, matched: bool, context: &Context) -> bool {
    let operator = entry.operator.value;
    if operator.quantifier != Some(Quantifier::ForAllValues) || operator.kind != OperatorKind::StringNotLike {
        return false;
    }
    let mut other = entry.clone();
    let quantifier = Some(Quantifier::ForAnyValue);
    other.operator.value = Operator { kind: OperatorKind::StringLike, quantifier, ..operator };
    holds(&other, context) != matched
}
