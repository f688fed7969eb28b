//! Bytes in base64: each value that a policy names, one more, and something that is none.

use iam_syntax::OperatorKind::BinaryEquals;

use super::{Wanted, is, policy_values};

/// A value of every kind that the tests tell apart; `None` where one could not be made.
pub(super) fn candidates(wanted: &[Wanted<'_>]) -> Option<Vec<String>> {
    let named = || policy_values(wanted).map(|(_, value)| value.value.text.to_string());
    let is_named =
        |text: &str| policy_values(wanted).any(|(condition, value)| is(text, BinaryEquals, value, condition));
    let mut others = (0..=named().count()).map(|length| format!("{}AAAA", "eHh4".repeat(length)));
    let other = others.find(|text| !is_named(text))?;
    Some(named().chain([other, "!".to_owned()]).collect())
}
