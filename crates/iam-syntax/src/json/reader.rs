//! The grammar: from tokens to nodes, with an explicit stack.

use super::document::Copies;
use super::lexer::{Awaited, Lexer, Token, TokenKind};
use super::{Bracket, Document, MAX_DEPTH, Node, NodeKind, ProblemKind};
use crate::Span;

/// Reads `text` as JSON, as far as it goes. Texts longer than [`super::MAX_BYTES`] must be refused before.
///
/// ```
/// use iam_syntax::json;
///
/// let document = json::read(r#"{ "Statement": [1, 2], }"#);
/// let (key, list) = document.root().unwrap().members().next().unwrap();
/// assert_eq!((key.content(), list.items().count()), ("Statement".into(), 2));
/// assert_eq!(document.problems.len(), 1, "there is a comma too many");
/// ```
pub fn read(text: &str) -> Document<'_> {
    let mut reader = Reader {
        lexer: Lexer::new(text),
        // Policies have about one value in ten bytes.
        nodes: Vec::with_capacity(text.len() / 10 + 1),
        open: Vec::with_capacity(8),
        state: State::Root,
        last_end: 0,
        comma: Span::default(),
    };
    reader.run();
    let Reader { lexer, nodes, .. } = reader;
    let mut problems = lexer.problems;
    crate::in_order_of_text(&mut problems, |problem| problem.span);
    Document { text, nodes, problems, stopped: lexer.stopped, copies: Copies::default() }
}

/// A container whose closing bracket was not read yet.
#[derive(Clone, Copy)]
struct OpenContainer {
    node: usize,
    bracket: Bracket,
    place: Span,
}

/// Part of the grammar that comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The document.
    Root,
    /// A key, or the end of an object.
    Key,
    /// A key, behind a comma.
    KeyAfterComma,
    /// The colon behind a key.
    Colon,
    /// The value of a key.
    Member,
    /// A value, or the end of an array.
    Item,
    /// A value, behind a comma.
    ItemAfterComma,
    /// A comma, or the end of the container.
    Comma,
    /// Nothing: the document is over.
    Over,
}

struct Reader<'t> {
    lexer: Lexer<'t>,
    nodes: Vec<Node>,
    open: Vec<OpenContainer>,
    state: State,
    /// End of the last token that counts.
    last_end: u32,
    /// The last comma.
    comma: Span,
}

