//! The scenarios of a Markdown text: fenced blocks, elements and links; and those of a reStructuredText: elements.

use std::ops::Range;

use rolescope::Scenario;
use rolescope::link::Link;
use rolescope::scenario::Expectation;

use super::block::{self, Code, Options};
use super::html::{self, Element, Unended};
use super::lines::Lines;
use super::{Misread, dialects};
use crate::places::Places;

/// A scenario in a document.
#[derive(Debug)]
pub(crate) struct Embedded {
    /// The line that says how it is shown, counted from 1.
    pub(crate) told: usize,
    /// The line that its text begins in.
    line: usize,
    /// True if each line of its text is a line of the document.
    in_lines: bool,
    text: String,
    /// The step to show, counted from 1.
    pub(crate) step: Option<usize>,
    /// The decision that the document states.
    pub(crate) expect: Option<Expectation>,
}

impl Embedded {
    pub(crate) fn read(&self) -> Result<Scenario, Misread> {
        Scenario::from_json(&self.text).map_err(|error| {
            let below = error.line.saturating_sub(1);
            Misread { line: self.below(below), message: error.to_string() }
        })
    }

    /// The lines of what the steps of the scenario expect.
    pub(crate) fn expectations(&self) -> Expectations<'_> {
        Expectations { embedded: self, found: None }
    }

    /// The line that has so many of the scenario's above it.
    fn below(&self, lines: usize) -> usize {
        if self.in_lines { self.line + lines } else { self.line }
    }
}

/// The lines of a scenario's expectations; its text is read once, when the first is asked for.
pub(crate) struct Expectations<'e> {
    embedded: &'e Embedded,
    found: Option<(Places<'e>, Lines)>,
}

impl Expectations<'_> {
    /// The line of what a step expects; the steps are counted from 0.
    pub(crate) fn line(&mut self, step: usize) -> usize {
        let embedded = self.embedded;
        let text = embedded.text.as_str();
        let (places, lines) = self.found.get_or_insert_with(|| (Places::new(text), Lines::of(text)));
        let place = places.find(&format!("/steps/{step}/expect"));
        embedded.below(place.map_or(1, |place| lines.line(place.start)) - 1)
    }
}

type Found = Result<Embedded, Misread>;

/// Reads the file of a name that a document includes, or says why it is not read.
pub(crate) type Include<'i> = dyn Fn(&str) -> Result<String, String> + 'i;

/// All scenarios of a Markdown text, in their order.
pub(crate) fn scenarios_of_markdown(markdown: &str, include: &Include<'_>) -> Vec<Found> {
    let markdown = &dialects::without_admonitions(markdown);
    let lines = Lines::of(markdown);
    let code = block::code(markdown);
    let mut found: Vec<Found> = code.iter().filter_map(|code| in_block(&lines, code, include)).collect();
    found.extend(elements_and_links(markdown, &lines, &code));
    let raw = code.iter().filter(|code| code.is_raw_html());
    found.extend(raw.flat_map(|code| below(lines.line(code.range.start), scenarios_of_html(&code.text))));
    in_order(found)
}

/// All scenarios of an HTML text, in their order.
pub(crate) fn scenarios_of_html(html: &str) -> Vec<Found> {
    in_order(elements_and_links(html, &Lines::of(html), &[]))
}

/// The scenarios of a reStructuredText: its elements are in `raw` directives for HTML.
pub(crate) fn scenarios_of_restructured_text(text: &str) -> Vec<Found> {
    let raw = dialects::raw_html(text);
    let comments = spans(text, "<!--", "-->");
    let is_said = |at: usize| is_in(&raw, at) && !is_in(&comments, at);
    elements(&Html { text, blanked: text, lines: &Lines::of(text), code: &[] }, is_said)
}

/// Scenarios in a text whose first line has so many above it.
fn below(lines: usize, found: Vec<Found>) -> impl Iterator<Item = Found> {
    found.into_iter().map(move |found| match found {
        Ok(embedded) => Ok(Embedded { told: lines + embedded.told, line: lines + embedded.line, ..embedded }),
        Err(misread) => Err(Misread { line: lines + misread.line, ..misread }),
    })
}

fn in_order(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|it| match it {
        Ok(embedded) => embedded.line,
        Err(misread) => misread.line,
    });
    found
}

/// A document as markup.
struct Html<'d> {
    text: &'d str,
    /// The same with blanks in place of fenced blocks, whose marks are no markup.
    blanked: &'d str,
    lines: &'d Lines,
    code: &'d [Code],
}

fn elements_and_links(text: &str, lines: &Lines, code: &[Code]) -> Vec<Found> {
    let blanked = &without(text, code.iter().filter(|code| code.info.is_some()));
    let comments = spans(&without(text, code.iter()), "<!--", "-->");
    let ranges: Vec<Range<usize>> = code.iter().map(|code| code.range.clone()).collect();
    let is_said = |at: usize| !is_in(&ranges, at) && !is_in(&comments, at);
    let mut found = elements(&Html { text, blanked, lines, code }, is_said);
    found.extend(links(text, lines).into_iter().filter(|(at, _)| is_said(*at)).map(|(_, link)| link));
    found
}

/// The elements of a document; the inside of one is not looked through for others.
fn elements(html: &Html<'_>, is_said: impl Fn(usize) -> bool) -> Vec<Found> {
    let (mut found, mut read) = (Vec::new(), 0);
    for at in positions(html.text, ELEMENT) {
        if at >= read && is_said(at) {
            let (end, element) = html::element(html.blanked, at);
            read = end;
            found.extend(element.and_then(|element| in_element(html, element, at)));
        }
    }
    found
}

