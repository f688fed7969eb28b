//! Elements, made by calls.
//!
//! `html!` writes the making of an element out wherever one stands, and that was a third of what visitors downloaded
//! of the page's own code. These few functions are there once. For the same reason what is drawn are functions of the
//! state, and the whole page is one component.

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VNode, VTag, VText};

/// An element that is being put together.
#[derive(Debug)]
pub(crate) struct Tag(Box<VTag>);

/// An element without attributes and content.
pub(crate) fn tag(name: &'static str) -> Tag {
    Tag(Box::new(VTag::new(name)))
}

/// A button of a class that does what `press` says.
pub(crate) fn button(class: &'static str, press: Wire) -> Tag {
    tag("button").is("type", "button").class(class).on(press)
}

/// An icon or word for the eye, a word for the ear.
pub(crate) fn unseen(word: &'static str) -> Tag {
    tag("span").class("unseen").word(word)
}

impl Tag {
    /// Adds a class; none when it is empty.
    pub(crate) fn class(mut self, class: &'static str) -> Self {
        const CLASS: &[&str] = &["class"];
        if class.is_empty() {
            return self;
        }
        match &mut self.0.attributes {
            // Most elements have a class and nothing else: that needs no map.
            Attributes::Static([]) => {
                let value = AttributeOrProperty::Attribute(AttrValue::Static(class));
                self.0.attributes = Attributes::Dynamic { keys: CLASS, values: Box::new([Some(value)]) };
            }
            attributes @ (Attributes::Static(_) | Attributes::Dynamic { .. } | Attributes::IndexMap(_)) => {
                let classes = attributes.get_mut_index_map().entry(AttrValue::Static("class"));
                let classes = classes.or_insert(AttributeOrProperty::Static(""));
                let joined = match classes {
                    AttributeOrProperty::Attribute(old) => AttrValue::from(format!("{old} {class}")),
                    AttributeOrProperty::Static(_) | AttributeOrProperty::Property(_) => AttrValue::Static(class),
                };
                *classes = AttributeOrProperty::Attribute(joined);
            }
        }
        self
    }

    /// Sets an attribute to a word of the page.
    pub(crate) fn is(self, name: &'static str, value: &'static str) -> Self {
        self.attribute(name, AttrValue::Static(value))
    }

    /// Sets an attribute to a text.
    pub(crate) fn set(self, name: &'static str, value: &str) -> Self {
        self.attribute(name, AttrValue::from(Rc::<str>::from(value)))
    }

    fn attribute(mut self, name: &'static str, value: AttrValue) -> Self {
        self.0.add_attribute(name, value);
        self
    }

    /// Sets an attribute that is there or not, and nothing else.
    pub(crate) fn flag(self, name: &'static str, there: bool) -> Self {
        if there { self.is(name, name) } else { self }
    }

    /// The name of the element.
    pub(crate) fn labelled_by(self, id: &'static str) -> Self {
        self.is("aria-labelledby", id)
    }

    /// Sets the text of a field.
    pub(crate) fn value(mut self, text: &str) -> Self {
        self.0.set_value(AttrValue::from(Rc::<str>::from(text)));
        self
    }

    /// Switches off what browsers do to fields for prose.
    pub(crate) fn plain(self) -> Self {
        self.is("spellcheck", "false").is("autocomplete", "off").is("autocapitalize", "off")
    }

    /// Tells the element from its neighbors in a list.
    pub(crate) fn key(mut self, key: &str) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// What happens when something happens to the element.
    pub(crate) fn on(mut self, wire: Wire) -> Self {
        self.0.add_listener(Rc::new(wire));
        self
    }

    /// Appends a word of the page.
    pub(crate) fn word(self, word: &'static str) -> Self {
        self.node(VText::new(AttrValue::Static(word)).into())
    }

    /// Appends a text.
    pub(crate) fn text(self, text: &str) -> Self {
        self.node(VText::new(AttrValue::from(Rc::<str>::from(text))).into())
    }

    /// Appends an element.
    pub(crate) fn with(self, child: Self) -> Self {
        self.node(child.html())
    }

    /// Appends an element, or nothing in its place.
    ///
    /// Yew tells children without keys apart by their place: what may be missing must hold its place, or its neighbors
    /// are made anew with all that was typed into them.
    pub(crate) fn maybe(self, child: Option<Self>) -> Self {
        self.node(child.map(Self::html).unwrap_or_default())
    }

    /// Appends whatever can be drawn.
    pub(crate) fn node(mut self, child: Html) -> Self {
        self.0.add_child(child);
        self
    }

    /// Appends a list of any length, whose items may have keys, in one place.
    pub(crate) fn list(self, items: Vec<Self>) -> Self {
        self.node(fragment(items))
    }

    pub(crate) fn html(self) -> Html {
        VNode::from(*self.0)
    }
}

/// Several elements in a row.
pub(crate) fn fragment(items: Vec<Tag>) -> Html {
    VList::with_children(items.into_iter().map(Tag::html).collect(), None).into()
}

/// What happens on one kind of event.
pub(crate) struct Wire {
    event: On,
    run: Callback<web_sys::Event>,
}

/// The kinds of events that the page listens to.
#[derive(Clone, Copy)]
pub(crate) enum On {
    Click,
    Change,
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
