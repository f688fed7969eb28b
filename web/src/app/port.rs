//! The port: where scripts that come later hand over scenarios and ask for what is shown (`web/share/port.js`). It is
//! an element of theirs; all that passes are texts in its attributes.

use web_sys::Element;
use yew::prelude::*;

use super::App;
use crate::address::Address;
use crate::browser::{self, element};
use crate::chunks::chunks;
use crate::examples::{LINKED, is_linked, is_slot};
use crate::state::Action;

/// The port, once a script has put it into the page.
fn port() -> Option<Element> {
    element("port")
}

/// True if a script hands over a scenario, or is going to.
pub(super) fn is_there() -> bool {
    port().is_some()
}

impl App {
    /// Takes the scenario that the port holds, or says there why not; without a scenario only goes to its place.
    pub(super) fn take_from_port(&mut self, ctx: &Context<Self>) -> bool {
        let (Some(port), Some(engine)) = (port(), chunks().engine) else { return false };
        let place = Address::read(&port.get_attribute("place").unwrap_or_default());
        if let Some(kept) = port.get_attribute("kept") {
            let _ = port.remove_attribute("kept");
            return self.take_kept(ctx, kept.into());
        }
        let Some(text) = port.get_attribute("open") else {
            self.wanted = place;
            self.go_to_wanted();
            return true;
        };
        let name = port.get_attribute("draft").filter(|name| is_linked(name) && is_slot(name));
        // Whether the link was edited before.
        self.state.kept = browser::kept_scenarios();
        let source = AttrValue::from(name.unwrap_or_else(|| LINKED.to_owned()));
        self.drafts.borrow_mut().begin(&source, &text);
        match (engine.read)(&text) {
            Ok(scenario) => {
                self.link.clone_from(&place.link);
                self.wanted = place;
                // Who types before the page is drawn again leaves the link behind, which must go from the address.
                self.address = browser::address();
                let opened = Action::Open { source, scenario: Box::new(scenario), edited: false };
                self.act(ctx, opened);
                // In a frame there is nothing to go back to.
                if port.get_attribute("fresh").is_some() {
                    self.state.forget_history();
                }
                answer(&port, "refused", "");
            }
            Err(unreadable) => {
                self.drafts.borrow_mut().drawn();
                answer(&port, "refused", &[unreadable.code, " ", &unreadable.message].concat());
            }
        }
        true
    }

    /// Opens what `web/drafts` changed in the storage; with an empty name it only ends what there was to decide.
    fn take_kept(&mut self, ctx: &Context<Self>, id: AttrValue) -> bool {
        self.state.trouble = None;
        self.state.kept = browser::kept_scenarios();
        if is_slot(&id) {
            self.fetch(ctx, id, false);
        }
        true
    }

    /// Writes into the port what is shown: verdicts, drawings, the scenario as a file has it, and at last as it is kept, which
    /// is shorter.
    pub(super) fn tell_port(&mut self) {
        let (Some(port), Some(engine)) = (port(), chunks().engine) else { return };
        self.keep();
        for (at, step) in self.analysis.steps.iter().enumerate() {
            answer(
                &port,
                &("verdict".to_owned() + &at.to_string()),
                &[step.decision.word(), " ", &step.reason].concat(),
            );
        }
        let drawings = chunks().later.map(|it| (it.drawings)(&self.state, &self.analysis)).unwrap_or_default();
        for (name, drawing) in ["sequence", "ceilings"].into_iter().zip(drawings) {
            answer(&port, name, &drawing);
        }
        self.mark_port();
        answer(&port, "file", &(engine.write_file)(&self.state.scenario));
        answer(&port, "scenario", &(engine.write)(&self.state.scenario));
    }

    /// Counts the changes in the port, and names the step, so that whoever follows can ask.
    pub(super) fn mark_port(&self) {
        if let Some(port) = port() {
            let revision = (self.state.revision as usize).to_string();
            answer(&port, "now", &[&revision, " ", &(self.state.step + 1).to_string()].concat());
        }
    }
}

fn answer(port: &Element, name: &str, value: &str) {
    let _ = port.set_attribute(name, value);
}
