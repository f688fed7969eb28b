//! Texts that break careless readers, each with the code of a finding that it must have.

use iam_syntax::{Parse, PolicyKind, parse};

/// Length of the large texts, in bytes. Unoptimized code gets less, to be done in seconds.
pub(crate) const LARGE: usize = if cfg!(debug_assertions) { 1_000_000 } else { 10_000_000 };
/// One bracket for so many bytes: a nesting that no reader by recursion survives.
const DEEP: usize = 10;

/// One text and what is expected of it.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    text: fn(usize) -> String,
    code: Option<&'static str>,
}

const fn case(name: &'static str, text: fn(usize) -> String, code: &'static str) -> Case {
    Case { name, text, code: Some(code) }
}

const fn fine(name: &'static str, text: fn(usize) -> String) -> Case {
    Case { name, text, code: None }
}

const JSON: &str = "JSON_SYNTAX_ERROR";

pub(crate) const CASES: &[Case] = &[
    case("opening brackets", |n| large(n, "["), JSON),
    case("closing brackets", |n| large(n, "]"), JSON),
    case("braces", |n| large(n, "{"), JSON),
    case("mixed brackets", |n| large(n, "[{]}"), JSON),
    case("empty lists", |n| large(n, "[]"), JSON),
    case("nested keys", |n| r#"{"a":"#.repeat(n / DEEP), JSON),
    case("nested lists, closed", |n| format!("{}{}", "[".repeat(n / DEEP), "]".repeat(n / DEEP)), JSON),
    case("nested objects, closed", |n| format!("{}1{}", r#"{"a":"#.repeat(n / DEEP), "}".repeat(n / DEEP)), JSON),
    case(
        "many deep lists",
        |n| format!("[{}]", format!("{}{},", "[".repeat(70), "]".repeat(70)).repeat(n / 142)),
        JSON,
    ),
    case("quotes", |n| large(n, "\""), JSON),
    case("one open string", |n| format!("\"{}", large(n, "a")), JSON),
    case("strings in a list", |n| format!("[{}", large(n, "\"\"")), JSON),
    case("keys without end", |n| format!("{{{}", large(n, "\"a\":")), JSON),
    case("single quotes", |n| large(n, "'"), JSON),
    case("typographic quotes", |n| large(n, "“"), JSON),
    case("open single quotes", |n| large(n, "'a\n"), JSON),
    case("backslashes", |n| large(n, "\\"), JSON),
    case("backslashes in a string", |n| format!("\"{}", large(n, "\\")), JSON),
    case("escapes in a string", |n| format!("\"{}\"", large(n, "\\u0041")), "DATA_TYPE_MISMATCH"),
    case("lone surrogates", |n| format!("\"{}\"", large(n, "\\ud800")), JSON),
    case("half escapes", |n| format!("\"{}\"", large(n, "\\u")), JSON),
    case("commas", |n| large(n, ","), JSON),
    case("commas in a list", |n| format!("[{}", large(n, ",")), JSON),
    case("colons", |n| large(n, ":"), JSON),
    case("comments", |n| large(n, "/*"), JSON),
    case("closed comments", |n| large(n, "/**/"), JSON),
    case("line comments", |n| large(n, "//\n"), JSON),
    case("hashes", |n| large(n, "#\r"), JSON),
    case("slashes", |n| large(n, "/ "), JSON),
    case("a long word", |n| large(n, "a"), JSON),
    case("words", |n| large(n, "a "), JSON),
    case("words in a list", |n| format!("[{}", large(n, "a ")), JSON),
    case("a long number", |n| large(n, "1"), "DATA_TYPE_MISMATCH"),
    case("a long number with zeros", |n| large(n, "0"), JSON),
    case("a long exponent", |n| format!("1e{}", large(n, "9")), "DATA_TYPE_MISMATCH"),
    case("signs", |n| large(n, "-"), JSON),
    case("numbers in a list", |n| format!("[{}", large(n, "1,")), JSON),
    case("NUL", |n| large(n, "\0"), JSON),
    case("NUL in a string", |n| format!("\"{}\"", large(n, "\0")), JSON),
    case(
        "raw control characters after text",
        |n| format!("\"{}\\u0041{}\"", large(n, "a"), "\u{1}\u{2}".repeat(40)),
        JSON,
    ),
    case("byte order marks", |n| large(n, "\u{feff}"), "EMPTY_TEXT"),
    case("no-break spaces", |n| format!("{{{}", large(n, "\u{a0}")), JSON),
    case("zero-width spaces and NUL", |n| large(n, "\u{200b}\0"), JSON),
    case("wide characters", |n| large(n, "漢"), JSON),
    case("blanks", |n| large(n, " "), "EMPTY_TEXT"),
    case("line ends", |n| large(n, "\r\n"), "EMPTY_TEXT"),
    case("blanks before YAML", |n| format!("{}Version: x", large(n, "\n")), "YAML_TEXT"),
    case("garbage", garbage, JSON),
    case("more than is read", |_| "[".repeat(iam_syntax::json::MAX_BYTES + 1), "TEXT_TOO_LARGE"),
    case("unknown elements", |n| document(&large(n, r#""Effect ":1,"#)), "INVALID_POLICY_ELEMENT"),
    case("different unknown elements", |n| document(&numbered(n, |at| format!(r#""E{at}":1,"#))), "TOO_MANY_PROBLEMS"),
    case("one element again and again", |n| document(&large(n, r#""Id":"x","#)), "DUPLICATE_KEY"),
    case("empty statements", |n| statements(n, "{}"), "MISSING_EFFECT"),
    case("broken variables", |n| resource(n, "${"), "MISSING_BRACE_IN_VARIABLE"),
    case("variables with open defaults", |n| resource(n, "${a,'"), "MISSING_BRACE_IN_VARIABLE"),
    case("empty variables", |n| resource(n, "${}"), "EMPTY_VARIABLE"),
    case("wide characters in a value", |n| resource(n, "漢a"), "UNSUPPORTED_CHARACTER"),
    case("escaped wide characters", |n| resource(n, "\\u6f22"), "UNSUPPORTED_CHARACTER"),
    case(
        "one key in two cases",
        |n| condition(n, |at| format!(r#""aws:{}":1,"#, if at % 2 == 0 { "x" } else { "X" })),
        "DUPLICATE_KEY",
    ),
    fine("wildcards", |n| resource(n, "*?")),
    fine("variables", |n| resource(n, "${aws:username}")),
    fine("sound statements", |n| statements(n, STATEMENT)),
    fine("condition keys", |n| condition(n, |at| format!(r#""aws:PrincipalTag/{at}":["a","b"],"#))),
];

impl Case {
    /// The text, about as long as this.
    pub(crate) fn text(&self, length: usize) -> String {
        (self.text)(length)
    }

    /// Reads the text; `Err` says what was not as expected.
    pub(crate) fn run(&self) -> Result<(), String> {
        let text = self.text(LARGE);
        let parsed = parse(&text, PolicyKind::Identity);
        self.check(&text, &parsed).map_err(|problem| format!("{}: {problem}", self.name))
    }

    fn check(&self, text: &str, parsed: &Parse) -> Result<(), String> {
        let found = &parsed.diagnostics;
        let wrong_place = found.iter().find(|it| text.get(it.span.start as usize..it.span.end as usize).is_none());
        if let Some(finding) = wrong_place {
            return Err(format!("{finding:?} is at no place of the text"));
        }
        if found.len() > 110 {
            return Err(format!("{} findings", found.len()));
        }
        match self.code {
            Some(code) if found.iter().all(|it| it.kind.code() != code) => {
                Err(format!("no {code} in {:?}", found.first()))
            }
            None if !found.is_empty() => Err(format!("unexpected {:?}", found.first())),
            Some(_) | None => Ok(()),
        }
    }
}

fn large(length: usize, unit: &str) -> String {
    unit.repeat(length / unit.len())
}

/// Ever other pieces of text, together large.
fn numbered(length: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(length + 100);
    for number in 0.. {
        if text.len() >= length {
            break;
        }
        text.push_str(&piece(number));
    }
    text
}

fn document(members: &str) -> String {
    format!(r#"{{{members}"Version":"2012-10-17","Statement":[{STATEMENT}]}}"#)
}

const STATEMENT: &str = r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#;

fn statements(length: usize, statement: &str) -> String {
    let many = large(length, &format!("{statement},"));
    format!(r#"{{"Version":"2012-10-17","Statement":[{many}{STATEMENT}]}}"#)
}

fn resource(length: usize, unit: &str) -> String {
    let value = large(length, unit);
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::{value}"}}}}"#
    )
}

fn condition(length: usize, key: impl Fn(usize) -> String) -> String {
    let keys = numbered(length, key);
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":"*",
            "Condition":{{"StringEquals":{{{keys}"aws:username":"a"}}}}}}}}"#
    )
}

/// Bytes without a pattern, made UTF-8 as a browser would.
fn garbage(length: usize) -> String {
    let mut state = 1u64;
    let bytes: Vec<u8> = (0..length / 2)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        })
        .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}
