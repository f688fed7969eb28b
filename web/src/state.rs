//! State of the page, and the one function that changes it.

use rolescope::Scenario;
use rolescope::diagram::DiagramKind;
use rolescope::scenario::{Document, Step};
use rolescope::walk::StationKind;
use yew::AttrValue;

use crate::chunks::chunks;
use crate::examples;

mod action;
mod addition;
mod callers;
mod carrier;
mod change;
mod entity;
mod field;
mod history;
mod news;
mod rename;
mod shown;
mod taste;
mod view;
mod who;

pub(crate) use action::{Action, Change, Dialog};
pub(crate) use callers::{callers, touched_arn};
pub(crate) use carrier::{Carrier, carriers};
pub(crate) use entity::{Control, Entity, New, alone, apart};
pub(crate) use field::{Editable, Field, FieldForm, KeyForm, form_of, text_of};
use history::History;
pub(crate) use news::{Copied, Draft, KeptScenario, Notice, Trouble};
pub(crate) use shown::{Few, List, Part, Shown, spelled};
pub(crate) use taste::{Depth, Theme};
pub(crate) use view::{Caret, Target, View};
pub(crate) use who::Who;

/// All that the page knows. What follows from the scenario (report, walk) is not here: it is derived.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    pub(crate) scenario: Scenario,
    /// Counts the changes of the scenario.
    pub(crate) revision: u32,
    /// Storage name of the scenario (`examples::is_slot`).
    pub(crate) source: AttrValue,
    /// True if the scenario differs from the built-in one it began as.
    pub(crate) edited: bool,
    /// The selected step, counted from 0.
    pub(crate) step: usize,
    pub(crate) view: View,
    pub(crate) shown: Shown,
    /// Entry whose form the scenario panel shows.
    pub(crate) form: Entity,
    pub(crate) theme: Theme,
    /// The editor is there; until then, and without it, texts are in text areas.
    pub(crate) rich: bool,
    pub(crate) depth: Depth,
    pub(crate) draft: Draft,
    /// The visitor's own scenarios that the browser keeps, the latest first.
    pub(crate) kept: Vec<KeptScenario>,
    pub(crate) trouble: Option<Trouble>,
    /// The trace plays by itself.
    pub(crate) playing: bool,
    /// The page asks whether the edits may be discarded.
    pub(crate) asking: bool,
    /// The dialog that is open. Those that are closed are drawn without the lists in them.
    pub(crate) dialog: Option<Dialog>,
    /// Reason for which the JSON that was put in last is no scenario; empty when there is nothing to say.
    pub(crate) refusal: AttrValue,
    pub(crate) diagram: DiagramKind,
    pub(crate) copied: Copied,
    /// True if the trace is shown as text.
    pub(crate) transcript: bool,
    /// The question of who can assume a role, once it was asked.
    pub(crate) who: Option<Who>,
    /// True if the search for its answer was cancelled.
    pub(crate) who_stopped: bool,
    pub(crate) notice: Option<Notice>,
    pub(crate) target: Option<Target>,
    /// Principals and resources whose ARN was typed over, each with the ARN that it had.
    pub(crate) renamed: Vec<(Entity, AttrValue)>,
    pub(crate) history: History,
}

impl State {
    pub(crate) fn new(source: AttrValue, scenario: Scenario, edited: bool, theme: Theme) -> Self {
        let step = scenario.steps.len().saturating_sub(1);
        Self {
            scenario,
            revision: 0,
            kept: Vec::new(),
            trouble: None,
            source,
            edited,
            step,
            view: View::default(),
            shown: Shown::default(),
            form: Entity::Scenario,
            theme,
            rich: false,
            depth: Depth::default(),
            draft: Draft::Kept,
            playing: false,
            asking: false,
            dialog: None,
            refusal: AttrValue::Static(""),
            who: None,
            who_stopped: false,
            notice: None,
            target: None,
            renamed: Vec::new(),
            history: History::default(),
            diagram: DiagramKind::Sequence,
            copied: Copied::Not,
            transcript: false,
        }
    }

    /// State of a first visit.
    pub(crate) fn first_visit() -> Self {
        Self::new(examples::FIRST.into(), examples::first(), false, Theme::System)
    }
}

