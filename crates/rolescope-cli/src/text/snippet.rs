//! Policy lines quoted with a marker under the place that matters.

use std::collections::HashMap;
use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use rolescope::report::{ByteSpan, Problem, Severity};
use rolescope::scenario::{Document, DocumentForm};
use rolescope_import::Together;
use textwrap::{Options, WordSplitter};
use unicode_width::UnicodeWidthStr;

use super::deciding_statements::{Bearing, Mark};
use super::excerpt::{Excerpt, line_starts};
use super::page::look;
use crate::input::Input;
use crate::places::Places;

/// Statements up to this many lines are shown whole.
const WHOLE: usize = 16;

/// Columns that line numbers and frame take at most.
const FRAME: usize = 12;

/// Quotes policies of one scenario file.
pub(super) struct Snippets<'i> {
    input: &'i Input,
    places: Places<'i>,
    lines: Vec<usize>,
    documents: HashMap<String, &'i Document>,
    renderer: Renderer,
    width: usize,
}

/// Source from which a policy is quoted: the file itself where the policy stands in it as an object, so that lines are the
/// file's lines; the policy's own text where it is a string, or was taken out of an input of another form.
struct Source<'i> {
    name: String,
    text: &'i str,
    /// Beginning of the policy in the text.
    shift: usize,
    lines: Vec<usize>,
}

/// A run of bytes to underline, and what to write below it.
struct Underline<'l> {
    span: ByteSpan,
    label: &'l str,
}

impl<'i> Snippets<'i> {
    /// For policies of `input`, in `width` columns.
    pub(super) fn new(input: &'i Input, width: usize) -> Self {
        let policies = input.scenario.policies();
        Self {
            input,
            places: Places::new(&input.text),
            lines: line_starts(&input.text),
            documents: policies.into_iter().map(|entry| (entry.pointer.into(), &entry.policy.document)).collect(),
            renderer: Renderer::styled()
                .hyperlink(false)
                .decor_style(DecorStyle::Unicode)
                .term_width(width.saturating_sub(FRAME)),
            width,
        }
    }

    /// A statement and what to point at in it; nothing when the scenario has no such policy.
    pub(super) fn marked(&mut self, mark: &Mark) -> Option<String> {
        let level = match mark.bearing {
            Bearing::Allows => Level::NOTE,
            Bearing::Denies => Level::ERROR,
            Bearing::Misses => Level::WARNING,
        };
        let underlines: Vec<Underline<'_>> =
            mark.notes.iter().map(|note| Underline { span: note.place.span, label: &note.label }).collect();
        let shown: Vec<ByteSpan> = mark.shown.iter().map(|place| place.span).collect();
        self.quote(level, (&mark.statement.pointer, mark.statement.span), &underlines, &shown, None)
    }

    /// The place of a problem, with what to do about it.
    pub(super) fn problem(&mut self, problem: &Problem) -> Option<String> {
        let level = match problem.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let underline = Underline { span: problem.span, label: "" };
        self.quote(level, (&problem.pointer, problem.span), &[underline], &[], problem.help.as_deref())
    }