const ELEMENT: &str = "<rolescope-playground";

/// True if one of the ranges, which are in the order of the text, holds an offset.
fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start <= at)
}

fn in_block(lines: &Lines, code: &Code, include: &Include<'_>) -> Option<Found> {
    let options = match code.options(lines)? {
        Ok(options) => options,
        Err(misread) => return Some(Err(misread)),
    };
    let told = lines.line(code.range.start);
    let line = told + 1;
    let (in_lines, text) = match included(&code.text).map(include) {
        None => (true, Ok(code.text.clone())),
        Some(text) => (false, text),
    };
    let text = text.map_err(|message| Misread { line, message });
    Some(text.map(|text| Embedded { told, line, in_lines, text, step: options.step, expect: options.expect }))
}

/// The name of the file that mdBook would put in place of the whole block.
fn included(text: &str) -> Option<&str> {
    Some(text.trim().strip_prefix("{{#include ")?.strip_suffix("}}")?.trim())
}

/// The scenario of the element that begins at an offset; nothing when it is left to a script to bring one.
fn in_element(html: &Html<'_>, element: Result<Element, Unended>, at: usize) -> Option<Found> {
    let Html { text, lines, code, .. } = html;
    let misread = |message: &str| Some(Err(Misread { line: lines.line(at), message: message.to_owned() }));
    let element = match element {
        Ok(element) => element,
        Err(Unended::Tag) => return misread("the element's tag does not end: a `>` or a quote is missing"),
        Err(Unended::Element) => {
            return misread("the element does not end: write `</rolescope-playground>` behind the scenario");
        }
    };
    let options = match Options::of_attributes(element.attributes) {
        Ok(options) => options,
        Err(message) => return misread(&message),
    };
    let held = element.held.as_ref();
    let first = code.partition_point(|code| code.range.start < element.inner.start);
    let mut inside = code.iter().skip(first).take_while(|code| code.range.start < element.inner.end);
    let fence = inside.find(|code| code.info.is_some());
    let (offset, scenario) = match (fence, held) {
        (Some(fence), held) if held.is_none_or(|held| fence.range.start < held.at) => {
            (fence.range.start + text.get(fence.range.start..)?.find('\n')? + 1, fence.text.clone())
        }
        (_, Some(held)) => (held.offset, held.text.clone()),
        _ if text.get(element.inner).is_some_and(|inner| inner.trim().is_empty()) => return None,
        _ => {
            return misread(
                "the element does not hold its scenario in `<pre><code>`, in `<script type=\"application/json\">` or in a fenced block",
            );
        }
    };
    let (told, line) = (lines.line(at), lines.line(offset));
    Some(Ok(Embedded { told, line, in_lines: true, text: scenario, step: options.step, expect: options.expect }))
}

/// The text with blanks in place of code.
fn without<'c>(text: &str, code: impl Iterator<Item = &'c Code>) -> String {
    let mut html = text.as_bytes().to_vec();
    for code in code {
        html.get_mut(code.range.clone()).unwrap_or_default().fill(b' ');
    }
    String::from_utf8_lossy(&html).into_owned()
}

/// The links of a text that hold a scenario, each with the offset of its `#`.
fn links(text: &str, lines: &Lines) -> Vec<(usize, Found)> {
    let ends = |character: char| character.is_whitespace() || "\"'<>()[]`|\\".contains(character);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find('#')).map(|at| from + at) {
        let rest = text.get(at + 1..).unwrap_or_default();
        let length = rest.find(|character| character == '#' || ends(character)).unwrap_or(rest.len());
        // A second `#` belongs to no link: it ends this one, and is said with it.
        let again = usize::from(rest.get(length..).is_some_and(|rest| rest.starts_with('#')));
        from = at + 1 + length;
        let link = text.get(at..from + again).and_then(|fragment| in_link(fragment, lines.line(at)));
        found.extend(link.map(|link| (at, link)));
    }
    found
}

/// The scenario of a link's end from its `#` on; nothing when it has none.
fn in_link(fragment: &str, line: usize) -> Option<Found> {
    let fragment = fragment.trim_end_matches(['.', ',', ';', ':', '!', '?', '*']).replace("&amp;", "&");
    let has_scenario =
        |part: &str| part.strip_prefix("s=").is_some_and(|s| s.starts_with(|it: char| it.is_ascii_digit()));
    if !fragment.trim_start_matches('#').split('&').any(has_scenario) {
        return None;
    }
    Some(match Link::scenario_text(&fragment) {
        Ok(text) => Ok(Embedded { told: line, line, in_lines: false, text, step: None, expect: None }),
        Err(error) => Err(Misread { line, message: error.to_string() }),
    })
}

fn positions<'t>(text: &'t str, searched: &'t str) -> impl Iterator<Item = usize> {
    text.match_indices(searched).map(|(at, _)| at)
}

/// Everything from an opening to its end.
fn spans(text: &str, open: &str, end: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in positions(text, open) {
        if found.last().is_none_or(|last| last.end <= start) {
            let length =
                text.get(start..).and_then(|rest| rest.find(end)).map_or(text.len() - start, |at| at + end.len());
            found.push(start..start + length);
        }
    }
    found
}

#[cfg(test)]
mod tests;
