use std::rc::Rc;

use super::*;
use crate::examples::{OWN, tests::example};
use crate::focus::TracePath;
use rolescope::{ContextInput, Input, Map, PolicyType, StepResource, TouchedResource};

fn reduce(state: &Rc<State>, action: Action) -> Rc<State> {
    let mut next = (**state).clone();
    if next.reduce(action) { Rc::new(next) } else { Rc::clone(state) }
}

fn first() -> Rc<State> {
    Rc::new(State::first_visit())
}

const PERMISSIONS: &str = "/principals/0/identityPolicies/0";

fn text(state: &State, pointer: &str) -> String {
    state
        .scenario
        .policies()
        .into_iter()
        .find(|entry| entry.pointer == pointer)
        .unwrap()
        .policy
        .document
        .text()
        .to_owned()
}

fn edit(pointer: &'static str, text: &str) -> Action {
    Action::Edit { what: Editable::Policy(pointer.into()), text: text.to_owned() }
}

fn fill(entity: Entity, field: Field, text: &str) -> Action {
    Action::Edit { what: Editable::Field(entity, field), text: text.to_owned() }
}

/// Fills a field of the second step.
fn fill_step(field: Field, text: &str) -> Action {
    fill(Entity::Step(1), field, text)
}

fn own(scenario: Scenario) -> Rc<State> {
    Rc::new(State::new(OWN.into(), scenario, true, Theme::System))
}

fn every_field() -> Rc<State> {
    let json = include_str!("../../../crates/rolescope/tests/data/every-field.json");
    own(Scenario::from_json(json).unwrap())
}

fn focused(state: &State) -> &str {
    state.target.as_ref().map_or("", |target| &target.id)
}

#[test]
fn a_first_visit_stands_at_the_last_step_of_the_first_example() {
    let state = first();
    assert_eq!((state.source.as_str(), state.step, state.edited), ("ec2-reads-s3", 1, false));
}

#[test]
fn what_changes_nothing_gives_the_same_state_back() {
    let state = first();
    let nothing = [
        Action::SelectStep(1),
        Action::SelectStep(7),
        Action::SetTheme(Theme::System),
        Action::SetDraft(Draft::Kept),
        Action::Reset(Box::default()),
        Action::Undo,
        Action::Redo,
        edit(PERMISSIONS, &text(&state, PERMISSIONS)),
        edit("/principals/7/trustPolicy", "{}"),
        Action::RemoveKey("aws:SourceIp".into()),
        Action::Remove(Entity::Step(9)),
        Action::Remove(Entity::Scenario),
        Action::RemovePolicy("/principals/7/trustPolicy".into()),
        Action::Shift { entity: Entity::Step(0), down: false },
        Action::RemoveTouched(0),
        Action::RemoveSession,
        Action::Say("".into()),
        Action::Fetch { source: OWN.into(), fresh: false },
    ];
    for action in nothing {
        let name = format!("{action:?}");
        assert!(Rc::ptr_eq(&reduce(&state, action), &state), "{name}");
    }
}

#[test]
fn an_edit_keeps_broken_text_and_the_open_policy() {
    let state = reduce(&first(), edit(PERMISSIONS, "{ \"Version\": "));
    assert_eq!(text(&state, PERMISSIONS), "{ \"Version\": ");
    assert_eq!(state.view.policy.as_deref(), Some(PERMISSIONS));
    assert_eq!((state.edited, state.draft), (true, Draft::Waiting));
}

#[test]
fn an_edit_leaves_the_rest_of_the_scenario_alone() {
    let before = first();
    let after = reduce(&before, edit(PERMISSIONS, "{}"));
    assert_eq!(before.scenario.steps, after.scenario.steps);
    assert_eq!(text(&before, "/principals/0/trustPolicy"), text(&after, "/principals/0/trustPolicy"));
    assert_ne!(text(&before, PERMISSIONS), "{}");
}

#[test]
fn an_edit_lets_go_of_the_selected_trace_entry() {
    let path = TracePath::from(vec![0, 1]);
    let state = reduce(&first(), Action::SelectTrace { path: path.clone(), pointer: None });
    assert_eq!(state.view.trace, Some(path));
    assert_eq!(reduce(&state, edit(PERMISSIONS, "{}")).view.trace, None);
}

