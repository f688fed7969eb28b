//! Arrival of what is loaded after the page's wasm: chunks, the engine among them, and the file of an example.

use yew::prelude::*;

use super::{App, Message};
use crate::analysis::Analysis;
use crate::browser::{self, Saying};
use crate::chunks::{self, chunks};
use crate::state::{Action, State};

impl App {
    /// Begins with what the visitor left or asks for.
    pub(super) fn begin(&mut self, ctx: &Context<Self>) {
        let (state, fetch) = browser::last_visit(&self.wanted, &mut self.drafts.borrow_mut());
        // The editor may be there already.
        self.state = State { rich: self.state.rich, ..state };
        self.analyze();
        browser::show_theme(self.state.theme);
        match fetch {
            Some(id) => {
                self.arriving = true;
                fetch_example(ctx, id.into(), false);
            }
            None => self.go_to_wanted(),
        }
        self.take_from_port(ctx);
    }

    /// Begins a visit that waits for the engine or for its link, when both are there.
    pub(super) fn begin_late(&mut self, ctx: &Context<Self>) -> bool {
        let begins = self.late && !self.unpacking && chunks().engine.is_some();
        if begins {
            self.late = false;
            self.wanted = browser::address();
            self.begin(ctx);
        }
        begins
    }

    /// Has a message come again when what it needs is there.
    pub(super) fn wait(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        self.waiting.push(message);
        load_chunks(ctx);
        false
    }

    /// Brings up to date what follows from the scenario. Without the engine it is that of a first visit.
    pub(super) fn analyze(&mut self) {
        if let Some(analysis) = Analysis::again(&self.state.scenario) {
            self.analysis = analysis;
        }
    }

    /// Chunks are there, or could not be loaded.
    pub(super) fn arrived(&mut self, ctx: &Context<Self>) {
        self.begin_late(ctx);
        if self.tries_again && !chunks().failed() {
            // The button that had the focus goes away.
            self.tries_again = false;
            self.state.move_focus("outcome");
        }
        // Once what came is drawn: a dialog must be there before it opens. What still lacks its chunk waits on.
        for message in self.waiting.extract_if(.., |message| !must_wait(message)) {
            ctx.link().send_future(async { message });
        }
    }
}

/// True if a message is for a page that has not begun: all else it reads when it begins.
pub(super) const fn is_for_late(message: &Message) -> bool {
    matches!(message, Message::Arrived { .. } | Message::Do(Action::LoadChunks) | Message::Hear(Saying::Here(_)))
}

/// True if a message needs a chunk that is not there.
pub(super) fn must_wait(message: &Message) -> bool {
    match message {
        Message::Do(action) => !chunks().suffice_for(action),
        Message::Hear(Saying::Opens | Saying::Wonders) | Message::Stored | Message::Fetched { .. } => {
            chunks().engine.is_none()
        }
        Message::Hear(Saying::Here(_) | Saying::Full(_) | Saying::Works(_) | Saying::Asks { .. })
        | Message::Tick
        | Message::Moved
        | Message::Resized
        | Message::Arrived { .. }
        | Message::Asked
        | Message::Save => false,
    }
}

/// Loads the chunks that are not there: first the engine, for which visitors may wait.
pub(super) fn load_chunks(ctx: &Context<App>) {
    ctx.link().send_future(async {
        let news = chunks::load_engine().await;
        Message::Arrived { news }
    });
    ctx.link().send_future(async {
        let news = chunks::load_engine().await;
        let news = chunks::load_drawn().await || news;
        Message::Arrived { news }
    });
}

pub(super) fn fetch_example(ctx: &Context<App>, id: AttrValue, fresh: bool) {
    ctx.link().send_future(async move {
        let text = browser::fetch(id.to_string()).await;
        Message::Fetched { id, fresh, text }
    });
}
