//! Diagrams as files and texts.

use rolescope::diagram::{Diagram, DiagramKind};
use web_sys::HtmlTextAreaElement;
use yew::Callback;

use super::TEXT;
use crate::analysis::Analysis;
use crate::browser::{copy_text, element, save_file};
use crate::state::{Action, Copied, State};

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
