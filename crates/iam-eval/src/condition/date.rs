//! Dates (CO-34, CO-35).

use std::cmp::Ordering;

use jiff::Timestamp;

/// How `a` stands to `b` in time; `None` when one of them is not a date.
pub(super) fn compare(a: &str, b: &str) -> Option<Ordering> {
    Some(parse_date(a)?.cmp(&parse_date(b)?))
}

/// Reads a date: W3C forms from `YYYY` to `YYYY-MM-DDThh:mm:ss.fff` with zone, or epoch seconds.
///
/// A date without time means midnight in UTC. Four digits are a year, five or more are epoch seconds.
pub fn parse_date(text: &str) -> Option<Timestamp> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && text.len() != 4 {
        return if digits.len() >= 5 { Timestamp::from_second(text.parse().ok()?).ok() } else { None };
    }
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match shape.as_str() {
        "0000" => format!("{text}-01-01T00:00:00Z").parse().ok(),
        "0000-00" => format!("{text}-01T00:00:00Z").parse().ok(),
        "0000-00-00" => format!("{text}T00:00:00Z").parse().ok(),
        _ if shape.starts_with("0000-00-00T00:00") && zone(&shape) => text.parse().ok(),
        _ => None,
    }
}

/// Whether the time ends in `Z`, `+hh:mm` or `-hh:mm`.
fn zone(shape: &str) -> bool {
    let numeric = shape.len().checked_sub(6).and_then(|at| shape.get(at..));
    shape.ends_with('Z') || numeric == Some("+00:00") || numeric == Some("-00:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_w3c_form_and_epoch_seconds_name_instants() {
        let table = [
            ("2026", "2026-01-01T00:00:00Z"),
            ("2026-11", "2026-11-01T00:00:00Z"),
            ("2026-11-24", "1795478400"),
            ("2026-11-23T10:00+01:00", "2026-11-23T09:00:00Z"),
            ("2026-11-23T10:00:00Z", "2026-11-23T10:00:00.000Z"),
            ("2026-11-23T10:00:00.250Z", "2026-11-23T10:00:00.25Z"),
            ("-86400", "1969-12-31T00:00:00Z"),
        ];
        for (a, b) in table {
            assert_eq!(compare(a, b), Some(Ordering::Equal), "{a} {b}");
        }
        assert_eq!(compare("2026-11-23", "2026-11-24"), Some(Ordering::Less));
    }

    #[test]
    fn other_texts_are_no_dates() {
        let texts = [
            "",
            "26",
            "now",
            "2026-13-01",
            "2026-11-23T10:00",
            "2026-11-23 10:00Z",
            "23.11.2026",
            "1e9",
            "-",
            "2026-11-23T10:00:00[UTC]",
        ];
        for text in texts {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
