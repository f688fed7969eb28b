//! Reasons for which a text is no JSON.

use iam_syntax::json::{Bracket, MAX_DEPTH, ProblemKind};

use super::character::{described, quoted};

pub(super) fn message(problem: &ProblemKind) -> String {
    use ProblemKind as P;
    match problem {
        P::ByteOrderMark => "the text begins with U+FEFF (byte order mark), which is passed over".into(),
        P::StrayCharacter { character } => format!("{} has no place here", described(*character)),
        P::ControlCharacter { character } => format!("a string cannot hold {} as it is", described(*character)),
        P::Comment => "comments are no part of JSON".into(),
        P::SingleQuotes => "single quotes do not hold a string in JSON".into(),
        P::SmartQuotes { quote } => format!("{} is no quote in JSON", described(*quote)),
        P::UnquotedKey { text } => format!("the key {} is not in quotes", quoted(text)),
        P::UnquotedValue { text, meant: Some(_) } => format!("{} is no word of JSON", quoted(text)),
        P::UnquotedValue { text, meant: None } => format!("the value {} is not in quotes", quoted(text)),
        P::InvalidNumber { text } => format!("{} is no number in JSON", quoted(text)),
        P::UnclosedString => "this string does not end on its line".into(),
        P::InvalidEscape { character: Some(character) } => {
            format!("a backslash does not go with {}", described(*character))
        }
        P::InvalidEscape { character: None } => "the text ends with a backslash".into(),
        P::InvalidUnicodeEscape => "`\\u` needs four hexadecimal digits".into(),
        P::LoneSurrogate { unit } => format!("`\\u{unit:04x}` is half a character"),
        P::TooDeep => format!("nested more than {MAX_DEPTH} levels (IAM policies need 6)"),
        P::TrailingComma => "a comma after the last entry is no part of JSON".into(),
        P::ExtraComma => "there is nothing before this comma".into(),
        P::MissingComma => "a comma is missing here".into(),
        P::MissingColon => "a colon is missing between key and value".into(),
        P::ExtraColon => "this colon has no place here".into(),
        P::MissingValue => "the value of this key is missing".into(),
        P::MissingKey => "an object takes a key before each value".into(),
        P::UnopenedBracket { bracket } => format!("`{}` closes nothing", closing(*bracket)),
        P::UnclosedBracket { bracket, outer: 0 } => format!("`{}` is not closed", opening(*bracket)),
        P::UnclosedBracket { bracket, outer } => {
            format!("`{}` is not closed, nor {} around it", opening(*bracket), brackets(*outer))
        }
        P::SecondDocument => "a second document begins here".into(),
        P::TextAfterDocument => "the policy is over, but the text goes on".into(),
    }
}

pub(super) fn help(problem: &ProblemKind) -> Option<String> {
    use ProblemKind as P;
    let help = match problem {
        P::ByteOrderMark => return None,
        P::StrayCharacter { .. } => "take it out".into(),
        P::ControlCharacter { character: '\t' } => "write `\\t`, or a blank".into(),
        P::ControlCharacter { .. } => "take it out".into(),
        P::Comment => "take it out; a `Sid` can carry a word of explanation".into(),
        P::SingleQuotes | P::SmartQuotes { .. } => "write `\"`".into(),
        P::UnquotedKey { text } | P::UnquotedValue { text, meant: None } => {
            format!("write `\"{}\"`", super::character::shown(text))
        }
        P::UnquotedValue { meant: Some(meant), .. } => format!("did you mean `{meant}`?"),
        P::InvalidNumber { .. } => "write it as digits with one `.` at most, without leading zeros or `+`".into(),
        P::UnclosedString => "end it with `\"`; a line break inside a string is written `\\n`".into(),
        P::InvalidEscape { .. } => "write two backslashes for one".into(),
        P::InvalidUnicodeEscape => "write `\\u0041` for `A`, or the character itself".into(),
        P::LoneSurrogate { .. } => "IAM accepts only characters up to U+00FF, which need no pair".into(),
        P::TooDeep => "take the inner brackets out".into(),
        P::TrailingComma | P::ExtraComma | P::ExtraColon => "take it out".into(),
        P::MissingComma => "write `,` between two entries".into(),
        P::MissingColon => "write `:`".into(),
        P::MissingValue => "write a value behind the colon, or take the key out".into(),
        P::MissingKey => "write `\"Name\":` before it; a list of values stands in `[` and `]`".into(),
        P::UnopenedBracket { .. } => "take it out, or look for the missing opening one".into(),
        P::UnclosedBracket { bracket, .. } => format!("write `{}` where it ends", closing(*bracket)),
        P::SecondDocument => "make two policies of them".into(),
        P::TextAfterDocument => "take the rest out".into(),
    };
    Some(help)
}

const fn opening(bracket: Bracket) -> char {
    match bracket {
        Bracket::Brace => '{',
        Bracket::Square => '[',
    }
}

const fn closing(bracket: Bracket) -> char {
    match bracket {
        Bracket::Brace => '}',
        Bracket::Square => ']',
    }
}

fn brackets(count: u32) -> String {
    if count == 1 { "the bracket".into() } else { format!("the {count} brackets") }
}
