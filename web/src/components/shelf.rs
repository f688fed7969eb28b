//! The dialog with the scenarios that can be opened.

use yew::{AttrValue, Callback};

use crate::components::dialog::dialog;
use crate::components::markup::{Tag, button, tag};
use crate::components::trouble::button_of_drafts;
use crate::components::wire::choose;
use crate::examples::SHELVES;
use crate::state::{Action, Dialog, State};

const HEADING: &str = "examples-heading";

/// The dialog: the examples by subject, and the visitor's own scenarios that the browser keeps.
pub(crate) fn shelf(state: &State, dispatch: &Callback<Action>) -> Tag {
    let is_open = state.dialog == Some(Dialog::Examples);
    let rest = if is_open { scenarios(state, dispatch) } else { Vec::new() };
    dialog(Dialog::Examples, HEADING, "Examples", dispatch, rest).class("wide")
}

fn scenarios(state: &State, dispatch: &Callback<Action>) -> Vec<Tag> {
    let mut content = Vec::new();
    let mut own = Vec::new();
    for kept in &state.kept {
        let title = if state.source == kept.id { &*state.scenario.title } else { &*kept.title };
        let title = if title.is_empty() { "A scenario without a title" } else { title };
        let line = format!("Kept in this browser, {}", kept.ago);
        own.push(example(state, &kept.id, title, &line, dispatch));
    }
    if !own.is_empty() {
        content.push(subject("Your own", own));
    }
    for shelf in &SHELVES {
        let examples = shelf.examples.iter();
        let examples = examples.map(|it| example(state, &it.id.into(), it.title, it.line, dispatch)).collect();
        content.push(subject(shelf.subject, examples));
    }
    let drafts = tag("p").with(button_of_drafts("list", "All drafts and set-aside texts"));
    vec![tag("div").class("shelves").list(content), drafts]
}

fn subject(name: &'static str, examples: Vec<Tag>) -> Tag {
    let list = tag("ul").class("card").list(examples);
    tag("section").key(name).is("aria-label", name).with(tag("h3").word(name)).with(list)
}

fn example(state: &State, id: &AttrValue, title: &str, line: &str, dispatch: &Callback<Action>) -> Tag {
    let fetch = Action::Fetch { source: id.clone(), fresh: false };
    let mut press = button("example", choose(dispatch, fetch));
    if state.source == *id {
        press = press.is("aria-current", "true");
    }
    let press = press.with(tag("strong").text(title)).with(tag("span").text(line));
    tag("li").key(id.as_str()).with(press)
}
