//! Chunks of the page's wasm, which come after the first paint; the engine comes first where nothing can be shown without it.
//!
//! A chunk is a table of functions, returned by a function with `#[wasm_split]`. What only its table reaches moves out of the
//! first load, texts included. Until a chunk is there its part is not drawn; an action that needs it waits for it.

// size: rows 20, 21 and 25

use std::cell::Cell;

use futures::future::join;
use rolescope::Scenario;
use rolescope::report::StepReport;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{AttrValue, Callback, Html};

use crate::analysis::{self, Analysis};
use crate::components::field::Forms;
use crate::components::markup::{Tag, button, tag};
use crate::components::outcome::Way;
use crate::components::wire::click;
use crate::components::{cast, diagrams, editor, exchange, new_policy, newer, outcome, request, shelf, who};
use crate::examples;
use crate::explanation::Explained;
use crate::layout::nested;
use crate::reading::{self, Unreadable};
use crate::sight::Sight;
use crate::state::{Action, Change, Dialog, State};

/// The engine, and what needs it. A first visit is shown without it: it is ready-made (`ready`).
pub(crate) struct Engine {
    /// Decides every step of a scenario, and explains it.
    pub(crate) report: fn(&Scenario) -> Explained,
    /// Reads the file of an example.
    pub(crate) example: fn(&str) -> Option<Scenario>,
    /// Reads the text of a scenario, or says why it is none.
    pub(crate) read: fn(&str) -> Result<Scenario, Unreadable>,
    pub(crate) write: fn(&Scenario) -> String,
    /// Writes a scenario as a file has it.
    pub(crate) write_file: fn(&Scenario) -> String,
    pub(crate) change: fn(&mut State, Change) -> bool,
    /// Tells the editor what can be put at its caret.
    pub(crate) complete: fn(&Scenario, &str, u32),
    /// Reads a message of the worker.
    pub(crate) hear: fn(&State, &str) -> Option<Action>,
}

/// Parts beside the first view, which the app needs to take the prerendered page over.
pub(crate) struct Below {
    pub(crate) request: fn(&State, &Analysis, &Sight<'_>, &mut Forms<'_>) -> Tag,
    /// Stepper, trace and transcript of the selected step.
    pub(crate) way: fn(&State, &Sight<'_>, &StepReport, &Callback<Action>) -> Way,
}

/// Parts far below the first view, drawings, and dialogs. The prerendered page shows what a first visit has of them until they are there.
pub(crate) struct Later {
    /// Drawings of the scenario.
    pub(crate) diagrams: fn(&State, &Analysis, &Callback<Action>) -> Html,
    pub(crate) carry_out: fn(&Action, &State, &Analysis, &Callback<Action>),
    /// Both drawings as SVG.
    pub(crate) drawings: fn(&State, &Analysis) -> [String; 2],
    pub(crate) cast: fn(&State, &mut Forms<'_>) -> Tag,
    /// The question of who can assume a role.
    pub(crate) who: fn(&State, Option<&AttrValue>, &Callback<Action>) -> Html,
    pub(crate) dialogs: fn(&State, &Callback<Action>) -> [Tag; 3],
    /// Says that the scenario is of a newer format than the page knows.
    pub(crate) newer: fn(&State) -> Option<Tag>,
}

static ENGINE: Engine = Engine {
    report: analysis::report,
    example: examples::read,
    read: reading::read,
    write: Scenario::to_json,
    write_file: |scenario| nested(scenario.clone()).to_json(),
    change: State::change,
    complete: editor::answer,
    hear: who::hear,
};

static BELOW: Below = Below { request: request::request, way: outcome::way };

static LATER: Later = Later {
    diagrams: diagrams::diagrams,
    carry_out: diagrams::carry_out,
    drawings: diagrams::drawings,
    cast: cast::cast,
    who: who::who,
    dialogs: |state, dispatch| {
        [shelf::shelf(state, dispatch), new_policy::new_policy(state, dispatch), exchange::exchange(state, dispatch)]
    },
    newer: newer::newer,
};

#[wasm_split(engine, fallible)]
fn engine() -> Result<&'static Engine, SplitLoaderError> {
    Ok(&ENGINE)
}

#[wasm_split(below, fallible)]
fn below() -> Result<&'static Below, SplitLoaderError> {
    Ok(&BELOW)
}

#[wasm_split(later, fallible)]
fn later() -> Result<&'static Later, SplitLoaderError> {
    Ok(&LATER)
}

/// The chunks that are there.
#[derive(Clone, Copy)]
pub(crate) struct Chunks {
    pub(crate) engine: Option<&'static Engine>,
    pub(crate) below: Option<&'static Below>,
    pub(crate) later: Option<&'static Later>,
    /// True if the engine could not be loaded, and what is drawn.
    failed: [bool; 2],
    /// True if what failed is being tried again.
    tries_again: bool,
}

