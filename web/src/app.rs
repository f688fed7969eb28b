//! The page joined to the browser: state, storage, theme, address.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::address::Address;
use crate::analysis::Analysis;
use crate::browser::{self, Drafts, Saying, element};
use crate::chunks::{self, chunks};
use crate::components::diagrams::select_text;
use crate::components::editor::{place_caret, show_line};
use crate::components::exchange::put_in;
use crate::components::page::{page, waiting};
use crate::components::policies::show_tab;
use crate::components::trace::show_row;
use crate::examples::{self, is_linked};
use crate::sight::{Sight, policy_text};
use crate::state::{Action, Caret, Copied, Dialog, State, Target};

mod arrival;
mod drafts;
mod listeners;
mod place;
mod play;
mod port;

use arrival::{fetch_example, is_for_late, load_chunks, must_wait};
use listeners::listeners;

/// Time for which the typing must rest before the draft is written, in milliseconds.
const REST: u32 = 300;

/// The open policy as it was drawn.
#[derive(Default, PartialEq)]
struct OpenPolicy {
    pointer: Option<AttrValue>,
    /// The line of its text that is lit.
    line: Option<usize>,
}

/// The whole page. What follows from the state is held beside it: the analysis, and what the browser was told last.
pub(crate) struct App {
    state: State,
    analysis: Analysis,
    dispatch: Callback<Action>,
    /// Place to which the caret and the focus were sent, and the policy whose tab and line were brought into view.
    caret: Option<Caret>,
    target: Option<Target>,
    shown: OpenPolicy,
    /// The open policy from `view` to `rendered`: to find it takes as long as to decide.
    drawn: RefCell<OpenPolicy>,
    address: Address,
    /// Place to go to once the scenario that was asked for is there.
    wanted: Address,
    /// The scenario's part of the link that was opened last.
    link: Option<String>,
    /// The visit begins with what only the engine can read, and waits for it.
    late: bool,
    /// The visit begins with a link that a script still unpacks.
    unpacking: bool,
    /// Somebody tried to load once more what did not come.
    tries_again: bool,
    /// The example of this visit has been asked for: what is shown until it comes is no choice of the visitor.
    arriving: bool,
    /// Result of copying: a diagram's text may have been shown to be copied by hand.
    copied: Copied,
    /// Writes the draft when it runs out.
    save: Timeout,
    /// The revision that was kept last, or came from the storage.
    kept: Option<u32>,
    /// Shared with what the page listens to: when it goes away nothing is drawn any more, but a draft is written.
    drafts: Rc<RefCell<Drafts>>,
    /// Messages that wait for a chunk.
    waiting: Vec<Message>,
    /// Shows the next moment when it runs out.
    play: Option<Timeout>,
    _listeners: Vec<EventListener>,
    _editor: Vec<EventListener>,
}

