//! What the page knows, and the one function that changes it.

use rolescope::{Document, Scenario, StationKind, Step};
use yew::AttrValue;

use crate::examples::{self, EXAMPLES, OWN};
use crate::focus::TracePath;
use crate::shared::Shared;

mod edit;

pub(crate) use edit::{Editable, StepField};

/// All that the page knows. What follows from the scenario (report, walk) is not here: it is derived.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    pub(crate) scenario: Shared<Scenario>,
    /// Storage name of the scenario: a built-in one's, or [`OWN`].
    pub(crate) source: AttrValue,
    /// Whether the scenario differs from the built-in one it began as.
    pub(crate) edited: bool,
    /// The selected step, counted from 0.
    pub(crate) step: usize,
    pub(crate) view: Shared<View>,
    pub(crate) theme: Theme,
    pub(crate) draft: Draft,
    /// The page asks whether the edits may be discarded.
    pub(crate) asking: bool,
    /// Why the JSON that was put in last is no scenario; empty when there is nothing to say.
    pub(crate) refusal: AttrValue,
}

/// Where the visitor looks within the selected step.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct View {
    /// Pointer of the open policy; absent: the one that decided.
    pub(crate) policy: Option<AttrValue>,
    /// The selected trace entry; absent: the one that decided.
    pub(crate) trace: Option<TracePath>,
    /// Trace entries that were opened or closed by hand.
    pub(crate) folds: Vec<(TracePath, bool)>,
    /// The station that was chosen in the walk.
    pub(crate) station: Option<StationKind>,
    /// Where the caret was last sent.
    pub(crate) caret: Option<Caret>,
}

/// A place to put the caret.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Caret {
    pub(crate) pointer: AttrValue,
    /// UTF-8 offset in the policy's text.
    pub(crate) offset: u32,
    /// Counts the journeys, so that going to the same place twice is two journeys.
    pub(crate) journey: u32,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

/// How the draft is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Draft {
    /// Nothing was changed since the last save.
    Kept,
    /// A change waits to be saved.
    Waiting,
    /// The browser gives no storage.
    NotKept,
}

/// What can happen.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Another scenario takes the page.
    Open {
        source: AttrValue,
        scenario: Box<Scenario>,
        edited: bool,
    },
    /// Asks whether the edits may be discarded, or stops asking.
    Ask(bool),
    /// The built-in scenario comes back as it was.
    Reset,
    /// What was put in as JSON is no scenario, for this reason; or there is nothing to say about it any more.
    Refuse(AttrValue),
    SelectStep(usize),
    SelectStation {
        step: usize,
        kind: StationKind,
        pointer: Option<AttrValue>,
    },
    SelectPolicy(AttrValue),
    /// A trace entry is looked at; `pointer` is the policy it speaks of.
    SelectTrace {
        path: TracePath,
        pointer: Option<AttrValue>,
    },
    FoldTrace {
        path: TracePath,
        open: bool,
    },
    /// The caret goes to a place in a policy.
    GoTo {
        pointer: AttrValue,
        offset: u32,
    },
    /// Something has a new text.
    Edit {
        what: Editable,
        text: String,
    },
    /// The scenario says nothing about a condition key of the step any more.
    RemoveKey(AttrValue),
    AddStep,
    RemoveStep(usize),
    SetTheme(Theme),
    SetDraft(Draft),
}

impl State {
    pub(crate) fn new(source: AttrValue, scenario: Scenario, edited: bool, theme: Theme) -> Self {
        let step = scenario.steps.len().saturating_sub(1);
        Self {
            scenario: Shared::new(scenario),
            source,
            edited,
            step,
            view: Shared::new(View::default()),
            theme,
            draft: Draft::Kept,
            asking: false,
            refusal: AttrValue::Static(""),
        }
    }

    /// What a first visit shows.
    pub(crate) fn first_visit() -> Self {
        let id = EXAMPLES.first().map_or(OWN, |example| example.id);
        Self::new(id.into(), examples::example(id).unwrap_or_default(), false, Theme::System)
    }
}