const NONE: Chunks = Chunks { engine: None, below: None, later: None, failed: [false; 2], tries_again: false };

/// Natively nothing is split.
const AT_FIRST: Chunks = if cfg!(target_arch = "wasm32") {
    NONE
} else {
    Chunks { engine: Some(&ENGINE), below: Some(&BELOW), later: Some(&LATER), ..NONE }
};

thread_local! {
    static THERE: Cell<Chunks> = const { Cell::new(AT_FIRST) };
}

/// The chunks that are there now.
pub(crate) fn chunks() -> Chunks {
    THERE.get()
}

/// Loads the engine; what failed before is tried again. True if the page is to be drawn for it.
pub(crate) async fn load_engine() -> bool {
    let engine = engine().await.ok();
    put(|there| {
        there.engine = engine;
        there.failed[0] = engine.is_none();
        there.tries_again = false;
    })
}

/// Notes that what could not be loaded is tried again. True if the page is to be drawn for it.
pub(crate) fn try_again() -> bool {
    put(|there| there.tries_again = true)
}

/// Loads what the app needs to take the prerendered page over.
pub(crate) async fn load_below() {
    let below = below().await.ok();
    put(|there| there.below = below);
}

/// Loads everything that is drawn, in the same way as the engine.
pub(crate) async fn load_drawn() -> bool {
    let (below, later) = join(below(), later()).await;
    let (below, later) = (below.ok(), later.ok());
    put(|there| {
        (there.below, there.later) = (below, later);
        there.failed[1] = below.is_none() || later.is_none();
        there.tries_again = false;
    })
}

/// Changes what is there; true if it is something else than before.
fn put(change: impl FnOnce(&mut Chunks)) -> bool {
    let before = chunks();
    let mut now = before;
    change(&mut now);
    THERE.set(now);
    now.state() != before.state()
}

impl Chunks {
    /// Presence of each, and failures.
    const fn state(self) -> ([bool; 3], [bool; 2], bool) {
        ([self.engine.is_some(), self.below.is_some(), self.later.is_some()], self.failed, self.tries_again)
    }

    /// True if something could not be loaded.
    pub(crate) const fn failed(self) -> bool {
        self.failed[0] || self.failed[1]
    }

    /// True if nothing more is to come of what is drawn.
    pub(crate) const fn has_drawn(self) -> bool {
        self.later.is_some() || self.failed[1]
    }

    /// True if the scenario cannot be changed, since the engine could not be loaded.
    pub(crate) const fn cannot_change(self) -> bool {
        self.failed[0]
    }

    /// The text of a scenario; empty while the engine is not there.
    pub(crate) fn write(self, scenario: &Scenario) -> String {
        self.engine.map_or_else(String::new, |it| (it.write)(scenario))
    }

    /// True if the app can take the prerendered page over.
    pub(crate) fn can_take_over(self) -> bool {
        self.below.is_some()
    }

    /// True if an action can be carried out without waiting.
    pub(crate) fn suffice_for(self, action: &Action) -> bool {
        let needs_engine = matches!(
            action,
            Action::Change(_)
                | Action::Who(Some(_))
                | Action::Fetch { .. }
                | Action::Open { .. }
                | Action::Reset(_)
                | Action::Follow(_)
                | Action::Import(_)
                | Action::Show(Dialog::Exchange)
        );
        let needs_later =
            matches!(action, Action::Show(_) | Action::Import(_) | Action::SaveDiagram | Action::CopyDiagram);
        (self.engine.is_some() || !needs_engine) && (self.later.is_some() || !needs_later)
    }

    /// Text in place of parts that could not be loaded; `edited`: the page shows what the visitor wrote. The button stays while it is
    /// tried again, and keeps the focus.
    pub(crate) fn missing(self, edited: bool, dispatch: &Callback<Action>) -> Option<Tag> {
        let words = match (self.failed, edited) {
            ([false, false], _) => return None,
            ([true, _], true) => {
                "The part that decides could not be loaded: you can read, but not change. What you wrote is safe."
            }
            ([true, _], false) => "The part that decides could not be loaded: you can read, but not change.",
            ([false, true], true) => "Part of this page could not be loaded. What you wrote is safe.",
            ([false, true], false) => "Part of this page could not be loaded.",
        };
        let retry = button("", click(dispatch, Action::LoadChunks));
        let retry = if self.tries_again {
            retry.is("aria-disabled", "true").word("Loading …")
        } else {
            retry.word("Try again")
        };
        Some(tag("p").class("trouble t-error missing").is("role", "alert").word(words).with(retry))
    }
}
