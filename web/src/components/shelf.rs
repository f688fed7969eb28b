//! The dialog with the scenarios that can be opened.

use yew::Callback;

use crate::components::markup::{Tag, button, tag};
use crate::components::new_policy::heading;
use crate::components::wire::choose;
use crate::examples::{LINKED, OWN, SHELVES};
use crate::state::{Action, Dialog, State};

const HEADING: &str = "examples-heading";

/// The dialog: the examples by subject, and the visitor's own scenarios that the browser keeps.
pub(crate) fn shelf(state: &State, dispatch: &Callback<Action>) -> Tag {
    let mut content = Vec::new();
    let mut own = Vec::new();
    for (kept, id) in [(state.own, OWN), (state.linked, LINKED)] {
        let title = if state.source == id { &*state.scenario.title } else { "" };
        let title = if title.is_empty() { "The scenario that you brought along" } else { title };
        if kept {
            own.push(example(state, id, title, "Kept in this browser, as you left it.", dispatch));
        }
    }
    if !own.is_empty() {
        content.push(subject("Your own", own));
    }
    for shelf in &SHELVES {
        let examples = shelf.examples.iter();
        let examples = examples.map(|it| example(state, it.id, it.title, it.line, dispatch)).collect();
        content.push(subject(shelf.subject, examples));
    }
    tag("dialog")
        .is("id", Dialog::Examples.id())
        .class("wide")
        .labelled_by(HEADING)
        .with(heading(HEADING, "Examples"))
        .with(tag("div").class("shelves").list(content))
}

fn subject(name: &'static str, examples: Vec<Tag>) -> Tag {
    let list = tag("ul").class("card").list(examples);
    tag("section").key(name).is("aria-label", name).with(tag("h3").word(name)).with(list)
}

fn example(state: &State, id: &'static str, title: &str, line: &'static str, dispatch: &Callback<Action>) -> Tag {
    let fetch = Action::Fetch { source: id.into(), fresh: false };
    let mut press = button("example", choose(dispatch, fetch));
    if state.source == id {
        press = press.is("aria-current", "true");
    }
    let press = press.with(tag("strong").text(title)).with(tag("span").word(line));
    tag("li").key(id).with(press)
}
