//! The scenarios of a Markdown text: fenced blocks, elements and links; and those of a reStructuredText: elements.

use std::borrow::Cow;
use std::fs;
use std::ops::Range;
use std::path::Path;

use html_escape::decode_html_entities;
use rolescope::link::Link;
use rolescope::{Expectation, Scenario};

use super::block::{self, Code, Options, line_of};
use super::{Misread, dialects};

/// A scenario in a document.
#[derive(Debug)]
pub(crate) struct Embedded {
    /// The line that its text begins in, counted from 1.
    pub(crate) line: usize,
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
            let below = if self.in_lines { error.line.saturating_sub(1) } else { 0 };
            Misread { line: self.line + below, message: error.to_string() }
        })
    }
}

type Found = Result<Embedded, Misread>;

/// All scenarios of a Markdown text, in their order. `folder` is where its includes are looked for.
pub(crate) fn scenarios_of_markdown(markdown: &str, folder: &Path) -> Vec<Found> {
    let markdown = &dialects::without_admonitions(markdown);
    let code = block::code(markdown);
    let mut found: Vec<Found> = code.iter().filter_map(|code| in_block(markdown, code, folder)).collect();
    found.extend(elements_and_links(markdown, &code));
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
    positions(text, ELEMENT).filter(is_said).filter_map(|at| in_element(text, &[], at)).collect()
}

fn in_order(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|it| match it {
        Ok(embedded) => embedded.line,
        Err(misread) => misread.line,
    });
    found
}

fn elements_and_links(text: &str, code: &[Code]) -> Vec<Found> {
    let comments = spans(text, "<!--", "-->");
    let is_said = |at: &usize| !is_in_code(code, *at) && !comments.iter().any(|range| range.contains(at));
    let elements = positions(text, ELEMENT).filter(is_said).filter_map(|at| in_element(text, code, at));
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
    let line = line_of(markdown, code.range.start) + 1;
    let (in_lines, text) = match included(&code.text, folder) {
        None => (true, Ok(code.text.clone())),
        Some(text) => (false, text),
    };
    let text = text.map_err(|message| Misread { line, message });
    Some(text.map(|text| Embedded { line, in_lines, text, step: options.step, expect: options.expect }))
}

/// The file that mdBook would put in place of the whole block.
fn included(text: &str, folder: &Path) -> Option<Result<String, String>> {
    let name = text.trim().strip_prefix("{{#include ")?.strip_suffix("}}")?.trim();
    Some(fs::read_to_string(folder.join(name)).map_err(|error| format!("`{name}` cannot be included: {error}")))
}

/// The scenario of the element that begins at an offset; nothing when it is left to a script to bring one.
fn in_element(text: &str, code: &[Code], at: usize) -> Option<Found> {
    let rest = text.get(at + ELEMENT.len()..)?;
    if !rest.starts_with(|it: char| it.is_whitespace() || matches!(it, '>' | '/')) {
        return None;
    }
    let misread = |message: String| Some(Err(Misread { line: line_of(text, at), message }));
    let Some(tag) = tag(rest) else {
        return misread("the element's tag does not end: a `>` or a quote is missing".to_owned());
    };
    let start = at + ELEMENT.len() + tag.len() + 1;
    let options = match Options::of_attributes(tag) {
        Ok(options) => options,
        Err(message) => return misread(message),
    };
    let mut ends = positions(text.get(start..)?, "</rolescope-playground").map(|end| start + end);
    let Some(end) = ends.find(|end| !is_in_code(code, *end)) else {
        return misread("the element does not end: write `</rolescope-playground>` behind the scenario".to_owned());
    };
    let Some(content) = content(text, code, start..end) else {
        let inner = text.get(start..end).unwrap_or_default();
        return if inner.trim().is_empty() {
            None
        } else {
            misread(
                "the element does not hold its scenario in `<pre><code>`, in `<script type=\"application/json\">` or in a fenced block"
                    .to_owned(),
            )
        };
    };
    let line = line_of(text, content.offset);
    let text = content.text.into_owned();
    Some(Ok(Embedded { line, in_lines: true, text, step: options.step, expect: options.expect }))
}

/// What stands between an element's name and the end of its tag.
fn tag(text: &str) -> Option<&str> {
    let mut quote = None;
    let end = text.find(|it| {
        match quote {
            Some(open) if open == it => quote = None,
            None if matches!(it, '"' | '\'') => quote = Some(it),
            Some(_) | None => {}
        }
        quote.is_none() && it == '>'
    })?;
    text.get(..end)
}

/// A scenario's text within a document.
struct Content<'t> {
    offset: usize,
    text: Cow<'t, str>,
}

/// What the first script, `<pre>` or fenced block of an element holds.
fn content<'t>(text: &'t str, code: &'t [Code], inner: Range<usize>) -> Option<Content<'t>> {
    let first =
        |tag: &str| positions(text, tag).find(|at| inner.contains(at) && !is_in_code(code, *at)).unwrap_or(usize::MAX);
    let (script, pre) = (first("<script"), first("<pre"));
    let block = code.iter().find(|code| code.info.is_some() && inner.contains(&code.range.start));
    if let Some(code) = block
        && code.range.start < script.min(pre)
    {
        let offset = code.range.start + text.get(code.range.start..)?.find('\n')? + 1;
        return Some(Content { offset, text: code.text.as_str().into() });
    }
    let held = text.get(script.min(pre)..inner.end)?;
    if script < pre {
        let (offset, held) = between(held, "<script", "</script")?;
        return Some(Content { offset: script + offset, text: held.into() });
    }
    let (offset, held) = between(held, "<pre", "</pre")?;
    let (behind, held) = between(held, "<code", "</code").unwrap_or((0, held));
    Some(Content { offset: pre + offset + behind, text: decode_html_entities(held) })
}

/// What stands between a tag and its end, and where.
fn between<'t>(text: &'t str, tag: &str, end: &str) -> Option<(usize, &'t str)> {
    let start = text.find(tag)?;
    let open = start + text.get(start..)?.find('>')? + 1;
    let inside = text.get(open..)?;
    Some((open, inside.split_once(end).map_or(inside, |(inside, _)| inside)))
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
        Ok(text) => Ok(Embedded { line, in_lines: false, text, step: None, expect: None }),
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
