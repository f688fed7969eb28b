//! Reasons for which a text is not JSON.

use iam_syntax::json::{Bracket, MAX_DEPTH, ProblemKind};

use super::character::{described, quoted};

pub(super) fn message(problem: &ProblemKind) -> String {
    use ProblemKind as P;
    match problem {
        P::ByteOrderMark => "the text begins with U+FEFF (byte order mark), which is ignored".into(),
        P::StrayCharacter { character } => format!("{} does not belong here", described(*character)),
        P::ControlCharacter { character } => format!("a string cannot hold {} as it is", described(*character)),
        P::Comment => "comments are not allowed in JSON".into(),
        P::SingleQuotes => "strings take double quotes in JSON, not single ones".into(),
        P::SmartQuotes { quote } => format!("{} is not a quote in JSON", described(*quote)),
        P::UnquotedKey { text } => format!("the key {} is not in quotes", quoted(text)),
        P::UnquotedValue { text, meant: Some(_) } => format!("{} is not a value in JSON", quoted(text)),
        P::UnquotedValue { text, meant: None } => format!("the value {} is not in quotes", quoted(text)),
        P::InvalidNumber { text } => format!("{} is not a number in JSON", quoted(text)),
        P::UnclosedString => "this string does not end on its line".into(),
        P::InvalidEscape { character: Some(character) } => {
            format!("a backslash cannot stand before {}", described(*character))
        }
        P::InvalidEscape { character: None } => "the text ends with a backslash".into(),
        P::InvalidUnicodeEscape => "`\\u` needs four hexadecimal digits".into(),
        P::LoneSurrogate { unit } => format!("`\\u{unit:04x}` is half a character"),
        P::TooDeep => format!("nested more than {MAX_DEPTH} levels (IAM policies need 6)"),
        P::TrailingComma => "a comma after the last entry is not allowed in JSON".into(),
        P::ExtraComma => "there is nothing before this comma".into(),
        P::MissingComma => "a comma is missing here".into(),
        P::MissingColon => "a colon is missing between key and value".into(),
        P::ExtraColon => "this colon does not belong here".into(),
        P::MissingValue => "the value of this key is missing".into(),
        P::MissingKey => "an object takes a key before each value".into(),
        P::UnopenedBracket { bracket } => format!("`{}` closes nothing", closing(*bracket)),
        P::UnclosedBracket { bracket, outer: 0 } => format!("`{}` is not closed", opening(*bracket)),
        P::UnclosedBracket { bracket, outer } => {
            format!("`{}` is not closed, nor {} around it", opening(*bracket), brackets(*outer))
        }
        P::SecondDocument => "a second document begins here".into(),
        P::TextAfterDocument => "the policy has ended, but the text goes on".into(),
    }
}

pub(super) fn help(problem: &ProblemKind) -> Option<String> {
    use ProblemKind as P;
    let help = match problem {
        P::ByteOrderMark => return None,
        P::StrayCharacter { .. } => "remove it".into(),
        P::ControlCharacter { character: '\t' } => "write `\\t`, or a space".into(),
        P::ControlCharacter { .. } => "remove it".into(),
        P::Comment => "remove it; a `Sid` can explain a statement".into(),
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
        P::TooDeep => "remove the inner brackets".into(),
        P::TrailingComma | P::ExtraComma | P::ExtraColon => "remove it".into(),
        P::MissingComma => "write `,` between two entries".into(),
        P::MissingColon => "write `:`".into(),
        P::MissingValue => "write a value after the colon, or remove the key".into(),
        P::MissingKey => "write `\"Name\":` before it; a list of values is written in `[` and `]`".into(),
        P::UnopenedBracket { .. } => "remove it, or look for the missing opening one".into(),
        P::UnclosedBracket { bracket, .. } => format!("write `{}` where it ends", closing(*bracket)),
        P::SecondDocument => "make two policies of them".into(),
        P::TextAfterDocument => "remove the rest".into(),
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
