//! The worker's progress and its answers.

use rolescope::report::Answer;
use rolescope::task::Tried;
use yew::prelude::*;

use crate::components::icon::glyph;
use crate::components::markup::{Tag, fragment, tag};
use crate::components::more::drawn;
use crate::components::prose::prose;
use crate::state::{Action, List, Shown, spelled};
use crate::tone::{Tone, icon};

/// The bar, and the element that has the worker.
pub(super) fn progress(order: Option<AttrValue>, done: usize, total: usize) -> Html {
    html! {
        <div class="progress">
            <page-work request={order} />
            <progress aria-label="Callers tried" max={total.max(1).to_string()} value={done.to_string()} />
            if total > 0 {
                <span>{ format!("{} of {}", spelled(done), spelled(total)) }</span>
            }
        </div>
    }
}

/// Everybody who was tried, by answer.
pub(super) fn answers(shown: &Shown, tried: &[Tried], dispatch: &Callback<Action>) -> Html {
    let group = |answer: Answer| {
        let those: Vec<&Tried> = tried.iter().filter(|it| it.answer == answer).collect();
        let list = List::Who(answer);
        let few = shown.few(&list, those.len(), None);
        let each = drawn(&list, &few, "callers", dispatch, &mut |at| those.get(at).map_or(tag("li"), |it| caller(it)));
        let group = html! {
            <>
                <h3>{ answer.heading() }</h3>
                <ul class="card">{ fragment(each) }</ul>
            </>
        };
        (!those.is_empty()).then_some(group)
    };
    html! { <div class="answers">{ for Answer::ALL.into_iter().filter_map(group) }</div> }
}

fn caller(tried: &Tried) -> Tag {
    let tone = Tone::from(tried.decision);
    let said = tag("div").with(prose(tag("p").class("caller"), &tried.who));
    let sentences = tried.sentences.iter().map(|sentence| prose(tag("p"), sentence)).collect();
    tag("li").class(tone.class()).with(glyph(icon(tone))).with(said.list(sentences))
}