/// Messages to the page.
pub(crate) enum Message {
    Do(Action),
    /// The editor says something.
    Hear(Saying),
    /// The file of an example came, or did not.
    Fetched {
        id: AttrValue,
        fresh: bool,
        text: Option<String>,
    },
    /// The next moment is to be shown.
    Tick,
    /// The address was changed by hand, or a link on the page was followed.
    Moved,
    /// The window has another size.
    Resized,
    /// Chunks are there, or could not be loaded; `news`: others than before.
    Arrived {
        news: bool,
    },
    /// The script that asked the port can be told.
    Asked,
    /// The draft is to be written: the typing rests, or the page goes away.
    Save,
    /// Another tab wrote into the storage, or may have while this one slept.
    Stored,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let address = browser::address();
        let drafts = Rc::new(RefCell::new(Drafts::default()));
        let mut app = Self {
            state: State::first_visit(),
            analysis: Analysis::of_first_visit(),
            dispatch: ctx.link().callback(Message::Do),
            caret: None,
            target: None,
            shown: OpenPolicy::default(),
            drawn: RefCell::default(),
            address: Address::default(),
            late: chunks().engine.is_none() && (port::is_there() || browser::begins_elsewhere(&address)),
            unpacking: address.link.is_some() && !port::is_there(),
            tries_again: false,
            wanted: address,
            link: None,
            arriving: false,
            copied: Copied::Not,
            save: save_soon(ctx),
            kept: Some(0),
            drafts: Rc::clone(&drafts),
            waiting: Vec::new(),
            play: None,
            _listeners: listeners(ctx, drafts),
            _editor: browser::hear_editor(&ctx.link().callback(Message::Hear)),
        };
        if app.late {
            browser::show_theme(browser::kept_theme());
        } else {
            app.begin(ctx);
        }
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        if self.late && matches!(message, Message::Hear(Saying::Opens)) {
            self.unpacking = false;
            return self.begin_late(ctx);
        }
        if self.late && !is_for_late(&message) {
            return false;
        }
        if must_wait(&message) {
            return self.wait(ctx, message);
        }
        match message {
            Message::Do(action) => self.act(ctx, action),
            Message::Hear(Saying::Here(here)) => self.act(ctx, Action::SetRich(here)),
            Message::Hear(Saying::Full(pointer)) => self.act(ctx, Action::Overfull(pointer)),
            Message::Hear(Saying::Opens) => self.take_from_port(ctx),
            Message::Hear(Saying::Wonders) => {
                if chunks().later.is_some() {
                    self.tell_port();
                } else {
                    // With the drawings, unless they cannot be had.
                    ctx.link().send_future(async {
                        chunks::load_drawn().await;
                        Message::Asked
                    });
                }
                false
            }
            Message::Asked => {
                self.tell_port();
                true
            }
            Message::Hear(Saying::Works(reply)) => {
                let heard = chunks().engine.and_then(|it| (it.hear)(&self.state, &reply));
                heard.is_some_and(|action| self.act(ctx, action))
            }
            Message::Hear(Saying::Asks { pointer, units }) => {
                // The editor asks again with the next letter.
                if let Some(engine) = chunks().engine {
                    (engine.complete)(&self.state.scenario, &pointer, units);
                }
                false
            }
            Message::Fetched { id, fresh, text } => {
                let read = chunks().engine.zip(text).and_then(|(engine, text)| (engine.example)(&text));
                let action = match read.map(Box::new) {
                    Some(scenario) if fresh => Action::Reset(scenario),
                    Some(scenario) => Action::Open { source: id, scenario, edited: false },
                    None => Action::Say("This example could not be fetched. Is there a connection?".into()),
                };
                let arrived = std::mem::take(&mut self.arriving);
                if arrived && is_linked(&self.state.source) {
                    return false;
                }
                let changed = self.act(ctx, action);
                if arrived {
                    self.state.forget_history();
                }
                changed || arrived
            }
            Message::Tick => self.tick(ctx),
            Message::Moved => {
                let moved = browser::address();
                if moved.link.is_some() {
                    // A script unpacks it and comes through the port.
                    return false;
                }
                self.wanted = moved;
                self.address = self.wanted.clone();
                match self.wanted.example.clone().filter(|id| examples::is_known(id) && *id != *self.state.source) {
                    Some(id) => self.act(ctx, Action::Fetch { source: id.into(), fresh: false }),
                    // Back from a link that was only looked at: to what was there before.
                    None if is_linked(&self.state.source) && !self.state.edited => {
                        self.act(ctx, Action::Fetch { source: browser::last_source().into(), fresh: false })
                    }
                    None => {
                        self.go_to_wanted();
                        true
                    }
                }
            }
            Message::Resized => {
                if let Some(open) = &self.shown.pointer {
                    show_tab(open);
                }
                false
            }
            Message::Arrived { news } => {
                self.arrived(ctx);
                news
            }
            Message::Save => self.save(ctx),
            Message::Stored => self.look_for_news(ctx),
        }
    }

    fn view(&self, _: &Context<Self>) -> Html {
        if self.arriving || self.late {
            return waiting(&self.dispatch);
        }
        if chunks().has_drawn() {
            // Yew draws right after this, and may let the browser paint before it says that it has.
            browser::clear_later();
        }
        let sight = Sight::of(&self.state, &self.analysis);
        self.drawn.replace(OpenPolicy { pointer: sight.open.clone(), line: sight.line(&self.state.scenario) });
        page(&self.state, &self.analysis, &sight, &self.dispatch)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            load_chunks(ctx);
        }
        if self.arriving || self.late {
            return;
        }
        let scenario = &self.state.scenario;
        let caret = &self.state.view.caret;
        if *caret != self.caret {
            self.caret.clone_from(caret);
            let place = caret.as_ref().and_then(|caret| Some((caret, policy_text(scenario, &caret.pointer)?)));
            if let Some((caret, text)) = place {
                place_caret(caret, text, self.state.rich);
            }
        }
        if self.state.target != self.target {
            self.target.clone_from(&self.state.target);
            if let Some(target) = &self.target {
                browser::focus(&target.id);
            }
        }
        if std::mem::replace(&mut self.copied, self.state.copied) != self.state.copied {
            select_text(self.state.copied);
        }
        let drawn = self.drawn.take();
        if self.shown != drawn {
            if let (Some(open), Some(line)) = (&drawn.pointer, drawn.line) {
                show_line(open, line);
            }
            if let Some(open) = &drawn.pointer {
                show_tab(open);
            }
            self.shown = drawn;
        }
        if self.state.view.trace.is_some() {
            show_row();
        }
        self.show_address();
        self.mark_port();
        self.drafts.borrow_mut().drawn();
    }
}

