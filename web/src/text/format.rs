//! JSON laid out anew. Nothing but white space changes, so that whatever is between can be followed.

/// Greatest width of a line that a list or object stays on.
const WIDTH: usize = 80;

/// The text with a line for each member, indented by two blanks; short lists of words and objects of one member
/// stay on one line. Nothing for a text with a string that has no end: its line ends mean something.
pub(crate) fn formatted(text: &str) -> Option<String> {
    let tokens = tokens(text)?;
    let mut page = Page { text: String::with_capacity(text.len()), depth: 0 };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let short = short_group(&tokens, at, WIDTH.saturating_sub(page.column()));
        let follows = tokens.get(at + short.unwrap_or(0) + 1).copied().unwrap_or("");
        match (*token, short) {
            (_, Some(length)) => {
                page.text.push_str(&on_one_line(tokens.get(at..=at + length).unwrap_or_default()));
                at += length;
            }
            ("{" | "[", None) if closes(follows) => page.text.push_str(token),
            ("{" | "[", None) => {
                page.depth += 1;
                page.put(token, true);
            }
            (",", None) => page.put(token, !follows.is_empty()),
            (":", None) => page.text.push_str(": "),
            (_, None) => page.text.push_str(token),
        }
        if closes(follows) && !(matches!(*token, "{" | "[") && short.is_none()) {
            page.depth = page.depth.saturating_sub(1);
            page.put("", true);
        } else if is_value(token, short) && is_start(follows) {
            page.text.push(' ');
        }
        at += 1;
    }
    Some(page.text)
}

struct Page {
    text: String,
    depth: usize,
}

impl Page {
    fn put(&mut self, token: &str, ends_line: bool) {
        self.text.push_str(token);
        if ends_line {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n("  ", self.depth));
        }
    }

    fn column(&self) -> usize {
        self.text.rsplit('\n').next().unwrap_or("").len()
    }
}

fn closes(token: &str) -> bool {
    matches!(token, "}" | "]")
}

fn is_value(token: &str, short: Option<usize>) -> bool {
    short.is_some() || !matches!(token, "{" | "[" | "," | ":")
}

fn is_start(token: &str) -> bool {
    !token.is_empty() && !matches!(token, "," | ":" | "}" | "]")
}

/// Number of tokens behind the bracket at `at` to the end of its list or object, if it can stay on one line: lists of words can,
/// and objects whose only member can.
fn short_group(tokens: &[&str], at: usize, room: usize) -> Option<usize> {
    let mut open = Vec::new();
    for (length, token) in tokens.get(at..)?.iter().enumerate().take(room) {
        match (*token, open.last()) {
            ("{" | "[", Some(&"[")) | (",", Some(&"{")) => return None,
            ("{" | "[", _) => open.push(*token),
            ("}", Some(&"{")) | ("]", Some(&"[")) => drop(open.pop()),
            ("}" | "]", _) => return None,
            _ => {}
        }
        if open.is_empty() {
            let group = tokens.get(at..=at + length)?;
            return (length > 1 && on_one_line(group).len() <= room).then_some(length);
        }
    }
    None
}

fn on_one_line(tokens: &[&str]) -> String {
    let mut line = String::new();
    for (at, token) in tokens.iter().enumerate() {
        line.push_str(token);
        let next = tokens.get(at + 1).copied().unwrap_or("");
        let behind_sign = matches!(*token, "," | ":") && !closes(next);
        let inside = (*token == "{" || next == "}") && !(*token == "{" && next == "}");
        if behind_sign || inside || is_value(token, None) && is_start(next) {
            line.push(' ');
        }
    }
    line
}

/// Strings, signs and words; nothing when a string has no end.
fn tokens(text: &str) -> Option<Vec<&str>> {
    let (bytes, mut at, mut tokens) = (text.as_bytes(), 0, Vec::new());
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at = match byte {
            b'"' => super::string_end(bytes, at),
            b'{' | b'}' | b'[' | b']' | b',' | b':' => at + 1,
            _ => bytes.iter().skip(at).position(|byte| ends_word(*byte)).map_or(bytes.len(), |length| at + length),
        };
        if start == at {
            at += 1;
            continue;
        }
        let token = text.get(start..at)?;
        if *byte == b'"' && !(token.len() > 1 && token.ends_with('"')) {
            return None;
        }
        tokens.push(token);
    }
    Some(tokens)
}

fn ends_word(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'"' | b'{' | b'}' | b'[' | b']' | b',' | b':')
}

#[cfg(test)]
mod tests {
    use super::formatted as anew;
    use crate::examples::tests::{all, example};

    const WIDE: &str = "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"";

    fn formatted(text: &str) -> String {
        anew(text).unwrap()
    }

    #[test]
    fn members_have_lines_and_short_lists_stay() {
        assert_eq!(
            formatted("{\"a\":[ \"x\",1 ],\"b\":{ },\"c\":[],\n\n\"d\":[{\"e\":\n1},{\"f\":[true]}]}"),
            "{\n  \"a\": [\"x\", 1],\n  \"b\": {},\n  \"c\": [],\n  \"d\": [\n    { \"e\": 1 },\n    { \"f\": [true] }\n  ]\n}"
        );
    }

    #[test]
    fn a_list_that_is_too_wide_gets_lines() {
        assert_eq!(formatted(&format!("[{WIDE},{WIDE}]")), format!("[\n  {WIDE},\n  {WIDE}\n]"));
    }

    #[test]
    fn nothing_but_white_space_outside_of_strings_changes() {
        let broken = ["{\"a\" \"b\" c d: [1 2] }", "}}{[,:]", "[ \"a b\\\" c\" , ]", "", "{\"é\": [[1,,2]]}} x"];
        let examples = all().map(|it| example(it.id));
        let texts: Vec<String> = examples
            .flat_map(|it| it.policies().iter().map(|it| it.policy.document.text().to_owned()).collect::<Vec<_>>())
            .chain(broken.map(str::to_owned))
            .collect();
        for text in texts {
            let plain = |text: &str| super::tokens(text).unwrap().iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
            let once = formatted(&text);
            assert_eq!(plain(&once), plain(&text), "{text}");
            assert_eq!(formatted(&once), once, "{text}");
        }
    }

    #[test]
    fn a_text_with_a_string_without_an_end_is_not_laid_out() {
        assert_eq!(anew("{ \"a\": \"b\n}"), None);
        assert_eq!(formatted("\"a\\\""), "\"a\\\"");
    }

    #[test]
    fn the_policies_of_a_first_visit_are_laid_out_already() {
        for entry in crate::examples::first().policies() {
            let text = entry.policy.document.text();
            assert_eq!(formatted(text), text, "{}", entry.pointer);
        }
    }
}
