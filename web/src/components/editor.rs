//! One policy's text: a plain text area over a drawing of the same text with colours, line numbers and lit spans.

use rolescope::ByteSpan;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::icon::{Icon, glyph};
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
    let oninput = typing(&props.dispatch, Editable::Policy(props.pointer.clone()));
    html! {
        <div class="editor" ref={frame}>
            <div class="sheet">
                <div class="lines" aria-hidden="true">
                    { for lines(&props.text, &props.lights, &props.flaws).into_iter().enumerate().map(draw) }
                </div>
                <textarea ref={area} aria-label={props.label.clone()} value={props.text.clone()} {oninput} wrap="off"
                    spellcheck="false" autocomplete="off" autocapitalize="off" />
            </div>
        </div>
    }
}

/// Scrolls the editor, and only the editor, to a line.
fn bring_into_view(frame: &HtmlElement, line: i32) {
    let (top, height) = (frame.scroll_top(), frame.client_height());
    let wanted = (line - 1) * LINE;
    if wanted < top || wanted + 2 * LINE > top + height {
        frame.set_scroll_top(wanted - height / 3);
    }
}

fn draw((at, line): (usize, Line<'_>)) -> Html {
    let tone = line.tone.map(|tone| classes!("hit", tone.class()));
    html! {
        <div class={classes!("line", tone)}>
            <span class="gutter">
                if line.flawed {
                    <span class="t-error">{ glyph(Icon::Alert) }</span>
                } else if let Some(tone) = line.glyph {
                    <span class={tone.class()}>{ glyph(tone.icon()) }</span>
                }
                <span class="number">{ at + 1 }</span>
            </span>
            <span class="text">
                { for line.stretches.iter().map(|stretch| match stretch.lit {
                    Some(tone) => html! { <span class={classes!("lit", tone.class())}>{ runs(stretch) }</span> },
                    None => runs(stretch),
                }) }
            </span>
        </div>
    }
}

fn runs(stretch: &Stretch<'_>) -> Html {
    let runs = stretch.runs.iter().map(|run| match run.class() {
        Some(class) => html! { <span {class}>{ run.text.to_owned() }</span> },
        None => html! { { run.text.to_owned() } },
    });
    runs.collect()
}
