use iam_syntax::{PolicyKind, parse};

use super::*;

const USER: &str = "arn:aws:iam::111122223333:user/ana";
const ROLE: &str = "arn:aws:iam::111122223333:role/team/app";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/app/s1";
const JILL: &str = "arn:aws:sts::111122223333:federated-user/jill";

fn caller(name: &str) -> Caller {
    let kind = match name {
        "ana" => CallerKind::User { arn: USER.into(), id: "AIDAANAEXAMPLE".into() },
        "app" => CallerKind::RoleSession {
            role_arn: ROLE.into(),
            role_id: "AROAAPPEXAMPLE".into(),
            session_arn: Some(SESSION.into()),
            service_linked: false,
        },
        "nameless" => CallerKind::RoleSession {
            role_arn: ROLE.into(),
            role_id: "AROAAPPEXAMPLE".into(),
            session_arn: None,
            service_linked: false,
        },
        "jill" => CallerKind::FederatedUser {
            arn: JILL.into(),
            issuer: Some(USER.into()),
            issuer_id: Some("AIDAANAEXAMPLE".into()),
        },
        "root" => CallerKind::Root { arn: "arn:aws:iam::111122223333:root".into() },
        "google" => CallerKind::WebIdentity { provider: "accounts.google.com".into() },
        "anonymous" => CallerKind::Anonymous,
        service => CallerKind::Service { name: service.into() },
    };
    let signed = ["ana", "app", "nameless", "jill", "root"].contains(&name);
    Caller { kind, account: signed.then(|| "111122223333".to_owned()), has_boundary: false }
}

fn clause(element: &str) -> PrincipalClause {
    let text =
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Deny",{element},"Action":"*","Resource":"*"}}}}"#);
    parse(&text, PolicyKind::Resource).tree.unwrap().statements.remove(0).principal.unwrap()
}

fn named(element: &str, name: &str) -> Vec<MatchedAs> {
    match_principal(&clause(element), Effect::Allow, Gate::Trust, &caller(name)).named.ways().collect()
}

