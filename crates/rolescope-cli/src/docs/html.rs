//! `<rolescope-playground>` as a browser reads it.

use std::ops::Range;

use html5gum::{DefaultEmitter, EndTag, HtmlString, StartTag, Token, Tokenizer};

/// The element's name.
pub(super) const NAME: &str = "rolescope-playground";

/// An element of this name in a text.
pub(super) struct Element {
    /// Attributes of its tag, in lower case; a name alone has an empty value.
    pub(super) attributes: Vec<(String, String)>,
    /// Text between its tag and its end.
    pub(super) inner: Range<usize>,
    /// Its first `<script>` or `<pre>`.
    pub(super) held: Option<Held>,
}

/// Content of a script, a `<pre>` or the `<code>` in it.
pub(super) struct Held {
    /// Beginning of the script or `<pre>`.
    pub(super) at: usize,
    /// Beginning of its text.
    pub(super) offset: usize,
    /// Its text, without tags and entities.
    pub(super) text: String,
}

/// Part of an element that is missing.
#[derive(Debug, PartialEq)]
pub(super) enum Unended {
    /// The `>` of its tag, or a quote in it.
    Tag,
    /// Its own end.
    Element,
}

/// The element whose `<` is at an offset, nothing when it is one of another name; and the offset up to which nothing else
/// can be one: each piece of a text is read once.
pub(super) fn element(html: &str, at: usize) -> (usize, Option<Result<Element, Unended>>) {
    let behind = html.as_bytes().get(at + 1 + NAME.len()).copied();
    if behind.is_some_and(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>')) {
        return (at + 1, None);
    }
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // Scripts hold text, whatever it looks like.
    emitter.naively_switch_states(true);
    let rest = html.get(at..).unwrap_or_default();
    let tokens = Tokenizer::new_with_emitter(rest, emitter).map_while(Result::ok);
    let mut tokens = tokens.filter(|token| !matches!(token, Token::Error(_)));
    let Some(Token::StartTag(tag)) = tokens.next() else { return (html.len(), Some(Err(Unended::Tag))) };
    let mut content = Content::default();
    for token in tokens {
        match &token {
            // Behind the next one of its kind its end is that one's.
            Token::StartTag(again) if *again.name == *NAME.as_bytes() => {
                return (at + again.span.start, Some(Err(Unended::Element)));
            }
            Token::EndTag(end) if *end.name == *NAME.as_bytes() => {
                let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
                let inner = at + tag.span.end..at + end.span.start;
                return (inner.end, Some(Ok(Element { attributes, inner, held: content.held })));
            }
            Token::StartTag(_)
            | Token::EndTag(_)
            | Token::String(_)
            | Token::Comment(_)
            | Token::Doctype(_)
            | Token::Error(_) => {
                content.take(token, at);
            }
        }
    }
    (html.len(), Some(Err(Unended::Element)))
}

/// Picks out of an element's parts what holds its scenario.
#[derive(Default)]
struct Content {
    held: Option<Held>,
    /// The element whose text counts now.
    inside: Option<HtmlString>,
    ended: bool,
}

impl Content {
    fn take(&mut self, token: Token<usize>, at: usize) {
        match token {
            Token::StartTag(StartTag { name, span, .. }) => {
                let first = self.held.is_none() && matches!(&**name, b"script" | b"pre");
                let code = self.inside.as_ref().is_some_and(|inside| ***inside == *b"pre") && **name == *b"code";
                if first {
                    self.held = Some(Held { at: at + span.start, offset: 0, text: String::new() });
                }
                if let Some(held) = self.held.as_mut().filter(|_| *name == *b"br") {
                    // Docusaurus ends lines of code with it.
                    held.text.push('\n');
                }
                if first || (code && !self.ended) {
                    self.inside = Some(name);
                    if let Some(held) = &mut self.held {
                        held.offset = at + span.end;
                        held.text.clear();
                    }
                }
            }
            Token::EndTag(EndTag { name, .. }) => self.ended |= self.inside.as_ref() == Some(&name),
            Token::String(said) => {
                if let Some(held) = self.held.as_mut().filter(|_| !self.ended) {
                    held.text.push_str(&text(&said));
                }
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(html: &str) -> Option<(usize, String)> {
        let Ok(element) = element(html, 0).1.unwrap() else { panic!("{html} has no end") };
        element.held.map(|held| (held.offset, held.text))
    }

    #[test]
    fn the_first_script_or_pre_holds_the_scenario() {
        let inside = |html: &str| held(&format!("<{NAME}>{html}</{NAME}>"));
        assert_eq!(inside("<p>a</p><pre>b &amp; &lt;c></pre><pre>d</pre>"), Some((35, "b & <c>".into())));
        assert_eq!(inside("<pre>\n<code class=x>a<b>b</b></code> c</pre>"), Some((42, "ab".into())));
        assert_eq!(inside("<script>\"</pre><b>&amp;\"</script>"), Some((30, "\"</pre><b>&amp;\"".into())));
        assert_eq!(inside("é\r\n\r\n<pre>a\r\nb</pre>"), Some((33, "a\nb".into())));
        assert_eq!(inside("<pre>a<br>b</pre>"), Some((27, "a\nb".into())));
        assert_eq!(inside("<!-- <pre>a</pre> -->b"), None);
    }

    #[test]
    fn what_has_no_end_is_named() {
        let unended = |html: &str| element(html, 0).1.map(|it| it.err());
        assert_eq!(unended("<rolescope-playground title='>"), Some(Some(Unended::Tag)));
        assert_eq!(unended("<rolescope-playground><pre></pre>"), Some(Some(Unended::Element)));
        let two = "<rolescope-playground><pre></pre><rolescope-playground></rolescope-playground>";
        assert_eq!(unended(two), Some(Some(Unended::Element)));
        assert!(element("<rolescope-playgrounds>", 0).1.is_none());
    }

    #[test]
    fn a_tag_says_what_a_browser_reads() {
        let html = "é<Rolescope-Playground View=\"a > b\" step = '2' readonly title=&quot;></rolescope-playground >";
        let Ok(element) = element(html, 2).1.unwrap() else { panic!() };
        let said: Vec<_> = element.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(said, [("readonly", ""), ("step", "2"), ("title", "\""), ("view", "a > b")]);
        assert_eq!(html.get(element.inner), Some(""));
    }
}
