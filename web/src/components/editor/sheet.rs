//! A policy's text as lines of runs, each run of one look.

use rolescope::report::ByteSpan;

use crate::focus::Lights;
use crate::text::{Ink, inks};
use crate::tone::Tone;

/// One line of the drawing.
#[derive(Debug, PartialEq)]
pub(super) struct Line<'a> {
    /// The statement on this line is pointed at.
    pub(super) tone: Option<Tone>,
    /// Content of the gutter.
    pub(super) glyph: Option<Tone>,
    /// A problem begins here.
    pub(super) flawed: bool,
    pub(super) stretches: Vec<Stretch<'a>>,
}

impl Line<'_> {
    /// Number of pieces it is drawn in.
    pub(super) fn runs(&self) -> usize {
        1 + self.stretches.iter().map(|stretch| stretch.runs.len()).sum::<usize>()
    }
}

/// Neighboring runs that are lit together, or not.
#[derive(Debug, PartialEq)]
pub(super) struct Stretch<'a> {
    pub(super) lit: Option<Tone>,
    pub(super) runs: Vec<Run<'a>>,
}

/// A run of text of one look.
#[derive(Debug, PartialEq)]
pub(super) struct Run<'a> {
    pub(super) text: &'a str,
    ink: Ink,
    flawed: bool,
}

impl Run<'_> {
    pub(super) const fn class(&self) -> &'static str {
        match (self.ink, self.flawed) {
            (Ink::Plain, false) => "",
            (Ink::Plain, true) => "flaw",
            (Ink::Key, false) => "key",
            (Ink::Key, true) => "key flaw",
            (Ink::Value, false) => "value",
            (Ink::Value, true) => "value flaw",
        }
    }
}

/// The lines of `text`.
pub(super) fn lines<'a>(text: &'a str, lights: &Lights, flaws: &[ByteSpan]) -> Vec<Line<'a>> {
    let mut inks = inks(text).into_iter().peekable();
    let mut start = 0;
    let mut drawn = Vec::new();
    for line in text.split('\n') {
        let end = start + line.len() as u32;
        let mut drawing = Line {
            tone: lights.lines.filter(|(span, _)| span.start <= end && span.end > start).map(|(_, tone)| tone),
            glyph: lights.glyphs.iter().find(|(at, _)| (start..=end).contains(at)).map(|(_, tone)| *tone),
            flawed: flaws.iter().any(|span| (start..=end).contains(&span.start)),
            stretches: Vec::new(),
        };
        let mut at = start;
        while at < end {
            while inks.next_if(|(span, _)| span.end <= at).is_some() {}
            let (ink, next) = inks.peek().map_or((Ink::Plain, end), |(span, ink)| (*ink, span.end.min(end)));
            let next = next_border(at, next, lights.lit.map(|(span, _)| span).iter().chain(flaws));
            let run = Run {
                text: text.get(at as usize..next as usize).unwrap_or(""),
                ink,
                flawed: flaws.iter().any(|span| holds(*span, at)),
            };
            drawing.push(run, lights.lit.filter(|(span, _)| holds(*span, at)).map(|(_, tone)| tone));
            at = next;
        }
        drawn.push(drawing);
        start = end + 1;
    }
    drawn
}

impl<'a> Line<'a> {
    fn push(&mut self, run: Run<'a>, lit: Option<Tone>) {
        match self.stretches.last_mut() {
            Some(last) if last.lit == lit => last.runs.push(run),
            Some(_) | None => self.stretches.push(Stretch { lit, runs: vec![run] }),
        }
    }
}

/// The first border of a span behind `at`, but at most `limit`.
fn next_border<'s>(at: u32, limit: u32, spans: impl Iterator<Item = &'s ByteSpan>) -> u32 {
    spans.flat_map(|span| [span.start, span.end]).filter(|border| *border > at).fold(limit, u32::min)
}

fn holds(span: ByteSpan, at: u32) -> bool {
    (span.start..span.end).contains(&at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> ByteSpan {
        ByteSpan { start, end }
    }

    #[test]
    fn the_drawing_holds_the_text_and_nothing_else() {
        for text in ["", "\n", "{\n \"é\": [1,\n\n\"x\"]}", "\"never closed\n}", "a\n"] {
            let lights = Lights { lit: Some((span(1, 4), Tone::Allow)), ..Lights::default() };
            let drawn: Vec<String> = lines(text, &lights, &[span(2, 3)])
                .iter()
                .map(|line| line.stretches.iter().flat_map(|stretch| &stretch.runs).map(|run| run.text).collect())
                .collect();
            assert_eq!(drawn.join("\n"), text);
        }
    }

    #[test]
    fn a_lit_span_cuts_the_runs_it_crosses_and_is_one_stretch() {
        let lights = Lights { lit: Some((span(2, 4), Tone::Deny)), ..Lights::default() };
        let drawn = lines("{\"ab\":1}", &lights, &[]);
        let stretches: Vec<(String, bool)> = drawn[0]
            .stretches
            .iter()
            .map(|stretch| (stretch.runs.iter().map(|run| run.text).collect(), stretch.lit.is_some()))
            .collect();
        let expected = [("{\"", false), ("ab", true), ("\":1}", false)];
        assert_eq!(stretches, expected.map(|(text, lit)| (text.to_owned(), lit)));
    }

    #[test]
    fn lines_of_a_statement_and_only_they_are_hit() {
        let lights = Lights { lines: Some((span(2, 5), Tone::Allow)), ..Lights::default() };
        let hit: Vec<bool> = lines("a\nbb\nc\nd", &lights, &[]).iter().map(|line| line.tone.is_some()).collect();
        assert_eq!(hit, [false, true, false, false]);
    }

    #[test]
    fn a_problem_at_the_end_of_the_text_marks_the_last_line() {
        let drawn = lines("{\n", &Lights::default(), &[span(2, 2)]);
        assert_eq!(drawn.iter().map(|line| line.flawed).collect::<Vec<_>>(), [false, true]);
    }
}
