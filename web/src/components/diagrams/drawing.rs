//! A drawing as elements of the page.

use rolescope::diagram::{Drawing, Element};
use yew::prelude::*;
use yew::virtual_dom::VTag;

const TITLE: &str = "diagram-title";

/// Draws the whole.
pub(super) fn draw(drawing: &Drawing) -> Html {
    let [(_, view), (_, width), (_, height)] = drawing.size();
    html! {
        <svg role="img" aria-labelledby={TITLE} focusable="false" viewBox={view} {width} {height}>
            <title id={TITLE}>{ &drawing.title }</title>
            { for drawing.content.iter().map(shape) }
        </svg>
    }
}

/// An element of the drawing. Its name and the names of its attributes are data, which `html!` does not take.
fn shape(element: &Element) -> Html {
    let mut shape = VTag::new(element.name);
    for (name, value) in &element.attributes {
        shape.add_attribute(name, value.clone());
    }
    if !element.text.is_empty() {
        shape.add_child(element.text.as_str().into());
    }
    shape.add_children(element.children.iter().map(self::shape));
    shape.into()
}