#[test]
fn a_station_of_another_step_selects_that_step() {
    let trust =
        Action::SelectStation { step: 0, kind: StationKind::Trust, pointer: Some("/principals/0/trustPolicy".into()) };
    let state = reduce(&first(), trust);
    assert_eq!((state.step, state.view.policy.as_deref()), (0, Some("/principals/0/trustPolicy")));
    assert_eq!(reduce(&state, Action::SelectStep(1)).view.policy, None);
}

#[test]
fn going_to_the_same_place_twice_is_two_journeys() {
    let go = || Action::GoTo { pointer: PERMISSIONS.into(), offset: 4 };
    let once = reduce(&first(), go());
    let twice = reduce(&once, go());
    assert_ne!(once.view.caret, twice.view.caret);
}

#[test]
fn reset_brings_the_example_back() {
    let state = reduce(&first(), edit(PERMISSIONS, "{}"));
    let reset = reduce(&state, Action::Reset(Box::new(first().scenario.clone())));
    assert_eq!(reset.scenario, first().scenario);
    assert!(!reset.edited);
}

#[test]
fn reset_of_a_scenario_of_ones_own_does_nothing() {
    let open = Action::Open { source: OWN.into(), scenario: Box::default(), edited: true };
    let state = reduce(&first(), open);
    assert!(Rc::ptr_eq(&reduce(&state, Action::Reset(Box::new(first().scenario.clone()))), &state));
}

#[test]
fn steps_come_and_go_and_one_stays() {
    let added = reduce(&first(), Action::Add(New::Step(1)));
    assert_eq!((added.scenario.steps.len(), added.step, focused(&added)), (3, 2, "step-name"));
    assert_eq!(added.scenario.steps[2].name.as_deref(), Some("step-3"));
    let mut state = added;
    for _ in 0..5 {
        state = reduce(&state, Action::Remove(Entity::Step(0)));
    }
    assert_eq!((state.scenario.steps.len(), state.step, focused(&state)), (1, 0, "step-0"));
}

#[test]
fn removing_an_earlier_step_keeps_the_selected_one_open() {
    let state = reduce(&first(), Action::Remove(Entity::Step(0)));
    assert_eq!((state.step, state.scenario.steps[0].name.as_deref()), (0, Some("read")));
    assert_eq!(state.notice.as_ref().unwrap().words, "Removed step assume.");
}

#[test]
fn steps_change_places_and_the_selection_goes_along() {
    let up = Action::Shift { entity: Entity::Step(1), down: false };
    let state = reduce(&first(), up);
    let names: Vec<_> = state.scenario.steps.iter().map(|step| step.name.as_deref().unwrap()).collect();
    assert_eq!((names, state.step, focused(&state)), (vec!["read", "assume"], 0, "move-earlier"));
}

