use std::rc::Rc;

use super::*;
use rolescope::{ContextInput, Input, StepResource};

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

fn fill(field: StepField, text: &str) -> Action {
    Action::Edit { what: Editable::Step(field), text: text.to_owned() }
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
        Action::Reset,
        edit(PERMISSIONS, &text(&state, PERMISSIONS)),
        edit("/principals/7/trustPolicy", "{}"),
        Action::RemoveKey("aws:SourceIp".into()),
        Action::RemoveStep(9),
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
    let reset = reduce(&state, Action::Reset);
    assert_eq!(reset.scenario, first().scenario);
    assert!(!reset.edited);
}

#[test]
fn reset_of_a_scenario_of_ones_own_does_nothing() {
    let open = Action::Open { source: OWN.into(), scenario: Box::default(), edited: true };
    let state = reduce(&first(), open);
    assert!(Rc::ptr_eq(&reduce(&state, Action::Reset), &state));
}

#[test]
fn steps_come_and_go_and_one_stays() {
    let added = reduce(&first(), Action::AddStep);
    assert_eq!((added.scenario.steps.len(), added.step), (3, 2));
    assert_eq!(added.scenario.steps[2].name.as_deref(), Some("step-3"));
    let mut state = added;
    for _ in 0..5 {
        state = reduce(&state, Action::RemoveStep(0));
    }
    assert_eq!((state.scenario.steps.len(), state.step), (1, 0));
}

#[test]
fn fields_of_the_request_are_edited() {
    let mut state = first();
    let edits = [
        (StepField::Caller, "anonymous"),
        (StepField::Action, "s3:PutObject"),
        (StepField::Resource(0), ""),
        (StepField::SessionName, "s"),
        (StepField::Duration, "900"),
        (StepField::ExternalId, ""),
    ];
    for (field, text) in edits {
        state = reduce(&state, fill(field, text));
    }
    let step = &state.scenario.steps[1];
    assert_eq!((step.caller.as_str(), step.action.as_str(), &step.resource), ("anonymous", "s3:PutObject", &None));
    let session = step.session.as_ref().unwrap();
    assert_eq!(
        (session.name.as_deref(), session.duration_seconds, &session.external_id),
        (Some("s"), Some(900), &None)
    );
}

#[test]
fn a_key_keeps_its_kind_while_its_text_fits() {
    let mut scenario = first().scenario.clone();
    let list = vec![Input::Text("a".to_owned())];
    scenario.steps[1].context = [
        ("k:bool".to_owned(), ContextInput::One(Input::Boolean(true))),
        ("k:number".to_owned(), ContextInput::One(Input::Number("1".to_owned()))),
        ("k:list".to_owned(), ContextInput::List(list)),
    ]
    .into();
    let mut state = Rc::new(State::new(OWN.into(), scenario, true, Theme::System));
    for (key, text) in [("k:bool", "false"), ("k:number", "12"), ("k:list", "a\nb"), ("k:new", "x")] {
        state = reduce(&state, fill(StepField::Key(key.into()), text));
    }
    let context = &state.scenario.steps[1].context;
    assert_eq!(*context.get("k:bool").unwrap(), ContextInput::One(Input::Boolean(false)));
    assert_eq!(*context.get("k:number").unwrap(), ContextInput::One(Input::Number("12".to_owned())));
    assert_eq!(
        *context.get("k:list").unwrap(),
        ContextInput::List(vec![Input::Text("a".to_owned()), Input::Text("b".to_owned())])
    );
    assert_eq!(*context.get("k:new").unwrap(), ContextInput::One(Input::Text("x".to_owned())));
    let halfway = reduce(&state, fill(StepField::Key("k:bool".into()), "fals"));
    assert_eq!(
        *halfway.scenario.steps[1].context.get("k:bool").unwrap(),
        ContextInput::One(Input::Text("fals".to_owned()))
    );
}

#[test]
fn one_of_several_resources_is_edited() {
    let mut scenario = first().scenario.clone();
    scenario.steps[1].resource = Some(StepResource::Several(vec![
        rolescope::TouchedResource::Arn("a".to_owned()),
        rolescope::TouchedResource::Arn("b".to_owned()),
    ]));
    let state = Rc::new(State::new(OWN.into(), scenario, true, Theme::System));
    let after = reduce(&state, fill(StepField::Resource(1), "c"));
    let Some(StepResource::Several(resources)) = &after.scenario.steps[1].resource else { panic!("still several") };
    assert_eq!(resources[1], rolescope::TouchedResource::Arn("c".to_owned()));
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
    let scenario = Box::new(examples::example("bucket-or-object").unwrap());
    let other = reduce(&state, Action::Open { source: "bucket-or-object".into(), scenario, edited: false });
    assert!(other.rich);
    assert!(!reduce(&other, Action::SetRich(false)).rich);
}
