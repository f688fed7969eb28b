//! Dates: each date that a policy names, its neighbors, and something that is none.

use iam_eval::Instant;

use super::{Wanted, policy_values};

/// A date of every kind that the tests tell apart; `None` where one could not be made.
pub(super) fn candidates(wanted: &[Wanted<'_>]) -> Option<Vec<String>> {
    let mut dates: Vec<Instant> =
        policy_values(wanted).filter_map(|(_, value)| Instant::parse(&value.value.text)).collect();
    dates.sort_unstable();
    dates.dedup();
    let mut all: Vec<String> = Vec::new();
    for date in &dates {
        all.push(written(*date, 0, 0)?);
        // In a gap of a second or more people would write a whole second.
        all.extend([written(*date, 1, 0), written(*date, -1, 0)].into_iter().flatten());
        // Dates are told apart by nanoseconds, and by seconds where no calendar has a year for them.
        all.extend([written(*date, 0, 1), written(*date, 0, -1)].into_iter().flatten());
    }
    all.push("2026-01-01T00:00:00Z".to_owned());
    all.push(Some("none".to_owned()).filter(|text| Instant::parse(text).is_none())?);
    Some(all)
}

/// A date some seconds and nanoseconds later; `None` where no text names it.
fn written(date: Instant, seconds: i64, nanoseconds: i32) -> Option<String> {
    const SECOND: i32 = 1_000_000_000;
    let shown = date.to_string();
    let fraction = shown.split_once('.').map_or("", |(_, rest)| rest.trim_end_matches('Z'));
    let moved = format!("{fraction:0<9}").parse::<i32>().ok()? + nanoseconds;
    let second = date.epoch_seconds().checked_add(seconds)?.checked_add(i64::from(moved.div_euclid(SECOND)))?;
    let moved = moved.rem_euclid(SECOND);
    let sign = if second < 0 { "-" } else { "" };
    let epoch = format!("{sign}{:012}", second.unsigned_abs());
    let whole = Instant::parse(&epoch)?.to_string();
    let text = match whole.strip_suffix('Z') {
        Some(whole) if moved > 0 => format!("{whole}.{moved:09}Z"),
        Some(_) => whole,
        None if moved > 0 => return None,
        None => epoch,
    };
    (Instant::parse(&text)?.epoch_seconds() == second).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbors_are_next_to_a_date() {
        for text in
            ["2026-11-23", "1970-01-01", "1969-12-31T23:59:59.5Z", "2026-11-23T10:00:00.999999999Z", "99999999999999"]
        {
            let date = Instant::parse(text).unwrap();
            let at = |seconds, nanoseconds| Instant::parse(&written(date, seconds, nanoseconds).unwrap()).unwrap();
            assert_eq!(at(0, 0), date, "{text}");
            assert!(at(1, 0) > date && at(-1, 0) < date, "{text}");
            if text != "99999999999999" {
                let (before, after) = (at(0, -1), at(0, 1));
                assert!(before < date && date < after, "{text}");
                assert_eq!(Instant::parse(&written(before, 0, 1).unwrap()), Some(date));
                assert_eq!(Instant::parse(&written(after, 0, -1).unwrap()), Some(date));
            }
        }
    }
}
