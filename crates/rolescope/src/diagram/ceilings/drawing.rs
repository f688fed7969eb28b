//! Ceilings as shapes: frame in frame, and a ray from the grant that must come out of all of them.

use super::super::Tone;
use super::super::element::{Area, Drawing, Element, circle, element, group, head, hint, line, mark, rect, text};
use super::super::measure::{Wrapped, columns, wrap};
use super::{Ceilings, Grant, Standing};
use crate::prose::diagram as prose;

const MARGIN: i32 = 12;
const LINE: i32 = 15;
/// What a frame is wider than the one inside, on the left, on the right, and at the bottom.
const LEFT: i32 = 14;
const RIGHT: i32 = 34;
const BELOW: i32 = 12;
/// Width of what stands in the middle.
const CORE: i32 = 372;
/// Between the outermost frame and the outcome, and the outcome's width.
const WAY: i32 = 48;
const OUTCOME: i32 = 148;

pub(in super::super) fn draw(ceilings: &Ceilings) -> Drawing {
    let boxes: Vec<Label> = ceilings
        .frames
        .iter()
        .zip((0..ceilings.frames.len()).rev())
        .map(|(frame, inside)| Label::of(&frame.title, &frame.detail, frame.standing, width_around(inside + 1)))
        .collect();
    let grants: Vec<Label> = grants(ceilings).iter().map(|it| Label::of(&it.title, &it.detail, it.standing, CORE)).collect();
    let heading = heading(ceilings);
    let top = MARGIN + heading.len() as i32 * 18 + 4;
    let core = Area {
        x: MARGIN + boxes.len() as i32 * LEFT,
        y: top + boxes.iter().map(Label::height).sum::<i32>(),
        width: CORE,
        height: grants.iter().map(|grant| grant.height() + 8).sum::<i32>() - 8,
    };
    let mut content: Vec<Element> = heading;
    content.extend(frames(&boxes, top, core, ceilings.cut.filter(|_| ceilings.granted)));
    let mut y = core.y;
    for grant in &grants {
        content.push(grant.draw("box soft", Area { y, height: grant.height(), ..core }));
        y += grant.height() + 8;
    }
    let ray = (core.x + core.width, core.y + core.height / 2);
    content.push(way(ceilings, ray));
    let edge = ray.0 + boxes.len() as i32 * RIGHT + WAY;
    content.push(outcome(ceilings, (edge, ray.1)));
    Drawing {
        title: prose::ceilings_title(&ceilings.title),
        width: edge + OUTCOME + MARGIN,
        height: core.y + core.height + boxes.len() as i32 * BELOW + MARGIN + BELOW,
        content,
    }
}

/// Width of a frame with so many frames from itself to the core.
fn width_around(frames: usize) -> i32 {
    CORE + frames as i32 * (LEFT + RIGHT)
}

/// What grants; where no policy was asked, why not.
fn grants(ceilings: &Ceilings) -> Vec<Grant> {
    if ceilings.grants.is_empty() {
        let detail = ceilings.reason.clone();
        return vec![Grant { title: prose::nobody_asked().to_owned(), detail, standing: Standing::NotInPlay }];
    }
    ceilings.grants.clone()
}

/// The call, above the frames.
fn heading(ceilings: &Ceilings) -> Vec<Element> {
    let width = (width_around(ceilings.frames.len()) + WAY + OUTCOME) as usize / 8;
    let mut rows: Vec<Element> = Vec::new();
    for (class, whole) in [("name", Some(&ceilings.title)), ("note", ceilings.check.as_ref())] {
        let Some(whole) = whole else { continue };
        let short = wrap(whole, width, 1);
        let row = short.lines.first().map_or("", String::as_str);
        let y = MARGIN + 12 + rows.len() as i32 * 18;
        rows.push(group("text", vec![hint(whole), text(class, (MARGIN, y), row)]));
    }
    rows
}

/// What a frame or grant says, in lines.
struct Label {
    title: Wrapped,
    whole: String,
    detail: Wrapped,
    standing: Standing,
}

