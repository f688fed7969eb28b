//! The page joined to the browser: state, storage, theme.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use yew::prelude::*;

use crate::analysis::Analysis;
use crate::browser;
use crate::components::diagrams::{carry_out, select_text};
use crate::components::editor::{place_caret, show_line};
use crate::components::exchange::show_exchange;
use crate::components::page::page;
use crate::sight::{Sight, policy_text};
use crate::state::{Action, Caret, Copied, Draft, State};

/// How long the typing must rest before the draft is written, in milliseconds.
const REST: u32 = 300;

/// The whole page. What follows from the state is held beside it: the analysis, and what the browser was told last.
pub(crate) struct App {
    state: State,
    analysis: Analysis,
    dispatch: Callback<Action>,
    onopen: Callback<AttrValue>,
    /// Where the caret was sent, and which line of which policy was brought into view.
    caret: Option<Caret>,
    line: (Option<AttrValue>, Option<usize>),
    /// Whether a diagram's text was shown to be copied by hand.
    copied: Copied,
    /// Writes the draft when it runs out.
    save: Timeout,
    _leaving: EventListener,
}

/// What the page is told.
pub(crate) enum Message {
    Do(Action),
    /// The visitor chose the scenario with this storage name.
    Open(AttrValue),
    /// The draft is to be written: the typing rests, or the page goes away.
    Save,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let state = browser::last_visit();
        browser::show_theme(state.theme);
        let leaving = ctx.link().callback(|()| Message::Save);
        Self {
            analysis: Analysis::of(&state.scenario),
            state,
            dispatch: ctx.link().callback(Message::Do),
            onopen: ctx.link().callback(Message::Open),
            caret: None,
            line: (None, None),
            copied: Copied::Not,
            save: save_soon(ctx),
            _leaving: EventListener::new(&window(), "pagehide", move |_| leaving.emit(())),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let action = match message {
            Message::Do(action) => Some(action),
            Message::Open(id) => browser::open(&id).map(|(scenario, edited)| Action::Open {
                source: id,
                scenario: Box::new(scenario),
                edited,
            }),
            Message::Save => {
                let kept = browser::keep(&self.state);
                Some(Action::SetDraft(if kept { Draft::Kept } else { Draft::NotKept }))
            }
        };
        let Some(action) = action else { return false };
        if matches!(action, Action::Open { .. }) {
            browser::keep(&self.state);
        } else if matches!(action, Action::Reset) {
            browser::forget_draft(&self.state.source);
        } else if matches!(action, Action::Exchange) {
            show_exchange(&self.state.scenario);
        }
        carry_out(&action, &self.state, &self.analysis, &self.dispatch);
        let (revision, theme) = (self.state.revision, self.state.theme);
        let changed = self.state.reduce(action);
        if revision != self.state.revision {
            self.analysis = Analysis::of(&self.state.scenario);
            self.save = save_soon(ctx);
        }
        if theme != self.state.theme {
            browser::show_theme(self.state.theme);
        }
        changed
    }

    fn view(&self, _: &Context<Self>) -> Html {
        page(&self.state, &self.analysis, browser::has_own(), &self.onopen, &self.dispatch)
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        let scenario = &self.state.scenario;
        let caret = &self.state.view.caret;
        if *caret != self.caret {
            self.caret.clone_from(caret);
            let place = caret.as_ref().and_then(|caret| Some((caret, policy_text(scenario, &caret.pointer)?)));
            if let Some((caret, text)) = place {
                place_caret(caret, text);
            }
        }
        if std::mem::replace(&mut self.copied, self.state.copied) != self.state.copied {
            select_text(self.state.copied);
        }
        let sight = Sight::of(&self.state, &self.analysis);
        let line = sight.line(scenario);
        if self.line != (sight.open.clone(), line) {
            if let (Some(open), Some(line)) = (&sight.open, line) {
                show_line(open, line);
            }
            self.line = (sight.open, line);
        }
    }
}

/// Dropping it is calling it off.
fn save_soon(ctx: &Context<App>) -> Timeout {
    let save = ctx.link().callback(|()| Message::Save);
    Timeout::new(REST, move || save.emit(()))
}
