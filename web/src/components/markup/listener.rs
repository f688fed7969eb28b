//! Events of the visitor.

use yew::Callback;
use yew::virtual_dom::{Listener, ListenerKind};

use super::{Tag, tag};

/// A button of a class that does what `press` says.
pub(crate) fn button(class: &'static str, press: Wire) -> Tag {
    tag("button").is("type", "button").class(class).on(press)
}

/// Handler of one kind of event.
pub(crate) struct Wire {
    event: On,
    run: Callback<web_sys::Event>,
}

/// The kinds of events that the page listens to.
#[derive(Clone, Copy)]
pub(crate) enum On {
    Click,
    Change,
    Close,
    Focus,
    Input,
    Key,
    Submit,
}

impl Wire {
    pub(crate) fn new(event: On, run: impl Fn(web_sys::Event) + 'static) -> Self {
        Self { event, run: Callback::from(run) }
    }
}

impl Listener for Wire {
    fn kind(&self) -> ListenerKind {
        match self.event {
            On::Click => ListenerKind::onclick,
            On::Change => ListenerKind::onchange,
            On::Close => ListenerKind::onclose,
            On::Focus => ListenerKind::onfocus,
            On::Input => ListenerKind::oninput,
            On::Key => ListenerKind::onkeydown,
            On::Submit => ListenerKind::onsubmit,
        }
    }

    fn handle(&self, event: web_sys::Event) {
        self.run.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}
