//! `rolescope mdbook`: a preprocessor for mdBook, which shows scenarios where a book has them as fenced blocks.
//!
//! mdBook asks with `supports RENDERER` first, and then hands over `[context, book]` as JSON; what comes back is the
//! book. Of both only what is needed is looked at, so that the versions of their format (`sections` before mdBook 0.5,
//! `items` since) make no difference.

use std::path::Path;

use html_escape::{encode_double_quoted_attribute, encode_text};
use rolescope::Scenario;
use serde_json::Value;

use crate::arguments::{Mdbook, MdbookQuestion};
use crate::docs::Misread;
use crate::docs::block::{self, Options};
use crate::docs::lines::Lines;
use crate::input;
use crate::outcome::Status;
use crate::run::{complain, say};

/// Answers mdBook.
pub(crate) fn run(args: &Mdbook) -> Status {
    match &args.question {
        Some(MdbookQuestion::Supports { renderer }) if renderer == "html" => Status::AsExpected,
        Some(MdbookQuestion::Supports { .. }) => Status::NotAsExpected,
        None => match book() {
            Ok(book) => say(&book.to_string()),
            Err(mistakes) => mistakes.iter().map(|message| complain(message)).max().unwrap_or(Status::Unusable),
        },
    }
}

/// The book from standard input, with its blocks turned into elements.
fn book() -> Result<Value, Vec<String>> {
    let (_, text) = input::read_text(Path::new("-")).map_err(|unusable| vec![unusable.to_string()])?;
    let (context, mut book): (Value, Value) = serde_json::from_str(&text)
        .map_err(|error| vec![format!("<stdin>: this is not what mdBook gives to a preprocessor: {error}")])?;
    let site = context.pointer("/config/preprocessor/rolescope/site").and_then(Value::as_str);
    let mut mistakes = Vec::new();
    embed_in_chapters(&mut book, site, &mut mistakes);
    if mistakes.is_empty() { Ok(book) } else { Err(mistakes) }
}

