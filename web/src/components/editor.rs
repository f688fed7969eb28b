//! One policy's text: a plain text area over a drawing of the same text with colors, line numbers and lit spans. Where
//! the editor came (`web/editor`), it takes the place of both and is told what to mark.

use crate::tone::icon;
use rolescope::{ByteSpan, Problem};
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};
use yew::{AttrValue, Callback};

use crate::browser::element;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{On, Tag, Wire, button, tag};
use crate::components::wire::typing;
use crate::focus::Lights;
use crate::state::{Action, Caret, Editable};
use crate::text::{formatted, same_place, utf8_offset, utf16_offset};

mod marks;
mod sheet;

use marks::marks;
use sheet::{Line, Stretch, lines};

pub(crate) use marks::answer;

/// Height of a line as the style sheet has it, in pixels.
const LINE: i32 = 20;

/// How long a text may be, in UTF-16 units.
pub(crate) const MOST: u32 = 10 << 20;

/// Ids of an editor's elements, made of the pointer of its policy.
fn frame_id(pointer: &str) -> String {
    format!("frame{pointer}")
}

fn area_id(pointer: &str) -> String {
    format!("text{pointer}")
}

/// How a text is drawn.
#[derive(Debug, Default)]
pub(crate) struct Look<'a> {
    pub(crate) lights: Lights,
    pub(crate) problems: Vec<&'a Problem>,
    /// The state's revision, where the editor is there.
    pub(crate) rich: Option<u32>,
}

/// The text of the policy at `pointer`, which screen readers call `label`. The drawing is left out where nobody sees
/// it.
pub(crate) fn editor(
    pointer: &AttrValue,
    label: &str,
    text: &str,
    look: Option<&Look<'_>>,
    dispatch: &Callback<Action>,
) -> Tag {
    let mut frame = tag("policy-editor").class("editor").set("id", &frame_id(pointer));
    let mut drawing = tag("div").class("lines").is("aria-hidden", "true");
    match look {
        Some(Look { rich: Some(revision), .. }) => {
            let marks = look.map(|look| marks(text, look)).unwrap_or_default();
            frame = frame.set("most", &MOST.to_string()).set("revision", &revision.to_string()).set("marks", &marks);
        }
        Some(look) => {
            let flaws: Vec<ByteSpan> = look.problems.iter().map(|problem| problem.span).collect();
            for (at, line) in lines(text, &look.lights, &flaws).iter().enumerate() {
                drawing = drawing.with(draw(at, line));
            }
        }
        None => {}
    }
    let input = tag("textarea")
        .set("id", &area_id(pointer))
        .set("aria-label", label)
        .is("wrap", "off")
        .plain()
        .value(text)
        .on(typing(dispatch, Editable::Policy(pointer.clone())));
    frame.with(tag("div").class("sheet").with(drawing).with(input))
}

/// The button that lays the text out anew.
pub(crate) fn format_button(pointer: &AttrValue, dispatch: &Callback<Action>) -> Tag {
    let (pointer, dispatch) = (pointer.clone(), dispatch.clone());
    let press = Wire::new(On::Click, move |_| {
        let Some(area) = element::<HtmlTextAreaElement>(&area_id(&pointer)) else { return };
        let before = area.value();
        let caret = area.selection_start().ok().flatten().map(|at| utf8_offset(&before, at));
        let text = formatted(&before);
        if text != before {
            area.set_value(&text);
            let caret = utf16_offset(&text, same_place(&before, &text, caret.unwrap_or_default()));
            let _ = area.set_selection_range(caret, caret);
            dispatch.emit(Action::Edit { what: Editable::Policy(pointer.clone()), text });
        }
    });
    button("quiet", press).word("Format")
}

/// Puts the caret where it was sent; `text` is the text of its policy.
pub(crate) fn place_caret(caret: &Caret, text: &str, rich: bool) {
    let offset = utf16_offset(text, caret.offset);
    if rich {
        if let Some(frame) = element::<Element>(&frame_id(&caret.pointer)) {
            let _ = frame.set_attribute("caret", &offset.to_string());
        }
    } else if let Some(area) = element::<HtmlTextAreaElement>(&area_id(&caret.pointer)) {
        let _ = area.set_selection_range(offset, offset);
        let _ = area.focus();
    }
}

/// Scrolls the frame of a text area, and only it, to a line. Somebody who is typing in it is not to be carried off. The
/// editor does so by itself.
pub(crate) fn show_line(pointer: &str, line: usize) {
    let typing = gloo::utils::document().active_element().is_some_and(|active| active.id() == area_id(pointer));
    let Some(frame) = element::<HtmlElement>(&frame_id(pointer)).filter(|_| !typing) else { return };
    let (top, height) = (frame.scroll_top(), frame.client_height());
    let wanted = (line as i32 - 1) * LINE;
    if wanted < top || wanted + 2 * LINE > top + height {
        frame.set_scroll_top(wanted - height / 3);
    }
}

fn draw(at: usize, line: &Line<'_>) -> Tag {
    let mut gutter = tag("span").class("gutter");
    if line.flawed {
        gutter = gutter.with(tag("span").class("t-error").with(glyph(Icon::Alert)));
    } else if let Some(tone) = line.glyph {
        gutter = gutter.with(tag("span").class(tone.class()).with(glyph(icon(tone))));
    }
    let mut text = tag("span").class("text");
    for stretch in &line.stretches {
        text = match stretch.lit {
            Some(tone) => text.with(runs(tag("span").class("lit").class(tone.class()), stretch)),
            None => runs(text, stretch),
        };
    }
    let mut whole = tag("div").class("line");
    if let Some(tone) = line.tone {
        whole = whole.class("hit").class(tone.class());
    }
    whole.with(gutter.with(tag("span").class("number").text(&(at + 1).to_string()))).with(text)
}

fn runs(mut parent: Tag, stretch: &Stretch<'_>) -> Tag {
    for run in &stretch.runs {
        parent = match run.class() {
            "" => parent.text(run.text),
            class => parent.with(tag("span").class(class).text(run.text)),
        };
    }
    parent
}
