//! Where the page looks: at the place that was chosen, else at the one that decided.

use rolescope::{Scenario, StepReport};
use yew::AttrValue;

use crate::analysis::Analysis;
use crate::focus::{TracePath, lights, place_of, resting};
use crate::state::State;
use crate::text::position;

/// What the page looks at.
pub(crate) struct Sight<'a> {
    /// The report of the selected step.
    pub(crate) step: Option<&'a StepReport>,
    /// The trace entry that the page points at.
    pub(crate) pointed: Option<TracePath>,
    /// Pointer of the open policy.
    pub(crate) open: Option<AttrValue>,
}

impl<'a> Sight<'a> {
    pub(crate) fn of(state: &State, analysis: &'a Analysis) -> Self {
        let step = analysis.steps.get(state.step);
        let pointed = state.view.trace.clone().or_else(|| step.and_then(resting));
        let open = state.view.policy.clone().or_else(|| step.and_then(|step| decided_in(step, pointed.as_ref())));
        Self { step, pointed, open }
    }

    /// The line of the lit text in the open policy.
    pub(crate) fn line(&self, scenario: &Scenario) -> Option<usize> {
        let (step, open) = (self.step?, self.open.as_ref()?);
        let (span, _) = lights(step, self.pointed.as_ref(), open).lit?;
        Some(position(policy_text(scenario, open)?, span.start).line)
    }
}

/// The text of the policy at `pointer`.
pub(crate) fn policy_text<'a>(scenario: &'a Scenario, pointer: &str) -> Option<&'a str> {
    let entry = scenario.policies().into_iter().find(|entry| entry.pointer == pointer)?;
    Some(entry.policy.document.text())
}

/// The policy that the page opens by itself: the one it points into, else the one that the decision is about.
fn decided_in(step: &StepReport, pointed: Option<&TracePath>) -> Option<AttrValue> {
    if let Some(place) = step.error.as_ref().and_then(|error| error.place.as_ref()) {
        return Some((&*place.pointer).into());
    }
    let place = pointed.and_then(|path| place_of(&step.trace, path));
    let place = place.or_else(|| place_of(&step.trace, &resting(step)?));
    place.map(|place| (&*place.pointer).into())
}
