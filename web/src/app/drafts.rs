//! Drafts of the page: kept, and made known between tabs.

use yew::prelude::*;

use super::App;
use crate::browser::{self, Found, News, NotWritten};
use crate::chunks::chunks;
use crate::examples::{self, is_linked};
use crate::state::{Action, Draft, Trouble};

impl App {
    /// Keeps the scenario when it was edited, and which one the visitor looks at.
    ///
    /// A scenario as built in takes no draft away, and looking at what came with a link leaves no trace.
    pub(super) fn keep(&mut self) -> Draft {
        let state = &self.state;
        if is_linked(&state.source) && !state.edited {
            return Draft::Kept;
        }
        let remembered = browser::remember(&state.source).map_or_else(|refused| refused, |()| Draft::Kept);
        if !state.edited || self.kept == Some(state.revision) {
            return remembered;
        }
        let Some(engine) = chunks().engine else { return remembered };
        let text = (engine.write)(&state.scenario);
        let written = self.drafts.borrow_mut().keep(&state.source, &state.scenario.title, &text);
        self.drafts.borrow_mut().leave(&state.source, &text);
        match written {
            Ok(()) => {
                self.kept = Some(state.revision);
                Draft::Kept
            }
            Err(NotWritten::Refused(draft)) => draft,
            Err(NotWritten::Unseen) => {
                let copy = self.drafts.borrow_mut().name_of_copy();
                self.state.reduce(Action::Part(copy));
                self.keep()
            }
        }
    }

    /// Has the scenario written when the page goes away before the typing rests.
    pub(super) fn wait_to_keep(&mut self) {
        let state = &self.state;
        let waiting = state.edited.then(|| (state.source.clone(), state.scenario.clone()));
        self.drafts.borrow_mut().waiting = waiting;
    }

    /// Keeps the scenario and says how it is kept.
    pub(super) fn save(&mut self, ctx: &Context<Self>) -> bool {
        let trouble = self.state.trouble.clone();
        let draft = self.keep();
        self.act(ctx, Action::SetDraft(draft)) || self.state.trouble != trouble
    }

    /// Looks for what other tabs made of the scenario. A tab without edits of its own shows it; else both versions stay.
    pub(super) fn look_for_news(&mut self, ctx: &Context<Self>) -> bool {
        if self.arriving || is_linked(&self.state.source) && !self.state.edited {
            return false;
        }
        let news = self.drafts.borrow_mut().news(&self.state.source);
        let waits = self.state.edited && self.kept != Some(self.state.revision);
        match news {
            News::Nothing => false,
            News::Removed | News::Newer if waits => self.save(ctx),
            News::Removed => self.state.edited && self.act(ctx, Action::SetDraft(Draft::Removed)),
            News::Newer => self.follow(ctx),
            News::Beside => {
                self.kept = None;
                self.save(ctx)
            }
        }
    }

    /// Notes that the scenario shown came from the storage: nothing of it is to be written.
    fn is_as_kept(&mut self) {
        self.kept = Some(self.state.revision);
        self.drafts.borrow_mut().waiting = None;
    }

    fn follow(&mut self, ctx: &Context<Self>) -> bool {
        let found = self.drafts.borrow_mut().open(&self.state.source);
        match found {
            Found::Nothing => false,
            Found::Scenario(scenario) => {
                let changed = self.act(ctx, Action::Follow(scenario));
                self.is_as_kept();
                changed
            }
            Found::Unreadable(reason) => self.warn(ctx, self.state.source.clone(), reason),
        }
    }

    /// The scenario with this storage name is to take the page; `fresh`: as it came, without the visitor's edits.
    pub(super) fn fetch(&mut self, ctx: &Context<Self>, source: AttrValue, fresh: bool) -> bool {
        if !fresh {
            self.keep();
        }
        let found = if fresh { Found::Nothing } else { self.drafts.borrow_mut().open(&source) };
        match found {
            Found::Scenario(scenario) => {
                let changed = self.act(ctx, Action::Open { source, scenario, edited: true });
                self.is_as_kept();
                changed
            }
            Found::Unreadable(reason) => {
                let said = self.warn(ctx, source.clone(), reason);
                self.fetch_built_in(ctx, source, fresh) || said
            }
            Found::Nothing => self.fetch_built_in(ctx, source, fresh),
        }
    }

    fn fetch_built_in(&mut self, ctx: &Context<Self>, source: AttrValue, fresh: bool) -> bool {
        if *source != *examples::FIRST {
            if examples::is_known(&source) {
                super::fetch_example(ctx, source, fresh);
            }
            return false;
        }
        let scenario = Box::new(examples::first());
        self.act(ctx, if fresh { Action::Reset(scenario) } else { Action::Open { source, scenario, edited: false } })
    }

    fn warn(&mut self, ctx: &Context<Self>, slot: AttrValue, reason: String) -> bool {
        self.act(ctx, Action::Warn(Some(Trouble::Unreadable { slot, reason: reason.into() })))
    }

    /// Before the scenario of an action is drawn: keeps what is shown, and marks what takes its place when it is none of
    /// ours.
    pub(super) fn before_opening(&mut self, action: &Action) {
        let Action::Open { source, scenario, edited } = action else { return };
        self.keep();
        let ours = examples::is_known(source) && !edited;
        let text = if ours { String::new() } else { chunks().write(scenario) };
        if !ours && !self.drafts.borrow_mut().is_drawing(source) {
            self.drafts.borrow_mut().begin(source, &text);
        }
        self.drafts.borrow_mut().leave(source, &text);
    }
}
