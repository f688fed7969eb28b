//! Undo and redo.

use super::*;

#[test]
fn every_change_is_undone_and_done_again() {
    let changes = [
        Action::Change(Change::Add(New::Step(0))),
        Action::Change(Change::Remove(Entity::Step(0))),
        Action::Change(Change::Shift { entity: Entity::Step(0), down: true }),
        Action::Change(Change::Add(New::Role)),
        Action::Change(Change::AddPolicy(Carrier::Boundary(0))),
        Action::Change(Change::RemovePolicy(PERMISSIONS.into())),
        Action::Change(Change::GiveKey { key: "a:b".into(), text: String::new() }),
        fill(Entity::Scenario, Field::Name, "x"),
        edit(PERMISSIONS, "{}"),
        Action::Open { source: OWN.into(), scenario: Box::default(), edited: true },
    ];
    for change in changes {
        let name = format!("{change:?}");
        let changed = reduce(&first(), change);
        assert_ne!(changed.scenario, first().scenario, "{name}");
        let undone = reduce(&changed, Action::Change(Change::Undo));
        let seen = (&undone.scenario, &undone.source, undone.edited, undone.step);
        assert_eq!(seen, (&first().scenario, &first().source, false, 1), "{name}");
        let again = reduce(&undone, Action::Change(Change::Redo));
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
    let undone = reduce(&state, Action::Change(Change::Undo));
    let told = first().scenario.description.clone();
    assert_eq!((undone.scenario.title.as_str(), &undone.scenario.description), ("abc", &told));
    let undone = reduce(&undone, Action::Change(Change::Undo));
    assert_eq!(undone.scenario, first().scenario);
    assert!(undone.history.redoable().is_some());
    let other = reduce(&undone, Action::Change(Change::Add(New::User)));
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
        state = reduce(&state, Action::Change(Change::Undo));
    }
    assert_eq!(state.scenario.title, "28");
}

#[test]
fn a_link_that_is_opened_can_be_taken_back() {
    let mine = reduce(&first(), Action::Open { source: OWN.into(), scenario: Box::default(), edited: true });
    assert_eq!(mine.notice, None);
    let scenario = Box::new(example("chain-of-three"));
    let linked = reduce(&mine, Action::Open { source: "link-1a-x".into(), scenario, edited: false });
    assert!(linked.notice.as_ref().unwrap().undo);
    let back = reduce(&linked, Action::Change(Change::TakeBack));
    assert_eq!((&back.scenario, &back.notice, focused(&back)), (&mine.scenario, &None, "undo"));
    let back = reduce(&linked, Action::Change(Change::Undo));
    assert_eq!((&back.scenario, &back.notice, back.target.is_none()), (&mine.scenario, &None, true));
}

#[test]
fn a_link_whose_edits_are_kept_says_so() {
    let kept = |id: &'static str| KeptScenario { id: id.into(), title: "".into(), ago: "".into() };
    let open = |kept| {
        let state = Rc::new(State { kept, ..(*first()).clone() });
        let scenario = Box::new(example("chain-of-three"));
        reduce(&state, Action::Open { source: "link-1a-x".into(), scenario, edited: false })
    };
    let said = |state: &State| state.notice.as_ref().unwrap().words.to_string();
    assert!(said(&open(vec![kept("own-1"), kept("link-1a-y")])).contains("Your earlier edits of it"));
    assert!(said(&open(vec![kept("link-2b-y"), kept("link")])).contains("What you had is kept"));
    let nothing = open(Vec::new());
    assert_eq!((&*said(&nothing), nothing.notice.as_ref().unwrap().undo), ("Opened from a link.", false));
}

