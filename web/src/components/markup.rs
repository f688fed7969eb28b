//! Elements, made by calls.
//!
//! `html!` writes the making of an element out wherever one stands; these few functions are there once, and the page is
//! 10 KB smaller for it. For the same reason what is drawn are functions of the
//! state, and the whole page is one component.

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, VList, VNode, VTag, VText};

mod listener;
mod names;

pub(crate) use listener::{On, Wire, button};
use names::known_names;

/// An element that is being put together.
#[derive(Debug)]
pub(crate) struct Tag(Box<Parts>);

#[derive(Debug)]
struct Parts {
    node: VTag,
    /// Names and values of the attributes.
    names: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
}

/// An element without attributes and content.
pub(crate) fn tag(name: &'static str) -> Tag {
    Tag(Box::new(Parts { node: VTag::new(name), names: Vec::new(), values: Vec::new() }))
}

/// A word for the ear: screen readers say it, nobody sees it.
pub(crate) fn unseen(word: &'static str) -> Tag {
    tag("span").class("unseen").word(word)
}

impl Tag {
    /// Adds a class; none when it is empty.
    pub(crate) fn class(mut self, class: &'static str) -> Self {
        if class.is_empty() {
            return self;
        }
        let known = self.0.names.iter().position(|name| *name == "class");
        match known.and_then(|at| self.0.values.get_mut(at)) {
            Some(Some(AttributeOrProperty::Attribute(classes))) => {
                *classes = AttrValue::from(format!("{classes} {class}"));
                self
            }
            Some(_) | None => self.is("class", class),
        }
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
        self.0.names.push(name);
        self.0.values.push(Some(AttributeOrProperty::Attribute(value)));
        self
    }

    /// Sets an attribute that is there or not, and nothing else.
    pub(crate) fn flag(self, name: &'static str, there: bool) -> Self {
        if there { self.is(name, name) } else { self }
    }

    /// The id of what names the element.
    pub(crate) fn labelled_by(self, id: &'static str) -> Self {
        self.is("aria-labelledby", id)
    }

    /// Sets the text of a field.
    pub(crate) fn value(mut self, text: &str) -> Self {
        self.0.node.set_value(AttrValue::from(Rc::<str>::from(text)));
        self
    }

    /// Switches off what browsers do to fields for prose.
    pub(crate) fn plain(self) -> Self {
        self.is("spellcheck", "false").is("autocomplete", "off").is("autocapitalize", "off")
    }

    /// Tells the element from its neighbors in a list.
    pub(crate) fn key(mut self, key: &str) -> Self {
        self.0.node.key = Some(Key::from(key));
        self
    }

    /// Adds a handler of events at the element.
    pub(crate) fn on(mut self, wire: Wire) -> Self {
        self.0.node.add_listener(Rc::new(wire));
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
        self.0.node.add_child(child);
        self
    }

    /// Appends a list of any length, whose items may have keys, in one place.
    pub(crate) fn list(self, items: Vec<Self>) -> Self {
        self.node(fragment(items))
    }

    pub(crate) fn html(self) -> Html {
        let Parts { mut node, names, values } = *self.0;
        node.attributes = Attributes::Dynamic { keys: known_names(names), values: values.into() };
        VNode::from(node)
    }
}

/// Several elements in a row.
pub(crate) fn fragment(items: Vec<Tag>) -> Html {
    VList::with_children(items.into_iter().map(Tag::html).collect(), None).into()
}
