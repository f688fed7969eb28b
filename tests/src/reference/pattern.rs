//! Wildcards, variables and resource patterns (sections 2.2 and 2.3).

use super::context::{self, Keys};

/// A piece of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// This character.
    Char(char),
    /// Exactly one character, `?`; `false` when it may not be a colon.
    One(bool),
    /// Any run of characters, `*`; `false` when it may not cross a colon.
    Run(bool),
}

/// A text without variables as a pattern.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    text.chars().map(token).collect()
}

const fn token(c: char) -> Token {
    match c {
        '*' => Token::Run(true),
        '?' => Token::One(true),
        other => Token::Char(other),
    }
}

/// The pattern as text in which wildcards are ordinary characters (CO-30).
pub(super) fn plain(tokens: &[Token]) -> String {
    tokens
        .iter()
        .map(|token| match token {
            Token::Char(c) => *c,
            Token::One(_) => '?',
            Token::Run(_) => '*',
        })
        .collect()
}

/// True if a text fits a pattern as a whole.
pub(super) fn glob(pattern: &str, text: &str) -> bool {
    fits(&tokens(pattern), text)
}

/// True if a text fits a pattern as a whole: tracks every place of the text that the pattern can have reached.
pub(super) fn fits(pattern: &[Token], text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let mut reached = vec![false; text.len() + 1];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    let mut next = reached.clone();
    for token in pattern {
        for (at, slot) in next.iter_mut().enumerate() {
            *slot = match token {
                Token::Char(c) => at > 0 && before(&reached, at) && text.get(at - 1) == Some(c),
                Token::One(colon) => at > 0 && before(&reached, at) && (*colon || text.get(at - 1) != Some(&':')),
                Token::Run(colon) => runs_to(&reached, &text, at, *colon),
            };
        }
        std::mem::swap(&mut reached, &mut next);
    }
    reached.last() == Some(&true)
}

fn before(reached: &[bool], at: usize) -> bool {
    at > 0 && reached.get(at - 1) == Some(&true)
}

/// True if a run can end at `at`: some reached place lies before it with no forbidden colon between.
fn runs_to(reached: &[bool], text: &[char], at: usize, colon: bool) -> bool {
    let mut from = at;
    loop {
        if reached.get(from) == Some(&true) {
            return true;
        }
        if from == 0 || (!colon && text.get(from - 1) == Some(&':')) {
            return false;
        }
        from -= 1;
    }
}

/// A text with its variables filled in, or nothing when one of them has no value (VA-01 to VA-09).
pub(super) fn expand(text: &str, version: &str, keys: &Keys) -> Option<Vec<Token>> {
    if version != "2012-10-17" {
        return Some(tokens(text));
    }
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((plain, after)) = rest.split_once("${") {
        let Some((inside, behind)) = after.split_once('}') else { break };
        out.extend(tokens(plain));
        out.extend(variable(inside, keys)?.chars().map(Token::Char));
        rest = behind;
    }
    out.extend(tokens(rest));
    Some(out)
}

/// Text that stands for a variable.
fn variable(inside: &str, keys: &Keys) -> Option<String> {
    if ["*", "?", "$"].contains(&inside) {
        return Some(inside.to_owned());
    }
    let (name, default) = match inside.split_once(',') {
        Some((name, default)) => (name, default.trim().strip_prefix('\'').and_then(|text| text.strip_suffix('\''))),
        None => (inside, None),
    };
    let name = name.trim().to_lowercase();
    match keys.get(&name).map(Vec::as_slice) {
        None | Some([]) => default.map(str::to_owned),
        Some([one]) if !context::is_multivalued(&name) => Some(one.clone()),
        Some(_) => None,
    }
}

/// True if a resource fits a resource pattern (MR-05).
pub(super) fn resource_fits(pattern: &[Token], resource: &str) -> bool {
    if pattern == [Token::Run(true)] {
        return true;
    }
    let mut colons = 0;
    let mut bound = Vec::new();
    for (at, token) in pattern.iter().enumerate() {
        let before_colon = matches!(pattern.get(at + 1), None | Some(Token::Char(':')));
        bound.push(match token {
            Token::Char(':') => {
                colons += 1;
                *token
            }
            Token::Char(_) => *token,
            Token::One(_) => Token::One(colons >= 5),
            Token::Run(_) => Token::Run(colons >= 5 || before_colon),
        });
    }
    fits(&bound, resource)
}

/// Number of fields of a pattern that begins with `arn:`, colons of variables aside.
pub(super) fn arn_fields(text: &str) -> Option<usize> {
    if !text.starts_with("arn:") {
        return None;
    }
    let mut fields = 1;
    let mut inside = false;
    let mut last = ' ';
    for c in text.chars() {
        match c {
            '{' if last == '$' => inside = true,
            '}' => inside = false,
            ':' if !inside => fields += 1,
            _ => {}
        }
        last = c;
    }
    Some(fields)
}
