//! Chunks of the page's wasm, which come after the first paint.
//!
//! A chunk is a table of functions, returned by a function with `#[wasm_split]`. What only its table reaches moves out of the
//! first load, texts included. Until a chunk is there its part is not drawn; an action that needs it waits for it.

// size: row 20

use std::cell::Cell;

use futures::future::join4;
use rolescope::words::{WORDS, Words};
use rolescope::{Scenario, StepReport};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::{AttrValue, Callback};

use crate::analysis::Analysis;
use crate::components::field::Forms;
use crate::components::markup::{Tag, button, tag};
use crate::components::outcome::Way;
use crate::components::wire::click;
use crate::components::{cast, diagrams, editor, exchange, new_policy, newer, outcome, request, shelf, who};
use crate::sight::Sight;
use crate::state::{Action, Change, State};

/// Parts below the first view, dialogs, and changes of the scenario.
pub(crate) struct Below {
    pub(crate) change: fn(&mut State, Change) -> bool,
    pub(crate) request: fn(&State, &Analysis, &Sight<'_>, &mut Forms<'_>) -> Tag,
    /// Stepper, trace and transcript of the selected step.
    pub(crate) way: fn(&State, &Sight<'_>, &StepReport, &Callback<Action>) -> Way,
    pub(crate) cast: fn(&State, &mut Forms<'_>) -> Tag,
    pub(crate) dialogs: fn(&State, &Callback<Action>) -> [Tag; 3],
    /// Says that the scenario is of a newer format than the page knows.
    pub(crate) newer: fn(&State) -> Option<Tag>,
    pub(crate) show_exchange: fn(&Scenario),
    /// Tells the editor what can be put at its caret.
    pub(crate) complete: fn(&Scenario, &str, u32),
}

/// The question of who can assume a role.
pub(crate) struct WhoCan {
    pub(crate) panel: fn(&State, Option<&AttrValue>, &Callback<Action>) -> Option<Tag>,
    /// Reads a message of the worker.
    pub(crate) hear: fn(&State, &str) -> Option<Action>,
}

/// Drawings of the scenario.
pub(crate) struct Diagrams {
    pub(crate) draw: fn(&State, &Analysis, &Callback<Action>) -> Option<Tag>,
    pub(crate) carry_out: fn(&Action, &State, &Analysis, &Callback<Action>),
    /// Both drawings as SVG.
    pub(crate) drawings: fn(&State, &Analysis) -> [String; 2],
}

static BELOW: Below = Below {
    change: State::change,
    request: request::request,
    way: outcome::way,
    cast: cast::cast,
    dialogs: |state, dispatch| {
        [shelf::shelf(state, dispatch), new_policy::new_policy(state, dispatch), exchange::exchange(state, dispatch)]
    },
    newer: newer::newer,
    show_exchange: exchange::show_exchange,
    complete: editor::answer,
};

static DIAGRAMS: Diagrams =
    Diagrams { draw: diagrams::diagrams, carry_out: diagrams::carry_out, drawings: diagrams::drawings };

static WHO_CAN: WhoCan = WhoCan { panel: who::who, hear: who::hear };

#[wasm_split(below, fallible)]
fn below() -> Result<&'static Below, SplitLoaderError> {
    Ok(&BELOW)
}

#[wasm_split(diagrams, fallible)]
fn diagrams() -> Result<&'static Diagrams, SplitLoaderError> {
    Ok(&DIAGRAMS)
}

#[wasm_split(who, fallible)]
fn who_can() -> Result<&'static WhoCan, SplitLoaderError> {
    Ok(&WHO_CAN)
}

#[wasm_split(words, fallible)]
fn words() -> Result<&'static Words, SplitLoaderError> {
    Ok(&WORDS)
}

/// The chunks that are there.
#[derive(Clone, Copy)]
pub(crate) struct Chunks {
    pub(crate) below: Option<&'static Below>,
    pub(crate) diagrams: Option<&'static Diagrams>,
    pub(crate) who: Option<&'static WhoCan>,
    /// Words of the engine that most answers do without.
    words: Option<&'static Words>,
    /// True if one of them could not be loaded.
    failed: bool,
}

/// Natively nothing is split.
#[cfg(not(target_arch = "wasm32"))]
const AT_FIRST: Chunks =
    Chunks { below: Some(&BELOW), diagrams: Some(&DIAGRAMS), who: Some(&WHO_CAN), words: Some(&WORDS), failed: false };
#[cfg(target_arch = "wasm32")]
const AT_FIRST: Chunks = Chunks { below: None, diagrams: None, who: None, words: None, failed: false };

thread_local! {
    static THERE: Cell<Chunks> = const { Cell::new(AT_FIRST) };
}

/// The chunks that are there now.
pub(crate) fn chunks() -> Chunks {
    THERE.get()
}

/// Loads the chunks that are not there; what failed before is tried again. Returns whether the engine has more words now.
pub(crate) async fn load() -> bool {
    let before = THERE.get().words.is_some();
    let (below, words, diagrams, who) = join4(below(), words(), diagrams(), who_can()).await;
    let (below, words, diagrams, who) = (below.ok(), words.ok(), diagrams.ok(), who.ok());
    if let Some(words) = words {
        rolescope::words::put(words);
    }
    let failed = below.is_none() || words.is_none() || diagrams.is_none() || who.is_none();
    THERE.set(Chunks { below, diagrams, who, words, failed });
    words.is_some() && !before
}

impl Chunks {
    /// True if everything can be drawn.
    pub(crate) fn are_there(self) -> bool {
        self.below.is_some() && self.diagrams.is_some() && self.who.is_some() && self.words.is_some()
    }

    /// True if an action can be carried out without waiting.
    pub(crate) fn suffice_for(self, action: &Action) -> bool {
        let needs_below = matches!(action, Action::Change(_) | Action::Show(_) | Action::Import(_));
        let needs_diagrams = matches!(action, Action::SaveDiagram | Action::CopyDiagram);
        (self.below.is_some() || !needs_below) && (self.diagrams.is_some() || !needs_diagrams)
    }

    /// Text in place of parts that could not be loaded.
    pub(crate) fn missing(self, dispatch: &Callback<Action>) -> Option<Tag> {
        let retry = || button("", click(dispatch, Action::LoadChunks)).word("Try again");
        let words = "Part of this page could not be loaded. What you wrote is safe.";
        self.failed.then(|| tag("p").class("trouble t-error missing").is("role", "alert").word(words).with(retry()))
    }
}
