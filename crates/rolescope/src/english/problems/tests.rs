use iam_syntax::{PolicyKind, parse};

use super::{help, message};

const KINDS: [PolicyKind; 8] = [
    PolicyKind::Identity,
    PolicyKind::Boundary,
    PolicyKind::Session,
    PolicyKind::Trust,
    PolicyKind::Resource,
    PolicyKind::ServiceControl,
    PolicyKind::ResourceControl,
    PolicyKind::VpcEndpoint,
];

/// Message and help of each finding, as a page would show them.
fn shown(text: &str, kind: PolicyKind) -> Vec<(String, Option<String>)> {
    parse(text, kind).diagnostics.iter().map(|it| (message(&it.kind), help(&it.kind))).collect()
}

#[test]
fn a_look_alike_is_named_with_the_latin_letter_that_was_meant() {
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"аrn:aws:s3:::b"}}"#;
    let (message, help) = shown(text, PolicyKind::Identity).remove(0);
    assert_eq!(message, "`аrn:aws:s3:::b` is neither `*` nor an ARN");
    assert!(help.is_some());
    let found = shown(text, PolicyKind::Identity);
    let expected =
        ("IAM does not accept Cyrillic `а` U+0430 in a policy".to_owned(), Some("did you mean Latin `a`?".to_owned()));
    assert!(found.contains(&expected), "{found:?}");
}

#[test]
fn invisible_characters_are_shown_as_escapes() {
    let text = "{\"Vers\u{200b}ion\":\"2012-10-17\",\u{a0}\"Statement\":[]}";
    let messages: Vec<String> = shown(text, PolicyKind::Identity).into_iter().map(|(message, _)| message).collect();
    assert!(messages.contains(&"policies have no element `Vers\\u{200b}ion`".to_owned()), "{messages:?}");
    assert!(messages.contains(&"U+00A0 (no-break space) does not belong here".to_owned()), "{messages:?}");
    assert!(messages.contains(&"IAM does not accept U+200B (zero width space) in a policy".to_owned()), "{messages:?}");
}

#[test]
fn a_slip_of_case_gets_the_right_spelling() {
    let text = r#"{"Version":"2012-10-17","statement":{"Effect":"Allow"}}"#;
    let found = shown(text, PolicyKind::Identity);
    let expected = ("policies have no element `statement`".to_owned(), Some("did you mean `Statement`?".to_owned()));
    assert!(found.contains(&expected), "{found:?}");
}

/// Every text of the corpus of bad input, read as every kind of policy.
#[test]
fn messages_begin_in_lower_case_end_without_period_and_hold_no_invisible_character() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../iam-syntax/tests/bad_input");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let Ok(text) = std::fs::read_to_string(entry.unwrap().path()) else { continue };
        for (message, help) in KINDS.into_iter().flat_map(|kind| shown(&text, kind)) {
            for sentence in [Some(message), help].into_iter().flatten() {
                let first = sentence.trim_start_matches('`').chars().next().unwrap();
                let begins_well = !first.is_uppercase()
                    || sentence.starts_with(['`', 'U'])
                    || sentence.starts_with("IAM")
                    || sentence.starts_with("ARN");
                assert!(begins_well, "{sentence}");
                assert!(!sentence.ends_with('.'), "{sentence}");
                assert!(!sentence.chars().any(char::is_control), "{sentence:?}");
                assert!(!sentence.contains(['\u{200b}', '\u{feff}', '\u{a0}', '\u{202e}']), "{sentence:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "only {seen} sentences");
}
