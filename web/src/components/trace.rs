//! The trace: the whole evaluation as a list that opens.

use std::rc::Rc;

use rolescope::report::{StepReport, TraceEntry};
use web_sys::HtmlElement;
use yew::Callback;

use crate::browser::element;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, button, tag};
use crate::components::more::more;
use crate::components::prose::prose;
use crate::components::wire::{click, focus};
use crate::focus::TracePath;
use crate::moments::{Folding, Row, Run};
use crate::sight::Sight;
use crate::state::{Action, Depth, List, State};
use crate::tone::{Tone, icon, word};

const LIST: &str = "trace-list";
const CURRENT: &str = "trace-now";

/// The trace of the selected step.
pub(crate) fn trace(state: &State, sight: &Sight<'_>, step: &StepReport, dispatch: &Callback<Action>) -> Tag {
    let selected = sight.pointed.as_ref();
    let folding = Folding::of(state, &step.trace, sight.resting.as_ref(), selected);
    let drawing = Drawing { step, selected, folding, dispatch };
    tag("section")
        .class("trace")
        .flag("hidden", state.depth != Depth::Everything)
        .labelled_by("trace-heading")
        .with(tag("h3").is("id", "trace-heading").word("How it was decided"))
        .with(drawing.level(&step.trace, &[]).class("card").is("id", LIST))
}

/// Scrolls the list, and only the list, to the current entry.
pub(crate) fn show_row() {
    let (Some(list), Some(row)) = (element::<HtmlElement>(LIST), element::<HtmlElement>(CURRENT)) else { return };
    let (top, height) = (list.scroll_top(), list.client_height());
    let wanted = row.offset_top();
    if wanted < top || wanted + row.offset_height() > top + height {
        list.set_scroll_top(wanted - height / 3);
    }
}

struct Drawing<'a> {
    step: &'a StepReport,
    selected: Option<&'a TracePath>,
    folding: Folding<'a>,
    dispatch: &'a Callback<Action>,
}

impl Drawing<'_> {
    fn level(&self, entries: &[TraceEntry], above: &[usize]) -> Tag {
        let mut list = tag("ul");
        for row in self.folding.rows(entries, above) {
            list = list.with(tag("li").with(match row {
                Row::Entry(path, entry) => self.entry(entry, &path),
                Row::Run(run) => self.run(&run),
                Row::More(rest) => more(&List::Trace(above.into()), rest.part, "entries", self.dispatch),
            }));
        }
        list
    }

    fn entry(&self, entry: &TraceEntry, path: &TracePath) -> Tag {
        let select = Sight::look_at(self.step, Rc::clone(path));
        let onfocus = focus(self.dispatch, select.clone());
        let current = self.selected == Some(path);
        if entry.children.is_empty() {
            return row(button("row", click(self.dispatch, select)), entry, current).on(onfocus);
        }
        let open = self.folding.is_open(path);
        // The browser would open and close by itself, behind the state's back.
        let onclick = click(self.dispatch, Action::FoldTrace { path: Rc::clone(path), open: !open });
        tag("details")
            .flag("open", open)
            .with(row(tag("summary").class("row").on(onclick), entry, current).on(onfocus))
            .maybe((open || !self.folding.narrow).then(|| self.level(&entry.children, path).class("below")))
    }

    /// Neighbors that do not match, in one row.
    fn run(&self, run: &Run) -> Tag {
        let spread = click(self.dispatch, Action::Spread { path: Rc::clone(&run.first), focus: CURRENT });
        let row =
            now(button("row", spread).class("t-nothing").class("run"), self.selected.is_some_and(|it| run.holds(it)));
        row.with(tag("span").class("twist").with(glyph(Icon::Chevron)))
            .with(tag("span").class("sign").with(glyph(Icon::Nothing)))
            .with(tag("span").class("title").text(&run.words()))
            .with(tag("span").class("says").word("Show each"))
    }
}

fn row(row: Tag, entry: &TraceEntry, current: bool) -> Tag {
    let tone = Tone::from(entry.verdict);
    let detail = entry.detail.as_ref().map(|detail| prose(tag("span").class("detail"), detail));
    now(row, current)
        .class(tone.class())
        .with(tag("span").class("twist").with(glyph(Icon::Chevron)))
        .with(tag("span").class("sign").with(glyph(icon(tone))))
        .with(prose(tag("span").class("title"), &entry.title))
        .with(tag("span").class("says").word(word(entry)))
        .maybe(detail)
}

fn now(row: Tag, current: bool) -> Tag {
    if current { row.is("aria-current", "true").is("id", CURRENT) } else { row }
}