#[test]
fn the_version_of_another_tab_keeps_the_view_and_can_be_undone_past() {
    let mine = reduce(&first(), fill(Entity::Scenario, Field::Name, "mine"));
    let mine = reduce(&mine, Action::SelectStep(0));
    let mut theirs = mine.scenario.clone();
    theirs.title = "theirs".to_owned();
    let followed = reduce(&mine, Action::Follow(Box::new(theirs.clone())));
    assert_eq!((&followed.scenario, followed.step, followed.draft), (&theirs, 0, Draft::Kept));
    assert!(followed.edited && followed.revision > mine.revision);
    let undone = reduce(&followed, Action::Change(Change::Undo));
    assert_eq!(undone.scenario, first().scenario);
    assert_eq!(reduce(&undone, Action::Change(Change::Redo)).scenario, theirs, "their version is not lost");
}

#[test]
fn what_parts_from_another_tab_goes_on_under_a_name_of_its_own() {
    let slot = AttrValue::from("ec2-reads-s3");
    let mine = reduce(&first(), fill(Entity::Scenario, Field::Name, "mine"));
    let mine = reduce(&mine, fill(Entity::Scenario, Field::Description, "more"));
    let parted = reduce(&mine, Action::Part("own-1".into()));
    assert_eq!((parted.source.as_str(), &parted.scenario), ("own-1", &mine.scenario));
    assert_eq!(parted.trouble, Some(Trouble::Conflict { slot: slot.clone(), copy: "own-1".into() }));
    let undone = reduce(&parted, Action::Change(Change::Undo));
    assert_eq!((undone.source.as_str(), undone.edited), ("own-1", true), "earlier edits are of the copy, too");
    let undone = reduce(&undone, Action::Change(Change::Undo));
    assert_eq!((&undone.source, undone.edited), (&slot, false), "the example itself keeps its name");
}

#[test]
fn parting_from_a_draft_that_cannot_be_read_says_nothing_new() {
    let unreadable = Trouble::Unreadable { slot: "ec2-reads-s3".into(), reason: "damaged".into() };
    let state = reduce(&first(), Action::Warn(Some(unreadable.clone())));
    let parted = reduce(&state, Action::Part("own-1".into()));
    assert_eq!((parted.source.as_str(), &parted.trouble), ("own-1", &Some(unreadable)));
}

#[test]
fn what_is_put_in_at_once_is_undone_by_itself() {
    let text = permissions(&first());
    let pasted = text.replace("s3:GetObject", "s3:GetObject*and-more-than-anybody-types");
    let mut state = reduce(&first(), edit(PERMISSIONS, &pasted));
    for more in ["x", "xy"] {
        state = reduce(&state, edit(PERMISSIONS, &format!("{pasted}{more}")));
    }
    state = reduce(&state, Action::Change(Change::Undo));
    assert_eq!(permissions(&state), pasted, "typing is a change of its own");
    state = reduce(&state, Action::Change(Change::Undo));
    assert_eq!(permissions(&state), text);
}

#[test]
fn typing_that_is_left_for_another_place_is_over() {
    let text = permissions(&first());
    let mut state = reduce(&first(), edit(PERMISSIONS, &format!("{text}x")));
    state = reduce(&state, Action::SelectStep(0));
    state = reduce(&state, edit(PERMISSIONS, &format!("{text}xy")));
    state = reduce(&state, Action::Change(Change::Undo));
    assert_eq!(permissions(&state), format!("{text}x"));
}

fn permissions(state: &State) -> String {
    crate::sight::policy_text(&state.scenario, PERMISSIONS).unwrap().to_owned()
}

#[test]
fn of_large_scenarios_fewer_changes_can_be_undone_and_one_always() {
    for (touched, undoable) in [(40_000, 3), (200_000, 1)] {
        let mut state = State::first_visit();
        let all = vec![rolescope::scenario::TouchedResource::Arn("*".to_owned()); touched];
        state.scenario.steps[1].resource = Some(rolescope::scenario::StepResource::Several(all));
        for at in 0..6 {
            state.reduce(Action::Change(Change::GiveKey { key: format!("k:{at}").into(), text: String::new() }));
        }
        let undone = (0..6).take_while(|_| state.reduce(Action::Change(Change::Undo))).count();
        assert_eq!(undone, undoable, "{touched} resources");
    }
}