#[test]
fn renaming_a_step_renames_what_later_steps_call_it() {
    let state = reduce(&first(), fill(Entity::Step(0), Field::Name, "get in"));
    assert_eq!(state.scenario.steps[0].name.as_deref(), Some("get in"));
    assert_eq!(state.scenario.steps[1].caller, "@get in");
}

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
    let state = reduce(&state, Action::RemoveSession);
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
fn a_policy_of_the_organization_brings_the_account_along_that_the_scenario_names() {
    for control in [Control::Service, Control::Resource] {
        let state = reduce(&first(), Action::AddPolicy(Carrier::Level(0, control, 0)));
        assert_eq!((state.scenario.accounts.len(), state.scenario.accounts[0].id.as_str()), (1, "111122223333"));
        assert_eq!(focused(&state), "policy-name");
        let state = reduce(&state, Action::Undo);
        assert!(state.scenario.accounts.is_empty());
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
    Action::Edit { what: Editable::Key(1, key.into()), text: text.to_owned() }
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
    let state = reduce(&first(), Action::GiveKey { key: "aws:SourceIp".into(), text: "203.0.113.7".to_owned() });
    assert_eq!(focused(&state), "key-aws:SourceIp");
    let value = state.scenario.steps[1].context.get("aws:SourceIp").unwrap();
    assert_eq!(*value, ContextInput::One(Input::Text("203.0.113.7".to_owned())));
    let state = reduce(&state, Action::RemoveKey("aws:SourceIp".into()));
    assert_eq!((focused(&state), &state.scenario), ("new-key", &first().scenario));
}

#[test]
fn a_key_has_one_value_a_list_or_none() {
    let state = reduce(&state_with_keys(), fill_key("k:new", "x"));
    let reshape = |state, form| reduce(state, Action::ReshapeKey { key: "k:new".into(), form });
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
    let state = reduce(&first(), Action::Add(New::Resource));
    let same = reduce(&state, fill(Entity::Resource(0), Field::RestrictPublicBuckets, ""));
    assert_eq!(same.scenario.resources[0].public_access_block, None);
    let on = reduce(&state, fill(Entity::Resource(0), Field::RestrictPublicBuckets, "yes"));
    let off = reduce(&on, fill(Entity::Resource(0), Field::RestrictPublicBuckets, ""));
    assert_eq!((on.scenario == state.scenario, off.scenario == state.scenario), (false, true));
}

#[test]
fn resources_of_a_call_come_and_go() {
    let state = reduce(&first(), Action::Add(New::Touched(1)));
    assert_eq!(focused(&state), "resource-1");
    let state = reduce(&state, fill_step(Field::Touched(1), "arn:aws:s3:::b/k"));
    let state = reduce(&state, fill_step(Field::TouchedKeys(1), "s3:prefix = x\ns3:prefix = y"));
    let Some(StepResource::Several(touched)) = &state.scenario.steps[1].resource else { panic!("several") };
    let TouchedResource::WithContext(with) = &touched[1] else { panic!("with keys") };
    let values = ContextInput::List(vec![Input::Text("x".to_owned()), Input::Text("y".to_owned())]);
    assert_eq!((with.arn.as_str(), with.context.get("s3:prefix")), ("arn:aws:s3:::b/k", Some(&values)));
    let state = reduce(&state, fill_step(Field::TouchedKeys(1), ""));
    let state = reduce(&state, Action::RemoveTouched(1));
    assert_eq!(state.scenario, first().scenario);
}

#[test]
fn whoever_is_added_opens_as_a_form_and_can_be_removed_again() {
    for (new, entity) in [
        (New::Role, Entity::Principal(1)),
        (New::User, Entity::Principal(1)),
        (New::Resource, Entity::Resource(0)),
        (New::Account, Entity::Account(0)),
    ] {
        let state = reduce(&first(), Action::Add(new));
        assert_eq!((state.form, focused(&state)), (entity, "form-Arn"), "{new:?}");
        let state = reduce(&state, Action::Remove(entity));
        assert_eq!((&state.scenario, state.form), (&first().scenario, Entity::Scenario), "{new:?}");
        assert_eq!(focused(&state), "form-0");
    }
}

#[test]
fn what_is_added_is_what_the_scenario_speaks_of() {
    let state = reduce(&reduce(&first(), Action::Add(New::Account)), Action::Add(New::Resource));
    assert_eq!(state.scenario.accounts[0].id, "111122223333");
    assert_eq!(state.scenario.resources[0].arn, "arn:aws:s3:::amzn-s3-demo-config/app.json");
}

#[test]
fn levels_and_groups_come_move_and_go() {
    let state = reduce(&first(), Action::Add(New::Account));
    let state = reduce(&state, Action::Add(New::Level(0, Control::Service)));
    let state = reduce(&state, Action::Add(New::Level(0, Control::Service)));
    let level = |at| Entity::Level(0, Control::Service, at);
    let state = reduce(&state, fill(level(1), Field::Arn, "r-ab12"));
    let state = reduce(&state, Action::Shift { entity: level(1), down: false });
    let levels = state.scenario.accounts[0].service_control_policies.as_ref().unwrap();
    assert_eq!((levels[0].target.as_str(), focused(&state)), ("r-ab12", "level-serviceControlPolicies-0"));
    let state = reduce(&reduce(&state, Action::Remove(level(1))), Action::Remove(level(0)));
    assert_eq!(state.scenario.accounts[0].service_control_policies, None);
    let state = reduce(&state, Action::Add(New::Group(0)));
    assert_eq!((state.scenario.principals[0].groups[0].name.as_str(), focused(&state)), ("group-1", "group-0"));
}

#[test]
fn sessions_and_roles_of_every_partition_carry_their_policies() {
    let json = r#"{"principals":[{"arn":"arn:aws-cn:iam::111122223333:user/team:role/ana"}],
        "steps":[{"caller":"arn:aws-cn:sts::111122223333:assumed-role/app/s","action":"s3:GetObject"}]}"#;
    let kinds = |scenario: &Scenario| -> Vec<PolicyType> {
        carriers(scenario).iter().map(|(carrier, _)| carrier.policy_type()).collect()
    };
    let mut scenario = Scenario::from_json(json).unwrap();
    assert!(kinds(&scenario).contains(&PolicyType::Session));
    assert!(!kinds(&scenario).contains(&PolicyType::Trust), "a user has none, whatever it is called");
    scenario.principals[0].arn = "arn:aws-cn:iam::111122223333:role/app".to_owned();
    assert!(kinds(&scenario).contains(&PolicyType::Trust));
}

