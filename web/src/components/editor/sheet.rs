//! A policy's text as lines of runs, each run of one look.

use rolescope::ByteSpan;
use yew::{Classes, classes};

use crate::focus::Lights;
use crate::text::{Ink, inks};
use crate::tone::Tone;

/// One line of the drawing.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Line<'a> {
    /// The statement on this line is pointed at.
    pub(super) tone: Option<Tone>,
    /// What the gutter shows.
    pub(super) glyph: Option<Tone>,
    /// A problem begins here.
    pub(super) flawed: bool,
    pub(super) runs: Vec<Run<'a>>,
}

/// A run of text of one look.
#[derive(Debug, PartialEq)]
pub(super) struct Run<'a> {
    pub(super) text: &'a str,
    ink: Ink,
    lit: Option<Tone>,
    flawed: bool,
}

impl Run<'_> {
    pub(super) fn class(&self) -> Option<Classes> {
        let ink = match self.ink {
            Ink::Plain => None,
            Ink::Key => Some("key"),
            Ink::Value => Some("value"),
        };
        let lit = self.lit.map(|tone| classes!("lit", tone.class()));
        let class = classes!(ink, lit, self.flawed.then_some("flaw"));
        (!class.is_empty()).then_some(class)
    }
}

/// The lines of `text`.
pub(super) fn lines<'a>(text: &'a str, lights: &Lights, flaws: &[ByteSpan]) -> Vec<Line<'a>> {
    let inks = inks(text);
    let cuts = cuts(&inks, lights, flaws);
    let mut cuts = cuts.into_iter().peekable();
    let mut inks = inks.into_iter().peekable();
    let mut start = 0;
    let mut drawn = Vec::new();
    for line in text.split('\n') {
        let end = start + line.len() as u32;
        let mut drawing = Line::default();
        let mut at = start;
        while at < end {
            while cuts.next_if(|cut| *cut <= at).is_some() {}
            while inks.next_if(|(span, _)| span.end <= at).is_some() {}
            let next = cuts.peek().copied().unwrap_or(end).min(end);
            drawing.runs.push(Run {
                text: text.get(at as usize..next as usize).unwrap_or(""),
                ink: inks.peek().map_or(Ink::Plain, |(_, ink)| *ink),
                lit: lights
                    .lit
                    .filter(|(span, _)| holds(*span, at))
                    .map(|(_, tone)| tone),
                flawed: flaws.iter().any(|span| holds(*span, at)),
            });
            at = next;
        }
        drawing.tone = lights
            .lines
            .filter(|(span, _)| span.start <= end && span.end > start)
            .map(|(_, tone)| tone);
        drawing.glyph = lights
            .glyphs
            .iter()
            .find(|(at, _)| (start..=end).contains(at))
            .map(|(_, tone)| *tone);
        drawing.flawed = flaws.iter().any(|span| (start..=end).contains(&span.start));
        drawn.push(drawing);
        start = end + 1;
    }
    drawn
}

/// Every offset where the look may change, in order.
fn cuts(inks: &[(ByteSpan, Ink)], lights: &Lights, flaws: &[ByteSpan]) -> Vec<u32> {
    let spans = inks
        .iter()
        .map(|(span, _)| *span)
        .chain(lights.lit.map(|(span, _)| span))
        .chain(flaws.iter().copied());
    let mut cuts: Vec<u32> = spans.flat_map(|span| [span.start, span.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
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
        for text in [
            "",
            "\n",
            "{\n \"é\": [1,\n\n\"x\"]}",
            "\"never closed\n}",
            "a\n",
        ] {
            let lights = Lights {
                lit: Some((span(1, 4), Tone::Allow)),
                ..Lights::default()
            };
            let drawn: Vec<String> = lines(text, &lights, &[span(2, 3)])
                .iter()
                .map(|line| line.runs.iter().map(|run| run.text).collect())
                .collect();
            assert_eq!(drawn.join("\n"), text);
        }
    }

    #[test]
    fn a_lit_span_cuts_the_runs_it_crosses() {
        let lights = Lights {
            lit: Some((span(2, 4), Tone::Deny)),
            ..Lights::default()
        };
        let drawn = lines("{\"ab\":1}", &lights, &[]);
        let runs: Vec<_> = drawn[0]
            .runs
            .iter()
            .map(|run| (run.text, run.lit.is_some()))
            .collect();
        assert_eq!(
            runs,
            [
                ("{", false),
                ("\"", false),
                ("ab", true),
                ("\"", false),
                (":1}", false)
            ]
        );
    }

    #[test]
    fn lines_of_a_statement_and_only_they_are_hit() {
        let lights = Lights {
            lines: Some((span(2, 5), Tone::Allow)),
            ..Lights::default()
        };
        let hit: Vec<bool> = lines("a\nbb\nc\nd", &lights, &[])
            .iter()
            .map(|line| line.tone.is_some())
            .collect();
        assert_eq!(hit, [false, true, false, false]);
    }

    #[test]
    fn a_problem_at_the_end_of_the_text_marks_the_last_line() {
        let drawn = lines("{\n", &Lights::default(), &[span(2, 2)]);
        assert_eq!(
            drawn.iter().map(|line| line.flawed).collect::<Vec<_>>(),
            [false, true]
        );
    }
}