    /// The lines of `span` with underlines and labels, under the place of the first underline; none of `shown` is left out.
    fn quote(
        &mut self,
        level: Level<'static>,
        (pointer, span): (&str, ByteSpan),
        underlines: &[Underline<'_>],
        shown: &[ByteSpan],
        help: Option<&str>,
    ) -> Option<String> {
        let source = self.source(pointer)?;
        let excerpt = Excerpt::around(source.text, source.lines(&self.lines), &source.range(span))?;
        let mut below = Vec::new();
        let mut snippet =
            Snippet::source(excerpt.text.as_str()).line_start(excerpt.first_line).fold(excerpt.height() > WHOLE);
        for span in shown {
            snippet = snippet.annotation(AnnotationKind::Visible.span(excerpt.place(&source.range(*span))));
        }
        for underline in underlines {
            let place = self.clipped(&excerpt, excerpt.place(&source.range(underline.span)));
            let fits = self.fits(&excerpt, &place, underline.label);
            let label = (fits && !underline.label.is_empty()).then(|| look::plain(underline.label));
            snippet = snippet.annotation(AnnotationKind::Primary.span(place).label(label));
            if !fits {
                below.push(Level::NOTE.no_name().message(self.wrapped(underline.label)));
            }
        }
        below.extend(help.map(|help| Level::HELP.message(self.wrapped(help))));
        let quoted = self.renderer.render(&[Group::with_level(level).element(snippet).elements(below)]);
        let (head, lines) = quoted.split_once('\n')?;
        let first = underlines.iter().map(|underline| underline.span.start).min().unwrap_or(span.start);
        Some(format!("{head}{}\n{lines}", source.place(&self.lines, first)))
    }

    /// `place`, or its beginning when it is a single line wider than the terminal.
    fn clipped(&self, excerpt: &Excerpt, place: Range<usize>) -> Range<usize> {
        let marked = excerpt.text.get(place.clone()).unwrap_or("");
        let room = self.width.saturating_sub(2 * FRAME);
        match marked.char_indices().nth(room) {
            Some((end, _)) if !marked.contains('\n') => place.start..place.start + end,
            _ => place,
        }
    }

    /// True if a label has room behind the place that it belongs to.
    fn fits(&self, excerpt: &Excerpt, place: &Range<usize>, label: &str) -> bool {
        let before = excerpt.text.get(..place.end).unwrap_or("");
        let column = before.rsplit('\n').next().unwrap_or(before).width();
        label.is_empty() || FRAME + column + label.width() <= self.width
    }

    fn source(&mut self, pointer: &str) -> Option<Source<'i>> {
        let document: &'i Document = self.documents.get(pointer).copied()?;
        if let Some(all) = &self.input.imported {
            let text = document.text();
            let name = format!("{}#{pointer}", self.imported_from(all, pointer));
            return Some(Source { name, text, shift: 0, lines: line_starts(text) });
        }
        let name = self.input.name.clone();
        match document.form() {
            DocumentForm::Text => {
                let text = document.text();
                Some(Source { name: format!("{name}#{pointer}"), text, shift: 0, lines: line_starts(text) })
            }
            DocumentForm::Object => {
                let at = self.places.find(&format!("{pointer}/document"))?;
                Some(Source { name, text: &self.input.text, shift: at.start, lines: Vec::new() })
            }
        }
    }

    /// `FILE:LINE` at which an input has a policy.
    fn imported_from(&self, all: &Together, pointer: &str) -> String {
        let source = all.sources().into_iter().find(|source| source.pointer == pointer);
        source.map_or_else(|| self.input.name.clone(), |source| format!("{}:{}", source.file, source.line))
    }

    /// `text` in lines that fit behind the frame.
    fn wrapped(&self, text: &str) -> String {
        let text = &look::plain(text);
        let options = Options::new(self.width.saturating_sub(FRAME))
            .break_words(false)
            .word_splitter(WordSplitter::NoHyphenation);
        textwrap::fill(text, options)
    }
}

impl<'i> Source<'i> {
    fn range(&self, span: ByteSpan) -> Range<usize> {
        span.start as usize + self.shift..span.end as usize + self.shift
    }

    /// Beginnings of the lines; those of the file are known already.
    fn lines<'l>(&'l self, file: &'l [usize]) -> &'l [usize] {
        if self.lines.is_empty() { file } else { &self.lines }
    }

    /// `FILE:LINE:COLUMN` of an offset in the policy's text.
    fn place(&self, file: &[usize], offset: u32) -> String {
        let offset = offset as usize + self.shift;
        let starts = self.lines(file);
        let line = starts.partition_point(|start| *start <= offset);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or("");
        format!("{}:{line}:{}", look::plain(&self.name), before.chars().count() + 1)
    }
}
