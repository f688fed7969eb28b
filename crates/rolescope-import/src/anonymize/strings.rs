//! Texts in the JSON of a scenario, each under its keys. Everything else of the JSON stays as it is.

/// Looks at a text under its keys, outermost first; what it returns stands in its place.
pub(super) type Look<'l> = dyn FnMut(&[String], &str) -> Option<String> + 'l;

/// The JSON with other texts. A policy that is held as a text is JSON, too, perhaps half of it.
pub(super) fn rewrite(json: &str, look: &mut Look<'_>) -> String {
    let mut keys = Vec::new();
    part(json, &mut keys, look)
}

fn part(json: &str, keys: &mut Vec<String>, look: &mut Look<'_>) -> String {
    let outer = keys.len();
    let (mut out, mut at) = (String::with_capacity(json.len()), 0);
    while let Some(rest) = json.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find(['"', '{', '}']).unwrap_or(rest.len());
        let (before, from) = rest.split_at(plain);
        out.push_str(before);
        at += plain;
        let length = match from.chars().next() {
            Some('"') => string_length(from),
            Some(_) => 1,
            None => break,
        };
        let token = from.get(..length).unwrap_or(from);
        at += token.len();
        match token {
            "{" => keys.push(String::new()),
            "}" if keys.len() > outer => drop(keys.pop()),
            _ => {}
        }
        let Some(text) = serde_json::from_str::<String>(token).ok().filter(|_| token.starts_with('"')) else {
            out.push_str(token);
            continue;
        };
        let is_key = json.get(at..).is_some_and(|rest| rest.trim_start().starts_with(':'));
        if is_key {
            out.push_str(token);
            if let Some(last) = keys.last_mut() {
                *last = text;
            }
            continue;
        }
        let new = if keys.last().is_some_and(|key| key == "document") {
            Some(part(&text, keys, look))
        } else {
            look(keys, &text)
        };
        match new.filter(|new| *new != text).and_then(|new| serde_json::to_string(&new).ok()) {
            Some(new) => out.push_str(&new),
            None => out.push_str(token),
        }
    }
    keys.truncate(outer);
    out
}

/// Bytes of the string that a text begins with, quotes included; all of it, if the string does not end.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, it) in text.char_indices().skip(1) {
        match it {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(json: &str) -> Vec<String> {
        let mut seen = Vec::new();
        let same = rewrite(json, &mut |keys, text| {
            seen.push(format!("{}={text}", keys.join(".")));
            None
        });
        assert_eq!(same, json);
        seen
    }

    #[test]
    fn texts_are_told_with_their_keys() {
        assert_eq!(
            seen(r#"{"a": {"b": ["x", "y"]}, "c": "z\"", "d": 1, "e": [{"f": "w"}]}"#),
            ["a.b=x", "a.b=y", "c=z\"", "e.f=w"]
        );
    }

    #[test]
    fn a_policy_in_a_text_is_looked_into_even_if_only_half_is_there() {
        assert_eq!(
            seen(r#"{"document": "{\"Statement\": {\"Sid\": \"x\"", "name": "n"}"#),
            ["document.Statement.Sid=x", "name=n"]
        );
    }

    #[test]
    fn a_text_that_does_not_end_stays() {
        assert_eq!(seen("{\"a\": \"x"), Vec::<String>::new());
        assert_eq!(seen("}}\"a\""), ["=a"]);
    }
}