impl Reader<'_> {
    fn run(&mut self) {
        loop {
            let Token { kind, span } = self.lexer.next(self.awaited());
            match kind {
                TokenKind::Open(bracket) => self.open(bracket, span),
                TokenKind::Close(bracket) => self.close(bracket, span),
                TokenKind::Comma => self.comma(span),
                TokenKind::Colon => self.colon(span),
                TokenKind::Scalar(kind) => self.scalar(kind, span),
                TokenKind::End => return self.end(span),
            }
            self.last_end = self.last_end.max(span.end);
        }
    }

    fn awaited(&self) -> Awaited {
        match self.state {
            State::Key | State::KeyAfterComma => Awaited::Key,
            State::Colon => Awaited::Colon,
            State::Comma if self.in_object() => Awaited::CommaInObject,
            State::Comma => Awaited::CommaInArray,
            State::Root | State::Member | State::Item | State::ItemAfterComma | State::Over => Awaited::Value,
        }
    }

    fn in_object(&self) -> bool {
        self.open.last().is_some_and(|open| open.bracket == Bracket::Brace)
    }

    fn scalar(&mut self, kind: NodeKind, span: Span) {
        if !self.make_room(TokenKind::Scalar(kind), span) {
            return;
        }
        if matches!(self.state, State::Key | State::KeyAfterComma) {
            self.key(kind, span);
        } else {
            self.push(kind, span);
            self.state = self.behind_value();
        }
    }

    fn key(&mut self, kind: NodeKind, span: Span) {
        let kind = match kind {
            NodeKind::String(_) => kind,
            NodeKind::Object { .. }
            | NodeKind::Array { .. }
            | NodeKind::Number
            | NodeKind::Boolean
            | NodeKind::Null
            | NodeKind::Unreadable => {
                self.lexer.report_unquoted_key(span);
                NodeKind::String(super::lexer::UNQUOTED)
            }
        };
        self.push(kind, span);
        self.state = State::Colon;
    }

    fn open(&mut self, bracket: Bracket, span: Span) {
        if !self.make_room(TokenKind::Open(bracket), span) {
            return;
        }
        if matches!(self.state, State::Key | State::KeyAfterComma) {
            self.lexer.report(ProblemKind::MissingKey, span, None);
            self.push(NodeKind::Unreadable, Span::new(span.start, span.start));
        }
        if self.open.len() >= MAX_DEPTH {
            self.lexer.report(ProblemKind::TooDeep, span, None);
            let end = self.lexer.skip_nested();
            self.last_end = end;
            self.push(NodeKind::Unreadable, Span::new(span.start, end));
            self.state = State::Comma;
            return;
        }
        self.open.push(OpenContainer { node: self.nodes.len(), bracket, place: span });
        let (kind, state) = match bracket {
            Bracket::Brace => (NodeKind::Object { end: 0 }, State::Key),
            Bracket::Square => (NodeKind::Array { end: 0 }, State::Item),
        };
        self.push(kind, span);
        self.state = state;
    }

    /// Brings the grammar to where a value or key may stand; false when none may.
    fn make_room(&mut self, token: TokenKind, span: Span) -> bool {
        match self.state {
            State::Root | State::Key | State::KeyAfterComma | State::Member | State::Item | State::ItemAfterComma => {
                true
            }
            State::Colon => {
                self.lexer.report(ProblemKind::MissingColon, self.gap(), Some(span));
                self.state = State::Member;
                true
            }
            State::Comma => {
                self.lexer.report(ProblemKind::MissingComma, self.gap(), Some(span));
                self.comma = self.gap();
                self.state = self.behind_comma();
                true
            }
            State::Over => {
                let kind = match token {
                    TokenKind::Open(_) => ProblemKind::SecondDocument,
                    TokenKind::Close(_)
                    | TokenKind::Comma
                    | TokenKind::Colon
                    | TokenKind::Scalar(_)
                    | TokenKind::End => ProblemKind::TextAfterDocument,
                };
                let document = self.nodes.first().map(|node| node.span);
                self.lexer.report(kind, span, document);
                self.lexer.end_here();
                false
            }
        }
    }

    fn close(&mut self, bracket: Bracket, span: Span) {
        if !self.open.iter().any(|open| open.bracket == bracket) {
            return self.lexer.report(ProblemKind::UnopenedBracket { bracket }, span, None);
        }
        self.end_entry();
        let behind = self.open.iter().rposition(|open| open.bracket == bracket).unwrap_or(0) + 1;
        self.close_unclosed(behind, self.gap());
        self.finish(span.end);
    }

    /// Closes the containers from `depth` on: their brackets are missing at `place`.
    fn close_unclosed(&mut self, depth: usize, place: Span) {
        let Some(innermost) = self.open.last().copied() else { return };
        let count = self.open.len().saturating_sub(depth);
        if count == 0 {
            return;
        }
        let kind = ProblemKind::UnclosedBracket { bracket: innermost.bracket, outer: count as u32 - 1 };
        self.lexer.report(kind, innermost.place, Some(place));
        while self.open.len() > depth {
            self.finish(place.start);
        }
    }

    /// Ends the innermost container.
    fn finish(&mut self, end: u32) {
        let Some(open) = self.open.pop() else { return };
        let count = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(open.node) {
            node.span.end = end;
            node.kind = match open.bracket {
                Bracket::Brace => NodeKind::Object { end: count },
                Bracket::Square => NodeKind::Array { end: count },
            };
        }
        self.state = self.behind_value();
    }

    /// Reports what is missing, or too much, where an entry ends.
    fn end_entry(&mut self) {
        match self.state {
            State::Colon | State::Member => self.missing_value(),
            State::KeyAfterComma | State::ItemAfterComma => {
                self.lexer.report(ProblemKind::TrailingComma, self.comma, None);
            }
            State::Root | State::Key | State::Item | State::Comma | State::Over => {}
        }
    }

    fn missing_value(&mut self) {
        let key = self.nodes.last().map(|node| node.span);
        self.lexer.report(ProblemKind::MissingValue, self.gap(), key);
        self.push(NodeKind::Unreadable, self.gap());
    }

    fn comma(&mut self, span: Span) {
        match self.state {
            State::Comma => {}
            State::Colon | State::Member => self.missing_value(),
            State::Root | State::Key | State::KeyAfterComma | State::Item | State::ItemAfterComma => {
                return self.lexer.report(ProblemKind::ExtraComma, span, None);
            }
            State::Over => {
                self.make_room(TokenKind::Comma, span);
                return;
            }
        }
        self.comma = span;
        self.state = self.behind_comma();
    }

    fn colon(&mut self, span: Span) {
        match self.state {
            State::Colon => self.state = State::Member,
            State::Comma if self.key_in_unclosed_array() => self.end_array_before_key(),
            State::Over => {
                self.make_room(TokenKind::Colon, span);
            }
            State::Root
            | State::Key
            | State::KeyAfterComma
            | State::Member
            | State::Item
            | State::ItemAfterComma
            | State::Comma => self.lexer.report(ProblemKind::ExtraColon, span, None),
        }
    }

    /// True if the colon just read makes a key of the last string, so that the array around it lacks its bracket:
    /// `{"Action": ["s3:*", "Resource": "*"}`.
    fn key_in_unclosed_array(&self) -> bool {
        let [.., outer, array] = self.open.as_slice() else { return false };
        let last_is_string = self.nodes.last().is_some_and(|node| matches!(node.kind, NodeKind::String(_)));
        outer.bracket == Bracket::Brace && array.bracket == Bracket::Square && last_is_string
    }

    fn end_array_before_key(&mut self) {
        let Some(key) = self.nodes.pop() else { return };
        let array_start = self.open.last().map_or(0, |open| open.place.end);
        let behind_last = if self.comma.start >= array_start { self.comma.start } else { array_start };
        let place = Span::new(behind_last, behind_last);
        self.close_unclosed(self.open.len().saturating_sub(1), place);
        self.nodes.push(key);
        self.state = State::Member;
    }

    fn end(&mut self, span: Span) {
        if matches!(self.state, State::Colon | State::Member) {
            self.missing_value();
        }
        self.close_unclosed(0, Span::new(span.end, span.end));
    }

    fn push(&mut self, kind: NodeKind, span: Span) {
        self.nodes.push(Node { kind, span });
    }

    fn behind_value(&self) -> State {
        if self.open.is_empty() { State::Over } else { State::Comma }
    }

    fn behind_comma(&self) -> State {
        if self.in_object() { State::KeyAfterComma } else { State::ItemAfterComma }
    }

    /// The empty place behind the last token.
    fn gap(&self) -> Span {
        Span::new(self.last_end, self.last_end)
    }
}
