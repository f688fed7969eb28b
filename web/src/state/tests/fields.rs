//! Fields: what they show, take and refuse.

use super::*;

#[test]
fn a_name_that_is_taken_or_needed_is_not_written_but_stays_in_its_field() {
    let taken = reduce(&first(), fill(Entity::Step(0), Field::Name, "read"));
    assert_eq!(taken.scenario, first().scenario);
    assert_eq!(taken.view.unwritten, "another step has this name");
    let what = Editable::Field(Entity::Step(0), Field::Name);
    assert_eq!(taken.view.typed, Some((what, "read".to_owned())));
    let empty = reduce(&taken, fill(Entity::Step(0), Field::Name, ""));
    assert_eq!(empty.view.unwritten, "a later step calls by this name");
    let written = reduce(&empty, fill(Entity::Step(0), Field::Name, "reader"));
    assert_eq!((written.view.unwritten, &*written.scenario.steps[1].caller), ("", "@reader"));
}

#[test]
fn fields_of_the_request_are_edited() {
    let mut state = first();
    let edits = [
        (Field::Caller, "anonymous"),
        (Field::Action, "s3:PutObject"),
        (Field::Touched(0), ""),
        (Field::SessionName, "s"),
        (Field::Duration, "900"),
        (Field::ExternalId, ""),
    ];
    for (field, text) in edits {
        state = reduce(&state, fill_step(field, text));
    }
    let step = &state.scenario.steps[1];
    assert_eq!((step.caller.as_str(), step.action.as_str(), &step.resource), ("anonymous", "s3:PutObject", &None));
    let session = step.session.as_ref().unwrap();
    assert_eq!(
        (session.name.as_deref(), session.duration_seconds, &session.external_id),
        (Some("s"), Some(900), &None)
    );
    let state = reduce(&state, Action::Change(Change::RemoveSession));
    assert_eq!((&state.scenario.steps[1].session, focused(&state)), (&None, "action"));
}

#[test]
fn half_a_number_is_shown_and_not_written() {
    let state = reduce(&first(), fill_step(Field::Duration, "9x"));
    assert_eq!((&state.scenario.steps[1].session, state.view.unwritten), (&None, "a whole number of seconds"));
    let state = reduce(&state, fill_step(Field::Duration, "007"));
    assert_eq!(state.scenario.steps[1].session.as_ref().unwrap().duration_seconds, Some(7));
    assert_eq!((state.view.typed.as_ref().unwrap().1.as_str(), state.view.unwritten), ("007", ""));
}

/// Every field of the format but policies, with its entity.
fn all_fields() -> Vec<(Entity, Field)> {
    let mut all = vec![
        (Entity::Scenario, Field::Name),
        (Entity::Scenario, Field::Description),
        (Entity::Scenario, Field::Time),
        (Entity::Account(0), Field::Arn),
        (Entity::Account(0), Field::Name),
        (Entity::Account(0), Field::ManagementAccount),
        (Entity::Account(0), Field::DelegatedAdministrator),
        (Entity::Account(0), Field::OrganizationPath),
        (Entity::Level(0, Control::Service, 0), Field::Arn),
        (Entity::Level(0, Control::Resource, 0), Field::Arn),
        (Entity::Principal(0), Field::Arn),
        (Entity::Principal(0), Field::Id),
        (Entity::Principal(0), Field::Tags),
        (Entity::Principal(0), Field::MaxSessionDuration),
        (Entity::Group(0, 0), Field::Name),
        (Entity::Resource(0), Field::Arn),
        (Entity::Resource(0), Field::Owner),
        (Entity::Resource(0), Field::Tags),
        (Entity::Resource(0), Field::RestrictPublicBuckets),
        (Entity::Resource(0), Field::Abac),
        (Entity::Step(1), Field::Touched(0)),
        (Entity::Step(1), Field::Touched(1)),
        (Entity::Step(1), Field::TouchedKeys(1)),
    ];
    let of_step = [
        Field::Name,
        Field::Caller,
        Field::Action,
        Field::Touched(0),
        Field::Time,
        Field::Expect,
        Field::SessionName,
        Field::Duration,
        Field::SourceIdentity,
        Field::ExternalId,
        Field::Mfa,
        Field::SessionTags,
        Field::TransitiveTagKeys,
        Field::Claims,
        Field::ProvidedContexts,
        Field::CallerTags,
        Field::CallerSourceIdentity,
        Field::IssuedAt,
        Field::CallerMfa,
        Field::Issuer,
        Field::EndpointId,
    ];
    all.extend(of_step.map(|field| (Entity::Step(0), field)));
    all
}

#[test]
fn every_field_of_the_format_is_read_emptied_and_written_back() {
    let state = every_field();
    for (entity, field) in all_fields() {
        let text = text_of(&mut state.scenario.clone(), entity, field).unwrap();
        assert!(!text.is_empty(), "{entity:?} {field:?}");
        let emptied = reduce(&state, fill(entity, field, ""));
        let kept = matches!((entity, field), (Entity::Step(0), Field::Name) | (Entity::Account(0), Field::Arn));
        assert_eq!(emptied.scenario == state.scenario, kept, "{entity:?} {field:?}");
        let written = reduce(&emptied, fill(entity, field, &text));
        assert_eq!(written.scenario, state.scenario, "{entity:?} {field:?}");
        assert_eq!(written.view.unwritten, "", "{entity:?} {field:?}");
    }
}

