//! The grammar's test vectors (semantics 1.5) and what follows from the rules above them.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use iam_syntax::{Diagnostic, Effect, Operator, Part, PolicyKind, PrincipalValue, Severity, Version, parse};

use PolicyKind::{
    Boundary, Identity, Resource as Bucket, ResourceControl as Rcp, ServiceControl as Scp, Session, Trust, VpcEndpoint,
};

/// Result for a document.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    /// Nothing to report.
    Valid,
    /// AWS could not read it.
    Blocked(&'static str),
    /// AWS would refuse to save it, but it can be evaluated.
    Refused(&'static str),
    /// Accepted, with a notice.
    Noticed(&'static str),
}

use Outcome::{Blocked, Noticed, Refused, Valid};

fn outcome(found: &[Diagnostic]) -> Outcome {
    let worst = found.iter().max_by_key(|it| (it.kind.blocks(), it.kind.severity()));
    match worst {
        None => Valid,
        Some(it) if it.kind.blocks() => Blocked(it.kind.code()),
        Some(it) if it.kind.severity() == Severity::Error => Refused(it.kind.code()),
        Some(it) => Noticed(it.kind.code()),
    }
}

/// A document of version 2012-10-17 around the elements of one statement.
fn document(statement: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":{{{statement}}}}}"#)
}

fn identity(rest: &str) -> String {
    document(&format!(r#""Effect":"Allow","Action":"s3:*",{rest}"#))
}

fn trust(principal: &str) -> String {
    document(&format!(r#""Effect":"Allow","Action":"sts:AssumeRole",{principal}"#))
}

fn condition(block: &str) -> String {
    identity(&format!(r#""Resource":"*","Condition":{block}"#))
}

#[test]
fn grammar_vectors_of_the_semantics() {
    let bucket = |rest: &str| document(&format!(r#""Effect":"Deny","Action":"s3:*","Resource":"*",{rest}"#));
    let resource = |value: &str| identity(&format!(r#""Resource":"arn:aws:s3:::bkt/{value}""#));
    let vectors: &[(&str, PolicyKind, String, Outcome)] = &[
        (
            "GT-01",
            Identity,
            r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#.into(),
            Noticed("MISSING_VERSION"),
        ),
        ("GT-02", Identity, document(r#""Effect":"ALLOW","Action":"s3:*","Resource":"*""#), Blocked("INVALID_EFFECT")),
        (
            "GT-03",
            Identity,
            identity(r#""NotAction":"s3:*","Resource":"*""#),
            Blocked("UNSUPPORTED_ELEMENT_COMBINATION"),
        ),
        ("GT-04", Identity, identity(r#""Principal":"*","Resource":"*""#), Blocked("UNSUPPORTED_PRINCIPAL")),
        ("GT-05", Identity, document(r#""Effect":"Allow","Action":"s3:*""#), Blocked("MISSING_RESOURCE")),
        ("GT-06", Trust, trust(r#""Principal":{"Service":"ec2.amazonaws.com"}"#), Valid),
        (
            "GT-07",
            Trust,
            trust(r#""Principal":{"Service":"ec2.amazonaws.com"},"Resource":"*""#),
            Blocked("ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"),
        ),
        ("GT-08", Trust, trust(r#""Principal":"*""#), Refused("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL")),
        ("GT-09", Trust, trust(r#""Principal":{"AWS":"*"}"#), Noticed("ROLE_TRUST_POLICY_OPEN_TO_EVERYONE")),
        (
            "GT-10",
            Trust,
            trust(r#""NotPrincipal":{"AWS":"111122223333"}"#),
            Blocked("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL"),
        ),
        ("GT-11", Trust, trust(r#""Principal":{"Service":"*"}"#), Refused("UNSUPPORTED_WILDCARD_IN_PRINCIPAL")),
        (
            "GT-12",
            Trust,
            trust(r#""Principal":{"AWS":"arn:aws:iam::111122223333:role/ap*"}"#),
            Refused("UNSUPPORTED_WILDCARD_IN_PRINCIPAL"),
        ),
        (
            "GT-13",
            Trust,
            trust(r#""Principal":{"AWS":"arn:aws:iam::111122223333:group/g"}"#),
            Refused("UNSUPPORTED_GROUP_IN_PRINCIPAL"),
        ),
        ("GT-16", Bucket, document(r#""Effect":"Allow","Action":"s3:*","Resource":"*""#), Blocked("MISSING_PRINCIPAL")),
        (
            "GT-17",
            Bucket,
            bucket(r#""Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/x"}"#),
            Refused("FEDERATED_PRINCIPAL_NOT_SUPPORTED"),
        ),
        ("GT-18", Scp, bucket(r#""Principal":"*""#), Blocked("SCP_SYNTAX_ERROR_PRINCIPAL")),
        ("GT-19", Scp, condition(r#"{"StringEquals":{"aws:username":"a"}}"#), Valid),
        ("GT-20", Scp, document(r#""Effect":"Allow","NotAction":"s3:*","Resource":"*""#), Valid),
        (
            "GT-21",
            Rcp,
            document(r#""Effect":"Deny","Principal":"*","Action":"*","Resource":"*""#),
            Refused("RCP_SYNTAX_ERROR_ACTION"),
        ),
        (
            "GT-22",
            Rcp,
            document(r#""Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*""#),
            Refused("RCP_SYNTAX_ERROR_ALLOW"),
        ),
        (
            "GT-23",
            Rcp,
            document(r#""Effect":"Deny","Principal":"*","NotAction":"s3:*","Resource":"*""#),
            Blocked("RCP_SYNTAX_ERROR_NOTACTION"),
        ),
        ("GT-24", Rcp, bucket(r#""Principal":{"AWS":"111122223333"}"#), Refused("RCP_SYNTAX_ERROR_PRINCIPAL")),
        (
            "GT-25",
            Rcp,
            r#"{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}"#.into(),
            Refused("MISSING_VERSION"),
        ),
        (
            "GT-26",
            Identity,
            condition(r#"{"StringContains":{"aws:username":"a"}}"#),
            Blocked("INVALID_CONDITION_OPERATOR"),
        ),
        ("GT-27", Identity, condition(r#"{"NullIfExists":{"aws:username":"true"}}"#), Blocked("NULL_WITH_IF_EXISTS")),
        ("GT-28", Identity, condition(r#"{"StringEquals":{"username":"a"}}"#), Refused("INVALID_CONDITION_KEY_FORMAT")),
        (
            "GT-30",
            Identity,
            condition(r#"{"StringEquals":{"aws:RequestTag/":"a"}}"#),
            Refused("MISSING_TAG_KEY_IN_CONDITION"),
        ),
        ("GT-31", Identity, resource("${aws:username"), Refused("MISSING_BRACE_IN_VARIABLE")),
        ("GT-32", Identity, resource("${aws:PrincipalTag/t, shared}"), Refused("MISSING_QUOTE_IN_VARIABLE")),
        ("GT-33", Identity, resource("${}"), Refused("EMPTY_VARIABLE")),
        (
            "GT-34",
            Identity,
            resource("${aws:username}/*").replace("2012", "2008"),
            Refused("VARIABLE_UNSUPPORTED_IN_VERSION"),
        ),
        (
            "GT-35",
            Identity,
            condition(r#"{"NumericEquals":{"s3:max-keys":"${aws:PrincipalTag/n}"}}"#),
            Refused("INVALID_VARIABLE_FOR_OPERATOR"),
        ),
        (
            "GT-36",
            Identity,
            condition(r#"{"Bool":{"aws:SecureTransport":["true","false"]}}"#),
            Refused("INVALID_CONDITION_MULTIPLE_BOOLEAN"),
        ),
        (
            "GT-39",
            Identity,
            condition(r#"{"IpAddress":{"aws:SourceIp":"300.1.1.1"}}"#),
            Refused("TYPE_MISMATCH_IP_RANGE"),
        ),
        (
            "GT-40",
            Identity,
            r#"{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"},
                {"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#
                .into(),
            Refused("UNIQUE_SIDS_REQUIRED"),
        ),
    ];
    for (id, kind, text, expected) in vectors {
        let parsed = parse(text, *kind);
        assert_eq!(outcome(&parsed.diagnostics), *expected, "{id}: {text}\n{:#?}", parsed.diagnostics);
        assert_eq!(parsed.blocked().is_some(), matches!(expected, Blocked(_)), "{id}");
    }
}

/// Semantics 1.3: R required, O optional, F forbidden, for each kind of policy.
#[test]
fn each_kind_of_policy_has_its_elements() {
    let kinds = [Identity, Boundary, Session, Trust, Bucket, Scp, Rcp, VpcEndpoint];
    let rows = [
        (r#""Principal":"*""#, "FFFRRFRR"),
        (r#""NotPrincipal":{"AWS":"111122223333"}"#, "FFFFOFFO"),
        (r#""Action":"s3:*""#, "RRRRRRRR"),
        (r#""NotAction":"s3:*""#, "OOOOOOFO"),
        (r#""Resource":"*""#, "RRRFRRRR"),
        (r#""NotResource":"*""#, "OOOFOOOO"),
        (r#""Sid":"a""#, "OOOOOOOO"),
        (r#""Condition":{"Bool":{"aws:SecureTransport":true}}"#, "OOOOOOOO"),
        (r#""Effect":"Deny""#, "RRRRRRRR"),
    ];
    for (column, kind) in kinds.into_iter().enumerate() {
        for (element, row) in rows {
            let rule = row.as_bytes()[column];
            assert_eq!(blocks_with(kind, element), rule == b'F', "{kind:?} with {element}");
            assert_eq!(blocks_without(kind, element), rule == b'R', "{kind:?} without {element}");
        }
        let id = complete(kind, None).replacen('{', r#"{"Id":"x","#, 1);
        let forbids_id = !matches!(kind, Trust | Bucket | VpcEndpoint);
        assert_eq!(parse(&id, kind).blocked().is_some(), forbids_id, "{kind:?} with Id");
    }
}

/// The elements a statement of this kind needs; `without` leaves one out.
fn complete(kind: PolicyKind, without: Option<&str>) -> String {
    let mut elements = vec![r#""Effect":"Deny""#, r#""Action":"s3:*""#];
    if kind != Trust {
        elements.push(r#""Resource":"*""#);
    }
    if matches!(kind, Trust | Bucket | Rcp | VpcEndpoint) {
        elements.push(r#""Principal":"*""#);
    }
    elements.retain(|element| Some(*element) != without);
    document(&elements.join(","))
}

fn blocks_without(kind: PolicyKind, element: &str) -> bool {
    parse(&complete(kind, Some(element)), kind).blocked().is_some()
}

/// Puts `element` into a complete statement, in place of its counterpart.
fn blocks_with(kind: PolicyKind, element: &str) -> bool {
    let name = element.split('"').nth(1).unwrap();
    let counterpart = name.strip_prefix("Not").map_or(format!("\"Not{name}\""), |plain| format!("\"{plain}\""));
    let whole = complete(kind, None);
    let kept = whole.trim_start_matches(r#"{"Version":"2012-10-17","Statement":{"#).trim_end_matches("}}");
    let others = kept.split(',').filter(|it| !it.starts_with(&counterpart) && !it.starts_with(&format!("\"{name}\"")));
    let elements: Vec<&str> = others.chain([element]).collect();
    parse(&document(&elements.join(",")), kind).blocked().is_some()
}

#[test]
fn a_bare_value_is_a_list_of_one() {
    let bare = document(
        r#""Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:username":"a"}}"#,
    );
    let listed = document(
        r#""Effect":"Allow","Principal":{"AWS":["111122223333"]},"Action":["s3:*"],"Resource":["*"],"Condition":{"StringEquals":{"aws:username":["a"]}}"#,
    );
    let read = |text: &str| {
        let statement = parse(text, Bucket).tree.unwrap().statements.remove(0);
        let principals: Vec<_> = statement.principal.unwrap().items.into_iter().map(|it| it.value).collect();
        let actions: Vec<_> = statement.action.items.into_iter().map(|it| it.value).collect();
        let resources: Vec<_> = statement.resource.unwrap().items.into_iter().map(|it| it.value).collect();
        let values: Vec<_> = statement.conditions[0].values.iter().map(|it| it.value.clone()).collect();
        (principals, actions, resources, values)
    };
    assert_eq!(read(&bare), read(&listed));
}

#[test]
fn one_statement_and_a_list_of_one_are_the_same() {
    let one = document(r#""Effect":"Allow","Action":"s3:*","Resource":"*""#);
    let list = one.replace(r#""Statement":{"#, r#""Statement":[{"#).replace("}}", "}]}");
    for text in [one, list] {
        let parsed = parse(&text, Identity);
        assert_eq!(parsed.diagnostics, []);
        assert_eq!(parsed.tree.unwrap().statements.len(), 1);
    }
}

#[test]
fn unreadable_statements_are_left_out_and_counted() {
    let text = r#"{"Version":"2012-10-17","Statement":[
        {"Effect":"allow","Action":"s3:*","Resource":"*"},
        7,
        {"Effect":"Deny","Resource":"*"},
        {"Effect":"Deny","Action":[3],"Resource":"*"},
        {"Effect":"Deny","Action":"iam:*","Resource":"*"}]}"#;
    let statements = parse(text, Identity).tree.unwrap().statements;
    let kept: Vec<_> = statements.iter().map(|it| (it.index, it.effect.value)).collect();
    assert_eq!(kept, [(4, Effect::Deny)]);
}

#[test]
fn the_version_decides_whether_variables_are_variables() {
    let text = identity(r#""Resource":"arn:aws:s3:::b/${aws:username}""#);
    for (text, version, has_variable) in [
        (text.clone(), Version::V2012, true),
        (text.replace("2012-10-17", "2008-10-17"), Version::V2008, false),
        (text.replace(r#""Version":"2012-10-17","#, ""), Version::V2008, false),
    ] {
        let policy = parse(&text, Identity).tree.unwrap();
        assert_eq!(policy.version, version);
        let parts = &policy.statements[0].resource.as_ref().unwrap().items[0].value.parts;
        assert_eq!(parts.iter().any(|it| matches!(it, Part::Variable(_))), has_variable, "{text}");
    }
}

#[test]
fn the_version_counts_wherever_it_stands() {
    let text = r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}"},"Version":"2012-10-17"}"#;
    assert_eq!(parse(text, Identity).diagnostics, []);
}

#[test]
fn condition_values_keep_their_text_and_type() {
    let text = condition(
        r#"{"NumericEquals":{"s3:max-keys":1.50},"Bool":{"aws:SecureTransport":true},"StringLike":{"aws:x":"a*"},"StringEquals":{"aws:x":"a*"}}"#,
    );
    let parsed = parse(&text, Identity);
    assert_eq!(parsed.diagnostics, []);
    let conditions = &parsed.tree.as_ref().unwrap().statements[0].conditions;
    let texts: Vec<&str> = conditions.iter().map(|it| &*it.values[0].value.text).collect();
    assert_eq!(texts, ["1.50", "true", "a*", "a*"]);
    let wildcards: Vec<usize> = conditions.iter().map(|it| it.values[0].value.pattern.parts.len()).collect();
    assert_eq!(wildcards, [1, 1, 2, 1], "only StringLike has wildcards");
    let operators: Vec<String> = conditions.iter().map(|it| it.operator.value.to_string()).collect();
    assert_eq!(operators, ["NumericEquals", "Bool", "StringLike", "StringEquals"]);
    assert_eq!(conditions[0].operator.value, Operator::parse("NumericEquals").unwrap());
}

#[test]
fn principals_of_all_types_stand_in_one_list() {
    let text = trust(
        r#""Principal":{"AWS":["*","111122223333"],"Service":"ec2.amazonaws.com","Federated":"accounts.google.com"}"#,
    );
    let principal = parse(&text, Trust).tree.unwrap().statements.remove(0).principal.unwrap();
    let values: Vec<_> = principal.items.into_iter().map(|it| it.value).collect();
    assert_eq!(
        values,
        [
            PrincipalValue::Everyone,
            PrincipalValue::Account { id: "111122223333".into(), partition: None },
            PrincipalValue::Service { name: "ec2.amazonaws.com".into() },
            PrincipalValue::Provider { name: "accounts.google.com".into() },
        ]
    );
}

#[test]
fn actions_are_compared_in_lower_case_and_kept_as_written() {
    let text = document(r#""Effect":"Allow","Action":"S3:Get*","Resource":"*""#);
    let action = parse(&text, Identity).tree.unwrap().statements.remove(0).action.items.remove(0).value;
    assert_eq!(&*action.text, "S3:Get*");
    assert_eq!(&*action.pattern.text, "s3:get*");
}

#[test]
fn escaped_names_are_the_names_they_spell() {
    let text = r#"{"Version":"2012-10-17","Statement":{"\u0045ffect":"All\u006fw","Action":"s3:*","Resource":"*"}}"#;
    assert_eq!(parse(text, Identity).diagnostics, []);
}

#[test]
fn the_first_blocking_finding_is_kept_however_many_come_before_it() {
    let actions = r#""x","#.repeat(500);
    let text = document(&format!(r#""Effect":"Allow","Action":[{actions}"s3:*"],"Resource":"*","Comment":1"#));
    let parsed = parse(&text, Identity);
    assert_eq!(parsed.blocked().map(|it| it.kind.code()), Some("INVALID_POLICY_ELEMENT"));
    assert!(parsed.diagnostics.iter().any(|it| it.kind.code() == "TOO_MANY_PROBLEMS"));
    assert!(parsed.diagnostics.len() <= 102);
}

#[test]
fn spans_of_a_statement_name_its_parts() {
    let text = document(
        r#""Effect":"Allow","NotAction":["iam:*"],"Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#,
    );
    let statement = parse(&text, Identity).tree.unwrap().statements.remove(0);
    let condition = &statement.conditions[0];
    assert_eq!(statement.effect.span.text(&text), r#""Allow""#);
    assert_eq!(statement.action.name_span.text(&text), r#""NotAction""#);
    assert_eq!(statement.action.span.text(&text), r#""NotAction":["iam:*"]"#);
    assert_eq!(statement.action.items[0].span.text(&text), r#""iam:*""#);
    assert_eq!(condition.operator.span.text(&text), r#""Bool""#);
    assert_eq!(condition.span.text(&text), r#""aws:MultiFactorAuthPresent":"true""#);
    assert!(statement.condition_span.unwrap().text(&text).starts_with(r#""Condition":{"#));
}
