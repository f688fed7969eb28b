//! Points in time, and the ways to write them (CO-34, CO-35).

use std::fmt;

use iam_syntax::open_points::MIN_EPOCH_DIGITS;
use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

/// A point in time, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// Seconds since the beginning of 1970.
    seconds: i64,
    /// Nanoseconds more.
    nanoseconds: u32,
}

impl Instant {
    /// The end of the year 9999, the last that a date can name.
    pub const LAST: Self = Self { seconds: 253_402_300_799, nanoseconds: 0 };

    /// Reads a date: W3C forms from `YYYY` to `YYYY-MM-DDThh:mm:ss.fff` with zone, or epoch seconds.
    ///
    /// A date without time means midnight in UTC. Four digits are a year, five or more are epoch seconds. `None` when
    /// the text is no date.
    ///
    /// ```
    /// use iam_eval::Instant;
    ///
    /// let instant = Instant::parse("2026-01-02T03:04:05Z").unwrap();
    /// assert_eq!(Instant::parse("2026-01-02T04:04:05+01:00"), Some(instant));
    /// assert_eq!(Instant::parse("tomorrow"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.len() >= MIN_EPOCH_DIGITS.taken() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self { seconds: text.parse().ok()?, nanoseconds: 0 });
        }
        let (date, rest) = match text.split_once('T') {
            Some((date, rest)) => (whole_date(date)?, Some(rest)),
            None => (any_date(text)?, None),
        };
        let (time, offset) = rest.map_or(Some((Time::MIDNIGHT, UtcOffset::UTC)), time_and_zone)?;
        let local = OffsetDateTime::new_in_offset(date, time, offset);
        Some(Self { seconds: local.unix_timestamp(), nanoseconds: local.nanosecond() })
    }

    /// Seconds since the beginning of 1970.
    pub fn epoch_seconds(self) -> i64 {
        self.seconds
    }

    /// This point and `seconds` more, at most [`Instant::LAST`].
    #[must_use]
    pub fn plus_seconds(self, seconds: u64) -> Self {
        let later = self.seconds.saturating_add(i64::try_from(seconds).unwrap_or(i64::MAX));
        Self { seconds: later, ..self }.min(Self::LAST)
    }
}

impl fmt::Display for Instant {
    /// `2026-11-23T10:00:00Z`, with a fraction only where there is one; epoch seconds where a date has no year for it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(utc) = OffsetDateTime::from_unix_timestamp(self.seconds) else { return self.seconds.fmt(f) };
        let (year, month, day) = utc.to_calendar_date();
        let (hour, minute, second) = utc.to_hms();
        write!(f, "{year:04}-{:02}-{day:02}T{hour:02}:{minute:02}:{second:02}", u8::from(month))?;
        if self.nanoseconds > 0 {
            write!(f, ".{}", format!("{:09}", self.nanoseconds).trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn any_date(text: &str) -> Option<Date> {
    match text.len() {
        4 => calendar(text, "01", "01"),
        7 => calendar(text.get(..4)?, text.strip_prefix(text.get(..4)?)?.strip_prefix('-')?, "01"),
        _ => whole_date(text),
    }
}

fn whole_date(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    (year.len() == 4).then(|| calendar(year, month, day))?
}

fn calendar(year: &str, month: &str, day: &str) -> Option<Date> {
    let month = Month::try_from(two(month)?).ok()?;
    let year = if year.bytes().all(|byte| byte.is_ascii_digit()) { year.parse().ok()? } else { return None };
    Date::from_calendar_date(year, month, two(day)?).ok()
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff`, then `Z`, `+hh:mm` or `-hh:mm`.
fn time_and_zone(text: &str) -> Option<(Time, UtcOffset)> {
    let at = text.find(['Z', '+', '-'])?;
    let (clock, zone) = text.split_at_checked(at)?;
    let mut parts = clock.split(':');
    let (hour, minute) = (two(parts.next()?)?, two(parts.next()?)?);
    let (second, nanosecond) = match parts.next() {
        None => (0, 0),
        Some(part) => match part.split_once('.') {
            None => (two(part)?, 0),
            Some((second, fraction)) => (two(second)?, nanoseconds(fraction)?),
        },
    };
    let time = Time::from_hms_nano(hour, minute, second, nanosecond).ok()?;
    parts.next().is_none().then_some((time, offset(zone)?))
}

fn nanoseconds(fraction: &str) -> Option<u32> {
    let digits = (1..=9).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| format!("{fraction:0<9}").parse().ok())?
}

fn offset(zone: &str) -> Option<UtcOffset> {
    let (sign, rest) = match zone.split_at_checked(1)? {
        ("Z", "") => return Some(UtcOffset::UTC),
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes) = (i8::try_from(two(hours)?).ok()?, i8::try_from(two(minutes)?).ok()?);
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

/// Exactly two digits.
fn two(text: &str) -> Option<u8> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_w3c_form_and_epoch_seconds_name_instants() {
        let table = [
            ("2026", "2026-01-01T00:00:00Z"),
            ("2026-11", "2026-11-01T00:00:00Z"),
            ("2026-11-24", "2026-11-24T00:00:00Z"),
            ("1795478400", "2026-11-24T00:00:00Z"),
            ("2026-11-23T10:00+01:00", "2026-11-23T09:00:00Z"),
            ("2026-11-23T22:30:00-05:30", "2026-11-24T04:00:00Z"),
            ("2026-11-23T10:00:00.250Z", "2026-11-23T10:00:00.25Z"),
            ("2024-02-29", "2024-02-29T00:00:00Z"),
            ("-86400", "1969-12-31T00:00:00Z"),
            ("999988887777", "999988887777"),
        ];
        for (text, expected) in table {
            assert_eq!(Instant::parse(text).map(|instant| instant.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_dates() {
        let texts = [
            "",
            "26",
            "now",
            "2026-13-01",
            "2026-02-29",
            "2026-11-23T10:00",
            "2026-11-23 10:00Z",
            "23.11.2026",
            "1e9",
            "-",
            "2026-11-23T10:00:00[UTC]",
            "2026-11-23T24:00Z",
            "2026-11T10:00Z",
            "2026-1-1",
            "99999999999999999999",
            "2026-11-23T10:00:00.Z",
            "2026-11-23T10:00+1:00",
            "+2026",
            "２０２６",
        ];
        for text in texts {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }

    #[test]
    fn time_goes_on_to_the_last_point_and_no_further() {
        let start = Instant::parse("2026-11-23T23:30:00Z").unwrap();
        assert_eq!(start.plus_seconds(3600).to_string(), "2026-11-24T00:30:00Z");
        assert_eq!(start.plus_seconds(u64::MAX), Instant::LAST);
    }
}