/// Goes through whatever holds chapters.
fn embed_in_chapters(value: &mut Value, site: Option<&str>, mistakes: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| embed_in_chapters(item, site, mistakes)),
        Value::Object(fields) => {
            let path = fields.get("path").and_then(Value::as_str).unwrap_or("a chapter").to_owned();
            for (name, value) in fields {
                let Some(content) = value.as_str().filter(|_| name == "content") else {
                    embed_in_chapters(value, site, mistakes);
                    continue;
                };
                match embed(content, site) {
                    Ok(embedded) => *value = embedded.into(),
                    Err(Misread { line, message }) => {
                        mistakes.push(format!("{path}:{line}: {message}"));
                    }
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A chapter with elements in place of its blocks, and with the script that brings them to life.
pub(crate) fn embed(markdown: &str, site: Option<&str>) -> Result<String, Misread> {
    let mut embedded = String::new();
    let mut done = 0;
    let lines = Lines::of(markdown);
    for code in block::code(markdown) {
        let Some(options) = code.options(&lines).transpose()? else { continue };
        let line = lines.line(code.range.start);
        if let Err(error) = Scenario::from_json(&code.text) {
            return Err(Misread { line: line + error.line, message: error.to_string() });
        }
        let before = markdown.get(done..code.range.start).unwrap_or_default();
        let line_starts = markdown.get(..code.range.start).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        let prefix = markdown.get(line_starts..code.range.start).unwrap_or_default();
        embedded.push_str(before);
        embedded.push_str(&element(&options, &code.text, prefix));
        done = code.range.end;
    }
    if done == 0 {
        return Ok(markdown.to_owned());
    }
    let site = site.ok_or_else(|| Misread {
        line: 1,
        message: "book.toml does not say where embed.js is: set `site` in [preprocessor.rolescope]".to_owned(),
    })?;
    embedded.push_str(markdown.get(done..).unwrap_or_default());
    let script = format!("{}/embed.js", site.trim_end_matches('/'));
    let script = encode_double_quoted_attribute(&script);
    Ok(format!("{embedded}\n\n<script type=\"module\" src=\"{script}\"></script>\n"))
}

/// The element, with blank lines around it and around its `<pre>`, so that Markdown lets the scenario pass as it is.
///
/// `prefix` is what stands before the block in its line: in a list or a quote, each line needs the like of it.
fn element(options: &Options, scenario: &str, prefix: &str) -> String {
    let attributes = options.attributes.iter().map(|(name, value)| (name, encode_double_quoted_attribute(value)));
    let attributes: String = attributes.map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
    let html = format!(
        "<rolescope-playground{attributes}>\n\n<pre><code class=\"language-json\">{}</code></pre>\n\n</rolescope-playground>\n",
        encode_text(scenario.trim_end())
    );
    let quoted = |it: char| it == '>' || it.is_whitespace();
    let further: String = prefix.chars().map(|it| if quoted(it) { it } else { ' ' }).collect();
    // In the line of a list's mark the element can begin at once; elsewhere it could stand behind a paragraph.
    let first = if prefix.chars().all(quoted) { format!("\n{further}") } else { String::new() };
    first + &html.lines().collect::<Vec<_>>().join(&format!("\n{further}")) + &format!("\n{further}")
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Parser};

    use super::*;

    const SITE: Option<&str> = Some("https://x.example/play");
    const SCRIPT: &str = "\n\n<script type=\"module\" src=\"https://x.example/play/embed.js\"></script>\n";

    /// The HTML that Markdown makes of an embedded chapter.
    fn html(markdown: &str) -> String {
        let embedded = embed(markdown, SITE).unwrap();
        let mut html = String::new();
        for event in Parser::new(&embedded) {
            if let Event::Html(text) | Event::InlineHtml(text) = event {
                html.push_str(&text);
            } else if let Event::Text(text) = event {
                html.push_str(&format!("[{text}]"));
            }
        }
        html
    }

    #[test]
    fn a_block_becomes_an_element_with_the_readable_scenario() {
        let markdown = "# A\n\ntext\n```rolescope view=walk step=2 expect=denied title='a \"b\"'\n{\n\n  \"title\": \"<b> & c\"\n}\n```\nmore\n";
        let element = "<rolescope-playground view=\"walk\" step=\"2\" title=\"a &quot;b&quot;\">\n\n\
                       <pre><code class=\"language-json\">{\n\n  \"title\": \"&lt;b&gt; &amp; c\"\n}</code></pre>\n\n\
                       </rolescope-playground>\n";
        assert_eq!(embed(markdown, SITE).unwrap(), format!("# A\n\ntext\n\n{element}\nmore\n{SCRIPT}"));
    }

    #[test]
    fn the_scenario_comes_through_markdown_as_it_is_wherever_it_stands() {
        let scenario = "{\n\n  \"title\": \"*a* _b_ `c`\"\n}";
        for (first, further) in
            [("", ""), ("- ", "  "), ("1. ", "   "), ("> ", "> "), ("- a\n\n  ", "  "), ("> - ", ">   ")]
        {
            let block = format!("```rolescope\n{scenario}\n```").replace('\n', &format!("\n{further}"));
            let html = html(&format!("{first}{block}\n\nafter\n"));
            let expected = "<rolescope-playground>\n<pre><code class=\"language-json\">{\n\n  \"title\": \"*a* _b_ `c`\"\n}</code></pre>\n</rolescope-playground>\n";
            assert!(html.contains(expected), "{first:?}: {html}");
            assert!(html.contains("[after]"), "{html}");
        }
    }

    #[test]
    fn the_script_comes_once_a_chapter_and_only_where_it_is_needed() {
        let markdown = "```rolescope\n{}\n```\n\n```rolescope\n{}\n```\n";
        assert_eq!(embed(markdown, SITE).unwrap().matches("<script").count(), 1);
        let plain = "# Nothing here\n\n```json\n{}\n```\n";
        assert_eq!(embed(plain, None).unwrap(), plain);
        assert!(embed(markdown, None).unwrap_err().message.contains("`site`"));
    }

    #[test]
    fn a_scenario_that_cannot_be_read_is_placed_in_its_chapter() {
        let misread = embed("a\n\n```rolescope\n{\n  \"stepz\": 1\n}\n```\n", SITE).unwrap_err();
        assert_eq!(misread.line, 5);
    }
}