#[test]
fn every_carrier_takes_a_policy_that_reads_and_opens() {
    let state = every_field();
    let mut scenario = state.scenario.clone();
    scenario.principals[0].trust_policy = None;
    scenario.principals[0].permissions_boundary = None;
    scenario.resources[0].policy = None;
    let state = own(scenario);
    let all = carriers(&state.scenario);
    let kinds: Vec<PolicyType> = all.iter().map(|(carrier, _)| carrier.policy_type()).collect();
    for kind in [
        PolicyType::IdentityBased,
        PolicyType::Trust,
        PolicyType::PermissionsBoundary,
        PolicyType::ResourceBased,
        PolicyType::Session,
        PolicyType::ServiceControl,
        PolicyType::ResourceControl,
        PolicyType::VpcEndpoint,
    ] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
    for (carrier, name) in all {
        assert!(!name.is_empty(), "{carrier:?}");
        let added = reduce(&state, Action::AddPolicy(carrier));
        let pointer = added.view.policy.clone().unwrap();
        assert_eq!(added.scenario.policies().len(), state.scenario.policies().len() + 1);
        let entry = added.scenario.policies().into_iter().find(|entry| entry.pointer == *pointer).unwrap();
        assert_eq!((entry.policy_type, focused(&added)), (carrier.policy_type(), "policy-name"));
        let problems = rolescope::analyze(&added.scenario).problems;
        let own: Vec<_> = problems.iter().filter(|problem| problem.pointer == *pointer).collect();
        assert!(own.iter().all(|problem| problem.severity != rolescope::Severity::Error), "{own:?}");
        let removed = reduce(&added, Action::RemovePolicy(pointer));
        assert_eq!(
            (removed.scenario.policies().len(), focused(&removed)),
            (state.scenario.policies().len(), "add-policy")
        );
    }
}

#[test]
fn policies_are_renamed_and_new_names_are_free() {
    let state = reduce(&first(), Action::AddPolicy(Carrier::Permissions(0)));
    let state = reduce(&state, Action::AddPolicy(Carrier::Permissions(0)));
    let names: Vec<String> = state.scenario.principals[0].identity_policies.iter().map(|it| it.name.clone()).collect();
    assert_eq!(names, ["read-config", "permissions", "permissions-2"]);
    let what = Editable::PolicyName(PERMISSIONS.into());
    let state = reduce(&state, Action::Edit { what, text: "read".to_owned() });
    assert_eq!(state.scenario.principals[0].identity_policies[0].name, "read");
}

#[test]
fn every_change_is_undone_and_done_again() {
    let changes = [
        Action::Add(New::Step(0)),
        Action::Remove(Entity::Step(0)),
        Action::Shift { entity: Entity::Step(0), down: true },
        Action::Add(New::Role),
        Action::AddPolicy(Carrier::Boundary(0)),
        Action::RemovePolicy(PERMISSIONS.into()),
        Action::GiveKey { key: "a:b".into(), text: String::new() },
        fill(Entity::Scenario, Field::Name, "x"),
        edit(PERMISSIONS, "{}"),
        Action::Open { source: OWN.into(), scenario: Box::default(), edited: true },
    ];
    for change in changes {
        let name = format!("{change:?}");
        let changed = reduce(&first(), change);
        assert_ne!(changed.scenario, first().scenario, "{name}");
        let undone = reduce(&changed, Action::Undo);
        let seen = (&undone.scenario, &undone.source, undone.edited, undone.step);
        assert_eq!(seen, (&first().scenario, &first().source, false, 1), "{name}");
        let again = reduce(&undone, Action::Redo);
        assert_eq!(
            (&again.scenario, &again.source, again.edited),
            (&changed.scenario, &changed.source, true),
            "{name}"
        );
    }
}

