//! Texts that break careless readers, each with the code of a finding that it must have.

use iam_syntax::{Parse, PolicyKind, parse};

/// Length of the large texts, in bytes. Unoptimized code gets less, to be done in seconds.
const LARGE: usize = if cfg!(debug_assertions) { 1_000_000 } else { 10_000_000 };
/// A nesting that no reader by recursion survives.
const DEEP: usize = 100_000;

/// One text and what is expected of it.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    text: fn() -> String,
    code: Option<&'static str>,
}

const fn case(name: &'static str, text: fn() -> String, code: &'static str) -> Case {
    Case { name, text, code: Some(code) }
}

const fn fine(name: &'static str, text: fn() -> String) -> Case {
    Case { name, text, code: None }
}

const JSON: &str = "JSON_SYNTAX_ERROR";

pub(crate) const CASES: &[Case] = &[
    case("opening brackets", || large("["), JSON),
    case("closing brackets", || large("]"), JSON),
    case("braces", || large("{"), JSON),
    case("mixed brackets", || large("[{]}"), JSON),
    case("empty lists", || large("[]"), JSON),
    case("nested keys", || r#"{"a":"#.repeat(DEEP), JSON),
    case("nested lists, closed", || format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP)), JSON),
    case("nested objects, closed", || format!("{}1{}", r#"{"a":"#.repeat(DEEP), "}".repeat(DEEP)), JSON),
    case("many deep lists", || format!("[{}]", format!("{}{},", "[".repeat(70), "]".repeat(70)).repeat(DEEP)), JSON),
    case("quotes", || large("\""), JSON),
    case("one open string", || format!("\"{}", large("a")), JSON),
    case("strings in a list", || format!("[{}", large("\"\"")), JSON),
    case("keys without end", || format!("{{{}", large("\"a\":")), JSON),
    case("single quotes", || large("'"), JSON),
    case("typographic quotes", || large("“"), JSON),
    case("open single quotes", || large("'a\n"), JSON),
    case("backslashes", || large("\\"), JSON),
    case("backslashes in a string", || format!("\"{}", large("\\")), JSON),
    case("escapes in a string", || format!("\"{}\"", large("\\u0041")), "DATA_TYPE_MISMATCH"),
    case("lone surrogates", || format!("\"{}\"", large("\\ud800")), JSON),
    case("half escapes", || format!("\"{}\"", large("\\u")), JSON),
    case("commas", || large(","), JSON),
    case("commas in a list", || format!("[{}", large(",")), JSON),
    case("colons", || large(":"), JSON),
    case("comments", || large("/*"), JSON),
    case("closed comments", || large("/**/"), JSON),
    case("line comments", || large("//\n"), JSON),
    case("hashes", || large("#\r"), JSON),
    case("slashes", || large("/ "), JSON),
    case("a long word", || large("a"), JSON),
    case("words", || large("a "), JSON),
    case("words in a list", || format!("[{}", large("a ")), JSON),
    case("a long number", || large("1"), "DATA_TYPE_MISMATCH"),
    case("a long number with zeros", || large("0"), JSON),
    case("a long exponent", || format!("1e{}", large("9")), "DATA_TYPE_MISMATCH"),
    case("signs", || large("-"), JSON),
    case("numbers in a list", || format!("[{}", large("1,")), JSON),
    case("NUL", || large("\0"), JSON),
    case("NUL in a string", || format!("\"{}\"", large("\0")), JSON),
    case("raw control characters after text", || format!("\"{}\\u0041{}\"", large("a"), "\u{1}\u{2}".repeat(40)), JSON),
    case("byte order marks", || large("\u{feff}"), "EMPTY_TEXT"),
    case("no-break spaces", || format!("{{{}", large("\u{a0}")), JSON),
    case("zero-width spaces and NUL", || large("\u{200b}\0"), JSON),
    case("wide characters", || large("漢"), JSON),
    case("blanks", || large(" "), "EMPTY_TEXT"),
    case("line ends", || large("\r\n"), "EMPTY_TEXT"),
    case("blanks before YAML", || format!("{}Version: x", large("\n")), "YAML_TEXT"),
    case("garbage", garbage, JSON),
    case("more than is read", || "[".repeat(iam_syntax::json::MAX_BYTES + 1), "TEXT_TOO_LARGE"),
    case("unknown elements", || document(&large(r#""Effect ":1,"#)), "INVALID_POLICY_ELEMENT"),
    case("different unknown elements", || document(&numbered(|n| format!(r#""E{n}":1,"#))), "TOO_MANY_PROBLEMS"),
    case("one element again and again", || document(&large(r#""Id":"x","#)), "DUPLICATE_KEY"),
    case("empty statements", || statements("{}"), "MISSING_EFFECT"),
    case("broken variables", || resource("${"), "MISSING_BRACE_IN_VARIABLE"),
    case("variables with open defaults", || resource("${a,'"), "MISSING_BRACE_IN_VARIABLE"),
    case("empty variables", || resource("${}"), "EMPTY_VARIABLE"),
    case("wide characters in a value", || resource("漢a"), "UNSUPPORTED_CHARACTER"),
    case("escaped wide characters", || resource("\\u6f22"), "UNSUPPORTED_CHARACTER"),
    case(
        "one key in two cases",
        || condition(|n| format!(r#""aws:{}":1,"#, if n % 2 == 0 { "x" } else { "X" })),
        "DUPLICATE_KEY",
    ),
    fine("wildcards", || resource("*?")),
    fine("variables", || resource("${aws:username}")),
    fine("sound statements", || statements(STATEMENT)),
    fine("condition keys", || condition(|n| format!(r#""aws:PrincipalTag/{n}":["a","b"],"#))),
];

impl Case {
    /// Reads the text; `Err` says what was not as expected.
    pub(crate) fn run(&self) -> Result<(), String> {
        let text = (self.text)();
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

fn large(unit: &str) -> String {
    unit.repeat(LARGE / unit.len())
}

/// Ever other pieces of text, together large.
fn numbered(piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(LARGE + 100);
    for number in 0.. {
        if text.len() >= LARGE {
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

fn statements(statement: &str) -> String {
    let many = large(&format!("{statement},"));
    format!(r#"{{"Version":"2012-10-17","Statement":[{many}{STATEMENT}]}}"#)
}

fn resource(unit: &str) -> String {
    let value = large(unit);
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::{value}"}}}}"#
    )
}

fn condition(key: impl Fn(usize) -> String) -> String {
    let keys = numbered(key);
    format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":"*",
            "Condition":{{"StringEquals":{{{keys}"aws:username":"a"}}}}}}}}"#
    )
}

/// Bytes without a pattern, made UTF-8 as a browser would.
fn garbage() -> String {
    let mut state = 1u64;
    let bytes: Vec<u8> = (0..LARGE / 2)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        })
        .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}
