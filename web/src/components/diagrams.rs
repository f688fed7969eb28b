//! The panel of diagrams: the drawing, and the same in words.

use std::rc::Rc;

use rolescope::diagram::{Diagram, DiagramKind};
use yew::prelude::*;

use crate::analysis::Analysis;
use crate::components::markup::{fragment, tag};
use crate::components::more::drawn;
use crate::components::prose::prose;
use crate::components::tabs::{Row, Tab, tabs};
use crate::components::wire::press;
use crate::state::{Action, Copied, Few, List, Shown, State, spelled};

mod drawing;
mod export;

use drawing::draw;
pub(crate) use export::{carry_out, drawings, select_text};

const HEADING: &str = "diagrams-heading";
const PANEL: &str = "diagram";
const TEXT: &str = "diagram-text";
const KINDS: [(DiagramKind, &str, &str); 2] = [
    (DiagramKind::Sequence, "diagram-sequence", "Role assumption"),
    (DiagramKind::Ceilings, "diagram-ceilings", "Nested ceilings"),
];

/// Most lines in words of a diagram that is drawn on the page.
const MOST: usize = 150;

/// Properties of the panel.
#[derive(PartialEq, Properties)]
pub(crate) struct DiagramsProps {
    /// The diagram of the chosen kind.
    diagram: Rc<Diagram>,
    kind: DiagramKind,
    /// The sentences in words that are drawn.
    few: Few,
    copied: Copied,
    dispatch: Callback<Action>,
}

impl DiagramsProps {
    /// The properties of the diagram that was chosen; none where there is no step.
    fn of(state: &State, analysis: &Analysis, dispatch: &Callback<Action>) -> Option<Self> {
        let diagram = Diagram::of(state.diagram, &state.scenario, &analysis.steps, state.step)?;
        let few = state.shown.few(&List::Words, diagram.words().len(), None);
        let dispatch = dispatch.clone();
        Some(Self { diagram: Rc::new(diagram), kind: state.diagram, few, copied: state.copied, dispatch })
    }
}

/// The panel with the diagram that was chosen; empty where there is no step.
pub(crate) fn diagrams(state: &State, analysis: &Analysis, dispatch: &Callback<Action>) -> Html {
    DiagramsProps::of(state, analysis, dispatch).map(|props| html! { <Diagrams ..props /> }).unwrap_or_default()
}

/// The panel: tabs, the drawing, and the same in words. It is drawn again when the diagram is another one.
#[component]
fn Diagrams(props: &DiagramsProps) -> Html {
    let DiagramsProps { diagram, kind, few, copied, dispatch } = props;
    let selected = KINDS.iter().position(|(known, _, _)| known == kind).unwrap_or(0);
    let sentences = diagram.words();
    let words = drawn(&List::Words, few, "sentences", dispatch, &mut |at| {
        prose(tag("li"), sentences.get(at).map_or("", String::as_str))
    });
    html! {
        <section class="diagrams" aria-labelledby={HEADING}>
            <header>
                <h2 id={HEADING}>{"Diagrams"}</h2>
                { kinds(selected, dispatch) }
                { tools(*copied, dispatch) }
            </header>
            <div class="panel" id={PANEL} role="tabpanel" aria-labelledby={KINDS.get(selected).map_or("", |(_, id, _)| id)}>
                { by_hand(*copied, diagram) }
                <div class="card drawing" role="region" aria-label="Drawing" tabindex="0">
                    if sentences.len() > MOST {
                        <p>{ left_out(sentences.len()) }</p>
                    } else {
                        { draw(&diagram.drawing()) }
                    }
                </div>
                <section class="said" aria-label="The same in words">
                    <h3>{"The same in words"}</h3>
                    <ol>{ fragment(words) }</ol>
                </section>
            </div>
        </section>
    }
}

/// The tabs of both kinds.
fn kinds(selected: usize, dispatch: &Callback<Action>) -> Html {
    let choice = |at: usize| {
        let (kind, id, word) = KINDS.get(at).copied().unwrap_or_default();
        let content = vec![tag("span").word(word)];
        Tab { id: id.into(), panel: PANEL.into(), action: Action::ShowDiagram(kind), content }
    };
    let (list, items) = (List::Words, "diagrams");
    let row = Row { label: "Diagrams", class: "steps", list, items, count: KINDS.len(), selected };
    tabs(row, &Shown::default(), &choice, dispatch).html()
}

fn left_out(parts: usize) -> String {
    format!("{} parts are too many to be drawn here. Download SVG draws them into a file.", spelled(parts))
}

fn tools(copied: Copied, dispatch: &Callback<Action>) -> Html {
    html! {
        <div class="tools">
            <span class="copied t-allow" aria-live="polite">{ if copied == Copied::Yes { "Copied" } else { "" } }</span>
            <button type="button" onclick={press(dispatch, Action::SaveDiagram)}>{"Download SVG"}</button>
            <button type="button" onclick={press(dispatch, Action::CopyDiagram)}>{"Copy as Mermaid"}</button>
        </div>
    }
}

/// The text of a diagram, where the browser keeps its clipboard shut.
fn by_hand(copied: Copied, diagram: &Diagram) -> Html {
    if copied != Copied::ByHand {
        return Html::default();
    }
    html! {
        <div class="by-hand">
            <label for={TEXT}>
                {"The browser does not let the page copy. Copy the Mermaid text from here:"}
            </label>
            <textarea id={TEXT} readonly=true rows="8" wrap="off" spellcheck="false" autocomplete="off" autocapitalize="off"
                value={diagram.mermaid()} />
        </div>
    }
}

#[cfg(test)]
mod tests;
