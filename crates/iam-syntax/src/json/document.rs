//! Parsed document: a flat list of nodes, and a cursor over it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use super::{Problem, Type, string};
use crate::{Span, Text};

/// A text read as JSON.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    /// The text, as given to [`super::read`].
    pub text: &'t str,
    /// All values, each container directly before what it holds; in an object keys and values take turns.
    pub nodes: Vec<Node>,
    /// The problems, in the order of the text.
    pub problems: Vec<Problem>,
    /// Reading stopped early because of [`super::MAX_PROBLEMS`].
    pub stopped: bool,
    pub(super) copies: Copies,
}

/// Copies of a whole text, which outlive it: strings that somebody keeps are parts of them. Made when the first is kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Copies {
    as_written: OnceCell<Arc<String>>,
    /// ASCII letters in lower case; every string has the same place in it.
    lower_case: OnceCell<Arc<String>>,
}

/// One value or key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Kind of the node.
    pub kind: NodeKind,
    /// Place, quotes and brackets included.
    pub span: Span,
}

/// Kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// An object.
    Object {
        /// Index behind its last descendant.
        end: u32,
    },
    /// An array.
    Array {
        /// Index behind its last descendant.
        end: u32,
    },
    /// A string, or a word that stands where a string belongs.
    String(Quotes),
    /// A number.
    Number,
    /// `true` or `false`
    Boolean,
    /// `null`
    Null,
    /// Something that was passed over, or that is missing.
    Unreadable,
}

/// Form in which a string is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// Bytes before the content.
    pub open: u8,
    /// Bytes behind the content.
    pub close: u8,
    /// True if there is a backslash in it.
    pub escapes: bool,
    /// True if a character above U+00FF stands in it unescaped.
    pub wide: bool,
}

impl<'t> Document<'t> {
    /// The outermost value.
    pub fn root(&self) -> Option<Value<'_>> {
        self.values().next()
    }

    /// All values and keys, in the order of the text.
    pub fn values(&self) -> impl Iterator<Item = Value<'_>> {
        (0..self.nodes.len() as u32).map(|at| Value { document: self, at, origin: 0 })
    }
}

/// A value in a [`Document`].
#[derive(Clone, Copy, Debug)]
pub struct Value<'d> {
    document: &'d Document<'d>,
    /// Index of the node.
    at: u32,
    /// Offset in the text from which places are counted.
    origin: u32,
}

impl<'d> Value<'d> {
    /// Kind of the value.
    pub fn kind(&self) -> NodeKind {
        self.node().map_or(NodeKind::Unreadable, |node| node.kind)
    }

    /// Place of the value.
    pub fn span(&self) -> Span {
        let Span { start, end } = self.span_in_text();
        Span::new(start.saturating_sub(self.origin), end.saturating_sub(self.origin))
    }

    /// The value as if its own text were all there is: places are counted from its beginning.
    pub fn alone(self) -> Self {
        Self { origin: self.span_in_text().start, ..self }
    }

    /// The document that it is in.
    pub(crate) fn document(&self) -> &'d Document<'d> {
        self.document
    }

    /// The value and all that is inside it, keys too, in the order of the text.
    pub(crate) fn within(self) -> impl Iterator<Item = Self> {
        let end = match self.kind() {
            NodeKind::Object { end } | NodeKind::Array { end } => end,
            NodeKind::String(_) | NodeKind::Number | NodeKind::Boolean | NodeKind::Null | NodeKind::Unreadable => {
                self.at + 1
            }
        };
        (self.at..end).map(move |at| Self { at, ..self })
    }

    /// The JSON type; `None` for what could not be read.
    pub fn json_type(&self) -> Option<Type> {
        match self.kind() {
            NodeKind::Object { .. } => Some(Type::Object),
            NodeKind::Array { .. } => Some(Type::Array),
            NodeKind::String(_) => Some(Type::String),
            NodeKind::Number => Some(Type::Number),
            NodeKind::Boolean => Some(Type::Boolean),
            NodeKind::Null => Some(Type::Null),
            NodeKind::Unreadable => None,
        }
    }