#[test]
fn typing_in_one_place_is_undone_at_once_and_a_change_ends_what_could_be_redone() {
    let mut state = first();
    for text in ["a", "ab", "abc"] {
        state = reduce(&state, fill(Entity::Scenario, Field::Name, text));
    }
    state = reduce(&state, fill(Entity::Scenario, Field::Description, "d"));
    let undone = reduce(&state, Action::Undo);
    let told = first().scenario.description.clone();
    assert_eq!((undone.scenario.title.as_str(), &undone.scenario.description), ("abc", &told));
    let undone = reduce(&undone, Action::Undo);
    assert_eq!(undone.scenario, first().scenario);
    assert!(undone.history.redoable().is_some());
    let other = reduce(&undone, Action::Add(New::User));
    assert!(other.history.redoable().is_none());
}

#[test]
fn so_many_changes_can_be_undone_and_no_more() {
    let mut state = first();
    for number in 0..130 {
        let field = if number % 2 == 0 { Field::Name } else { Field::Description };
        state = reduce(&state, fill(Entity::Scenario, field, &number.to_string()));
    }
    for _ in 0..200 {
        state = reduce(&state, Action::Undo);
    }
    assert_eq!(state.scenario.title, "28");
}

#[test]
fn a_scenario_of_ones_own_that_is_replaced_can_be_had_back() {
    let mine = reduce(&first(), Action::Open { source: OWN.into(), scenario: Box::default(), edited: true });
    assert_eq!(mine.notice, None);
    let scenario = Box::new(example("chain-of-three"));
    let replaced = reduce(&mine, Action::Open { source: OWN.into(), scenario, edited: true });
    assert!(replaced.notice.as_ref().unwrap().undo && replaced.own);
    let back = reduce(&replaced, Action::TakeBack);
    assert_eq!((&back.scenario, &back.notice, focused(&back)), (&mine.scenario, &None, "undo"));
    let back = reduce(&replaced, Action::Undo);
    assert_eq!((&back.scenario, &back.notice, back.target.is_none()), (&mine.scenario, &None, true));
}

#[test]
fn asking_before_a_reset_keeps_the_focus_in_reach() {
    let asking = reduce(&first(), Action::Ask(true));
    assert_eq!(focused(&asking), "keep");
    assert_eq!(focused(&reduce(&asking, Action::Ask(false))), "reset");
    let edited = reduce(&first(), edit(PERMISSIONS, "{}"));
    let reset = reduce(&edited, Action::Reset(Box::new(first().scenario.clone())));
    assert_eq!((focused(&reset), reset.notice.as_ref().unwrap().undo), ("examples-button", true));
}

#[test]
fn a_change_ends_the_playing_and_takes_the_notice_away() {
    let playing = reduce(&first(), Action::Play(true));
    assert!(playing.playing);
    let said = reduce(&playing, Action::Say("no connection".into()));
    assert!(!said.notice.as_ref().unwrap().undo);
    let changed = reduce(&said, Action::Add(New::User));
    assert!(!changed.playing && changed.notice.is_none());
}

#[test]
fn what_is_closed_does_not_hold_what_the_page_points_at() {
    let path = TracePath::from(vec![4, 0, 0]);
    let state = reduce(&first(), Action::SelectTrace { path, pointer: None });
    let outer = TracePath::from(vec![4]);
    let closed = reduce(&state, Action::FoldTrace { path: outer.clone(), open: false });
    assert_eq!(closed.view.trace, Some(outer));
}

