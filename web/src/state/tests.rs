use std::rc::Rc;

use super::*;
use crate::examples::{OWN, tests::example};
use crate::focus::TracePath;
use rolescope::Map;
use rolescope::report::PolicyType;
use rolescope::scenario::{ContextInput, Input, StepResource, TouchedResource};

mod cast;
mod fields;
mod history;

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
    Action::Change(Change::Edit { what: Editable::Policy(pointer.into()), text: text.to_owned() })
}

fn fill(entity: Entity, field: Field, text: &str) -> Action {
    Action::Change(Change::Edit { what: Editable::Field(entity, field), text: text.to_owned() })
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
        Action::Change(Change::Undo),
        Action::Change(Change::Redo),
        edit(PERMISSIONS, &text(&state, PERMISSIONS)),
        edit("/principals/7/trustPolicy", "{}"),
        Action::Change(Change::RemoveKey("aws:SourceIp".into())),
        Action::Change(Change::Remove(Entity::Step(9))),
        Action::Change(Change::Remove(Entity::Scenario)),
        Action::Change(Change::RemovePolicy("/principals/7/trustPolicy".into())),
        Action::Change(Change::Shift { entity: Entity::Step(0), down: false }),
        Action::Change(Change::RemoveTouched(0)),
        Action::Change(Change::RemoveSession),
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
    let added = reduce(&first(), Action::Change(Change::Add(New::Step(1))));
    assert_eq!((added.scenario.steps.len(), added.step, focused(&added)), (3, 2, "step-name"));
    assert_eq!(added.scenario.steps[2].name.as_deref(), Some("step-3"));
    let mut state = added;
    for _ in 0..5 {
        state = reduce(&state, Action::Change(Change::Remove(Entity::Step(0))));
    }
    assert_eq!((state.scenario.steps.len(), state.step, focused(&state)), (1, 0, "step-0"));
}

#[test]
fn removing_an_earlier_step_keeps_the_selected_one_open() {
    let state = reduce(&first(), Action::Change(Change::Remove(Entity::Step(0))));
    assert_eq!((state.step, state.scenario.steps[0].name.as_deref()), (0, Some("read")));
    assert_eq!(state.notice.as_ref().unwrap().words, "Removed step assume.");
}

#[test]
fn steps_change_places_and_the_selection_goes_along() {
    let up = Action::Change(Change::Shift { entity: Entity::Step(1), down: false });
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
    let changed = reduce(&said, Action::Change(Change::Add(New::User)));
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
