//! One policy's text: a plain text area over a drawing of the same text with colors, line numbers and lit spans. Where
//! the editor came (`web/editor`), it takes the place of both and is told what to mark.

use crate::tone::icon;
use rolescope::report::{ByteSpan, Problem};
use yew::{AttrValue, Callback};

use crate::chunks::chunks;
use crate::components::icon::{Icon, glyph};
use crate::components::limits::MAX_TEXT;
use crate::components::markup::{Tag, tag};
use crate::components::wire::typing;
use crate::focus::Lights;
use crate::state::{Action, Editable};

mod marks;
mod moves;
mod sheet;

use marks::marks;
use sheet::{Line, Stretch, lines};

pub(crate) use marks::answer;
pub(crate) use moves::{format_button, place_caret, show_line};

/// Height of a line as the style sheet has it, in pixels.
const LINE: i32 = 20;

/// Texts that are longer, in bytes, or are drawn in more runs, stand in their text area alone until the editor comes.
const MOST_DRAWN: usize = 40_000;
const MOST_RUNS: usize = 4_000;

/// Ids of an editor's elements, made of the pointer of its policy.
fn frame_id(pointer: &str) -> String {
    format!("frame{pointer}")
}

fn area_id(pointer: &str) -> String {
    format!("text{pointer}")
}

/// Manner in which a text is drawn.
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
    let mut plain = false;
    match look {
        Some(Look { rich: Some(revision), .. }) => {
            let marks = look.map(|look| marks(text, look)).unwrap_or_default();
            frame =
                frame.set("most", &MAX_TEXT.to_string()).set("revision", &revision.to_string()).set("marks", &marks);
        }
        Some(look) if text.len() <= MOST_DRAWN => {
            let flaws: Vec<ByteSpan> = look.problems.iter().map(|problem| problem.span).collect();
            let lines = lines(text, &look.lights, &flaws);
            plain = lines.iter().map(Line::runs).sum::<usize>() > MOST_RUNS;
            for (at, line) in lines.iter().enumerate().filter(|_| !plain) {
                drawing = drawing.with(draw(at, line));
            }
        }
        Some(_) => plain = true,
        None => {}
    }
    let input = tag("textarea")
        .set("id", &area_id(pointer))
        .set("aria-label", label)
        .is("wrap", "off")
        .plain()
        .flag("readonly", chunks().engine.is_none())
        .value(text)
        .on(typing(dispatch, Editable::Policy(pointer.clone())));
    frame.with(tag("div").class("sheet").class(if plain { "plain" } else { "" }).with(drawing).with(input))
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
