//! Offers and questions of the page, and places without them.

use super::{page_at, part};
use crate::state::{Action, Change, Editable, Entity, Field, New, State};

#[test]
fn the_first_stop_of_the_keyboard_leads_to_the_verdict() {
    let html = page_at("ec2-reads-s3", |_| {});
    assert!(
        html.starts_with("<header class=\"bar\"><a class=\"skip\" href=\"#outcome\">Skip to the verdict</a>"),
        "{html}"
    );
    assert!(html.contains("id=\"outcome\" tabindex=\"-1\""), "{html}");
}

#[test]
fn external_ids_and_second_factors_are_asked_for_where_the_call_takes_them() {
    let takes = [
        ("sts:AssumeRole", true, true),
        ("STS:assumerole", true, true),
        ("sts:GetSessionToken", false, true),
        ("sts:AssumeRoleWithSAML", false, false),
        ("sts:GetFederationToken", false, false),
    ];
    for (action, external_id, mfa) in takes {
        let html = page_at("ec2-reads-s3", move |state| {
            state.reduce(Action::SelectStep(0));
            let what = Editable::Field(Entity::Step(0), Field::Action);
            state.reduce(Action::Change(Change::Edit { what, text: action.to_owned() }));
        });
        let shown = (html.contains("id=\"external-id\""), html.contains("id=\"mfa\""));
        assert_eq!(shown, (external_id, mfa), "{action}");
    }
}

#[test]
fn what_a_call_does_not_take_is_shown_where_it_was_given() {
    let fill = |state: &mut State, field, text: &str| {
        let what = Editable::Field(Entity::Step(0), field);
        state.reduce(Action::SelectStep(0));
        state.reduce(Action::Change(Change::Edit { what, text: text.to_owned() }));
    };
    let html = page_at("ec2-reads-s3", move |state| {
        fill(state, Field::ExternalId, "x1");
        fill(state, Field::Action, "sts:AssumeRoot");
    });
    assert!(html.contains("id=\"external-id\"") && !html.contains("id=\"mfa\""), "{html}");
    let html = page_at("ec2-reads-s3", move |state| {
        fill(state, Field::ExternalId, "x1");
        fill(state, Field::Action, "sts:AssumeRoot");
        fill(state, Field::ExternalId, "");
    });
    assert!(html.contains("id=\"external-id\""), "a field does not go while it is typed in: {html}");
}

#[test]
fn a_key_is_offered_that_the_statement_in_sight_lacks_whatever_else_it_lacks() {
    let policy = |resource: &str| {
        format!(
            r#"{{"Statement": [{{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "{resource}",
                "Condition": {{"StringEquals": {{"aws:PrincipalTag/team": "blue"}}, "Null": {{"aws:SourceVpc": "true"}}}}}}]}}"#
        )
    };
    for resource in ["*", "arn:aws:s3:::another"] {
        let text = policy(resource);
        let html = page_at("ec2-reads-s3", move |state| {
            let what = Editable::Policy("/principals/0/identityPolicies/0".into());
            state.reduce(Action::Change(Change::Edit { what, text }));
        });
        assert!(html.contains("aria-label=\"Add a value for aws:PrincipalTag/team\""), "{resource}: {html}");
        assert_eq!(html.contains("Add a value for aws:SourceVpc"), resource == "*", "{resource}: {html}");
    }
}

#[test]
fn an_account_that_is_none_is_refused_at_its_field() {
    let html = page_at("ec2-reads-s3", |state| {
        state.reduce(Action::Change(Change::Add(New::Account)));
        let what = Editable::Field(Entity::Account(0), Field::Arn);
        state.reduce(Action::Change(Change::Edit { what, text: "1234".to_owned() }));
    });
    let field = part(&html, "<label for=\"form-Arn\">", "</div>");
    for words in [
        "aria-invalid=\"true\"",
        "aria-describedby=\"form-Arn-complaint\"",
        "id=\"form-Arn-complaint\"",
        "12 digits",
        "value=\"1234\"",
    ] {
        assert!(field.contains(words), "{words}: {field}");
    }
}