#[test]
fn an_account_has_twelve_digits() {
    let state = every_field();
    for (entity, field) in [(Entity::Account(0), Field::Arn), (Entity::Resource(0), Field::Owner)] {
        for text in ["12345678901", "1234567890123", "12345678901a"] {
            let refused = reduce(&state, fill(entity, field, text));
            assert_eq!(
                (&refused.scenario, refused.view.unwritten),
                (&state.scenario, "the id of an account has 12 digits")
            );
        }
        let written = reduce(&state, fill(entity, field, "999988887777"));
        assert_eq!(text_of(&mut written.scenario.clone(), entity, field).as_deref(), Some("999988887777"));
    }
}

#[test]
fn lines_that_are_no_pairs_say_so_and_leave_the_tags_alone() {
    let state = every_field();
    let halfway = reduce(&state, fill(Entity::Principal(0), Field::Tags, "team = red\nen"));
    assert_eq!((&halfway.scenario, halfway.view.unwritten), (&state.scenario, "one `key = value` a line"));
    let twice = reduce(&state, fill(Entity::Principal(0), Field::Tags, "team = red\nteam = blue"));
    assert_eq!(twice.view.unwritten, "each key once");
    let both = reduce(&state, fill(Entity::Principal(0), Field::Tags, "team = red\nenv=dev"));
    let tags = Map::from([("team".to_owned(), "red".to_owned()), ("env".to_owned(), "dev".to_owned())]);
    assert_eq!(both.scenario.principals[0].tags, tags);
}

fn state_with_keys() -> Rc<State> {
    let mut scenario = first().scenario.clone();
    let list = vec![Input::Text("a".to_owned())];
    scenario.steps[1].context = [
        ("k:bool".to_owned(), ContextInput::One(Input::Boolean(true))),
        ("k:number".to_owned(), ContextInput::One(Input::Number("1".to_owned()))),
        ("k:list".to_owned(), ContextInput::List(list)),
    ]
    .into();
    own(scenario)
}

fn fill_key(key: &'static str, text: &str) -> Action {
    Action::Change(Change::Edit { what: Editable::Key(1, key.into()), text: text.to_owned() })
}

#[test]
fn a_key_keeps_its_kind_while_its_text_fits() {
    let mut state = state_with_keys();
    for (key, text) in [("k:bool", "false"), ("k:number", "12"), ("k:list", "a\nb"), ("k:new", "x")] {
        state = reduce(&state, fill_key(key, text));
    }
    let context = &state.scenario.steps[1].context;
    assert_eq!(*context.get("k:bool").unwrap(), ContextInput::One(Input::Boolean(false)));
    assert_eq!(*context.get("k:number").unwrap(), ContextInput::One(Input::Number("12".to_owned())));
    assert_eq!(
        *context.get("k:list").unwrap(),
        ContextInput::List(vec![Input::Text("a".to_owned()), Input::Text("b".to_owned())])
    );
    assert_eq!(*context.get("k:new").unwrap(), ContextInput::One(Input::Text("x".to_owned())));
    let halfway = reduce(&state, fill_key("k:bool", "fals"));
    assert_eq!(
        *halfway.scenario.steps[1].context.get("k:bool").unwrap(),
        ContextInput::One(Input::Text("fals".to_owned()))
    );
}

#[test]
fn a_leading_zero_of_a_number_stays() {
    let state = reduce(&state_with_keys(), fill_key("k:number", "012"));
    let value = state.scenario.steps[1].context.get("k:number").unwrap();
    assert_eq!(*value, ContextInput::One(Input::Text("012".to_owned())));
}

#[test]
fn a_key_that_is_given_has_the_focus_and_one_that_is_removed_leaves_it_to_the_form() {
    let state = reduce(
        &first(),
        Action::Change(Change::GiveKey { key: "aws:SourceIp".into(), text: "203.0.113.7".to_owned() }),
    );
    assert_eq!(focused(&state), "key-aws:SourceIp");
    let value = state.scenario.steps[1].context.get("aws:SourceIp").unwrap();
    assert_eq!(*value, ContextInput::One(Input::Text("203.0.113.7".to_owned())));
    let state = reduce(&state, Action::Change(Change::RemoveKey("aws:SourceIp".into())));
    assert_eq!((focused(&state), &state.scenario), ("new-key", &first().scenario));
}

#[test]
fn a_key_has_one_value_a_list_or_none() {
    let state = reduce(&state_with_keys(), fill_key("k:new", "x"));
    let reshape = |state, form| reduce(state, Action::Change(Change::ReshapeKey { key: "k:new".into(), form }));
    let list = reshape(&state, KeyForm::List);
    let value = |state: &State| state.scenario.steps[1].context.get("k:new").cloned();
    assert_eq!(value(&list), Some(ContextInput::List(vec![Input::Text("x".to_owned())])));
    assert_eq!(focused(&list), "form-of-k:new");
    assert_eq!(value(&reshape(&list, KeyForm::One)), value(&state));
    let absent = reshape(&list, KeyForm::Absent);
    assert_eq!(value(&absent), Some(ContextInput::Absent));
    assert_eq!(value(&reshape(&absent, KeyForm::List)), Some(ContextInput::List(Vec::new())));
    assert!(Rc::ptr_eq(&reshape(&absent, KeyForm::Absent), &absent));
}

#[test]
fn looking_at_a_field_makes_nothing_of_it() {
    let state = reduce(&first(), Action::Change(Change::Add(New::Resource)));
    let same = reduce(&state, fill(Entity::Resource(0), Field::RestrictPublicBuckets, ""));
    assert_eq!(same.scenario.resources[0].public_access_block, None);
    let on = reduce(&state, fill(Entity::Resource(0), Field::RestrictPublicBuckets, "yes"));
    let off = reduce(&on, fill(Entity::Resource(0), Field::RestrictPublicBuckets, ""));
    assert_eq!((on.scenario == state.scenario, off.scenario == state.scenario), (false, true));
}
