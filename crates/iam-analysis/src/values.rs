//! Single values of a condition key that pass some tests and fail others.
//!
//! Texts and ARNs are sets of strings. Every other type has finitely many kinds of values that its tests tell apart: a candidate of each
//! kind is made and given to the evaluator, so that nothing here says what an operator means.

mod address;
mod binary;
mod date;
mod number;
mod text;

use iam_eval::{Context, Values, holds};
use iam_syntax::{Condition, ConditionValue, Family, OperatorKind, Scalar, Spanned};

use crate::answer::Reason;
use crate::budget::{Budget, Exhausted};
use crate::element::ConditionElement;
use crate::outcome::Outcome;

/// A condition for a single value, and the result that is asked of it.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'e> {
    pub(crate) element: &'e ConditionElement,
    pub(crate) holds: bool,
}

/// Sorts of values: tests of one sort are decided together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Text,
    Bool,
    Number,
    Date,
    Binary,
    Address,
}

/// A value looked for in one key of a request.
pub(crate) struct Search<'a> {
    /// The key, in lower case.
    pub(crate) key: &'a str,
    /// Values of variables; `None`: any.
    pub(crate) variables: Option<&'a Context>,
    /// Values that it must not be.
    pub(crate) other_than: &'a [String],
}

impl Search<'_> {
    /// A value, not the empty string, with these results.
    pub(crate) fn find(&self, wanted: &[Wanted<'_>], budget: &mut Budget) -> Result<Outcome<String>, Exhausted> {
        let mut sorts: Vec<Sort> = wanted.iter().filter_map(|it| sort(it.element)).collect();
        sorts.sort_unstable();
        sorts.dedup();
        let mut found = Vec::new();
        for own in &sorts {
            let of_sort: Vec<Wanted<'_>> = wanted.iter().copied().filter(|it| sort(it.element) == Some(*own)).collect();
            match self.of_sort(*own, &of_sort, budget)? {
                Outcome::Nothing => return Ok(Outcome::Nothing),
                Outcome::Maybe(reason) => found.push(Err(reason)),
                Outcome::Value(value) => found.push(Ok(value)),
            }
        }
        match found.as_slice() {
            [] => text::find(self, &[], budget),
            [Ok(value)] => Ok(Outcome::Value(value.clone())),
            [Err(reason)] => Ok(Outcome::Maybe(reason.clone())),
            several => Ok(self.common(several, wanted)),
        }
    }

    /// A value, perhaps the empty string, with these results.
    pub(crate) fn find_any(&self, wanted: &[Wanted<'_>], budget: &mut Budget) -> Result<Outcome<String>, Exhausted> {
        self.find(wanted, budget)?.or(|| {
            let known = self.variables.is_some() || wanted.iter().all(|it| it.element.variable.is_none());
            Ok(if known && (self.other_than.iter().any(String::is_empty) || !self.results("", wanted)) {
                Outcome::Nothing
            } else {
                match wanted.iter().find_map(|it| it.element.variable.clone()).filter(|_| !known) {
                    Some(key) => Outcome::Maybe(Reason::Variable { key }),
                    None => Outcome::Value(String::new()),
                }
            })
        })
    }

    fn of_sort(&self, sort: Sort, wanted: &[Wanted<'_>], budget: &mut Budget) -> Result<Outcome<String>, Exhausted> {
        if sort == Sort::Text {
            return text::find(self, wanted, budget);
        }
        budget.spend(1)?;
        let unknown = wanted.iter().find_map(|it| it.element.variable.clone()).filter(|_| self.variables.is_none());
        if let Some(key) = unknown {
            return Ok(Outcome::Maybe(Reason::Variable { key }));
        }
        let candidates = match sort {
            Sort::Text | Sort::Bool => Some(["true", "false", "other"].map(str::to_owned).to_vec()),
            Sort::Number => number::candidates(wanted),
            Sort::Date => date::candidates(wanted),
            Sort::Binary => binary::candidates(wanted),
            Sort::Address => Some(address::candidates(wanted)),
        };
        let Some(candidates) = candidates else {
            return Ok(Outcome::Maybe(Reason::Values { key: self.key.to_owned() }));
        };
        budget.spend(candidates.len() as u64)?;
        let fits = |value: &String| self.results(value, wanted);
        let (mut fitting, mut excluded) = (candidates.into_iter().filter(fits), false);
        let value = fitting.find(|value| {
            let known = self.other_than.contains(value);
            excluded |= known;
            !known
        });
        Ok(match value {
            Some(value) => Outcome::Value(value),
            // Other values of the same kind may exist, which these candidates do not show.
            None if excluded => Outcome::Maybe(Reason::Values { key: self.key.to_owned() }),
            None => Outcome::Nothing,
        })
    }

    /// A value found for the tests of one sort that has the right results in all others.
    fn common(&self, found: &[Result<String, Reason>], wanted: &[Wanted<'_>]) -> Outcome<String> {
        let doubt = found.iter().find_map(|it| it.as_ref().err().cloned());
        let fits = |value: &&String| self.results(value, wanted) && !self.other_than.contains(value);
        match found.iter().filter_map(|it| it.as_ref().ok()).find(fits) {
            Some(value) if doubt.is_none() => Outcome::Value(value.clone()),
            Some(_) | None => Outcome::Maybe(doubt.unwrap_or(Reason::SeveralTypes { key: self.key.to_owned() })),
        }
    }

    /// True if the evaluator has the wanted results for this value.
    pub(crate) fn results(&self, value: &str, wanted: &[Wanted<'_>]) -> bool {
        wanted.iter().all(|it| plain_holds(&it.element.plain, value, self.variables) == it.holds)
    }
}

/// Sort of the values that a condition compares; `None` for tests of presence.
fn sort(element: &ConditionElement) -> Option<Sort> {
    match element.plain.operator.value.kind.family() {
        Family::Text(_) | Family::Arn => Some(Sort::Text),
        Family::Bool => Some(Sort::Bool),
        Family::Numeric(_) => Some(Sort::Number),
        Family::Date(_) => Some(Sort::Date),
        Family::Binary => Some(Sort::Binary),
        Family::Address => Some(Sort::Address),
        Family::Null => None,
    }
}

/// True if the evaluator says that a condition holds for a single value of its key.
pub(crate) fn plain_holds(condition: &Condition, value: &str, variables: Option<&Context>) -> bool {
    let mut context = variables.cloned().unwrap_or_default();
    context.give(&*condition.key.value.text, Values::One(value.to_owned()));
    holds(condition, &context)
}

/// True if the evaluator finds `value` in this relation to the policy's value `to`.
fn is(value: &str, kind: OperatorKind, to: &Spanned<ConditionValue>, like: &Condition) -> bool {
    let mut condition = like.clone();
    condition.operator.value.kind = kind;
    condition.values = vec![to.clone()];
    plain_holds(&condition, value, None)
}

/// `text` as a value of a policy, in the place of another one.
fn as_value(text: &str, like: &Spanned<ConditionValue>) -> Spanned<ConditionValue> {
    let pattern = iam_syntax::Pattern::parse(text, false, false);
    let value = ConditionValue { text: text.into(), scalar: Scalar::String, pattern };
    Spanned { value, ..like.clone() }
}

/// Every value that the policies compare with, and its condition.
fn policy_values<'e>(wanted: &[Wanted<'e>]) -> impl Iterator<Item = (&'e Condition, &'e Spanned<ConditionValue>)> {
    let all =
        wanted.iter().map(|it| &it.element.plain).flat_map(|own| own.values.iter().map(move |value| (own, value)));
    all.collect::<Vec<_>>().into_iter()
}
