//! Long lists, drawn as far as they are seen.

use yew::Callback;

use crate::components::markup::{Tag, button, tag};
use crate::components::wire::click;
use crate::state::{Action, Few, List, Part};

/// A button that draws more of a list, or fewer again; `items` is what they are called.
pub(crate) fn more(list: &List, part: Part, items: &str, dispatch: &Callback<Action>) -> Tag {
    let action = Action::ShowMore { list: list.clone(), part };
    button("more", click(dispatch, action)).text(&part.words(items))
}

/// The items of a list that are drawn, with the way to those before and behind them.
pub(crate) fn drawn(
    list: &List,
    few: &Few,
    items: &str,
    dispatch: &Callback<Action>,
    draw: &mut dyn FnMut(usize) -> Tag,
) -> Vec<Tag> {
    let way = |part: Part| {
        let key = if part.before { "\u{1}before" } else { "\u{1}behind" };
        tag("li").key(key).with(more(list, part, items, dispatch))
    };
    let mut all: Vec<Tag> = few.before().map(way).into_iter().collect();
    for at in few.range() {
        all.push(draw(at));
    }
    all.extend(few.after().map(way));
    all
}
