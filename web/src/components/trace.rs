//! The trace: the whole evaluation as a list that opens.

use std::rc::Rc;

use rolescope::{StepReport, TraceEntry};
use yew::prelude::*;

use crate::components::icon::{Icon, glyph};
use crate::components::prose::prose;
use crate::components::wire::{click, focus};
use crate::focus::{TracePath, deciding, place_of};
use crate::shared::Shared;
use crate::state::{Action, View};
use crate::tone::{Tone, word};

#[derive(PartialEq, Properties)]
pub(crate) struct TraceProps {
    pub(crate) step: Shared<StepReport>,
    pub(crate) view: Shared<View>,
    /// The entry that the page points at.
    pub(crate) selected: Option<TracePath>,
    pub(crate) dispatch: Callback<Action>,
}

#[component]
pub(crate) fn Trace(props: &TraceProps) -> Html {
    let drawing = Drawing { props, deciding: deciding(&props.step) };
    html! {
        <section class="trace" aria-labelledby="trace-heading">
            <h3 id="trace-heading">{ "How it was decided" }</h3>
            { drawing.level(&props.step.trace, &[]) }
        </section>
    }
}

struct Drawing<'a> {
    props: &'a TraceProps,
    deciding: Option<TracePath>,
}

impl Drawing<'_> {
    fn level(&self, entries: &[TraceEntry], above: &[usize]) -> Html {
        html! {
            <ul class={if above.is_empty() { "card" } else { "below" }}>
                { for entries.iter().enumerate().map(|(at, entry)| {
                    let path: TracePath = above.iter().copied().chain([at]).collect();
                    html! { <li key={at}>{ self.entry(entry, &path) }</li> }
                }) }
            </ul>
        }
    }

    fn entry(&self, entry: &TraceEntry, path: &TracePath) -> Html {
        let selected = self.props.selected.as_ref() == Some(path);
        let class = classes!("row", Tone::from(entry.verdict).class());
        let current = selected.then_some("true");
        let pointer = place_of(&self.props.step.trace, path).map(|place| place.pointer.clone().into());
        let select = Action::SelectTrace { path: Rc::clone(path), pointer };
        let onfocus = focus(&self.props.dispatch, select.clone());
        if entry.children.is_empty() {
            let onclick = click(&self.props.dispatch, select);
            return html! {
                <button type="button" {class} aria-current={current} {onclick} {onfocus}>{ row(entry) }</button>
            };
        }
        let open = self.is_open(path);
        // The browser would open and close by itself, behind the state's back.
        let onclick = click(&self.props.dispatch, Action::FoldTrace { path: Rc::clone(path), open: !open });
        html! {
            <details {open}>
                <summary {class} aria-current={current} {onclick} {onfocus}>{ row(entry) }</summary>
                { self.level(&entry.children, path) }
            </details>
        }
    }

    /// Open is what was opened by hand, and else the way to what decided and to what is selected.
    fn is_open(&self, path: &TracePath) -> bool {
        let leads_to = |end: &Option<TracePath>| end.as_ref().is_some_and(|end| end.starts_with(path));
        let by_hand = self.props.view.folds.iter().find(|(at, _)| at == path).map(|(_, open)| *open);
        by_hand.unwrap_or_else(|| leads_to(&self.deciding) || leads_to(&self.props.selected))
    }
}

fn row(entry: &TraceEntry) -> Html {
    html! {
        <>
            <span class="twist">{ glyph(Icon::Chevron) }</span>
            <span class="sign">{ glyph(Tone::from(entry.verdict).icon()) }</span>
            <span class="title">{ prose(&entry.title) }</span>
            <span class="says">{ word(entry) }</span>
            if let Some(detail) = &entry.detail {
                <span class="detail">{ prose(detail) }</span>
            }
        </>
    }
}