impl Label {
    fn of(title: &str, detail: &str, standing: Standing, width: i32) -> Self {
        // The word stands at the end of the first line.
        let word = columns(prose::standing(standing)) as i32 * 7;
        let plain: String = detail.chars().filter(|it| *it != '`').collect();
        Self {
            title: wrap(title, ((width - 76 - word).max(70) / 7) as usize, 2),
            detail: wrap(&plain, ((width - 72) * 2 / 13) as usize, 3),
            whole: [title, ". ", &plain].concat(),
            standing,
        }
    }

    fn height(&self) -> i32 {
        (self.title.lines.len() + self.detail.lines.len()) as i32 * LINE + 21
    }

    fn draw(&self, class: &str, area: Area) -> Element {
        let tone = self.standing.tone();
        let (x, y) = (area.x + 14, area.y + 20);
        let mut shapes = vec![rect(class, area), mark(tone.outline(), (x + 6, y - 4))];
        if self.title.shortened || self.detail.shortened {
            shapes.push(hint(&self.whole));
        }
        for (at, row) in self.title.lines.iter().enumerate() {
            shapes.push(text("name", (x + 20, y + at as i32 * LINE), row));
        }
        let below = y + self.title.lines.len() as i32 * LINE;
        for (at, row) in self.detail.lines.iter().enumerate() {
            shapes.push(text("note", (x + 20, below + at as i32 * LINE), row));
        }
        shapes.push(text("end says", (area.x + area.width - 22, y), prose::standing(self.standing)));
        group(tone.class(), shapes)
    }
}

fn frames(boxes: &[Label], top: i32, core: Area, cut: Option<usize>) -> Vec<Element> {
    let mut y = top;
    let mut frames = Vec::with_capacity(boxes.len());
    for (at, label) in boxes.iter().enumerate() {
        let inside = (boxes.len() - at) as i32;
        let area = Area {
            x: MARGIN + at as i32 * LEFT,
            y,
            width: width_around(boxes.len() - at),
            height: core.y + core.height + inside * BELOW - y,
        };
        frames.push(label.draw(if cut == Some(at) { "frame cuts" } else { "frame" }, area));
        y += label.height();
    }
    frames
}

/// The ray: as far as the grant comes it is drawn through, behind that it is dotted.
fn way(ceilings: &Ceilings, (x, y): (i32, i32)) -> Element {
    let count = ceilings.frames.len();
    let edge = |frame: usize| x + (count - frame) as i32 * RIGHT;
    let end = edge(0) + WAY;
    let stop = match ceilings.cut {
        _ if !ceilings.granted => x,
        Some(frame) => edge(frame),
        None => end,
    };
    let mut shapes = Vec::new();
    if stop < end {
        shapes.push(line("stop", (stop, y), (end, y)));
    }
    if stop > x {
        shapes.push(line("wire ray", (x, y), (stop - 7, y)));
        shapes.push(circle("head", (x, y), 4));
    }
    if stop == end {
        shapes.push(head((end - 1, y), true));
    }
    for (at, frame) in ceilings.frames.iter().enumerate() {
        let tone = frame.standing.tone();
        if tone != Tone::Off {
            shapes.push(stamp(tone, (edge(at), y)));
        }
    }
    if !ceilings.granted {
        let lacks = if ceilings.grants.iter().any(|grant| grant.standing == Standing::Denies) { Tone::Deny } else { Tone::Nothing };
        shapes.push(stamp(if ceilings.grants.is_empty() { Tone::Error } else { lacks }, (x, y)));
    }
    group(Tone::Allow.class(), shapes)
}

fn stamp(tone: Tone, at: (i32, i32)) -> Element {
    group(tone.class(), vec![circle("dot", at, 10), mark(tone.outline(), at)])
}

fn outcome(ceilings: &Ceilings, (x, y): (i32, i32)) -> Element {
    let tone = Tone::from(ceilings.decision);
    let words = wrap(prose::headline(ceilings.decision), 14, 3);
    let height = words.lines.len() as i32 * 18 + 20;
    let area = Area { x, y: y - height / 2, width: OUTCOME, height };
    let mut shapes = vec![rect("box soft", area), mark(tone.outline(), (x + 18, area.y + 20))];
    for (at, row) in words.lines.iter().enumerate() {
        shapes.push(text("big", (x + 34, area.y + 25 + at as i32 * 18), row));
    }
    Element { children: shapes, ..element("g", tone.class()) }
}
