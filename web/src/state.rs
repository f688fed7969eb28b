//! What the page knows, and the one function that changes it.

use rolescope::diagram::DiagramKind;
use rolescope::{Document, Scenario, StationKind, Step};
use yew::AttrValue;

use crate::examples::{self, EXAMPLES, OWN};
use crate::focus::TracePath;

mod edit;

pub(crate) use edit::{Editable, StepField};

/// All that the page knows. What follows from the scenario (report, walk) is not here: it is derived.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    pub(crate) scenario: Scenario,
    /// Counts the changes of the scenario.
    pub(crate) revision: u32,
    /// Storage name of the scenario: a built-in one's, or [`OWN`].
    pub(crate) source: AttrValue,
    /// Whether the scenario differs from the built-in one it began as.
    pub(crate) edited: bool,
    /// The selected step, counted from 0.
    pub(crate) step: usize,
    pub(crate) view: View,
    pub(crate) theme: Theme,
    pub(crate) draft: Draft,
    /// The page asks whether the edits may be discarded.
    pub(crate) asking: bool,
    /// Why the JSON that was put in last is no scenario; empty when there is nothing to say.
    pub(crate) refusal: AttrValue,
    pub(crate) diagram: DiagramKind,
    pub(crate) copied: Copied,
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
    /// What was typed last and could not be written: half a number.
    pub(crate) unwritten: String,
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

/// What became of the last wish to copy a diagram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Copied {
    /// There was none.
    #[default]
    Not,
    /// The clipboard has it.
    Yes,
    /// The browser refused: the text is shown, to be copied by hand.
    ByHand,
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
    /// The scenario is to be shown as JSON.
    Exchange,
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
    ShowDiagram(DiagramKind),
    /// The diagram is to become a file.
    SaveDiagram,
    /// The diagram is to go to the clipboard as text.
    CopyDiagram,
    SetCopied(Copied),
}

impl State {
    pub(crate) fn new(source: AttrValue, scenario: Scenario, edited: bool, theme: Theme) -> Self {
        let step = scenario.steps.len().saturating_sub(1);
        Self {
            scenario,
            revision: 0,
            source,
            edited,
            step,
            view: View::default(),
            theme,
            draft: Draft::Kept,
            asking: false,
            refusal: AttrValue::Static(""),
            diagram: DiagramKind::Sequence,
            copied: Copied::Not,
        }
    }

    /// What a first visit shows.
    pub(crate) fn first_visit() -> Self {
        let id = EXAMPLES.first().map_or(OWN, |example| example.id);
        Self::new(id.into(), examples::example(id).unwrap_or_default(), false, Theme::System)
    }
}

impl State {
    /// Does what `action` says; false when that changes nothing.
    pub(crate) fn reduce(&mut self, action: Action) -> bool {
        match action {
            Action::Open { source, scenario, edited } => {
                let (draft, revision, diagram) = (self.draft, self.revision + 1, self.diagram);
                *self = Self { draft, revision, diagram, ..Self::new(source, *scenario, edited, self.theme) };
                true
            }
            Action::Ask(asking) => replace(&mut self.asking, asking),
            Action::Exchange => replace(&mut self.refusal, AttrValue::Static("")),
            Action::Refuse(refusal) => replace(&mut self.refusal, refusal),
            Action::Reset => match examples::example(&self.source).filter(|_| self.edited) {
                Some(scenario) => {
                    self.scenario = scenario;
                    self.scenario_changed(View::default());
                    self.edited = false;
                    true
                }
                None => false,
            },
            Action::SelectStep(step) => step != self.step && self.looking_at(step, |_| {}),
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
            Action::Edit { what: Editable::Policy(pointer), text } => self.edit_policy(pointer, text),
            Action::Edit { what: Editable::Step(field), text } => {
                let written = self.edit_step(|step| field.write(step, &text));
                let unwritten = if written { String::new() } else { text };
                replace(&mut self.view.unwritten, unwritten) || written
            }
            Action::RemoveKey(key) => self.edit_step(|step| step.context.remove(key.as_str()).is_some()),
            Action::AddStep => self.add_step(),
            Action::RemoveStep(step) => self.remove_step(step),
            Action::SetTheme(theme) => replace(&mut self.theme, theme),
            Action::SetDraft(draft) => replace(&mut self.draft, draft),
            Action::ShowDiagram(kind) => {
                let forgets = replace(&mut self.copied, Copied::Not);
                replace(&mut self.diagram, kind) || forgets
            }
            Action::SetCopied(copied) => replace(&mut self.copied, copied),
            // The browser does these.
            Action::SaveDiagram | Action::CopyDiagram => false,
        }
    }

    /// Makes `change` to where the visitor looks.
    fn looking_at(&mut self, step: usize, change: impl FnOnce(&mut View)) -> bool {
        if step >= self.scenario.steps.len() {
            return false;
        }
        let mut view = if step == self.step { self.view.clone() } else { View::default() };
        change(&mut view);
        let moved = replace(&mut self.step, step);
        replace(&mut self.view, view) || moved
    }

    /// What follows from an edit, besides the edit; the visitor then looks at `view`.
    fn scenario_changed(&mut self, view: View) {
        self.view = view;
        self.step = self.step.min(self.scenario.steps.len().saturating_sub(1));
        self.revision += 1;
        self.edited = true;
        self.asking = false;
        if self.draft != Draft::NotKept {
            self.draft = Draft::Waiting;
        }
    }

    fn edit_policy(&mut self, pointer: AttrValue, text: String) -> bool {
        let Some(policy) = self.scenario.policy_mut(&pointer) else { return false };
        if policy.document.text() == text {
            return false;
        }
        policy.document = Document::from_text(text);
        // Trace entries move when a policy changes: what is lit follows the decision again.
        let view = View { policy: Some(pointer), trace: None, folds: Vec::new(), ..std::mem::take(&mut self.view) };
        self.scenario_changed(view);
        true
    }

    /// Makes `change` to the selected step, which says whether anything changed.
    fn edit_step(&mut self, change: impl FnOnce(&mut Step) -> bool) -> bool {
        if !self.scenario.steps.get_mut(self.step).is_some_and(change) {
            return false;
        }
        let view = View { trace: None, folds: Vec::new(), ..std::mem::take(&mut self.view) };
        self.scenario_changed(view);
        true
    }

    /// The selected step's call once more behind it, to be changed.
    fn add_step(&mut self) -> bool {
        let Some(selected) = self.scenario.steps.get(self.step) else { return false };
        let (caller, action, resource) = (selected.caller.clone(), selected.action.clone(), selected.resource.clone());
        // Later steps can act with its session by this name.
        let taken = |name: &str| self.scenario.steps.iter().any(|step| step.name.as_deref() == Some(name));
        let names = (self.scenario.steps.len() + 1..).map(|number| format!("step-{number}"));
        let name = names.into_iter().find(|name| !taken(name));
        self.step += 1;
        self.scenario.steps.insert(self.step, Step { name, caller, action, resource, ..Step::default() });
        self.scenario_changed(View::default());
        true
    }

    fn remove_step(&mut self, step: usize) -> bool {
        if step >= self.scenario.steps.len() || self.scenario.steps.len() == 1 {
            return false;
        }
        self.scenario.steps.remove(step);
        self.scenario_changed(View::default());
        true
    }
}

/// Puts `new` in place; false when it was there already.
fn replace<T: PartialEq>(place: &mut T, new: T) -> bool {
    let differs = *place != new;
    *place = new;
    differs
}

#[cfg(test)]
mod tests;
