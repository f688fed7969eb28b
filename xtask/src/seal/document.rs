//! Pages made from Markdown in `docs/`: headings, paragraphs, numbered lists, code, emphasis, and nothing else.

use std::fs;
use std::path::Path;

use super::{unusable, write};
use crate::process::{Failure, Outcome, root};

/// The page around the text: it has the site's looks, and no script.
const BEFORE: &str = r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <link rel="icon" href="./icon.svg">
    <link rel="stylesheet" href="./document.css">
"#;

/// Writes `docs/verify.md` as a page of the site.
pub(super) fn add_documents(site: &Path) -> Outcome {
    let text = fs::read_to_string(root().join("docs").join("verify.md")).map_err(|error| unusable("text", &error))?;
    write(site, "verify.html", &page(&text)?)
}

fn page(markdown: &str) -> Outcome<String> {
    let (title, _) =
        markdown.strip_prefix("# ").and_then(|text| text.split_once('\n')).ok_or_else(|| refused(markdown))?;
    let (title, body) = (escaped(title), body(markdown)?);
    let after_title = "  </head>\n  <body>\n    <main>\n<p><a href=\"./\">Rolescope</a></p>";
    Ok(format!("{BEFORE}    <title>{title}: Rolescope</title>\n{after_title}\n{body}    </main>\n  </body>\n</html>\n"))
}

/// What stands between blank lines is one block.
fn body(markdown: &str) -> Outcome<String> {
    let (mut html, mut in_list) = (String::new(), false);
    for block in markdown.split("\n\n").map(|block| block.trim_matches('\n')).filter(|block| !block.is_empty()) {
        let goes_on = in_list && block.starts_with("       ");
        let is_list = numbered(block).is_some();
        if in_list && !goes_on && !is_list {
            html.push_str("</li></ol>\n");
        }
        if is_list {
            html.push_str(&items(block, in_list));
        } else if goes_on {
            html.push_str(&code(block, "       "));
        } else if block.starts_with("    ") {
            html.push_str(&code(block, "    "));
        } else {
            html.push_str(&heading_or_paragraph(block)?);
        }
        in_list = is_list || goes_on;
    }
    html.push_str(if in_list { "</li></ol>\n" } else { "" });
    Ok(html)
}

/// The items of a list. The last one stays open: code can follow in it.
fn items(block: &str, in_list: bool) -> String {
    let mut html = String::from(if in_list { "</li>\n" } else { "<ol>\n" });
    for (index, line) in block.lines().enumerate() {
        match numbered(line) {
            Some(text) => html.push_str(&format!("{}<li>{}", if index > 0 { "</li>\n" } else { "" }, inline(text))),
            None => html.push_str(&format!(" {}", inline(line.trim()))),
        }
    }
    html
}

fn code(block: &str, indent: &str) -> String {
    let lines: Vec<&str> = block.lines().map(|line| line.strip_prefix(indent).unwrap_or(line)).collect();
    format!("<pre><code>{}</code></pre>\n", escaped(&lines.join("\n")))
}

fn heading_or_paragraph(block: &str) -> Outcome<String> {
    let heading = |level, text| format!("<h{level}>{}</h{level}>\n", inline(text));
    if let Some(text) = block.strip_prefix("# ") {
        return Ok(heading(1, text));
    }
    if let Some(text) = block.strip_prefix("## ") {
        return Ok(heading(2, text));
    }
    match block.starts_with(['#', '-', '|', '>', '<', '!', '[', ' ']) {
        true => Err(refused(block)),
        false => Ok(format!("<p>{}</p>\n", inline(&block.replace('\n', " ")))),
    }
}

/// What stands behind `1. `.
fn numbered(line: &str) -> Option<&str> {
    let (number, text) = line.split_once(". ")?;
    (!number.is_empty() && number.bytes().all(|it| it.is_ascii_digit())).then_some(text)
}

/// Code between backticks and emphasis between asterisks: every other piece.
fn inline(text: &str) -> String {
    let mut html = String::new();
    for (index, piece) in text.split('`').enumerate() {
        if index % 2 == 1 {
            html.push_str(&format!("<code>{}</code>", escaped(piece)));
            continue;
        }
        for (index, piece) in escaped(piece).split('*').enumerate() {
            html.push_str(&if index % 2 == 1 { format!("<em>{piece}</em>") } else { piece.to_owned() });
        }
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn refused(block: &str) -> Failure {
    Failure::new(format!("a page cannot be made from `{}`", block.lines().next().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_block_has_its_element() {
        let text = "# A & B\n\n## Next\n\nOne `<a>`\n*two*.\n\n1. first\n   more\n2. second:\n\n       run\n         it\n\n3. third\n\nEnd\n\n    code";
        assert_eq!(
            body(text).unwrap(),
            "<h1>A &amp; B</h1>\n<h2>Next</h2>\n<p>One <code>&lt;a&gt;</code> <em>two</em>.</p>\n<ol>\n<li>first more</li>\n\
             <li>second:<pre><code>run\n  it</code></pre>\n</li>\n<li>third</li></ol>\n<p>End</p>\n<pre><code>code</code></pre>\n"
        );
    }

    #[test]
    fn what_it_does_not_know_is_refused() {
        for text in ["- item", "| a |", "<b>", "### three", "![](x)"] {
            assert!(body(text).is_err(), "{text}");
        }
        assert!(page("no title").is_err());
    }
}
