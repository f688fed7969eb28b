//! Undo and redo.

use super::*;

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

fn permissions(state: &State) -> String {
    crate::sight::policy_text(&state.scenario, PERMISSIONS).unwrap().to_owned()
}
