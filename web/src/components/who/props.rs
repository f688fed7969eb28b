//! Properties of the panel, taken from the state.

use std::rc::Rc;

use rolescope::task::{Request, Said, Task};
use yew::prelude::*;

use crate::chunks::chunks;
use crate::state::{Action, Shown, State, Who};

/// Properties of the panel.
#[derive(PartialEq, Properties)]
pub(super) struct WhoCanProps {
    /// ARN of the role.
    pub(super) role: AttrValue,
    /// The state's revision, which a new question is about.
    pub(super) revision: u32,
    /// The question about this role, if it was asked.
    pub(super) asked: Option<Who>,
    /// The worker's order, while it works on the question.
    pub(super) order: Option<AttrValue>,
    /// True if a question was cancelled.
    pub(super) stopped: bool,
    pub(super) shown: Shown,
    pub(super) dispatch: Callback<Action>,
}

impl WhoCanProps {
    /// The properties for the selected role; none where the scenario has no role.
    pub(super) fn of(state: &State, open: Option<&AttrValue>, dispatch: &Callback<Action>) -> Option<Self> {
        let role = AttrValue::from(Rc::<str>::from(state.selected_role(open)?.arn.as_str()));
        let asked = state.who.clone().filter(|who| who.role == role);
        let works = |who: &&Who| who.revision == state.revision && matches!(*who.said, Said::Progress { .. });
        let order = asked.as_ref().filter(works).map(|who| order(state, who));
        let stopped = state.who_stopped && asked.is_none();
        let (shown, dispatch) = (state.shown.clone(), dispatch.clone());
        Some(Self { role, revision: state.revision, asked, order, stopped, shown, dispatch })
    }

    /// The worker's latest message, unless the scenario has changed since.
    pub(super) fn said(&self) -> Option<&Said> {
        self.asked.as_ref().filter(|who| who.revision == self.revision).map(|who| &*who.said)
    }

    /// The question, to be asked now.
    pub(super) fn question(&self) -> Who {
        let said = Rc::new(Said::Progress { done: 0, total: 0 });
        Who { role: self.role.clone(), revision: self.revision, request: Rc::default(), said }
    }
}

/// The worker's order, written once for each question.
fn order(state: &State, who: &Who) -> AttrValue {
    let order = who.request.get_or_init(|| {
        let task = Task::WhoCan { scenario: chunks().write(&state.scenario), role: who.role.to_string() };
        Request { revision: state.revision, task }.to_json().into()
    });
    order.clone()
}
