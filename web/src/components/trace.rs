//! The trace: the whole evaluation as a list that opens.

use std::rc::Rc;

use rolescope::{StepReport, TraceEntry};
use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::components::prose::Prose;
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
        let select = self.select(path);
        let onfocus = select.reform(|_: FocusEvent| ());
        if entry.children.is_empty() {
            let onclick = select.reform(|_: MouseEvent| ());
            return html! {
                <button type="button" {class} aria-current={current} {onclick} {onfocus}>{ row(entry) }</button>
            };
        }
        let open = self.is_open(path);
        let onclick = self.fold(path, !open);
        html! {
            <details {open}>
                <summary {class} aria-current={current} {onclick} {onfocus}>{ row(entry) }</summary>
                { self.level(&entry.children, path) }
            </details>
        }
    }

    fn select(&self, path: &TracePath) -> Callback<()> {
        let pointer = place_of(&self.props.step.trace, path).map(|place| AttrValue::from(place.pointer.clone()));
        let path = Rc::clone(path);
        self.props.dispatch.reform(move |()| Action::SelectTrace { path: Rc::clone(&path), pointer: pointer.clone() })
    }

    /// Opens or closes an entry. The browser would do so by itself, behind the state's back.
    fn fold(&self, path: &TracePath, open: bool) -> Callback<MouseEvent> {
        let path = Rc::clone(path);
        self.props.dispatch.reform(move |event: MouseEvent| {
            event.prevent_default();
            Action::FoldTrace { path: Rc::clone(&path), open }
        })
    }

    /// Open is what was opened by hand, and else the way to what decided and to what is selected.
    fn is_open(&self, path: &TracePath) -> bool {
        let leads_to = |end: &Option<TracePath>| end.as_ref().is_some_and(|end| end.starts_with(path));
        let by_hand = self.props.view.folds.get(path).copied();
        by_hand.unwrap_or_else(|| leads_to(&self.deciding) || leads_to(&self.props.selected))
    }
}

fn row(entry: &TraceEntry) -> Html {
    html! {
        <>
            <span class="twist"><Glyph icon={Icon::Chevron} /></span>
            <span class="sign"><Glyph icon={Tone::from(entry.verdict).icon()} /></span>
            <span class="title"><Prose text={entry.title.clone()} /></span>
            <span class="says">{ word(entry.verdict) }</span>
            if let Some(detail) = &entry.detail {
                <span class="detail"><Prose text={detail.clone()} /></span>
            }
        </>
    }
}