impl App {
    /// Does what the action says, to the browser and to the state.
    fn act(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        if !chunks().suffice_for(&action) {
            return self.wait(ctx, Message::Do(action));
        }
        if let Action::LoadChunks = &action {
            self.tries_again = true;
            load_chunks(ctx);
            return chunks::try_again();
        }
        let mut changed = false;
        if let Some(later) = chunks().later {
            (later.carry_out)(&action, &self.state, &self.analysis, &self.dispatch);
        }
        if let Action::Fetch { source, fresh } = &action {
            return self.fetch(ctx, source.clone(), *fresh);
        }
        self.before_opening(&action);
        if let Action::Reset(_) = &action {
            self.drafts.borrow_mut().forget(&self.state.source);
        } else if let Action::Show(dialog) = &action {
            self.show(*dialog);
        } else if let Action::Import(text) = &action {
            self.show(Dialog::Exchange);
            put_in(text);
        } else if let Action::SetDepth(depth) = &action {
            browser::keep_depth(*depth);
        } else if let Action::Play(true) = &action {
            self.rewind(ctx);
        }
        // The editor comes with the first click of a visit, which may be the one that plays.
        let by_page = matches!(
            action,
            Action::SetDraft(_)
                | Action::SetRich(_)
                | Action::Warn(_)
                | Action::Play(_)
                | Action::Who(_)
                | Action::Closed(_)
        );
        if !by_page {
            changed |= std::mem::take(&mut self.state.playing);
        }
        self.reduce(ctx, action) || changed
    }

    fn reduce(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let (revision, theme) = (self.state.revision, self.state.theme);
        let opens = matches!(action, Action::Open { .. });
        let changed = self.state.reduce(action);
        if revision != self.state.revision {
            if chunks().later.is_none() {
                browser::clear_later();
            }
            // Before the analysis, which takes longer than anything else here.
            self.wait_to_keep();
            self.analyze();
            self.save = save_soon(ctx);
        }
        if theme != self.state.theme {
            browser::show_theme(self.state.theme);
        }
        if opens {
            self.go_to_wanted();
        }
        if !self.state.playing {
            self.play = None;
        } else if self.play.is_none() {
            self.play = Some(self.next_tick(ctx));
        }
        changed
    }

    /// Opens a dialog.
    fn show(&mut self, dialog: Dialog) {
        match dialog {
            Dialog::Exchange => {
                if let Some(engine) = chunks().engine {
                    put_in(&(engine.write_file)(&self.state.scenario));
                }
            }
            Dialog::Examples => self.state.kept = browser::kept_scenarios(),
            Dialog::Policies => {}
        }
        if let Some(dialog) = element::<HtmlDialogElement>(dialog.id()).filter(|dialog| !dialog.open()) {
            let _ = dialog.show_modal();
        }
    }
}

/// Dropping it is calling it off.
fn save_soon(ctx: &Context<App>) -> Timeout {
    let save = ctx.link().callback(|()| Message::Save);
    Timeout::new(REST, move || save.emit(()))
}