impl State {
    /// The state after `action`; nothing when that changes nothing.
    pub(crate) fn reduce(&self, action: Action) -> Option<Self> {
        match action {
            Action::Open { source, scenario, edited } => {
                Some(Self { draft: self.draft, ..Self::new(source, *scenario, edited, self.theme) })
            }
            Action::Ask(asking) => Some(Self { asking, ..self.clone() }),
            Action::Refuse(refusal) => Some(Self { refusal, ..self.clone() }),
            Action::Reset => examples::example(&self.source)
                .filter(|_| self.edited)
                .map(|scenario| self.with_scenario(scenario, View::default(), false)),
            Action::SelectStep(step) => (step != self.step && step < self.scenario.steps.len()).then(|| Self {
                step,
                view: Shared::new(View::default()),
                ..self.clone()
            }),
            Action::SelectStation { step, kind, pointer } => self.looking_at(step, |view| {
                view.station = Some(kind);
                view.policy = pointer.or_else(|| view.policy.take());
            }),
            Action::SelectPolicy(pointer) => self.looking_at(self.step, |view| {
                view.station = None;
                view.policy = Some(pointer);
            }),
            Action::SelectTrace { path, pointer } => self.looking_at(self.step, |view| {
                view.policy = pointer.or_else(|| view.policy.take());
                view.trace = Some(path);
            }),
            Action::FoldTrace { path, open } => self.looking_at(self.step, |view| {
                view.folds.retain(|(old, _)| *old != path);
                view.folds.push((path, open));
            }),
            Action::GoTo { pointer, offset } => self.looking_at(self.step, |view| {
                let journey = view.caret.as_ref().map_or(0, |caret| caret.journey) + 1;
                view.policy = Some(pointer.clone());
                view.caret = Some(Caret { pointer, offset, journey });
            }),
            Action::Edit { what: Editable::Policy(pointer), text } => self.edited_policy(pointer, text),
            Action::Edit { what: Editable::Step(field), text } => self.edited_step(|step| field.write(step, &text)),
            Action::RemoveKey(key) => self.edited_step(|step| step.context.remove(key.as_str()).is_some()),
            Action::AddStep => self.added_step(),
            Action::RemoveStep(step) => self.removed_step(step),
            Action::SetTheme(theme) => (theme != self.theme).then(|| Self { theme, ..self.clone() }),
            Action::SetDraft(draft) => (draft != self.draft).then(|| Self { draft, ..self.clone() }),
        }
    }

    /// This state with `change` made to where the visitor looks; nothing when that changes nothing.
    fn looking_at(&self, step: usize, change: impl FnOnce(&mut View)) -> Option<Self> {
        if step >= self.scenario.steps.len() {
            return None;
        }
        let mut view = if step == self.step { (*self.view).clone() } else { View::default() };
        change(&mut view);
        let same = step == self.step && view == *self.view;
        (!same).then(|| Self { step, view: Shared::new(view), ..self.clone() })
    }

    fn with_scenario(&self, scenario: Scenario, view: View, edited: bool) -> Self {
        let step = self.step.min(scenario.steps.len().saturating_sub(1));
        let draft = if self.draft == Draft::NotKept { Draft::NotKept } else { Draft::Waiting };
        let (scenario, view) = (Shared::new(scenario), Shared::new(view));
        Self { scenario, edited, step, view, draft, asking: false, ..self.clone() }
    }

    fn edited_policy(&self, pointer: AttrValue, text: String) -> Option<Self> {
        let mut scenario = (*self.scenario).clone();
        let policy = scenario.policy_mut(&pointer)?;
        if policy.document.text() == text {
            return None;
        }
        policy.document = Document::from_text(text);
        // Trace entries move when a policy changes: what is lit follows the decision again.
        let view = View { policy: Some(pointer), trace: None, folds: Vec::new(), ..(*self.view).clone() };
        Some(self.with_scenario(scenario, view, true))
    }

    /// This state with `change` made to the selected step; nothing when it says that nothing changed.
    fn edited_step(&self, change: impl FnOnce(&mut Step) -> bool) -> Option<Self> {
        let mut scenario = (*self.scenario).clone();
        if !change(scenario.steps.get_mut(self.step)?) {
            return None;
        }
        let view = View { trace: None, folds: Vec::new(), ..(*self.view).clone() };
        Some(self.with_scenario(scenario, view, true))
    }

    /// A copy of the selected step behind it, to be changed.
    fn added_step(&self) -> Option<Self> {
        let mut scenario = (*self.scenario).clone();
        let mut step = scenario.steps.get(self.step)?.clone();
        // Later steps can act with its session by this name.
        let taken = |name: &str| scenario.steps.iter().any(|step| step.name.as_deref() == Some(name));
        step.name = (scenario.steps.len() + 1..).map(|number| format!("step-{number}")).find(|name| !taken(name));
        step.expect = None;
        scenario.steps.insert(self.step + 1, step);
        Some(Self { step: self.step + 1, ..self.with_scenario(scenario, View::default(), true) })
    }

    fn removed_step(&self, step: usize) -> Option<Self> {
        if step >= self.scenario.steps.len() || self.scenario.steps.len() == 1 {
            return None;
        }
        let mut scenario = (*self.scenario).clone();
        scenario.steps.remove(step);
        Some(self.with_scenario(scenario, View::default(), true))
    }
}

#[cfg(test)]
mod tests;