impl State {
    /// Does what `action` says; false when that changes nothing.
    pub(crate) fn reduce(&mut self, action: Action) -> bool {
        match action {
            Action::Fetch { .. } => false,
            Action::Open { source, scenario, edited } => self.open(source, *scenario, edited),
            Action::Reset(scenario) => self.reset(*scenario),
            Action::Follow(scenario) => self.follow(*scenario),
            Action::Part(copy) => self.part(copy),
            Action::Change(change) => chunks().engine.is_some_and(|it| (it.change)(self, change)),
            Action::Ask(asking) => {
                self.move_focus(if asking { "keep" } else { "reset" });
                replace(&mut self.asking, asking)
            }
            Action::Show(dialog) => self.open_dialog(dialog),
            Action::Import(_) => self.open_dialog(Dialog::Exchange),
            Action::Closed(dialog) => self.dialog.take_if(|open| *open == dialog).is_some(),
            Action::Refuse(refusal) => replace(&mut self.refusal, refusal),
            Action::Say(words) => {
                let notice = (!words.is_empty()).then_some(Notice { words, undo: false });
                if notice.is_none() && self.notice.is_some() {
                    self.move_focus("undo");
                }
                replace(&mut self.notice, notice)
            }
            Action::SelectStep(step) => step != self.step && self.looking_at(step, |_| {}),
            Action::SelectStation { step, kind, pointer } => {
                match kind {
                    StationKind::Caller => self.move_focus("caller"),
                    StationKind::Session => self.move_focus("session"),
                    StationKind::Resource => self.move_focus("resource-0"),
                    StationKind::Trust | StationKind::Permissions => {}
                }
                self.looking_at(step, |view| {
                    view.station = Some(kind);
                    view.policy = pointer.or_else(|| view.policy.take());
                })
            }
            Action::SelectPolicy(pointer) => self.looking_at(self.step, |view| {
                view.station = None;
                view.policy = Some(pointer);
            }),
            Action::SelectForm(entity) => replace(&mut self.form, entity),
            Action::ShowMore { list, part } => {
                self.shown.more(&list, part);
                true
            }
            Action::Focus(id) => {
                self.move_focus(id);
                true
            }
            Action::SelectTrace { path, pointer } => self.looking_at(self.step, |view| {
                view.policy = pointer.or_else(|| view.policy.take());
                view.trace = Some(path);
            }),
            Action::FoldTrace { path, open } => self.looking_at(self.step, |view| {
                view.folds.retain(|(old, _)| *old != path);
                if !open {
                    // What the page points at cannot be inside what is closed.
                    view.trace = Some(path.clone());
                }
                view.folds.push((path, open));
            }),
            Action::Spread { path, focus } => {
                self.move_focus(focus);
                self.looking_at(self.step, |view| {
                    view.trace = Some(path.clone());
                    view.spread.push(path);
                })
            }
            Action::Play(playing) => replace(&mut self.playing, playing),
            Action::SetDepth(depth) => replace(&mut self.depth, depth),
            Action::GoTo { pointer, offset } => self.looking_at(self.step, |view| {
                let journey = view.caret.as_ref().map_or(0, |caret| caret.journey) + 1;
                view.policy = Some(pointer.clone());
                view.caret = Some(Caret { pointer, offset, journey });
            }),
            // The field still shows the long text: drawing it anew takes it away.
            Action::Overfull(pointer) => {
                self.view.overfull = Some(pointer);
                true
            }
            Action::SetRich(rich) => replace(&mut self.rich, rich),
            Action::ShowTranscript(open) => replace(&mut self.transcript, open),
            Action::SetTheme(theme) => replace(&mut self.theme, theme),
            Action::SetDraft(draft) => replace(&mut self.draft, draft),
            Action::Warn(trouble) => replace(&mut self.trouble, trouble),
            Action::ShowDiagram(kind) => {
                let forgets = replace(&mut self.copied, Copied::Not);
                replace(&mut self.diagram, kind) || forgets
            }
            Action::SetCopied(copied) => replace(&mut self.copied, copied),
            Action::Who(who) => {
                self.who_stopped = who.is_none();
                replace(&mut self.who, who)
            }
            // The browser does these.
            Action::SaveDiagram | Action::CopyDiagram | Action::LoadChunks => false,
        }
    }

    /// Opens a dialog, which says nothing yet about what was put into it.
    fn open_dialog(&mut self, dialog: Dialog) -> bool {
        self.refusal = AttrValue::Static("");
        self.dialog = Some(dialog);
        true
    }

    /// Makes `change` to where the visitor looks.
    fn looking_at(&mut self, step: usize, change: impl FnOnce(&mut View)) -> bool {
        if step >= self.scenario.steps.len() {
            return false;
        }
        self.history.pause();
        if step != self.step {
            self.shown = Shown::default();
        }
        let mut view = if step == self.step { self.view.clone() } else { View::default() };
        change(&mut view);
        let moved = replace(&mut self.step, step);
        replace(&mut self.view, view) || moved
    }

    /// Brings up to date what follows from an edit, besides the edit; the visitor then looks at `view`.
    fn scenario_changed(&mut self, view: View) {
        self.view = view;
        self.shown.forget_trace();
        self.step = self.step.min(self.scenario.steps.len().saturating_sub(1));
        self.revision += 1;
        self.who_stopped = false;
        self.edited = true;
        self.asking = false;
        self.notice = None;
        self.playing = false;
        if text_of_form(&self.scenario, self.form).is_none() {
            self.form = Entity::Scenario;
        }
        if !matches!(self.draft, Draft::Blocked | Draft::Full) {
            self.draft = Draft::Waiting;
        }
    }

    /// The number in the id of the element that got the focus last, if it begins with `prefix`: it is to be drawn.
    pub(crate) fn focused(&self, prefix: &str) -> Option<usize> {
        self.target.as_ref()?.id.strip_prefix(prefix)?.parse().ok()
    }

    fn step_mut(&mut self) -> Option<&mut Step> {
        self.scenario.steps.get_mut(self.step)
    }

    pub(crate) fn move_focus(&mut self, id: impl Into<AttrValue>) {
        let journey = self.target.as_ref().map_or(0, |target| target.journey) + 1;
        self.target = Some(Target { id: id.into(), journey });
    }
}

/// Heading of the form of a thing; nothing if the thing is not there.
pub(crate) fn text_of_form(scenario: &Scenario, entity: Entity) -> Option<&str> {
    match entity {
        Entity::Scenario => Some(&scenario.title),
        Entity::Account(at) | Entity::Level(at, ..) => scenario.accounts.get(at).map(|account| account.id.as_str()),
        Entity::Principal(at) | Entity::Group(at, _) => {
            scenario.principals.get(at).map(|principal| principal.arn.as_str())
        }
        Entity::Resource(at) => scenario.resources.get(at).map(|resource| resource.arn.as_str()),
        Entity::Step(at) => scenario.steps.get(at).map(|step| step.action.as_str()),
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
