//! Messages between the page and the editor: lines of fields between tabs, which both read without a parser.

use rolescope::Scenario;
use rolescope::complete::complete;
use rolescope::report::ByteSpan;
use web_sys::Element;

use super::{Look, frame_id};
use crate::browser::element;
use crate::components::icon::Icon;
use crate::components::problems::{severity_class, severity_word};
use crate::sight::policy_text;
use crate::text::{utf8_offset, utf16_offset};
use crate::tone::{Tone, icon};

/// Marks in `text`: its length in bytes, then a mark a line (`readMarks` in `web/editor/marks.js`).
pub(super) fn marks(text: &str, look: &Look<'_>) -> String {
    let mut written = Written(text.len().to_string());
    let lights = &look.lights;
    if let Some((span, tone)) = lights.lines {
        written.tone("lines", span, tone);
    }
    if let Some((span, tone)) = lights.lit {
        written.tone("lit", span, tone);
    }
    for (at, tone) in &lights.glyphs {
        written.tone("glyph", ByteSpan { start: *at, end: *at }, *tone);
    }
    for problem in &look.problems {
        written.mark("problem", problem.span, severity_class(problem.severity), Icon::Alert);
        written.field(severity_word(problem.severity));
        written.field(&problem.message);
        written.field(problem.help.as_deref().unwrap_or(""));
    }
    written.0
}

/// Tells the editor of the policy at `pointer` what can be put at `units`, its caret.
pub(crate) fn answer(scenario: &Scenario, pointer: &str, units: u32) {
    let Some(frame) = element::<Element>(&frame_id(pointer)) else { return };
    let written = policy_text(scenario, pointer).and_then(|text| choices(scenario, pointer, text, units));
    let _ = frame.set_attribute("choices", &written.unwrap_or_default());
}

/// Text that gives way and text around a choice, then a choice a line (`readAnswer` in `web/editor/complete.js`).
fn choices(scenario: &Scenario, pointer: &str, text: &str, units: u32) -> Option<String> {
    let found = complete(scenario, pointer, utf8_offset(text, units))?;
    let mut written = Written(utf16_offset(text, found.span.start).to_string());
    written.field(&utf16_offset(text, found.span.end).to_string());
    written.field(found.before);
    written.field(found.after);
    for choice in &found.choices {
        written.line(&choice.text);
        written.field(choice.sort);
    }
    Some(written.0)
}

struct Written(String);

impl Written {
    fn tone(&mut self, kind: &str, span: ByteSpan, tone: Tone) {
        self.mark(kind, span, tone.class(), icon(tone));
    }

    fn mark(&mut self, kind: &str, span: ByteSpan, class: &str, icon: Icon) {
        self.line(kind);
        self.field(&span.start.to_string());
        self.field(&span.end.to_string());
        self.field(class);
        self.field(icon.path());
    }

    fn line(&mut self, first: &str) {
        self.0.push('\n');
        self.words(first);
    }

    fn field(&mut self, text: &str) {
        self.0.push('\t');
        self.words(text);
    }

    /// Words of the user's can hold what ends a field.
    fn words(&mut self, text: &str) {
        self.0.extend(text.chars().map(|letter| if letter.is_ascii_control() { ' ' } else { letter }));
    }
}

#[cfg(test)]
mod tests {
    use rolescope::report::{DiagnosticKind, Problem, Severity};

    use super::*;
    use crate::examples::tests::example;
    use crate::focus::Lights;

    #[test]
    fn a_mark_is_a_line_whatever_its_words_hold() {
        let span = ByteSpan { start: 1, end: 3 };
        let problem = Problem {
            severity: Severity::Warning,
            code: "x".into(),
            cause: DiagnosticKind::EmptyText.into(),
            message: "a\tb\nc".into(),
            help: None,
            policy: "p".into(),
            pointer: "/p".into(),
            span,
        };
        let lights = Lights { lit: Some((span, Tone::Deny)), glyphs: vec![(2, Tone::Allow)], ..Lights::default() };
        let written = marks("{é}", &Look { lights, problems: vec![&problem], rich: Some(0) });
        let lines: Vec<Vec<&str>> = written.split('\n').map(|line| line.split('\t').collect()).collect();
        assert_eq!(lines[0], ["4"]);
        assert_eq!(lines[1][..4], ["lit", "1", "3", "t-deny"]);
        assert_eq!(lines[2][..4], ["glyph", "2", "2", "t-allow"]);
        assert_eq!(lines[3][..4], ["problem", "1", "3", "t-nothing"]);
        assert_eq!(lines[3][5..], ["Warning", "a b c", ""]);
    }

    #[test]
    fn an_answer_counts_as_the_editor_counts() {
        let mut scenario = example("ec2-reads-s3");
        let pointer = "/principals/0/trustPolicy";
        let text = "{\"😀\": 1, \"|\"";
        scenario.policy_mut(pointer).unwrap().document =
            rolescope::scenario::Document::from_text(text.replace('|', ""));
        let written = choices(&scenario, pointer, &text.replace('|', ""), 11).unwrap();
        assert_eq!(written.lines().next(), Some("11\t12\t\t\": "));
        assert_eq!(written.lines().nth(1), Some("Version\telement"));
    }
}
