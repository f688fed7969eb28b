//! Place of the visitor, and the address that says so.

use super::App;
use crate::address::Address;
use crate::browser;
use crate::examples::{self, FIRST, is_linked};
use crate::moments::{number, numbered};
use crate::sight::Sight;
use crate::state::{Action, Depth};

impl App {
    /// Stands where the address wants, as far as the scenario has such a place.
    pub(super) fn go_to_wanted(&mut self) {
        let wanted = std::mem::take(&mut self.wanted);
        if let Some(id) = wanted.example.filter(|id| !examples::is_known(id)) {
            self.state.reduce(Action::Say(format!("There is no example {id}: Examples lists them all.").into()));
        }
        if let Some(depth) = wanted.depth {
            self.state.reduce(Action::SetDepth(depth));
        }
        if let Some(step) = wanted.step {
            self.state.reduce(Action::SelectStep(step));
        }
        let step = self.analysis.steps.get(self.state.step);
        let entry = wanted.at.and_then(|at| numbered(&step?.trace, at));
        if let (Some(step), Some(path)) = (step, entry) {
            self.state.reduce(Sight::look_at(step, path));
        }
    }

    /// The address names what the visitor chose, and nothing that would be shown anyway.
    pub(super) fn show_address(&mut self) {
        let state = &self.state;
        let trace = self.analysis.steps.get(state.step).map(|step| &step.trace);
        let at = state.view.trace.as_ref().and_then(|path| number(trace?, path));
        let last = state.scenario.steps.len().saturating_sub(1);
        let address = Address {
            link: self.link.clone().filter(|_| is_linked(&state.source) && !state.edited),
            example: (*state.source != *FIRST && examples::is_known(&state.source)).then(|| state.source.to_string()),
            step: (state.step != last || at.is_some()).then_some(state.step),
            at,
            depth: (state.depth != Depth::default()).then_some(state.depth),
        };
        if address != self.address {
            browser::show_address(&address);
            self.address = address;
        }
    }
}
