//! Limits that a text keeps before a parser of another crate sees it.

use crate::ImportError;

/// Longest text that is looked at, in bytes.
pub const MAX_BYTES: usize = 16 << 20;
/// Longest text in YAML or HCL, in bytes. Their readers are other crates' and take long; no template is nearly as long.
pub const MAX_PARSED_BYTES: usize = 2 << 20;
/// Deepest nesting of brackets in YAML and HCL. JSON is read by a reader of our own, which has its own limit.
pub const MAX_DEPTH: usize = 128;
/// The most aliases in a YAML text.
pub const MAX_ALIASES: usize = 1_000;
/// The most values that the aliases of a YAML text bring; 64 bytes of text count as one, too.
pub const MAX_NODES: usize = 200_000;

/// Bytes of text that take as much room as a value.
pub(crate) const TEXT_OF_VALUE: usize = 64;
/// The most bytes of policies in the scenario of one input, each counted where it is attached.
pub const MAX_POLICY_BYTES: usize = 64 << 20;

/// Says what makes a text nothing that can be imported, whatever is in it: its size, no text at all, a web page.
pub(crate) fn check(text: &str) -> Result<(), ImportError> {
    if text.len() > MAX_BYTES {
        return Err(ImportError::new(format!("the text is longer than {} MiB", MAX_BYTES >> 20)));
    }
    if text.trim().is_empty() {
        return Err(ImportError::new("there is no text"));
    }
    let is_control = |it: char| it.is_control() && !matches!(it, '\n' | '\r' | '\t' | '\u{1b}');
    if let Some((line, column)) = place_of(text, is_control) {
        return Err(ImportError::at("this is not text: it has control characters", line, column));
    }
    let start: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Err(ImportError::new("this is a web page; paste the message or the policy that it shows"));
    }
    Ok(())
}

fn place_of(text: &str, is_it: impl Fn(char) -> bool) -> Option<(usize, usize)> {
    let offset = text.find(is_it)?;
    let before = text.get(..offset)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Some((before.matches('\n').count() + 1, before.get(line_start..)?.chars().count() + 1))
}

/// Limits length, depth of brackets and number of aliases of a text that a parser of another crate is to read.
pub(crate) fn check_parsed(text: &str) -> Result<(), ImportError> {
    if text.len() > MAX_PARSED_BYTES {
        let most = MAX_PARSED_BYTES >> 20;
        return Err(ImportError::new(format!(
            "YAML and Terraform are read up to {most} MiB; paste the part that has the policies"
        )));
    }
    let (mut depth, mut line, mut aliases) = (0_usize, 1, 0);
    let mut before = ['\n'; 2];
    for character in text.chars() {
        match character {
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' => depth = depth.saturating_sub(1),
            '\n' => line += 1,
            _ if before[1] == '*' && is_gap(before[0]) && character.is_alphanumeric() => aliases += 1,
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(ImportError::at(format!("brackets are nested deeper than {MAX_DEPTH} levels"), line, 1));
        }
        if aliases > MAX_ALIASES {
            return Err(ImportError::at(format!("the text has more than {MAX_ALIASES} aliases"), line, 1));
        }
        before = [before[1], character];
    }
    Ok(())
}

/// True for what stands before an alias.
fn is_gap(character: char) -> bool {
    character.is_whitespace() || matches!(character, '[' | '{' | ',')
}
