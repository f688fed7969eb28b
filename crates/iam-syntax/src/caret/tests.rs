use super::*;

/// The caret is the bar in `marked`.
fn at(marked: &str) -> (String, Option<Caret<'static>>) {
    let offset = marked.find('|').unwrap();
    let text: &'static str = marked.replace('|', "").leak();
    (text.to_owned(), caret(text, offset as u32))
}

fn wants(marked: &str) -> Option<CaretPosition<'static>> {
    at(marked).1.map(|caret| caret.position)
}

/// The text once `name` is chosen at the bar.
fn put(marked: &str, name: &str) -> String {
    let (mut text, caret) = at(marked);
    let Caret { span, before, after, .. } = caret.unwrap();
    text.replace_range(span.start as usize..span.end as usize, &format!("{before}{name}{after}"));
    text
}

#[test]
fn elements_are_wanted_where_keys_of_document_and_statement_stand() {
    let document =
        |present: &[&'static str]| Some(CaretPosition::Element { of_statement: false, present: present.to_vec() });
    let statement =
        |present: &[&'static str]| Some(CaretPosition::Element { of_statement: true, present: present.to_vec() });
    assert_eq!(wants("{|"), document(&[]));
    assert_eq!(wants("{ \"Version\": \"2012-10-17\", \"|"), document(&["Version"]));
    assert_eq!(wants("{\"|\", \"Statement\": []}"), document(&["Statement"]));
    assert_eq!(wants("{\"Statement\": {|}"), statement(&[]));
    assert_eq!(
        wants("{\"Statement\": [{\"Effect\": \"Deny\", |, \"Sid\": {\"x\": 1}}]}"),
        statement(&["Effect", "Sid"])
    );
    assert_eq!(wants("{\"Statement\": [{}, {\"Action\": [\"a\", \"b\"], \"E|"), statement(&["Action"]));
}

#[test]
fn values_are_wanted_behind_the_colon_and_in_lists() {
    assert_eq!(wants("{\"Version\": |"), Some(CaretPosition::Value(Element::Version)));
    assert_eq!(wants("{\"Statement\": {\"Effect\": \"Al|\"}}"), Some(CaretPosition::Value(Element::Effect)));
    assert_eq!(wants("{\"Statement\": {\"NotAction\": [\"a\", |"), Some(CaretPosition::Value(Element::NotAction)));
    assert_eq!(wants("{\"Statement\": {\"Principal\": |"), Some(CaretPosition::Value(Element::Principal)));
}

#[test]
fn principals_and_conditions_are_told_by_their_depth() {
    assert_eq!(wants("{\"Statement\": {\"NotPrincipal\": {|"), Some(CaretPosition::PrincipalType));
    assert_eq!(wants("{\"Statement\": {\"Principal\": {\"AWS\": [\"|"), Some(CaretPosition::Principal("AWS")));
    assert_eq!(wants("{\"Statement\": {\"Condition\": {\"|\""), Some(CaretPosition::Operator));
    assert_eq!(wants("{\"Statement\": {\"Condition\": {\"Bool\": {\"a|"), Some(CaretPosition::ConditionKey));
    let value = CaretPosition::ConditionValue { operator: "Bool", key: "k" };
    assert_eq!(wants("{\"Statement\": {\"Condition\": {\"Bool\": {\"k\": [|"), Some(value));
}

#[test]
fn nothing_is_wanted_outside_and_where_anything_can_stand() {
    for marked in ["|", "{}|", "[\"|", "{\"Statement\": {\"Sid\": {\"|", "{\"other\": {\"|", "{\"Id\": \"|\"}"] {
        assert_eq!(wants(marked), None, "{marked}");
    }
}

#[test]
fn a_variable_is_wanted_behind_its_bracket_and_not_behind_its_end() {
    assert_eq!(wants(r#"{"Statement": {"Resource": "arn:${aws:|/*"}}"#), Some(CaretPosition::Variable));
    assert_eq!(wants(r#"{"Statement": {"Resource": "arn:${a}|"}}"#), Some(CaretPosition::Value(Element::Resource)));
    assert_eq!(wants(r#"{"Statement": {"Action": "${|"}}"#), Some(CaretPosition::Value(Element::Action)));
    assert_eq!(
        put(r#"{"Statement": {"Resource": "a/${aws:|"}}"#, "aws:userid"),
        r#"{"Statement": {"Resource": "a/${aws:userid}"}}"#
    );
    assert_eq!(put(r#"{"Statement": {"Resource": "${x|y}/*"}}"#, "z"), r#"{"Statement": {"Resource": "${z}/*"}}"#);
    assert_eq!(put("{\"Statement\": {\"Resource\": \"${x|\n}", "z"), "{\"Statement\": {\"Resource\": \"${z}\n}");
}

#[test]
fn what_is_chosen_gets_the_quotes_and_the_colon_that_it_lacks_and_no_more() {
    assert_eq!(put("{|}", "Version"), "{\"Version\": }");
    assert_eq!(put("{Ver|}", "Version"), "{\"Version\": }");
    assert_eq!(put("{\"Ver|\"}", "Version"), "{\"Version\": }");
    assert_eq!(put("{\"Ver|\n}", "Version"), "{\"Version\": \n}");
    assert_eq!(put("{\"V|er\" : 1}", "Version"), "{\"Version\" : 1}");
    assert_eq!(put("{\"Version\": |}", "2012-10-17"), "{\"Version\": \"2012-10-17\"}");
    assert_eq!(put("{\"Version\":\"20|\"}", "2012-10-17"), "{\"Version\":\"2012-10-17\"}");
}

#[test]
fn no_caret_in_any_text_is_too_much() {
    let text = "{\"é\\\": \"${\u{1F600}\n]}{\"a\":[{\"b\":\"${c}\",[,]:\"\\";
    for offset in 0..=text.len() as u32 + 2 {
        let _ = caret(text, offset);
    }
    let deep = format!("{{\"Statement\":{}", "[".repeat(200_000));
    assert_eq!(caret(&deep, deep.len() as u32).map(|it| it.position), None);
}

#[test]
fn each_kind_of_policy_has_its_own_elements() {
    let names = |kind, statement| Element::of(kind, statement).map(Element::name).collect::<Vec<_>>();
    assert_eq!(names(PolicyKind::Identity, false), ["Version", "Statement"]);
    assert!(!names(PolicyKind::Identity, true).contains(&"Principal"));
    assert!(names(PolicyKind::Trust, true).contains(&"Principal"));
    assert!(!names(PolicyKind::Trust, true).contains(&"Resource"));
}
