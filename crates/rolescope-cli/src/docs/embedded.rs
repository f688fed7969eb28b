//! The scenarios of a Markdown text: fenced blocks, elements and links; and those of a reStructuredText: elements.

use std::fs;
use std::ops::Range;
use std::path::Path;

use rolescope::link::Link;
use rolescope::{Expectation, Scenario};

use super::block::{self, Code, Options, line_of};
use super::html::{self, Unended};
use super::{Misread, dialects};

/// A scenario in a document.
#[derive(Debug)]
pub(crate) struct Embedded {
    /// The line that says how it is shown, counted from 1.
    pub(crate) told: usize,
    /// The line that its text begins in.
    line: usize,
    /// Whether each line of its text is a line of the document.
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

    /// The line of what a step of the scenario expects; the steps are counted from 0.
    pub(crate) fn line_of_expectation(&self, step: usize) -> usize {
        let line = Scenario::line_of(&self.text, &format!("/steps/{step}/expect"));
        self.below(line.unwrap_or(1) - 1)
    }

    /// The line that has so many of the scenario's above it.
    fn below(&self, lines: usize) -> usize {
        if self.in_lines { self.line + lines } else { self.line }
    }
}

type Found = Result<Embedded, Misread>;

/// All scenarios of a Markdown text, in their order. `folder` is where its includes are looked for.
pub(crate) fn scenarios_of_markdown(markdown: &str, folder: &Path) -> Vec<Found> {
    let markdown = &dialects::without_admonitions(markdown);
    let code = block::code(markdown);
    let mut found: Vec<Found> = code.iter().filter_map(|code| in_block(markdown, code, folder)).collect();
    found.extend(elements_and_links(markdown, &code));
    let raw = code.iter().filter(|code| code.is_raw_html());
    found.extend(raw.flat_map(|code| below(line_of(markdown, code.range.start), scenarios_of_html(&code.text))));
    in_order(found)
}

/// All scenarios of an HTML text, in their order.
pub(crate) fn scenarios_of_html(html: &str) -> Vec<Found> {
    in_order(elements_and_links(html, &[]))
}

/// The scenarios of a reStructuredText: its elements are in `raw` directives for HTML.
pub(crate) fn scenarios_of_restructured_text(text: &str) -> Vec<Found> {
    let raw = dialects::raw_html(text);
    let comments = spans(text, "<!--", "-->");
    let holds = |ranges: &[Range<usize>], at: usize| ranges.iter().any(|range| range.contains(&at));
    let is_said = |at: &usize| holds(&raw, *at) && !holds(&comments, *at);
    positions(text, ELEMENT).filter(is_said).filter_map(|at| in_element(text, text, &[], at)).collect()
}

/// What is found in a text whose first line has so many above it.
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

fn elements_and_links(text: &str, code: &[Code]) -> Vec<Found> {
    let html = without(text, code.iter().filter(|code| code.info.is_some()));
    let comments = spans(&without(text, code.iter()), "<!--", "-->");
    let is_said = |at: &usize| !is_in_code(code, *at) && !comments.iter().any(|range| range.contains(at));
    let elements = positions(text, ELEMENT).filter(is_said).filter_map(|at| in_element(text, &html, code, at));
    elements.chain(positions(text, "#").filter(is_said).filter_map(|at| in_link(text, at))).collect()
}

const ELEMENT: &str = "<rolescope-playground";

fn is_in_code(code: &[Code], at: usize) -> bool {
    code.iter().any(|code| code.range.contains(&at))
}

fn in_block(markdown: &str, code: &Code, folder: &Path) -> Option<Found> {
    let options = match code.options(markdown)? {
        Ok(options) => options,
        Err(misread) => return Some(Err(misread)),
    };
    let told = line_of(markdown, code.range.start);
    let line = told + 1;
    let (in_lines, text) = match included(&code.text, folder) {
        None => (true, Ok(code.text.clone())),
        Some(text) => (false, text),
    };
    let text = text.map_err(|message| Misread { line, message });
    Some(text.map(|text| Embedded { told, line, in_lines, text, step: options.step, expect: options.expect }))
}

/// The file that mdBook would put in place of the whole block.
fn included(text: &str, folder: &Path) -> Option<Result<String, String>> {
    let name = text.trim().strip_prefix("{{#include ")?.strip_suffix("}}")?.trim();
    Some(fs::read_to_string(folder.join(name)).map_err(|error| format!("`{name}` cannot be included: {error}")))
}

/// The scenario of the element that begins at an offset; nothing when it is left to a script to bring one.
///
/// The document is given twice: `html` has blanks in place of fenced blocks, whose marks are no markup.
fn in_element(text: &str, html: &str, code: &[Code], at: usize) -> Option<Found> {
    let misread = |message: &str| Some(Err(Misread { line: line_of(text, at), message: message.to_owned() }));
    let element = match html::element(html, at)? {
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
    let fence = code.iter().find(|code| code.info.is_some() && element.inner.contains(&code.range.start));
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
    let line = line_of(text, offset);
    let told = line_of(text, at);
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

/// The scenario of the link whose `#` is at an offset; nothing when it has none.
fn in_link(markdown: &str, at: usize) -> Option<Found> {
    let rest = markdown.get(at..)?;
    let ends = |character: char| character.is_whitespace() || "\"'<>()[]`|\\".contains(character);
    let fragment = rest.split(ends).next()?.trim_end_matches(['.', ',', ';', ':', '!', '?', '*']);
    let fragment = fragment.replace("&amp;", "&");
    let has_scenario =
        |part: &str| part.strip_prefix("s=").is_some_and(|s| s.starts_with(|it: char| it.is_ascii_digit()));
    if !fragment.trim_start_matches('#').split('&').any(has_scenario) {
        return None;
    }
    let line = line_of(markdown, at);
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