#[test]
fn each_value_names_its_callers_in_its_way() {
    let table: &[(&str, &str, &[MatchedAs])] = &[
        ("PR-01", r#""Principal":"*""#, &[MatchedAs::Star]),
        ("PR-03", r#""Principal":{"AWS":"111122223333"}"#, &[MatchedAs::Account]),
        ("PR-03", r#""Principal":{"AWS":"arn:aws:iam::111122223333:root"}"#, &[MatchedAs::Account]),
        ("PR-22", r#""Principal":{"AWS":"arn:aws-cn:iam::111122223333:root"}"#, &[]),
        ("PR-06", r#""Principal":{"AWS":"arn:aws:iam::111122223333:role/team/app"}"#, &[MatchedAs::Role]),
        ("PR-06", r#""Principal":{"AWS":"arn:aws:iam::111122223333:role/app"}"#, &[]),
        ("PR-07", r#""Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/app/s1"}"#, &[MatchedAs::Session]),
        ("PR-07", r#""Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/app/s2"}"#, &[]),
        ("PR-02", r#""Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/app/*"}"#, &[]),
        ("PR-24", r#""Principal":{"AWS":"AROAAPPEXAMPLE"}"#, &[MatchedAs::Role]),
        (
            "PR-41",
            r#""Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:role/team/app"]}"#,
            &[MatchedAs::Role, MatchedAs::Account],
        ),
        ("PR-21", r#""Principal":{"AWS":"arn:aws:iam::111122223333:role/team/App"}"#, &[]),
    ];
    for (rule, element, expected) in table {
        assert_eq!(named(element, "app"), *expected, "{rule} {element}");
    }
}

#[test]
fn kinds_of_callers_are_named_as_the_rules_say() {
    let table: &[(&str, &str, &str, &[MatchedAs])] = &[
        ("PR-01", r#""Principal":{"AWS":"*"}"#, "anonymous", &[MatchedAs::Star]),
        ("PR-17", r#""Principal":"*""#, "google", &[]),
        ("PR-14", r#""Principal":{"Federated":"accounts.google.com"}"#, "google", &[MatchedAs::Provider]),
        ("PR-10", r#""Principal":{"Service":"ec2.amazonaws.com"}"#, "lambda.amazonaws.com", &[]),
        (
            "PR-13",
            r#""Principal":{"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]}"#,
            "lambda.amazonaws.com",
            &[MatchedAs::Service],
        ),
        ("PR-05", r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/ana"}"#, "ana", &[MatchedAs::User]),
        ("PR-05", r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/team/ana"}"#, "ana", &[]),
        ("PR-09", r#""Principal":{"AWS":"arn:aws:iam::111122223333:user/ana"}"#, "jill", &[MatchedAs::User]),
        ("PR-09", r#""Principal":{"AWS":"AIDAANAEXAMPLE"}"#, "jill", &[MatchedAs::User]),
        (
            "PR-08",
            r#""Principal":{"AWS":"arn:aws:sts::111122223333:federated-user/jill"}"#,
            "jill",
            &[MatchedAs::Federated],
        ),
        ("PR-03", r#""Principal":{"AWS":"111122223333"}"#, "root", &[MatchedAs::Account]),
        ("GR-19", r#""Principal":{"AWS":[]}"#, "ana", &[]),
    ];
    for (rule, element, name, expected) in table {
        assert_eq!(named(element, name), *expected, "{rule} {element} {name}");
    }
}

#[test]
fn a_deny_with_not_principal_spares_only_whose_every_identity_is_listed() {
    let trio = r#""NotPrincipal":{"AWS":["111122223333","arn:aws:iam::111122223333:role/team/app","arn:aws:sts::111122223333:assumed-role/app/s1"]}"#;
    let pair = r#""NotPrincipal":{"AWS":["111122223333","arn:aws:iam::111122223333:role/team/app"]}"#;
    let account = r#""NotPrincipal":{"AWS":"111122223333"}"#;
    let ana = r#""NotPrincipal":{"AWS":["111122223333","arn:aws:iam::111122223333:user/ana"]}"#;
    let table = [
        (trio, "app", false),
        (pair, "app", true),
        (trio, "nameless", true),
        (account, "app", true),
        (account, "root", false),
        (ana, "ana", false),
        (ana, "anonymous", true),
        (r#""NotPrincipal":{"Service":"ec2.amazonaws.com"}"#, "ec2.amazonaws.com", false),
    ];
    for (element, name, denied) in table {
        assert_eq!(
            match_principal(&clause(element), Effect::Deny, Gate::Trust, &caller(name)).matched,
            denied,
            "{element} {name}"
        );
    }
}

#[test]
fn a_boundary_makes_not_principal_apply_to_everybody() {
    let element = r#""NotPrincipal":{"AWS":["111122223333","arn:aws:iam::111122223333:user/ana"]}"#;
    let bounded = Caller { has_boundary: true, ..caller("ana") };
    let found = match_principal(&clause(element), Effect::Deny, Gate::Trust, &bounded);
    assert_eq!((found.matched, found.why), (true, Why::BoundaryOverridesNotPrincipal));
}

#[test]
fn an_allow_with_not_principal_grants_to_those_without_any_listed_identity() {
    let element = clause(r#""NotPrincipal":{"AWS":"111122223333"}"#);
    let granted = |name: &str| match_principal(&element, Effect::Allow, Gate::Trust, &caller(name)).matched;
    assert!(!granted("ana"));
    assert!(granted("anonymous"));
}

#[test]
fn a_star_in_an_rcp_or_endpoint_policy_covers_callers_with_a_token() {
    let star = clause(r#""Principal":"*""#);
    for (gate, covered) in [(Gate::Trust, false), (Gate::ResourceControl, true), (Gate::VpcEndpoint, true)] {
        assert_eq!(match_principal(&star, Effect::Deny, gate, &caller("google")).matched, covered, "{gate:?}");
    }
}
