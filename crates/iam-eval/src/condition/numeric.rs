//! Numbers, compared as decimal text so that no digit is lost (CO-33, AM-24).

use std::cmp::Ordering;

use iam_syntax::open_points::MAX_DIGITS;

/// Order of `a` and `b`; `None` when one of them is no number.
pub(super) fn compare(a: &str, b: &str) -> Option<Ordering> {
    Some(Decimal::read(a)?.cmp(&Decimal::read(b)?))
}

/// True if `text` is a number as the numeric operators take it (AM-24).
///
/// ```
/// assert!(["7", "+0.50", ".5", "5.", "-1e3"].into_iter().all(iam_eval::is_number));
/// assert!(!["", " 7", "0x1f", "1d", "1_000", "Infinity"].into_iter().any(iam_eval::is_number));
/// ```
pub fn is_number(text: &str) -> bool {
    Decimal::read(text).is_some()
}

/// A decimal number: 0.DIGITS × 10^`exponent`, where the digits are those of `whole` and `fraction`, without zeros that do not count.
struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    exponent: i64,
}

impl<'a> Decimal<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (negative, text) = signed(text);
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, power(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        Self { negative, whole, fraction, exponent }.trimmed()
    }

    /// The number without zeros in front and behind; `None` where it has too many digits.
    fn trimmed(self) -> Option<Self> {
        let whole = self.whole.trim_start_matches('0');
        let fraction = self.fraction.trim_end_matches('0');
        let (whole, fraction, places) = if whole.is_empty() {
            let first = fraction.trim_start_matches('0');
            ("", first, -length(fraction).saturating_sub(length(first)))
        } else if fraction.is_empty() {
            (whole.trim_end_matches('0'), "", length(whole))
        } else {
            (whole, fraction, length(whole))
        };
        if MAX_DIGITS.taken().is_some_and(|most| whole.len() + fraction.len() > most) {
            return None;
        }
        if whole.is_empty() && fraction.is_empty() {
            return Some(Self { negative: false, whole, fraction, exponent: 0 });
        }
        Some(Self { whole, fraction, exponent: self.exponent.saturating_add(places), ..self })
    }

    fn digits(&self) -> impl Iterator<Item = u8> {
        self.whole.bytes().chain(self.fraction.bytes())
    }

    fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.magnitude(other),
            (true, true) => self.magnitude(other).reverse(),
        }
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        let nonzero = (!self.is_zero()).cmp(&!other.is_zero());
        nonzero.then(self.exponent.cmp(&other.exponent)).then_with(|| self.digits().cmp(other.digits()))
    }
}

/// True for a minus sign in front, and the text behind the sign.
fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The number behind `e`; one that is too large for any comparison is the largest.
fn power(text: &str) -> Option<i64> {
    /// Leaves room for the digits of the number itself.
    const MOST: i64 = i64::MAX / 4;
    let (negative, digits) = signed(text);
    if digits.is_empty() || !is_digits(digits) {
        return None;
    }
    let size = digits.parse::<i64>().unwrap_or(MOST).min(MOST);
    Some(if negative { -size } else { size })
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_by_value_not_by_text() {
        use Ordering::{Equal, Greater, Less};
        let table = [
            ("10", "10.0", Equal),
            ("9", "10", Less),
            ("007", "7", Equal),
            ("-0", "0", Equal),
            ("0.000", "0e9", Equal),
            ("0", "0.001", Less),
            ("0", "-0.001", Greater),
            ("-2", "-10", Greater),
            ("-1", "1", Less),
            ("0.5", "0.45", Greater),
            ("0.05", "0.5", Less),
            ("100.5", "100", Greater),
            ("+5", "5", Equal),
            (".5", "0.5", Equal),
            ("5.", "5", Equal),
            ("1e3", "1000", Equal),
            ("1.5E+1", "15", Equal),
            ("15e-1", "1.5", Equal),
            ("1e99999999999999999999", "1e3", Greater),
            ("1e-99999999999999999999", "0", Greater),
            ("9007199254740993", "9007199254740992", Greater),
            ("123456789012345678901234567891", "123456789012345678901234567890", Greater),
        ];
        for (a, b, order) in table {
            assert_eq!(compare(a, b), Some(order), "{a} {b}");
            assert_eq!(compare(b, a), Some(order.reverse()), "{b} {a}");
        }
    }

    #[test]
    fn what_is_no_decimal_does_not_compare() {
        for text in [
            "", "-", "+", ".", "e3", "1e", "1e+", "1e1.5", "0x0a", "1d", "1_000", "ten", " 1", "1 ", "1,5", "--1",
            "+-1", "1.2.3", "Infinity", "NaN",
        ] {
            assert_eq!(compare(text, "1"), None, "{text}");
        }
    }
}
