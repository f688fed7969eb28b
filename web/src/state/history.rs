//! Changes that can be undone.

use rolescope::Scenario;
use rolescope::scenario::{Principal, Step, StepResource};
use yew::AttrValue;

use super::{Editable, State, View};

/// Most changes that can be undone.
const MOST: usize = 100;

/// Most items that all kept scenarios may have together; the one before the present one is kept whatever it has.
const MOST_ITEMS: usize = 100_000;

/// The states before and after the present one. Policy texts are shared between them, not copied.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct History {
    past: Vec<Snapshot>,
    future: Vec<Snapshot>,
    /// Field that is being typed over: all of it is one change.
    typing: Option<Editable>,
}

#[derive(Clone, Debug, PartialEq)]
struct Snapshot {
    /// The change that lies between this and the next newer state.
    what: AttrValue,
    scenario: Scenario,
    source: AttrValue,
    edited: bool,
    step: usize,
}

impl Snapshot {
    fn of(state: &State, what: AttrValue) -> Self {
        Self {
            what,
            scenario: state.scenario.clone(),
            source: state.source.clone(),
            edited: state.edited,
            step: state.step,
        }
    }
}

impl History {
    /// Change that undoing would undo.
    pub(crate) fn undoable(&self) -> Option<&AttrValue> {
        self.past.last().map(|snapshot| &snapshot.what)
    }

    /// Makes what is typed from now on a change of its own.
    pub(super) fn pause(&mut self) {
        self.typing = None;
    }

    /// Drops the oldest states, as long as there is too much in all of them.
    fn drop_what_is_too_much(&mut self) {
        let mut left = MOST_ITEMS;
        let fits = self.past.iter().rev().take_while(|snapshot| {
            let fits = left > 0;
            left = left.saturating_sub(items(&snapshot.scenario));
            fits
        });
        let kept = fits.count();
        self.past.drain(..self.past.len() - kept);
    }

    /// Gives the scenario of one storage name another one from now on.
    pub(super) fn rename(&mut self, from: &AttrValue, to: &AttrValue) {
        for snapshot in self.past.iter_mut().chain(&mut self.future) {
            if snapshot.edited && snapshot.source == *from {
                snapshot.source = to.clone();
            }
        }
    }

    /// Change that redoing would do again.
    pub(crate) fn redoable(&self) -> Option<&AttrValue> {
        self.future.last().map(|snapshot| &snapshot.what)
    }
}

/// Number of the things in a scenario that each copy of it has anew.
fn items(scenario: &Scenario) -> usize {
    let of_step = |step: &Step| {
        let touched = match &step.resource {
            Some(StepResource::Several(touched)) => touched.len(),
            Some(StepResource::One(_)) | None => 0,
        };
        1 + touched + step.context.len()
    };
    let of_principal = |principal: &Principal| 1 + principal.identity_policies.len() + principal.groups.len();
    scenario.accounts.len()
        + scenario.resources.len()
        + scenario.principals.iter().map(of_principal).sum::<usize>()
        + scenario.steps.iter().map(of_step).sum::<usize>()
}

impl State {
    /// Makes a change that can be undone under the name `what`; `change` says whether there was one. Typing on is
    /// part of the change that it began with.
    pub(super) fn undoably(
        &mut self,
        what: impl Into<AttrValue>,
        typed: Option<Editable>,
        change: impl FnOnce(&mut Self) -> bool,
    ) -> bool {
        let before = self.before(what.into(), typed.as_ref());
        change(self) && self.remember(before, typed)
    }

    /// State to go back to; nothing while somebody types on.
    #[inline(never)]
    fn before(&self, what: AttrValue, typed: Option<&Editable>) -> Option<Snapshot> {
        let goes_on = typed.is_some() && typed == self.history.typing.as_ref();
        (!goes_on).then(|| Snapshot::of(self, what))
    }

    #[inline(never)]
    fn remember(&mut self, before: Option<Snapshot>, typed: Option<Editable>) -> bool {
        self.history.typing = typed;
        self.history.future.clear();
        self.history.past.extend(before);
        if self.history.past.len() > MOST {
            self.history.past.remove(0);
        }
        self.history.drop_what_is_too_much();
        true
    }

    /// Forgets the states before, to which nobody can go back.
    pub(crate) fn forget_history(&mut self) {
        self.history = History::default();
    }

    pub(super) fn undo(&mut self) -> bool {
        let Some(before) = self.history.past.pop() else { return false };
        let after = Snapshot::of(self, before.what.clone());
        self.history.future.push(after);
        self.restore(before)
    }

    pub(super) fn redo(&mut self) -> bool {
        let Some(after) = self.history.future.pop() else { return false };
        let before = Snapshot::of(self, after.what.clone());
        self.history.past.push(before);
        self.restore(after)
    }

    fn restore(&mut self, snapshot: Snapshot) -> bool {
        self.history.typing = None;
        self.scenario = snapshot.scenario;
        self.renamed.clear();
        self.source = snapshot.source;
        self.step = snapshot.step;
        self.scenario_changed(View::default());
        self.edited = snapshot.edited;
        true
    }
}
