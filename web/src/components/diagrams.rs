//! The diagrams: drawn, in words, and to take along.

use rolescope::diagram::{Diagram, DiagramKind, Drawing, Element};
use web_sys::HtmlTextAreaElement;
use yew::Callback;

use crate::analysis::Analysis;
use crate::browser::{copy_text, element, save_file};
use crate::components::markup::{Tag, button, tag};
use crate::components::more::drawn;
use crate::components::prose::prose;
use crate::components::tabs::{Row, Tab, tabs};
use crate::components::wire::click;
use crate::state::{Action, Copied, List, State, spelled};

const HEADING: &str = "diagrams-heading";
const PANEL: &str = "diagram";
const TITLE: &str = "diagram-title";
const TEXT: &str = "diagram-text";
const KINDS: [(DiagramKind, &str, &str); 2] = [
    (DiagramKind::Sequence, "diagram-sequence", "Role assumption"),
    (DiagramKind::Ceilings, "diagram-ceilings", "Nested ceilings"),
];

/// Most lines in words of a diagram that is drawn on the page.
const MOST: usize = 150;

/// The diagram that was chosen; none where there is no step.
pub(crate) fn diagrams(state: &State, analysis: &Analysis, dispatch: &Callback<Action>) -> Option<Tag> {
    let diagram = Diagram::of(state.diagram, &state.scenario, &analysis.steps, state.step)?;
    let selected = KINDS.iter().position(|(kind, _, _)| *kind == state.diagram).unwrap_or(0);
    let choice = |at: usize| {
        let (kind, id, word) = KINDS.get(at).copied().unwrap_or_default();
        let content = vec![tag("span").word(word)];
        Tab { id: id.into(), panel: PANEL.into(), action: Action::ShowDiagram(kind), content }
    };
    let sentences = diagram.words();
    let drawing = tag("div").class("card drawing").is("role", "region").is("aria-label", "Drawing").is("tabindex", "0");
    let drawing = match sentences.len() > MOST {
        true => drawing.with(tag("p").text(&left_out(sentences.len()))),
        false => drawing.with(draw(&diagram.drawing())),
    };
    let few = state.shown.few(&List::Words, sentences.len(), None);
    let words = tag("ol").list(drawn(&List::Words, &few, "sentences", dispatch, &mut |at| {
        prose(tag("li"), sentences.get(at).map_or("", String::as_str))
    }));
    let said = tag("section")
        .class("said")
        .is("aria-label", "The same in words")
        .with(tag("h3").word("The same in words"))
        .with(words);
    let panel = tag("div")
        .class("panel")
        .is("id", PANEL)
        .is("role", "tabpanel")
        .is("aria-labelledby", KINDS.get(selected).map_or("", |(_, id, _)| id))
        .maybe(by_hand(state.copied, &diagram))
        .with(drawing)
        .with(said);
    let (list, items) = (List::Words, "diagrams");
    let row = Row { label: "Diagrams", class: "steps", list, items, count: KINDS.len(), selected };
    let head = tag("header")
        .with(tag("h2").is("id", HEADING).word("Diagrams"))
        .with(tabs(row, &state.shown, &choice, dispatch))
        .with(tools(state.copied, dispatch));
    Some(tag("section").class("diagrams").labelled_by(HEADING).with(head).with(panel))
}

fn left_out(parts: usize) -> String {
    format!("{} parts are too many to be drawn here. Download SVG draws them into a file.", spelled(parts))
}

fn tools(copied: Copied, dispatch: &Callback<Action>) -> Tag {
    let said = if copied == Copied::Yes { "Copied" } else { "" };
    tag("div")
        .class("tools")
        .with(tag("span").class("copied t-allow").is("aria-live", "polite").word(said))
        .with(button("", click(dispatch, Action::SaveDiagram)).word("Download SVG"))
        .with(button("", click(dispatch, Action::CopyDiagram)).word("Copy as Mermaid"))
}

/// The text of a diagram, where the browser keeps its clipboard shut.
fn by_hand(copied: Copied, diagram: &Diagram) -> Option<Tag> {
    if copied != Copied::ByHand {
        return None;
    }
    let area = tag("textarea").is("id", TEXT).is("readonly", "readonly").is("rows", "8").is("wrap", "off").plain();
    let label =
        tag("label").is("for", TEXT).word("The browser does not let the page copy. Copy the Mermaid text from here:");
    Some(tag("div").class("by-hand").with(label).with(area.value(&diagram.mermaid())))
}

/// The drawing as elements of the page.
fn draw(drawing: &Drawing) -> Tag {
    let mut svg = tag("svg").is("role", "img").labelled_by(TITLE).is("focusable", "false");
    for (name, value) in &drawing.size() {
        svg = svg.set(name, value);
    }
    drawing.content.iter().fold(svg.with(tag("title").is("id", TITLE).text(&drawing.title)), shape)
}

/// Appends an element of the drawing.
fn shape(parent: Tag, element: &Element) -> Tag {
    let mut shape = tag(element.name);
    for (name, value) in &element.attributes {
        shape = shape.set(name, value);
    }
    if !element.text.is_empty() {
        shape = shape.text(&element.text);
    }
    parent.with(element.children.iter().fold(shape, self::shape))
}

/// Both drawings of what is shown as SVG, the sequence first; empty where there is none.
pub(crate) fn drawings(state: &State, analysis: &Analysis) -> [String; 2] {
    [DiagramKind::Sequence, DiagramKind::Ceilings].map(|kind| {
        let diagram = Diagram::of(kind, &state.scenario, &analysis.steps, state.step);
        diagram.map(|it| it.drawing().svg()).unwrap_or_default()
    })
}

/// Does what an action asks of the browser for the diagram that is shown.
pub(crate) fn carry_out(action: &Action, state: &State, analysis: &Analysis, dispatch: &Callback<Action>) {
    let saves = matches!(action, Action::SaveDiagram);
    if !saves && !matches!(action, Action::CopyDiagram) {
        return;
    }
    let Some(diagram) = Diagram::of(state.diagram, &state.scenario, &analysis.steps, state.step) else { return };
    if saves {
        let name = match state.diagram {
            DiagramKind::Sequence => "role-assumption.svg",
            DiagramKind::Ceilings => "nested-ceilings.svg",
        };
        save_file(name, "image/svg+xml", &diagram.drawing().svg());
    } else {
        copy_text(&diagram.mermaid(), dispatch, |copied| {
            Action::SetCopied(if copied { Copied::Yes } else { Copied::ByHand })
        });
    }
}

/// Marks the whole text when it has just been shown to be copied by hand.
pub(crate) fn select_text(copied: Copied) {
    if let Some(area) = element::<HtmlTextAreaElement>(TEXT).filter(|_| copied == Copied::ByHand) {
        let _ = area.focus();
        area.select();
    }
}

#[cfg(test)]
mod tests;