    /// The text as written, quotes included.
    pub fn written(&self) -> &'d str {
        self.span_in_text().text(self.document.text)
    }

    /// The content of a string, escapes resolved; of any other value the text as written.
    pub fn content(&self) -> Cow<'d, str> {
        let raw = self.content_place().text(self.document.text);
        if self.has_escapes() { string::unescape(raw) } else { Cow::Borrowed(raw) }
    }

    /// The content, to be kept.
    pub(crate) fn kept(&self) -> Text {
        self.kept_as(false)
    }

    /// The content with its ASCII letters in lower case, to be kept.
    pub(crate) fn kept_in_lower_case(&self) -> Text {
        self.kept_as(true)
    }

    /// The content as a part of one of the copies.
    fn kept_as(&self, in_lower_case: bool) -> Text {
        let form = |text: &str| if in_lower_case { text.to_ascii_lowercase() } else { text.to_owned() };
        if self.has_escapes() {
            return form(&self.content()).into();
        }
        let Copies { as_written, lower_case } = &self.document.copies;
        let copy = if in_lower_case { lower_case } else { as_written };
        Text::part(copy.get_or_init(|| Arc::new(form(self.document.text))).clone(), self.content_place())
    }

    /// The place of the bytes `start` to `end` of [`Self::content`]; the whole value when escapes hide it.
    pub fn part(&self, start: usize, end: usize) -> Span {
        match self.kind() {
            NodeKind::String(quotes) if !quotes.escapes => {
                let first = self.content_place().start.saturating_sub(self.origin);
                Span::new(first + start as u32, first + end as u32)
            }
            NodeKind::String(_)
            | NodeKind::Object { .. }
            | NodeKind::Array { .. }
            | NodeKind::Number
            | NodeKind::Boolean
            | NodeKind::Null
            | NodeKind::Unreadable => self.span(),
        }
    }

    /// Keys and values of an object; nothing for any other value.
    pub fn members(&self) -> Members<'d> {
        let end = match self.kind() {
            NodeKind::Object { end } => end,
            NodeKind::Array { .. }
            | NodeKind::String(_)
            | NodeKind::Number
            | NodeKind::Boolean
            | NodeKind::Null
            | NodeKind::Unreadable => 0,
        };
        Members(Items { next: Value { at: self.at + 1, ..*self }, end })
    }

    /// The values of an array; of any other value only itself (GR-17: a bare value is a list of one).
    pub fn items(&self) -> Items<'d> {
        match self.kind() {
            NodeKind::Array { end } => Items { next: Value { at: self.at + 1, ..*self }, end },
            NodeKind::Object { .. }
            | NodeKind::String(_)
            | NodeKind::Number
            | NodeKind::Boolean
            | NodeKind::Null
            | NodeKind::Unreadable => Items { next: *self, end: self.at + 1 },
        }
    }

    fn node(&self) -> Option<&'d Node> {
        self.document.nodes.get(self.at as usize)
    }

    fn span_in_text(&self) -> Span {
        self.node().map_or(Span::default(), |node| node.span)
    }

    /// True if there is a backslash in it.
    fn has_escapes(&self) -> bool {
        matches!(self.kind(), NodeKind::String(quotes) if quotes.escapes)
    }

    /// Place in the whole text of a string without its quotes, or of any other value.
    fn content_place(&self) -> Span {
        let span = self.span_in_text();
        let NodeKind::String(quotes) = self.kind() else { return span };
        Span::new(span.start + u32::from(quotes.open), span.end.saturating_sub(u32::from(quotes.close)))
    }
}

/// The values of an array, in order.
#[derive(Clone, Debug)]
pub struct Items<'d> {
    next: Value<'d>,
    end: u32,
}

impl<'d> Iterator for Items<'d> {
    type Item = Value<'d>;

    fn next(&mut self) -> Option<Value<'d>> {
        let item = self.next;
        (item.at < self.end).then_some(())?;
        self.next.at = match item.kind() {
            NodeKind::Object { end } | NodeKind::Array { end } => end,
            NodeKind::String(_) | NodeKind::Number | NodeKind::Boolean | NodeKind::Null | NodeKind::Unreadable => {
                item.at + 1
            }
        };
        Some(item)
    }
}

/// Keys and values of an object, in order.
#[derive(Clone, Debug)]
pub struct Members<'d>(Items<'d>);

impl<'d> Iterator for Members<'d> {
    type Item = (Value<'d>, Value<'d>);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?, self.0.next()?))
    }
}
