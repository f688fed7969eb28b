//! One policy's text: a plain text area over a drawing of the same text with colors, line numbers and lit spans.

use rolescope::ByteSpan;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::{AttrValue, Callback};

use crate::browser::element;
use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, tag};
use crate::components::wire::typing;
use crate::focus::Lights;
use crate::state::{Action, Caret, Editable};
use crate::text::utf16_offset;

mod sheet;

use sheet::{Line, Stretch, lines};

/// Height of a line as the style sheet has it, in pixels.
const LINE: i32 = 20;

/// Ids of an editor's elements, made of the pointer of its policy.
fn frame_id(pointer: &str) -> String {
    format!("frame{pointer}")
}

fn area_id(pointer: &str) -> String {
    format!("text{pointer}")
}

/// The text of the policy at `pointer`, which screen readers call `label`. The drawing is left out where nobody sees
/// it.
pub(crate) fn editor(
    pointer: &AttrValue,
    label: &str,
    text: &str,
    look: Option<&Look>,
    dispatch: &Callback<Action>,
) -> Tag {
    let mut drawing = tag("div").class("lines").is("aria-hidden", "true");
    if let Some(look) = look {
        for (at, line) in lines(text, &look.lights, &look.flaws).iter().enumerate() {
            drawing = drawing.with(draw(at, line));
        }
    }
    let input = tag("textarea")
        .set("id", &area_id(pointer))
        .set("aria-label", label)
        .is("wrap", "off")
        .plain()
        .value(text)
        .on(typing(dispatch, Editable::Policy(pointer.clone())));
    let sheet = tag("div").class("sheet").with(drawing).with(input);
    tag("div").class("editor").set("id", &frame_id(pointer)).with(sheet)
}

/// How a text is drawn.
#[derive(Debug, Default)]
pub(crate) struct Look {
    pub(crate) lights: Lights,
    /// Spans to underline.
    pub(crate) flaws: Vec<ByteSpan>,
}

/// Puts the caret where it was sent; `text` is the text of its policy.
pub(crate) fn place_caret(caret: &Caret, text: &str) {
    if let Some(area) = element::<HtmlTextAreaElement>(&area_id(&caret.pointer)) {
        let offset = utf16_offset(text, caret.offset);
        let _ = area.set_selection_range(offset, offset);
        let _ = area.focus();
    }
}

/// Scrolls an editor, and only the editor, to a line.
pub(crate) fn show_line(pointer: &str, line: usize) {
    let Some(frame) = element::<HtmlElement>(&frame_id(pointer)) else { return };
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
        gutter = gutter.with(tag("span").class(tone.class()).with(glyph(tone.icon())));
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
