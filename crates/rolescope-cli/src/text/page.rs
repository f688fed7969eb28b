//! A page of text of a given width.

use textwrap::{Options, WordSplitter};

use crate::visible;

/// Text that is written, line by line.
pub(crate) struct Page {
    text: String,
    width: usize,
}

impl Page {
    pub(crate) fn new(width: usize) -> Self {
        Self { text: String::new(), width }
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// An empty line, but never two, and none at the top.
    pub(crate) fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// One line as it is.
    pub(crate) fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// A paragraph. Words are never torn, so that an ARN can be copied.
    pub(crate) fn prose(&mut self, indent: usize, text: &str) {
        let margin = " ".repeat(indent);
        let hanging = " ".repeat(indent.max(2));
        let options = Options::new(self.width)
            .initial_indent(&margin)
            .subsequent_indent(&hanging)
            .break_words(false)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text, options) {
            self.line(&line);
        }
    }

    /// Lines that are already set, moved to the right.
    pub(crate) fn block(&mut self, indent: usize, text: &str) {
        let margin = " ".repeat(indent);
        for line in text.lines() {
            self.line(&format!("{margin}{line}"));
        }
    }

    pub(crate) fn finish(self) -> String {
        visible::colored(&self.text)
    }
}

/// Looks of the output. Color is always written and taken off on the way out where it is not wanted.
pub(crate) mod look {
    use anstyle::{AnsiColor, Effects, Style};
    use rolescope::report::{Decision, Severity, TraceVerdict};
    use rolescope::walk::StationState;

    const STRONG: Style = Style::new().bold();
    const FAINT: Style = Style::new().effects(Effects::DIMMED);
    const ALARM: Style = AnsiColor::Red.on_default().bold();
    const ALLOWED: Style = AnsiColor::Green.on_default().bold();
    const EXPLICIT_DENY: Style = AnsiColor::Red.on_default().bold();
    const IMPLICIT_DENY: Style = AnsiColor::Yellow.on_default().bold();
    const ERROR: Style = AnsiColor::Magenta.on_default().bold();

    pub(crate) use crate::visible::plain;

    pub(crate) fn strong(text: &str) -> String {
        paint(STRONG, text)
    }

    pub(crate) fn faint(text: &str) -> String {
        paint(FAINT, text)
    }

    pub(crate) fn alarm(text: &str) -> String {
        paint(ALARM, text)
    }

    /// Glyph and words of a decision, with `more` behind the word.
    pub(crate) fn decision(decision: Decision, more: &str) -> String {
        match decision {
            Decision::Allowed => paint(ALLOWED, &format!("✓ allowed{more}")),
            Decision::ExplicitDeny => paint(EXPLICIT_DENY, &format!("✗ explicit deny{more}")),
            Decision::ImplicitDeny => paint(IMPLICIT_DENY, &format!("○ implicit deny{more}")),
            Decision::Error => paint(ERROR, &format!("! error{more}")),
        }
    }

    /// Mark and words of a trace entry's verdict.
    pub(crate) fn trace(verdict: TraceVerdict) -> String {
        match verdict {
            TraceVerdict::Allows => paint(ALLOWED, "✓ allows"),
            TraceVerdict::Denies => paint(EXPLICIT_DENY, "✗ denies"),
            TraceVerdict::Silent => paint(IMPLICIT_DENY, "○ does not allow"),
            TraceVerdict::NotApplicable => paint(FAINT, "· does not apply"),
            TraceVerdict::Matches => paint(ALLOWED, "✓ matches"),
            TraceVerdict::DoesNotMatch => paint(IMPLICIT_DENY, "○ does not match"),
        }
    }

    /// Severity of a problem, by name.
    pub(crate) fn severity(severity: Severity, code: &str) -> String {
        match severity {
            Severity::Error => paint(EXPLICIT_DENY, &format!("error[{code}]:")),
            Severity::Warning => paint(IMPLICIT_DENY, &format!("warning[{code}]:")),
            Severity::Note => paint(ALLOWED, &format!("note[{code}]:")),
        }
    }

    /// `text` in the look of a station that came out so; its glyph is [`glyph`].
    pub(crate) fn station(state: StationState, text: &str) -> String {
        let style = match state {
            StationState::Plain => return plain(text),
            StationState::Allowed => ALLOWED,
            StationState::ExplicitDeny => EXPLICIT_DENY,
            StationState::ImplicitDeny => IMPLICIT_DENY,
            StationState::Error => ERROR,
            StationState::NotReached => FAINT,
        };
        paint(style, text)
    }

    /// The sign of a station that came out so.
    pub(crate) fn glyph(state: StationState) -> &'static str {
        match state {
            StationState::Plain => "",
            StationState::Allowed => "✓ ",
            StationState::ExplicitDeny => "✗ ",
            StationState::ImplicitDeny => "○ ",
            StationState::Error => "! ",
            StationState::NotReached => "· ",
        }
    }

    fn paint(style: Style, text: &str) -> String {
        format!("{style}{}{style:#}", plain(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_is_not_torn() {
        let arn = "arn:aws:sts::111122223333:assumed-role/web-app/i-0123456789abcdef0";
        let mut page = Page::new(40);
        page.prose(2, &format!("so says {arn} here"));
        assert_eq!(page.finish(), format!("  so says\n  {arn}\n  here\n"));
    }

    #[test]
    fn blank_lines_do_not_pile_up() {
        let mut page = Page::new(40);
        page.blank();
        page.line("a");
        page.blank();
        page.blank();
        page.line("b");
        assert_eq!(page.finish(), "a\n\nb\n");
    }
}
