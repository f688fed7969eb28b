//! One policy's text: a plain text area over a drawing of the same text with colours, line numbers and lit spans.

use rolescope::ByteSpan;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, tag};
use crate::components::wire::typing;
use crate::focus::Lights;
use crate::state::{Action, Caret, Editable};
use crate::text::{position, utf16_offset};

mod sheet;

use sheet::{Line, Stretch, lines};

/// Height of a line as the style sheet has it, in pixels.
const LINE: i32 = 20;

#[derive(PartialEq, Properties)]
pub(crate) struct EditorProps {
    pub(crate) pointer: AttrValue,
    /// Accessible name of the text area.
    pub(crate) label: AttrValue,
    pub(crate) text: AttrValue,
    pub(crate) lights: Lights,
    /// Spans to underline.
    pub(crate) flaws: Vec<ByteSpan>,
    /// Where the caret shall go, when it shall go here.
    pub(crate) caret: Option<Caret>,
    pub(crate) dispatch: Callback<Action>,
}

#[component]
pub(crate) fn Editor(props: &EditorProps) -> Html {
    let area = use_node_ref();
    let frame = use_node_ref();
    use_effect_with(props.caret.clone(), {
        let (area, text) = (area.clone(), props.text.clone());
        move |caret| {
            if let (Some(caret), Some(area)) = (caret, area.cast::<HtmlTextAreaElement>()) {
                let offset = utf16_offset(&text, caret.offset);
                let _ = area.set_selection_range(offset, offset);
                let _ = area.focus();
            }
        }
    });
    let lit_line = props.lights.lit.map(|(span, _)| position(&props.text, span.start).line);
    use_effect_with(lit_line, {
        let frame = frame.clone();
        move |line| {
            if let (Some(line), Some(frame)) = (line, frame.cast::<HtmlElement>()) {
                bring_into_view(&frame, *line as i32);
            }
        }
    });
    let text = &props.text;
    let mut drawing = tag("div").class("lines").is("aria-hidden", "true");
    for (at, line) in lines(text, &props.lights, &props.flaws).iter().enumerate() {
        drawing = drawing.with(draw(at, line));
    }
    let input = tag("textarea")
        .at(&area)
        .set("aria-label", &props.label)
        .is("wrap", "off")
        .plain()
        .value(text)
        .on(typing(&props.dispatch, Editable::Policy(props.pointer.clone())));
    tag("div").class("editor").at(&frame).with(tag("div").class("sheet").with(drawing).with(input)).html()
}

/// Scrolls the editor, and only the editor, to a line.
fn bring_into_view(frame: &HtmlElement, line: i32) {
    let (top, height) = (frame.scroll_top(), frame.client_height());
    let wanted = (line - 1) * LINE;
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
