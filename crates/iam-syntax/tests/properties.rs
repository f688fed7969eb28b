//! Properties of every text.

use iam_syntax::{Policy, PolicyKind, Span, json, parse};
use proptest::prelude::*;

/// Text that is nearly a policy: pieces of one, in any order, with what people and programs mix in.
fn nearly_a_policy() -> impl Strategy<Value = String> {
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "'",
        "\\",
        "\n",
        " ",
        "\t",
        "\r\n",
        "//",
        "/*",
        "*/",
        "#",
        "=",
        ";",
        "-",
        "1",
        "1.5e3",
        "0x1",
        "true",
        "null",
        "None",
        "“",
        "”",
        "\u{feff}",
        "\u{200b}",
        "\u{a0}",
        "\0",
        "é",
        "漢",
        "😀",
        "\\u",
        "\\ud83d",
        "\\ude00",
        "${",
        "${aws:username}",
        "${a,'b'}",
        "*",
        "?",
        "\"Version\"",
        "\"2012-10-17\"",
        "\"Statement\"",
        "\"Sid\"",
        "\"Effect\"",
        "\"Allow\"",
        "\"Deny\"",
        "\"Principal\"",
        "\"AWS\"",
        "\"Action\"",
        "\"NotAction\"",
        "\"s3:*\"",
        "\"Resource\"",
        "\"arn:aws:s3:::b/*\"",
        "\"Condition\"",
        "\"StringLike\"",
        "\"aws:username\"",
        "Effect",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

fn any_kind() -> impl Strategy<Value = PolicyKind> {
    prop::sample::select(vec![
        PolicyKind::Identity,
        PolicyKind::Session,
        PolicyKind::Trust,
        PolicyKind::Resource,
        PolicyKind::ServiceControl,
        PolicyKind::ResourceControl,
    ])
}

fn check_all_places(text: &str, kind: PolicyKind) -> Result<(), TestCaseError> {
    let parsed = parse(text, kind);
    let inside = |span: Span| text.get(span.start as usize..span.end as usize).is_some();
    let mut last = 0;
    for found in &parsed.diagnostics {
        prop_assert!(inside(found.span), "{found:?}");
        prop_assert!(found.related.is_none_or(inside), "{found:?}");
        prop_assert!(last <= found.span.start, "{found:?} is out of order");
        last = found.span.start;
    }
    for value in json::read(text).values() {
        prop_assert!(inside(value.span()), "{value:?}");
    }
    let has_tree_or_finding = parsed.tree.is_some() || parsed.blocked().is_some();
    prop_assert!(has_tree_or_finding, "neither a tree nor a reason");
    Ok(())
}

/// True if `text` is JSON, by the measure of another reader, which takes no byte order mark.
fn is_json(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str::<serde_json::Value>(text).is_ok()
}

fn has_problem(text: &str) -> bool {
    let document = json::read(text);
    document.root().is_none() || document.problems.iter().any(|it| it.kind != json::ProblemKind::ByteOrderMark)
}

/// A JSON value as people write policies, nested a few levels.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<String>().prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(serde_json::Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..8)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Compares a value with what another reader made of the same text.
fn is_same(value: json::Value<'_>, other: &serde_json::Value) -> bool {
    use serde_json::Value as Other;
    match other {
        Other::Null => value.json_type() == Some(json::Type::Null),
        Other::Bool(it) => value.json_type() == Some(json::Type::Boolean) && value.written().parse() == Ok(*it),
        Other::Number(it) => {
            value.json_type() == Some(json::Type::Number) && value.written().parse::<i64>().ok() == it.as_i64()
        }
        Other::String(text) => value.json_type() == Some(json::Type::String) && value.content() == *text,
        Other::Array(items) => {
            let read: Vec<_> = value.items().collect();
            let is_array = value.json_type() == Some(json::Type::Array);
            is_array
                && read.len() == items.len()
                && read.into_iter().zip(items).all(|(value, other)| is_same(value, other))
        }
        Other::Object(members) => {
            let read: Vec<_> = value.members().collect();
            let has_all = read
                .iter()
                .all(|(key, value)| members.get(&*key.content()).is_some_and(|other| is_same(*value, other)));
            value.json_type() == Some(json::Type::Object) && read.len() == members.len() && has_all
        }
    }
}

fn statement() -> impl Strategy<Value = serde_json::Value> {
    let effect = prop::sample::select(vec!["Allow", "Deny"]);
    let actions = prop::collection::vec("[a-z0-9]{1,6}:[A-Za-z*?]{1,8}", 1..4);
    let resources = prop::collection::vec("arn:aws:s3:::[a-z*?/]{1,10}(\\$\\{aws:username\\})?", 1..4);
    let condition = ("StringLike|Bool|ForAnyValue:StringEquals", "aws:[A-Za-z]{1,9}", "[ -~é]{0,9}");
    (effect, actions, resources, condition).prop_map(|(effect, actions, resources, (operator, key, value))| {
        serde_json::json!({
            "Effect": effect, "Action": actions, "Resource": resources, "Condition": {operator: {key: value}},
        })
    })
}

/// The tree without its places.
fn without_spans(policy: &Policy) -> String {
    let debug = format!("{policy:?}");
    let mut text = String::new();
    let mut rest = debug.as_str();
    while let Some((before, after)) = rest.split_once("Span { start: ") {
        text.push_str(before);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    text + rest
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_an_answer_with_sound_places(text in any::<String>(), kind in any_kind()) {
        check_all_places(&text, kind)?;
    }

    #[test]
    fn nearly_policies_get_an_answer_with_sound_places(text in nearly_a_policy(), kind in any_kind()) {
        check_all_places(&text, kind)?;
    }

    #[test]
    fn what_another_reader_refuses_has_a_problem_and_nothing_else_has(text in nearly_a_policy()) {
        prop_assert_eq!(has_problem(&text), !is_json(&text), "{:?}", json::read(&text).problems);
    }

    #[test]
    fn values_are_those_that_another_reader_finds(value in any_json()) {
        let text = value.to_string();
        let document = json::read(&text);
        prop_assert!(document.problems.is_empty(), "{:?} in {text}", document.problems);
        prop_assert!(is_same(document.root().unwrap(), &value), "{text}");
    }

    #[test]
    fn layout_changes_places_and_nothing_else(statements in prop::collection::vec(statement(), 1..4)) {
        let policy = serde_json::json!({"Version": "2012-10-17", "Statement": statements});
        let compact = parse(&policy.to_string(), PolicyKind::Identity);
        let pretty = parse(&serde_json::to_string_pretty(&policy).unwrap(), PolicyKind::Identity);
        prop_assert!(compact.blocked().is_none(), "{:?}", compact.blocked());
        prop_assert_eq!(without_spans(&compact.tree.unwrap()), without_spans(&pretty.tree.unwrap()));
        let kinds = |found: Vec<iam_syntax::Diagnostic>| found.into_iter().map(|it| it.kind).collect::<Vec<_>>();
        prop_assert_eq!(kinds(compact.diagnostics), kinds(pretty.diagnostics));
    }
}
