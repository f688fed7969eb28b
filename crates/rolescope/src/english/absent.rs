//! Keys that the request lacks and the decision hangs on, in words (AM-17).

use super::words;

/// The sentence of the decision with what it hangs on: `` Allowed only because the request has no `aws:SourceVpce`: … ``
pub(crate) fn only_because(sentence: &str, keys: &[String]) -> String {
    let Some((verdict, why)) = sentence.split_once(':').filter(|_| !keys.is_empty()) else {
        return sentence.to_owned();
    };
    const NAMED: usize = 3;
    let named: Vec<String> = keys.iter().take(NAMED).map(|key| format!("no `{key}`")).collect();
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    let more = match keys.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", nor {more} more"),
    };
    format!("{verdict} only because the request has {}{more}:{why}", words::list(&named, "and"))
}
