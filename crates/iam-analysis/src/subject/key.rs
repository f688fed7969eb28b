//! Condition keys: absent, of one value, or of several.

use iam_eval::{Context, Values, holds};
use iam_syntax::{Family, KnownKey, Quantifier};

use super::Subjects;
use crate::answer::Reason;
use crate::budget::{Budget, Exhausted};
use crate::element::{ConditionElement, Demand, Element};
use crate::outcome::Outcome;
use crate::values::{Search, Wanted};

/// Values of a key; `None`: it is absent.
type Found = Outcome<Option<Values>>;

/// A condition, and the result that is asked of it.
type Asked<'e> = (&'e ConditionElement, bool);

impl Subjects<'_> {
    /// Values of a key that meet the demands: the fewest.
    pub(super) fn key(&self, key: usize, demands: &[Demand], budget: &mut Budget) -> Result<Found, Exhausted> {
        let Some(key) = self.elements.keys().get(key) else { return Ok(Outcome::Nothing) };
        let asked: Vec<Asked<'_>> = demands
            .iter()
            .filter_map(|demand| match self.elements.get(demand.element)? {
                Element::Condition(own) => Some((&**own, demand.holds)),
                Element::Resource(_) => None,
            })
            .collect();
        budget.spend(1)?;
        if let Some(given) = self.given.filter(|given| given.keys.contains(&key.lower)) {
            let values = given.context.values(&key.lower).cloned();
            return Ok(if results(&asked, &given.context) { Outcome::Value(values) } else { Outcome::Nothing });
        }
        let one = |value: String| {
            Some(if KnownKey::is_multivalued(&key.lower) { Values::Many(vec![value]) } else { Values::One(value) })
        };
        // Of an absent key nothing is compared, so that variables do not matter.
        if results(&asked, &Context::default()) {
            return Ok(Outcome::Value(None));
        }
        let found = self.one(&key.lower, &asked, budget)?.map(one);
        let found = found.or(|| Ok(self.empty(&key.text, &asked)))?;
        if may_have_several(&key.lower) {
            return found.or(|| Ok(self.several(&key.lower, &asked, budget)?.map(|values| Some(Values::Many(values)))));
        }
        Ok(found)
    }

    /// A single value that is not empty.
    fn one(&self, key: &str, asked: &[Asked<'_>], budget: &mut Budget) -> Result<Outcome<String>, Exhausted> {
        let mut wanted = Vec::new();
        for (element, holds) in asked {
            match constant(element) {
                Some(fixed) if fixed != *holds => return Ok(Outcome::Nothing),
                Some(_) => {}
                None => wanted.push(Wanted { element, holds: *holds }),
            }
        }
        Search { key, variables: self.variables(), other_than: &[] }.find(&wanted, budget)
    }

    /// A single empty string, which set operators take for no value (CO-13).
    fn empty(&self, key: &str, asked: &[Asked<'_>]) -> Found {
        let mut context = self.variables().cloned().unwrap_or_default();
        context.give(key, Values::One(String::new()));
        let is_unknown = |(element, _): &&Asked<'_>| self.given.is_none() && element.variable.is_some();
        let known: Vec<Asked<'_>> = asked.iter().filter(|it| !is_unknown(it)).copied().collect();
        if !results(&known, &context) {
            return Outcome::Nothing;
        }
        match asked.iter().find(is_unknown).and_then(|(element, _)| element.variable.clone()) {
            Some(key) => Outcome::Maybe(Reason::Variable { key }),
            None => Outcome::Value(Some(Values::One(String::new()))),
        }
    }

    /// Two or more different values.
    fn several(&self, key: &str, asked: &[Asked<'_>], budget: &mut Budget) -> Result<Outcome<Vec<String>>, Exhausted> {
        // Results that every value must have, and those that one of them must have.
        let (mut each, mut some) = (Vec::new(), Vec::new());
        for (element, holds) in asked {
            let quantifier = element.condition.operator.value.quantifier;
            match (constant_of_several(element), quantifier) {
                (Some(fixed), _) if fixed != *holds => return Ok(Outcome::Nothing),
                (Some(_), _) | (None, None) => {}
                (None, Some(Quantifier::ForAllValues)) if *holds => each.push(Wanted { element, holds: true }),
                (None, Some(Quantifier::ForAllValues)) => some.push(Wanted { element, holds: false }),
                (None, Some(Quantifier::ForAnyValue)) if *holds => some.push(Wanted { element, holds: true }),
                (None, Some(Quantifier::ForAnyValue)) => each.push(Wanted { element, holds: false }),
            }
        }
        let mut values: Vec<String> = Vec::new();
        let mut doubt = None;
        for extra in some.iter().map(Some).chain([None, None]) {
            let wanted: Vec<Wanted<'_>> = each.iter().chain(extra).copied().collect();
            let search = Search { key, variables: self.variables(), other_than: &[] };
            let is_known = self.given.is_some() || wanted.iter().all(|it| it.element.variable.is_none());
            let is_met = |value: &String| is_known && search.results(value, &wanted);
            if extra.is_some() && values.iter().any(is_met) {
                continue;
            }
            if extra.is_none() && (values.len() >= 2 || doubt.is_some()) {
                break;
            }
            match (Search { other_than: &values, ..search }).find_any(&wanted, budget)? {
                Outcome::Nothing => return Ok(Outcome::Nothing),
                Outcome::Maybe(reason) => doubt = doubt.or(Some(reason)),
                Outcome::Value(value) => values.push(value),
            }
        }
        Ok(doubt.map_or(Outcome::Value(values), Outcome::Maybe))
    }
}

/// True if the evaluator has the wanted result of each condition.
fn results(asked: &[Asked<'_>], context: &Context) -> bool {
    asked.iter().all(|(element, wanted)| holds(&element.condition, context) == *wanted)
}

/// Result of a condition that is the same for every value but the empty one.
fn constant(element: &ConditionElement) -> Option<bool> {
    let condition = &element.condition;
    let fixed = condition.operator.value.kind.family() == Family::Null || condition.values.is_empty();
    let mut context = Context::default();
    context.give(&*condition.key.value.text, Values::One("x".to_owned()));
    fixed.then(|| holds(condition, &context))
}

/// Result of a condition that is the same for all lists of two values or more.
fn constant_of_several(element: &ConditionElement) -> Option<bool> {
    let condition = &element.condition;
    let operator = condition.operator.value;
    // Several values without a set operator never match (CO-20).
    let fixed = operator.kind.family() == Family::Null || condition.values.is_empty() || operator.quantifier.is_none();
    let mut context = Context::default();
    context.give(&*condition.key.value.text, Values::Many(vec!["x".to_owned(), "y".to_owned()]));
    fixed.then(|| holds(condition, &context))
}

/// True if requests can have several values of the key. Of keys of single services it is not known here (CO-43).
fn may_have_several(lower: &str) -> bool {
    KnownKey::is_multivalued(lower) || KnownKey::of(lower).is_none()
}
