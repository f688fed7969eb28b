//! Fenced blocks of the language `rolescope`: a scenario in a Markdown file, and how to show it.
//!
//! ````text
//! ```rolescope view=walk step=2 expect=denied title="External ID"
//! { "steps": [ … ] }
//! ```
//! ````

use std::ops::Range;

use html_escape::decode_html_entities;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use rolescope::scenario::Expectation;

use super::Misread;
use super::lines::Lines;

/// Results that a block can state, with the words for them; none where any text will do.
const OPTIONS: [(&str, &[&str]); 8] = [
    ("view", &["walk", "split", "editor", "result", "trace", "flow", "who"]),
    ("theme", &["auto", "light", "dark"]),
    ("density", &["compact"]),
    ("readonly", &["1", "true", "readonly", ""]),
    ("load", &["lazy", "click", "eager"]),
    ("title", &[]),
    ("step", &[]),
    ("expect", &["allowed", "denied", "explicitDeny", "implicitDeny", "error"]),
];

/// Code in a Markdown text: a block or a few words in a line.
pub(crate) struct Code {
    /// Place, fences and all.
    pub(crate) range: Range<usize>,
    /// Words of a fence behind its first marks.
    pub(crate) info: Option<String>,
    /// The code itself.
    pub(crate) text: String,
}

/// Words of a block besides its scenario.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// Attributes of the element that shows it.
    pub(crate) attributes: Vec<(String, String)>,
    /// The step to show, counted from 1.
    pub(crate) step: Option<usize>,
    /// The decision that is stated.
    pub(crate) expect: Option<Expectation>,
}

/// All code of a Markdown text.
pub(crate) fn code(markdown: &str) -> Vec<Code> {
    let mut found: Vec<Code> = Vec::new();
    let mut inside = false;
    for (event, range) in Parser::new(markdown).into_offset_iter() {
        if let Event::Start(Tag::CodeBlock(kind)) = event {
            let info = match kind {
                CodeBlockKind::Fenced(_) => markdown.get(range.clone()).and_then(info),
                CodeBlockKind::Indented => None,
            };
            found.push(Code { range, info, text: String::new() });
            inside = true;
        } else if let Event::End(TagEnd::CodeBlock) = event {
            inside = false;
        } else if let (Event::Text(text), true, Some(block)) = (&event, inside, found.last_mut()) {
            block.text.push_str(text);
        } else if let Event::Code(text) = event {
            found.push(Code { range, info: None, text: text.to_string() });
        }
    }
    found
}

/// Text behind the first marks of a fence, as it is written: Markdown would take backslashes away.
fn info(block: &str) -> Option<String> {
    Some(block.lines().next()?.trim_start_matches(['`', '~']).trim().to_owned())
}

impl Code {
    /// True if Sphinx, reading Markdown with MyST, puts the block into the page as it is.
    pub(crate) fn is_raw_html(&self) -> bool {
        self.info.as_ref().and_then(|info| info.strip_prefix("{raw}")).is_some_and(|format| format.trim() == "html")
    }

    /// Reads the words of a block of the language `rolescope`; nothing for any other code.
    pub(crate) fn options(&self, lines: &Lines) -> Option<Result<Options, Misread>> {
        let info = self.info.as_ref()?.strip_prefix("rolescope")?;
        let separated = info.is_empty() || info.starts_with([' ', '\t', ',']);
        let line = lines.line(self.range.start);
        let info = info.trim();
        // Hugo has what a block says in braces.
        let info = info.strip_prefix('{').and_then(|it| it.strip_suffix('}')).unwrap_or(info);
        separated
            .then(|| words(info).and_then(|words| Options::read(&words)).map_err(|message| Misread { line, message }))
    }
}

impl Options {
    /// Reads names with their values.
    pub(crate) fn read(words: &[(String, String)]) -> Result<Self, String> {
        let mut options = Self::default();
        for (name, value) in words {
            let known = OPTIONS.iter().find(|(known, _)| known == name);
            let (_, values) = known.ok_or_else(|| format!("unknown option `{name}`, expected one of {}", names()))?;
            if !values.is_empty() && !values.contains(&value.as_str()) {
                let values = values.join("`, `");
                return Err(format!("`{name}` cannot be `{value}`, expected one of `{values}`"));
            }
            if name == "step" {
                let step = value.parse().ok().filter(|step| *step > 0);
                options.step =
                    Some(step.ok_or_else(|| format!("`step` is the number of a step, counted from 1, not `{value}`"))?);
            }
            if name == "expect" {
                options.expect = Expectation::ALL.into_iter().find(|expectation| expectation.word() == value);
            } else {
                options.attributes.push((name.clone(), value.clone()));
            }
        }
        Ok(options)
    }

    /// Reads an element's attributes, beside which can stand what any element has and what frameworks read.
    pub(crate) fn of_attributes(mut attributes: Vec<(String, String)>) -> Result<Self, String> {
        // What looks like a template's or a framework's is theirs to read.
        let foreign = |name: &str| {
            OTHERS_ATTRIBUTES.contains(&name)
                || name.starts_with("on")
                || name.contains(|it: char| !it.is_ascii_lowercase())
        };
        attributes.retain(|(name, _)| !foreign(name));
        Self::read(&attributes)
    }
}

