//! Place that the page looks at: the one that was chosen, else the one that decided.

use rolescope::Scenario;
use rolescope::report::StepReport;
use yew::AttrValue;

use crate::analysis::Analysis;
use crate::explanation::Explanation;
use crate::focus::{TracePath, lights, place_of, resting};
use crate::moments::{self, Folding, Moment, moments};
use crate::state::{Action, State};
use crate::text::position;

/// Place that the page looks at.
pub(crate) struct Sight<'a> {
    /// The report of the selected step.
    pub(crate) step: Option<&'a StepReport>,
    /// The explanation of its decision.
    pub(crate) explanation: Option<&'a Explanation>,
    /// The trace entry that the page points at.
    pub(crate) pointed: Option<TracePath>,
    /// The trace entry that decided, to which the page points by itself.
    pub(crate) resting: Option<TracePath>,
    /// Stops of the stepper, and its place.
    pub(crate) moments: Vec<Moment>,
    pub(crate) at: Option<usize>,
    /// Pointer of the open policy.
    pub(crate) open: Option<AttrValue>,
}

impl<'a> Sight<'a> {
    pub(crate) fn of(state: &State, analysis: &'a Analysis) -> Self {
        let step = analysis.steps.get(state.step);
        let explanation = analysis.explanation(state.step);
        let resting = step.and_then(resting);
        let pointed = state.view.trace.clone().or_else(|| resting.clone());
        let open = state.view.policy.clone().or_else(|| step.and_then(|step| decided_in(step, pointed.as_ref())));
        let moments = step.map_or_else(Vec::new, |step| {
            let folding = Folding::of(state, &step.trace, resting.as_ref(), pointed.as_ref());
            moments(&step.trace, &folding, state.depth)
        });
        let at = pointed.as_ref().and_then(|path| moments::position(&moments, path));
        Self { step, explanation, pointed, resting, open, moments, at }
    }

    /// Action of looking at a trace entry: the policy that it speaks of opens.
    pub(crate) fn look_at(step: &StepReport, path: TracePath) -> Action {
        let pointer = place_of(&step.trace, &path).map(|place| (&*place.pointer).into());
        Action::SelectTrace { path, pointer }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::tests::example;
    use crate::state::Theme;

    fn looking(id: &'static str, change: impl FnOnce(&mut State)) -> (State, Analysis) {
        let mut state = State::new(id.into(), example(id), false, Theme::System);
        change(&mut state);
        let analysis = Analysis::of(&state.scenario);
        (state, analysis)
    }

    #[test]
    fn by_itself_the_page_looks_at_what_decided() {
        let (state, analysis) = looking("ec2-reads-s3", |_| {});
        let sight = Sight::of(&state, &analysis);
        assert_eq!(sight.open.as_deref(), Some("/principals/0/identityPolicies/0"));
        assert_eq!(sight.pointed, sight.resting);
        assert_eq!((sight.at, sight.moments.len(), sight.line(&state.scenario)), (Some(6), 11, None));
    }

    #[test]
    fn the_open_policy_and_the_moment_follow_the_entry_that_is_looked_at() {
        let (mut state, analysis) = looking("ec2-reads-s3", |_| {});
        let step = &analysis.steps[1];
        state.reduce(Action::SelectPolicy("/principals/0/trustPolicy".into()));
        state.reduce(Sight::look_at(step, [4, 0, 0, 1].as_slice().into()));
        let sight = Sight::of(&state, &analysis);
        assert_eq!(sight.open.as_deref(), Some("/principals/0/identityPolicies/0"));
        assert_eq!((sight.at, sight.line(&state.scenario)), (Some(8), Some(8)));
    }

    #[test]
    fn an_entry_that_speaks_of_no_policy_leaves_the_open_one_open() {
        let (mut state, analysis) = looking("ec2-reads-s3", |_| {});
        state.reduce(Action::SelectPolicy("/principals/0/trustPolicy".into()));
        state.reduce(Sight::look_at(&analysis.steps[1], [0].as_slice().into()));
        let sight = Sight::of(&state, &analysis);
        assert_eq!((sight.open.as_deref(), sight.at), (Some("/principals/0/trustPolicy"), Some(0)));
    }

    #[test]
    fn a_trust_policy_without_statements_is_the_one_that_opens() {
        let (state, analysis) = looking("ec2-reads-s3", |state| {
            let text = "{ \"Version\": \"2012-10-17\", \"Statement\": [] }".to_owned();
            let what = crate::state::Editable::Policy("/principals/0/trustPolicy".into());
            state.reduce(Action::SelectStep(0));
            state.reduce(Action::Change(crate::state::Change::Edit { what, text }));
            state.view.policy = None;
        });
        let sight = Sight::of(&state, &analysis);
        assert_eq!(sight.open.as_deref(), Some("/principals/0/trustPolicy"));
    }
}
