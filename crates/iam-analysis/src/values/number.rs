//! Numbers: each number that a policy names, one in every gap, one below and one above all, and something that is none.

use iam_syntax::OperatorKind::{NumericEquals, NumericLessThan};
use iam_syntax::{Condition, ConditionValue, Spanned};

use super::{Wanted, as_value, is, policy_values};

/// A number of every kind that the tests tell apart; `None` where one could not be made.
pub(super) fn candidates(wanted: &[Wanted<'_>]) -> Option<Vec<String>> {
    let Some((condition, first)) = policy_values(wanted).next() else { return Some(vec!["1".to_owned()]) };
    let order = Order { condition, first };
    let mut numbers: Vec<&str> =
        policy_values(wanted).map(|(_, value)| &*value.value.text).filter(|text| order.is_number(text)).collect();
    numbers.sort_by(|a, b| match (order.less(a, b), order.less(b, a)) {
        (true, _) => std::cmp::Ordering::Less,
        (_, true) => std::cmp::Ordering::Greater,
        (false, false) => std::cmp::Ordering::Equal,
    });
    numbers.dedup_by(|a, b| order.equal(a, b));
    // The numbers themselves first: people know them.
    let mut all: Vec<String> = numbers.iter().map(|number| (*number).to_owned()).collect();
    for pair in numbers.windows(2) {
        let [low, high] = pair else { return None };
        all.push(between(low, high).find(|text| order.less(low, text) && order.less(text, high))?);
    }
    match (numbers.first(), numbers.last()) {
        (Some(lowest), Some(highest)) => {
            all.push(above(highest).find(|text| order.less(highest, text))?);
            all.push(below(lowest).find(|text| order.less(text, lowest))?);
        }
        (None, _) | (_, None) => all.push("1".to_owned()),
    }
    all.push(Some("none".to_owned()).filter(|text| !order.is_number(text))?);
    Some(all)
}

/// The evaluator's order of numbers.
struct Order<'e> {
    condition: &'e Condition,
    first: &'e Spanned<ConditionValue>,
}

impl Order<'_> {
    fn is_number(&self, text: &str) -> bool {
        self.equal(text, text)
    }

    fn equal(&self, a: &str, b: &str) -> bool {
        is(a, NumericEquals, &as_value(b, self.first), self.condition)
    }

    fn less(&self, a: &str, b: &str) -> bool {
        is(a, NumericLessThan, &as_value(b, self.first), self.condition)
    }
}

/// Texts of which one is between two numbers, where these are written without exponent.
fn between(low: &str, high: &str) -> impl Iterator<Item = String> {
    let digits = low.len() + high.len();
    // Nothing is so close to a number as this; nearer to zero it is the upper one that is followed.
    let further = |text: &str| {
        let dot = if text.contains('.') { "" } else { "." };
        format!("{text}{dot}{}1", "0".repeat(digits))
    };
    [plus_one(low), Some("0".to_owned()), Some(further(low)), Some(further(high)), Some(format!("-{}", further("0")))]
        .into_iter()
        .flatten()
}

fn above(number: &str) -> impl Iterator<Item = String> {
    [plus_one(number), Some("1".to_owned()), Some(format!("1{}", "0".repeat(number.len())))].into_iter().flatten()
}

fn below(number: &str) -> impl Iterator<Item = String> {
    ["0".to_owned(), "-1".to_owned(), format!("-1{}", "0".repeat(number.len()))].into_iter()
}

/// The number and one more, where it is a small integer.
fn plus_one(number: &str) -> Option<String> {
    Some(number.parse::<i64>().ok()?.checked_add(1)?.to_string())
}
