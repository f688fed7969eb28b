//! Markdown as a tree that needs no HTML: what is not safe to show is a mistake.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use serde::Serialize;

use crate::mistake::{Mistake, line_at};

/// Block of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "content")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list without order.
    Bullets(Vec<Vec<Block>>),
    /// A list of things to do in order.
    Numbers(Vec<Vec<Block>>),
    /// Code in lines of its own.
    Code(String),
    /// Words of somebody else.
    Quote(Vec<Block>),
}

/// Part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind", content = "content")]
pub enum Inline {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// Words with stress.
    Emphasis(Vec<Inline>),
    /// Words with strong stress.
    Strong(Vec<Inline>),
    /// Words that lead to another page.
    Link {
        /// Address; it begins with `https://`, or with `#x=` and the id of another lesson.
        address: String,
        /// The words.
        words: Vec<Inline>,
    },
}

/// Element that is open while a text is read.
enum Open {
    Blocks(Vec<Block>),
    Inlines(Vec<Inline>),
    Items(Vec<Vec<Block>>),
    Code(String),
}

/// Reads Markdown. `base` is the byte offset of `markdown` in `text`, which is the whole file.
pub(crate) fn read(file: &str, text: &str, base: usize, markdown: &str) -> Result<Vec<Block>, Mistake> {
    let mut reader = Reader { open: vec![Open::Blocks(Vec::new())] };
    for (event, range) in Parser::new(markdown).into_offset_iter() {
        reader.event(event).map_err(|message| Mistake::new(file, line_at(text, base + range.start), message))?;
    }
    match reader.open.pop() {
        Some(Open::Blocks(blocks)) => Ok(blocks),
        Some(Open::Inlines(_) | Open::Items(_) | Open::Code(_)) | None => Ok(Vec::new()),
    }
}

struct Reader {
    open: Vec<Open>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(tag) => self.start(&tag)?,
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words),
            Event::Code(code) => self.inline(Inline::Code(code.into_string())),
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::Html(html) | Event::InlineHtml(html) => {
                return Err(format!("raw HTML is not shown: write `{}` as Markdown, or as code", html.trim()));
            }
            Event::Rule => return Err("a line across the page is not shown: use a heading".to_owned()),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {
                return Err("formulas, footnotes and boxes to tick are not shown".to_owned());
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<(), String> {
        self.open.push(match tag {
            Tag::Paragraph | Tag::Emphasis | Tag::Strong => Open::Inlines(Vec::new()),
            Tag::Link { dest_url, .. } if is_allowed(dest_url) => Open::Inlines(Vec::new()),
            Tag::Link { dest_url, .. } => {
                return Err(format!("the address `{dest_url}` does not begin with `https://`"));
            }
            Tag::List(_) => Open::Items(Vec::new()),
            // Items of a list without blank lines have their words without a paragraph.
            Tag::Item => Open::Blocks(Vec::new()),
            Tag::BlockQuote(_) => Open::Blocks(Vec::new()),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => Open::Code(String::new()),
            Tag::Heading { .. } => return Err("a heading stands inside a section: begin it with `## `".to_owned()),
            Tag::Image { .. } => return Err("pictures are not shown: say it in words".to_owned()),
            Tag::HtmlBlock => return Err("raw HTML is not shown: write it as Markdown, or as code".to_owned()),
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                return Err("tables are not shown: use a list".to_owned());
            }
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => return Err("this kind of Markdown is not shown".to_owned()),
        });
        if let Tag::Link { dest_url, .. } = tag {
            // The address waits below the words.
            let words = self.open.pop();
            self.open.push(Open::Code(dest_url.to_string()));
            self.open.extend(words);
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) {
        let Some(done) = self.open.pop() else { return };
        match (tag, done) {
            (TagEnd::Paragraph, Open::Inlines(words)) => self.block(Block::Paragraph(words)),
            (TagEnd::Emphasis, Open::Inlines(words)) => self.inline(Inline::Emphasis(words)),
            (TagEnd::Strong, Open::Inlines(words)) => self.inline(Inline::Strong(words)),
            (TagEnd::Link, Open::Inlines(words)) => {
                if let Some(Open::Code(address)) = self.open.pop() {
                    self.inline(Inline::Link { address, words });
                }
            }
            (TagEnd::List(true), Open::Items(items)) => self.block(Block::Numbers(items)),
            (TagEnd::List(false), Open::Items(items)) => self.block(Block::Bullets(items)),
            (TagEnd::Item, Open::Blocks(blocks)) => {
                if let Some(Open::Items(items)) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
            (TagEnd::BlockQuote(_), Open::Blocks(blocks)) => self.block(Block::Quote(blocks)),
            (TagEnd::CodeBlock, Open::Code(code)) => self.block(Block::Code(code)),
            _ => {}
        }
    }

    fn block(&mut self, block: Block) {
        if let Some(Open::Blocks(blocks)) = self.open.last_mut() {
            blocks.push(block);
        }
    }

    fn words(&mut self, words: &str) {
        match self.open.last_mut() {
            Some(Open::Code(code)) => code.push_str(words),
            Some(Open::Inlines(line)) => append(line, words),
            // The words of an item without a paragraph.
            Some(Open::Blocks(blocks)) => match blocks.last_mut() {
                Some(Block::Paragraph(line)) => append(line, words),
                Some(Block::Bullets(_) | Block::Numbers(_) | Block::Code(_) | Block::Quote(_)) | None => {
                    blocks.push(Block::Paragraph(vec![Inline::Text(words.to_owned())]));
                }
            },
            Some(Open::Items(_)) | None => {}
        }
    }

    fn inline(&mut self, part: Inline) {
        match self.open.last_mut() {
            Some(Open::Inlines(line)) => line.push(part),
            // The words of an item without a paragraph.
            Some(Open::Blocks(blocks)) => match blocks.last_mut() {
                Some(Block::Paragraph(line)) => line.push(part),
                Some(Block::Bullets(_) | Block::Numbers(_) | Block::Code(_) | Block::Quote(_)) | None => {
                    blocks.push(Block::Paragraph(vec![part]));
                }
            },
            Some(Open::Items(_) | Open::Code(_)) | None => {}
        }
    }
}

/// Adds words to a line; neighbors become one.
fn append(line: &mut Vec<Inline>, words: &str) {
    if let Some(Inline::Text(text)) = line.last_mut() {
        text.push_str(words);
    } else {
        line.push(Inline::Text(words.to_owned()));
    }
}

/// True if a link may lead there: another site by `https`, or another lesson.
fn is_allowed(address: &str) -> bool {
    let lesson = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    address.starts_with("https://") || address.strip_prefix("#x=").is_some_and(lesson)
}

/// Words of blocks, as people count them.
pub(crate) fn count_words(blocks: &[Block]) -> usize {
    blocks.iter().map(words_of_block).sum()
}

fn words_of_block(block: &Block) -> usize {
    match block {
        Block::Paragraph(line) => words_of_line(line),
        Block::Bullets(items) | Block::Numbers(items) => items.iter().map(|item| count_words(item)).sum(),
        Block::Code(code) => code.split_whitespace().count(),
        Block::Quote(blocks) => count_words(blocks),
    }
}

fn words_of_line(line: &[Inline]) -> usize {
    let mut text = String::new();
    push_text(line, &mut text);
    text.split_whitespace().count()
}

/// The words of a line without their looks.
pub(crate) fn push_text(line: &[Inline], text: &mut String) {
    for part in line {
        match part {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(line) | Inline::Strong(line) | Inline::Link { words: line, .. } => push_text(line, text),
        }
    }
}