/// Attributes that any element can have, and `key`, `ref` (React) and `markdown` (Python's Markdown).
const OTHERS_ATTRIBUTES: [&str; 26] = [
    "accesskey",
    "autocapitalize",
    "autofocus",
    "class",
    "contenteditable",
    "dir",
    "draggable",
    "enterkeyhint",
    "hidden",
    "id",
    "inert",
    "inputmode",
    "is",
    "key",
    "lang",
    "markdown",
    "nonce",
    "part",
    "popover",
    "ref",
    "role",
    "slot",
    "spellcheck",
    "style",
    "tabindex",
    "translate",
];

fn names() -> String {
    let names: Vec<String> = OPTIONS.iter().map(|(name, _)| format!("`{name}`")).collect();
    names.join(", ")
}

/// Takes `view=walk title="External ID", readonly` apart: blanks and commas lie between, and a name alone has the value 1.
fn words(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start_matches(is_between);
    while !rest.is_empty() {
        let name_ends = rest.find(|it| it == '=' || is_between(it)).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(name_ends);
        let equals = behind.trim_start().strip_prefix('=').map(str::trim_start);
        let (value, behind) = match equals {
            Some(behind) => {
                value(behind).ok_or_else(|| format!("the quoted value of `{name}` has no closing quote"))?
            }
            None => ("1".to_owned(), behind),
        };
        words.push((name.to_owned(), decode_html_entities(&value).into_owned()));
        rest = behind.trim_start_matches(is_between);
    }
    Ok(words)
}

/// A value, in quotes or up to the next blank, and what follows it; nothing when its quote does not end.
fn value(text: &str) -> Option<(String, &str)> {
    if let Some(quoted) = text.strip_prefix('\'') {
        return quoted.split_once('\'').map(|(value, behind)| (value.to_owned(), behind));
    }
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, behind) = text.split_at(text.find(is_between).unwrap_or(text.len()));
        return Some((value.to_owned(), behind));
    };
    let end = quoted.match_indices('"').find(|(at, _)| !quoted.get(..*at).is_some_and(|it| it.ends_with('\\')))?.0;
    Some((quoted.get(..end)?.replace("\\\"", "\""), quoted.get(end + 1..)?))
}

fn is_between(character: char) -> bool {
    character.is_whitespace() || character == ','
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(info: &str) -> Result<Options, String> {
        let markdown = format!("text\n\n```{info}\n{{}}\n```\n");
        let code = code(&markdown);
        code[0]
            .options(&Lines::of(&markdown))
            .unwrap()
            .map_err(|misread| format!("{}: {}", misread.line, misread.message))
    }

    #[test]
    fn a_block_says_how_it_is_shown() {
        let options =
            options(r#"rolescope view=walk,step=2  readonly title="a, \"b\" &amp; &quot;c&quot;" expect=denied"#)
                .unwrap();
        let attributes: Vec<(&str, &str)> = options.attributes.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(attributes, [("view", "walk"), ("step", "2"), ("readonly", "1"), ("title", "a, \"b\" & \"c\"")]);
        assert_eq!((options.step, options.expect), (Some(2), Some(Expectation::Denied)));
    }

    #[test]
    fn a_block_can_say_it_in_braces() {
        let words = options("rolescope {step=2, title=\"{a}\" expect=\"denied\"}").unwrap();
        assert_eq!(words.attributes, [("step".into(), "2".into()), ("title".into(), "{a}".into())]);
        assert_eq!(words.expect, Some(Expectation::Denied));
        assert!(options("rolescope {step=2").unwrap_err().starts_with("3: unknown option `{step`"));
    }

    #[test]
    fn what_a_block_cannot_say_is_named_with_its_line() {
        assert!(
            options("rolescope vew=walk").unwrap_err().starts_with("3: unknown option `vew`, expected one of `view`")
        );
        assert!(
            options("rolescope view=whole").unwrap_err().starts_with("3: `view` cannot be `whole`, expected one of")
        );
        assert_eq!(
            options("rolescope,step=0").unwrap_err(),
            "3: `step` is the number of a step, counted from 1, not `0`"
        );
        assert!(options("rolescope expect=").unwrap_err().starts_with("3: `expect` cannot be ``"));
        assert_eq!(
            options("rolescope title=\"a b").unwrap_err(),
            "3: the quoted value of `title` has no closing quote"
        );
    }

    #[test]
    fn other_code_is_no_block() {
        let markdown =
            "```json\n{}\n```\n\n    rolescope\n\n`rolescope` ```` ```rolescope ````\n\n```rolescopes\n```\n";
        assert!(code(markdown).iter().all(|code| code.options(&Lines::of(markdown)).is_none()));
        assert_eq!(code(markdown).len(), 5);
    }
}
