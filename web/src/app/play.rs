//! The trace plays by itself, moment by moment.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::Context;

use super::{App, Message};
use crate::sight::Sight;
use crate::state::Action;

/// Times for which a moment is shown while the trace plays, and the one that decided, in milliseconds.
const MOMENT: u32 = 1200;
const DECIDING: u32 = 3500;

impl App {
    /// Shows the next moment, if there is one.
    pub(super) fn tick(&mut self, ctx: &Context<Self>) -> bool {
        self.play = None;
        let sight = Sight::of(&self.state, &self.analysis);
        let next = sight.moments.get(sight.at.map_or(0, |at| at + 1));
        let action = match (sight.step, next) {
            (Some(step), Some(next)) => Sight::look_at(step, Rc::clone(&next.path)),
            (Some(_) | None, _) => Action::Play(false),
        };
        self.reduce(ctx, action)
    }

    /// Playing begins where the visitor stands; at the first moment when they stand nowhere or at the end.
    pub(super) fn rewind(&mut self, ctx: &Context<Self>) {
        let sight = Sight::of(&self.state, &self.analysis);
        let stands = self.state.view.trace.is_some() && sight.at.map(|at| at + 1) != Some(sight.moments.len());
        let first = sight.moments.first().map(|moment| Rc::clone(&moment.path));
        if let (Some(step), Some(first), false) = (sight.step, first, stands) {
            let action = Sight::look_at(step, first);
            self.reduce(ctx, action);
        }
    }

    pub(super) fn next_tick(&self, ctx: &Context<Self>) -> Timeout {
        let sight = Sight::of(&self.state, &self.analysis);
        let decides = sight.pointed.is_some() && sight.pointed == sight.resting;
        let tick = ctx.link().callback(|()| Message::Tick);
        Timeout::new(if decides { DECIDING } else { MOMENT }, move || tick.emit(()))
    }
}