#[test]
fn a_run_that_is_spread_is_looked_at() {
    let path = TracePath::from(vec![4, 0]);
    let state = reduce(&first(), Action::Spread { path: path.clone(), focus: "x" });
    assert_eq!((state.view.trace.clone(), state.view.spread.clone()), (Some(path.clone()), vec![path]));
    assert_eq!(focused(&state), "x");
}

#[test]
fn callers_are_whom_the_scenario_knows() {
    let found = callers(&first().scenario, 1);
    let of = |sort: &str| found.iter().find(|(name, _)| *name == sort).map(|(_, callers)| callers.join(" "));
    assert_eq!(of("Sessions of earlier steps").as_deref(), Some("@assume"));
    assert_eq!(of("Services").as_deref(), Some("ec2.amazonaws.com"));
    assert_eq!(of("Without credentials").as_deref(), Some("anonymous"));
    assert_eq!(of("Identity providers"), None);
    assert!(callers(&first().scenario, 0).iter().all(|(sort, _)| *sort != "Sessions of earlier steps"));
    let github = callers(&example("github-deploys"), 0);
    assert!(github.iter().any(|(_, callers)| callers.iter().any(|caller| caller.contains(":oidc-provider/"))));
}

#[test]
fn a_text_that_is_too_long_changes_nothing_but_the_message_and_the_next_edit_takes_that_away() {
    let state = first();
    let refused = reduce(&state, Action::Overfull(PERMISSIONS.into()));
    assert_eq!(refused.view.overfull.as_deref(), Some(PERMISSIONS));
    assert_eq!((&refused.scenario, refused.revision), (&state.scenario, state.revision));
    assert_eq!(reduce(&refused, edit(PERMISSIONS, "{}")).view.overfull, None);
}

#[test]
fn the_editor_stays_when_another_scenario_comes() {
    let state = reduce(&first(), Action::SetRich(true));
    let scenario = Box::new(example("bucket-or-object"));
    let other = reduce(&state, Action::Open { source: "bucket-or-object".into(), scenario, edited: false });
    assert!(other.rich);
    assert!(!reduce(&other, Action::SetRich(false)).rich);
}

#[test]
fn what_is_put_in_at_once_is_undone_by_itself() {
    let text = permissions(&first());
    let pasted = text.replace("s3:GetObject", "s3:GetObject*and-more-than-anybody-types");
    let mut state = reduce(&first(), edit(PERMISSIONS, &pasted));
    for more in ["x", "xy"] {
        state = reduce(&state, edit(PERMISSIONS, &format!("{pasted}{more}")));
    }
    state = reduce(&state, Action::Undo);
    assert_eq!(permissions(&state), pasted, "typing is a change of its own");
    state = reduce(&state, Action::Undo);
    assert_eq!(permissions(&state), text);
}

#[test]
fn typing_that_is_left_for_another_place_is_over() {
    let text = permissions(&first());
    let mut state = reduce(&first(), edit(PERMISSIONS, &format!("{text}x")));
    state = reduce(&state, Action::SelectStep(0));
    state = reduce(&state, edit(PERMISSIONS, &format!("{text}xy")));
    state = reduce(&state, Action::Undo);
    assert_eq!(permissions(&state), format!("{text}x"));
}

#[test]
fn a_new_role_has_a_trust_policy() {
    let state = reduce(&first(), Action::Add(New::Role));
    let trust = state.scenario.principals.last().unwrap().trust_policy.as_ref().unwrap();
    assert!(trust.document.text().contains("sts:AssumeRole"));
}

fn permissions(state: &State) -> String {
    crate::sight::policy_text(&state.scenario, PERMISSIONS).unwrap().to_owned()
}

#[test]
fn only_an_account_is_offered_as_one() {
    let resource = |arn: &str| rolescope::Resource { arn: arn.to_owned(), ..rolescope::Resource::default() };
    let resources = ["arn:aws:iam::*:role/x", "arn:aws:iam::aws:policy/x", "arn:aws:iam::777788889999:role/x"];
    let mut scenario = Scenario { resources: resources.map(resource).to_vec(), ..Scenario::default() };
    assert_eq!(super::entity::unlisted_account(&scenario), "777788889999");
    scenario.resources.pop();
    assert_eq!(super::entity::unlisted_account(&scenario), "444455556666");
}
