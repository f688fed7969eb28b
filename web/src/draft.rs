//! Drafts as the browser keeps them: one line that says which version it is, then the scenario's text as it is.
//!
//! The line has four parts, with a space between them: when the version was written, the tab that wrote it, when the
//! version that it replaced was written (0: none), and the scenario's title. `web/drafts/store.js` reads the same line.

/// The longest title in the line, in characters.
const MAX_TITLE: usize = 120;

/// One version of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Version {
    /// Milliseconds since 1970, always later than the version that it replaced.
    pub(crate) written: u64,
    /// Id of the tab that wrote it.
    pub(crate) tab: String,
    /// When the version that it replaced was written; 0 without one.
    pub(crate) replaced: u64,
}

/// A draft taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    pub(crate) version: Version,
    pub(crate) title: &'a str,
    pub(crate) text: &'a str,
}

impl Version {
    /// The version that `tab` writes now over one that was written at `replaced`.
    pub(crate) fn over(replaced: u64, now: u64, tab: String) -> Self {
        Self { written: now.max(replaced + 1), tab, replaced }
    }

    /// True if it was made with a version of this time in view.
    pub(crate) const fn follows(&self, written: u64) -> bool {
        self.replaced >= written
    }
}

/// Takes a kept draft apart; nothing when its first line is damaged.
pub(crate) fn read(kept: &str) -> Option<Entry<'_>> {
    let (line, text) = kept.split_once('\n')?;
    let mut parts = line.splitn(4, ' ');
    let written = parts.next()?.parse().ok()?;
    let tab = parts.next()?.to_owned();
    let replaced = parts.next()?.parse().ok()?;
    let title = parts.next()?;
    Some(Entry { version: Version { written, tab, replaced }, title, text })
}

/// The draft as it is kept.
pub(crate) fn write(version: &Version, title: &str, text: &str) -> String {
    let title: String = title.chars().take(MAX_TITLE).map(|it| if it.is_control() { ' ' } else { it }).collect();
    [&version.written.to_string(), " ", &version.tab, " ", &version.replaced.to_string(), " ", &title, "\n", text]
        .concat()
}

/// The first line of a kept draft, which no two versions have in common.
pub(crate) fn line(kept: &str) -> &str {
    kept.split_once('\n').map_or(kept, |(line, _)| line)
}

/// Words for how long ago something was, both times in milliseconds.
pub(crate) fn ago(then: u64, now: u64) -> String {
    let minutes = now.saturating_sub(then) / 60_000;
    let (count, unit) = match minutes {
        0 => return "just now".to_owned(),
        1..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    [&count.to_string(), " ", unit, plural, " ago"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(written: u64, replaced: u64) -> Version {
        Version { written, tab: "k3f9".to_owned(), replaced }
    }

    #[test]
    fn a_draft_is_read_as_it_was_written() {
        for (title, text) in [("Mine", "{\n}"), ("", ""), ("two  spaces ", "{\"a\": \"\n\"}")] {
            let kept = write(&version(1_764_493_786_000, 7), title, text);
            assert_eq!(read(&kept), Some(Entry { version: version(1_764_493_786_000, 7), title, text }));
            assert_eq!(line(&kept), format!("1764493786000 k3f9 7 {title}"));
        }
    }

    #[test]
    fn a_title_stays_in_its_line() {
        let kept = write(&version(1, 0), &"one\nline\r".repeat(99), "{}");
        let entry = read(&kept).unwrap();
        assert_eq!((entry.title.chars().count(), entry.text), (MAX_TITLE, "{}"));
        assert!(entry.title.starts_with("one line one line"), "{}", entry.title);
    }

    #[test]
    fn a_damaged_line_is_no_draft() {
        for kept in
            ["", "{}", "{\"steps\":\n[]}", "1 a 0\n{}", "x a 0 title\n{}", "1 a x title\n{}", "-1 a 0 t\n{}", "1 a 0 t"]
        {
            assert_eq!(read(kept), None, "{kept:?}");
        }
    }

    #[test]
    fn a_version_is_later_than_the_one_it_replaces_whatever_the_clock_says() {
        assert_eq!(Version::over(500, 300, String::new()).written, 501);
        assert_eq!(Version::over(500, 900, String::new()).written, 900);
    }

    #[test]
    fn a_version_that_was_made_beside_another_does_not_follow_it() {
        let mine = version(100, 50);
        assert!(Version::over(mine.written, 120, String::new()).follows(mine.written));
        assert!(!Version::over(50, 120, String::new()).follows(mine.written));
    }

    #[test]
    fn times_are_told_in_words() {
        let minute = 60_000;
        for (passed, words) in [
            (0, "just now"),
            (minute, "1 minute ago"),
            (59 * minute, "59 minutes ago"),
            (60 * minute, "1 hour ago"),
            (49 * 60 * minute, "2 days ago"),
        ] {
            assert_eq!(ago(1_000_000, 1_000_000 + passed), words);
        }
        assert_eq!(ago(2, 1), "just now");
    }
}
