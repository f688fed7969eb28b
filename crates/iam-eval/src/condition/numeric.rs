//! Numbers, compared as decimal text so that no digit is lost (CO-33).

use std::cmp::Ordering;

use iam_syntax::open_points::MAX_DIGITS;

/// Order of `a` and `b`; `None` when one of them is not an integer or decimal.
pub(super) fn compare(a: &str, b: &str) -> Option<Ordering> {
    Some(Decimal::read(a)?.cmp(&Decimal::read(b)?))
}

/// A decimal number as runs of digits, without zeros that do not count.
#[derive(PartialEq, Eq)]
struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (minus, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        let decimal = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !decimal(whole) || !decimal(fraction) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        if MAX_DIGITS.taken().is_some_and(|most| whole.len() + fraction.len() > most) {
            return None;
        }
        let zero = whole.is_empty() && fraction.is_empty();
        Some(Self { negative: minus && !zero, whole, fraction })
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let magnitude = || {
            let whole = self.whole.len().cmp(&other.whole.len()).then_with(|| self.whole.cmp(other.whole));
            whole.then_with(|| self.fraction.cmp(other.fraction))
        };
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => magnitude(),
            (true, true) => magnitude().reverse(),
        }
    }
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
            ("-2", "-10", Greater),
            ("-1", "1", Less),
            ("0.5", "0.45", Greater),
            ("123456789012345678901234567891", "123456789012345678901234567890", Greater),
        ];
        for (a, b, order) in table {
            assert_eq!(compare(a, b), Some(order), "{a} {b}");
            assert_eq!(compare(b, a), Some(order.reverse()), "{b} {a}");
        }
    }

    #[test]
    fn what_is_no_decimal_does_not_compare() {
        for text in ["", "-", "1e3", "0x0a", "+5", "1.", ".5", "ten", " 1", "1,5", "--1"] {
            assert_eq!(compare(text, "1"), None, "{text}");
        }
    }
}
