//! The trace: the whole evaluation as a list that opens.

use std::rc::Rc;

use rolescope::{StepReport, TraceEntry};
use yew::Callback;

use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, button, tag};
use crate::components::prose::prose;
use crate::components::wire::{click, focus};
use crate::focus::{TracePath, deciding, place_of};
use crate::state::{Action, View};
use crate::tone::{Tone, word};

/// The trace of a step; `selected` is the entry that the page points at.
pub(crate) fn trace(step: &StepReport, view: &View, selected: Option<&TracePath>, dispatch: &Callback<Action>) -> Tag {
    let drawing = Drawing { step, view, selected, deciding: deciding(step), dispatch };
    tag("section")
        .class("trace")
        .labelled_by("trace-heading")
        .with(tag("h3").is("id", "trace-heading").word("How it was decided"))
        .with(drawing.level(&step.trace, &[]).class("card"))
}

struct Drawing<'a> {
    step: &'a StepReport,
    view: &'a View,
    selected: Option<&'a TracePath>,
    deciding: Option<TracePath>,
    dispatch: &'a Callback<Action>,
}

impl Drawing<'_> {
    fn level(&self, entries: &[TraceEntry], above: &[usize]) -> Tag {
        let mut list = tag("ul");
        for (at, entry) in entries.iter().enumerate() {
            let path: TracePath = above.iter().copied().chain([at]).collect();
            list = list.with(tag("li").with(self.entry(entry, &path)));
        }
        list
    }

    fn entry(&self, entry: &TraceEntry, path: &TracePath) -> Tag {
        let pointer = place_of(&self.step.trace, path).map(|place| (&*place.pointer).into());
        let select = Action::SelectTrace { path: Rc::clone(path), pointer };
        let onfocus = focus(self.dispatch, select.clone());
        if entry.children.is_empty() {
            return self.row(button("row", click(self.dispatch, select)), entry, path).on(onfocus);
        }
        let open = self.is_open(path);
        // The browser would open and close by itself, behind the state's back.
        let onclick = click(self.dispatch, Action::FoldTrace { path: Rc::clone(path), open: !open });
        tag("details")
            .flag("open", open)
            .with(self.row(tag("summary").class("row").on(onclick), entry, path).on(onfocus))
            .with(self.level(&entry.children, path).class("below"))
    }

    fn row(&self, mut row: Tag, entry: &TraceEntry, path: &TracePath) -> Tag {
        if self.selected == Some(path) {
            row = row.is("aria-current", "true");
        }
        let tone = Tone::from(entry.verdict);
        let detail = entry.detail.as_ref().map(|detail| prose(tag("span").class("detail"), detail));
        row.class(tone.class())
            .with(tag("span").class("twist").with(glyph(Icon::Chevron)))
            .with(tag("span").class("sign").with(glyph(tone.icon())))
            .with(prose(tag("span").class("title"), &entry.title))
            .with(tag("span").class("says").word(word(entry)))
            .maybe(detail)
    }

    /// Open is what was opened by hand, and else the way to what decided and to what is selected.
    fn is_open(&self, path: &TracePath) -> bool {
        let leads_to = |end: Option<&TracePath>| end.is_some_and(|end| end.starts_with(path));
        let by_hand = self.view.folds.iter().find(|(at, _)| at == path).map(|(_, open)| *open);
        by_hand.unwrap_or_else(|| leads_to(self.deciding.as_ref()) || leads_to(self.selected))
    }
}
