//! Ceilings as shapes: frame in frame, and a ray from the grant that must come out of all of them.

use super::super::Tone;
use super::super::element::{Area, Drawing, Pen};
use super::super::measure::{Wrapped, columns, wrap};
use super::super::model::{Ceilings, Frame};
use crate::english::diagram as english;

const MARGIN: i32 = 12;
const LINE: i32 = 15;
/// Widths by which a frame exceeds the one inside, on the left, on the right, and at the bottom.
const LEFT: i32 = 14;
const RIGHT: i32 = 34;
const BELOW: i32 = 12;
/// Width of what stands in the middle.
const CORE: i32 = 372;
/// Between the outermost frame and the outcome, and the outcome's width.
const WAY: i32 = 48;
const OUTCOME: i32 = 148;

pub(in super::super) fn draw(ceilings: &Ceilings) -> Drawing {
    let count = ceilings.frames.len() as i32;
    let mut pen = Pen::new();
    let mut core = Area { x: MARGIN, y: heading(&mut pen, ceilings), width: CORE, height: -8 };
    let grants: Vec<Label<'_>> = ceilings.grants.iter().map(|grant| Label::of(grant, CORE)).collect();
    core.height += grants.iter().map(|grant| grant.height() + 8).sum::<i32>();
    let frames = ceilings.frames.iter().zip((1..=count).rev());
    let frames: Vec<Label<'_>> = frames.map(|(frame, around)| Label::of(frame, width_around(around))).collect();
    let mut y = core.y;
    core.x += count * LEFT;
    core.y += frames.iter().map(Label::height).sum::<i32>();
    for (at, label) in frames.iter().enumerate() {
        let around = count - at as i32;
        let height = core.y + core.height + around * BELOW - y;
        let cuts = ceilings.granted && ceilings.cut == Some(at);
        let area = Area { x: MARGIN + at as i32 * LEFT, y, width: width_around(around), height };
        label.draw(&mut pen, if cuts { "frame cuts" } else { "frame" }, area);
        y += label.height();
    }
    for grant in &grants {
        grant.draw(&mut pen, "box soft", Area { y, height: grant.height(), ..core });
        y += grant.height() + 8;
    }
    let (x, y) = (core.x + CORE, core.y + core.height / 2);
    ray(&mut pen, ceilings, x, y);
    let end = x + count * RIGHT + WAY;
    outcome(&mut pen, ceilings, end, y);
    Drawing {
        title: english::ceilings_title(&ceilings.title),
        width: end + OUTCOME + MARGIN,
        height: core.y + core.height.max(60) + count * BELOW + MARGIN,
        content: pen.finish(),
    }
}

/// Width of a frame with so many frames from itself to the core.
const fn width_around(frames: i32) -> i32 {
    CORE + frames * (LEFT + RIGHT)
}

/// The call, above the frames, and which of its checks it is; where they may begin.
fn heading(pen: &mut Pen, ceilings: &Ceilings) -> i32 {
    let width = (width_around(ceilings.frames.len() as i32) + WAY + OUTCOME) / 8;
    let mut y = MARGIN + 12;
    for (class, whole) in [("name", Some(&ceilings.title)), ("note", ceilings.check.as_ref())] {
        if let Some(whole) = whole {
            pen.open("text");
            pen.hint(whole);
            for row in wrap(whole, width, 1).lines() {
                pen.text(class, MARGIN, y, row);
            }
            pen.close();
            y += 18;
        }
    }
    y - 4
}

/// Text of a frame or grant, in lines.
struct Label<'c> {
    frame: &'c Frame,
    title: Wrapped,
    detail: Wrapped,
}

impl<'c> Label<'c> {
    fn of(frame: &'c Frame, width: i32) -> Self {
        // The word stands at the end of the first line.
        let word = columns(english::standing(frame.standing)) * 7;
        let plain: String = frame.detail.chars().filter(|it| *it != '`').collect();
        let title = wrap(&frame.title, (width - 76 - word).max(70) / 7, 2);
        Self { frame, title, detail: wrap(&plain, (width - 72) * 2 / 13, 3) }
    }

    fn height(&self) -> i32 {
        self.title.height() + self.detail.height() + 21
    }

    fn draw(&self, pen: &mut Pen, class: &str, area: Area) {
        let tone = self.frame.standing.tone();
        let (x, mut y) = (area.x + 14, area.y + 20);
        pen.open(tone.class());
        pen.hint(&[&self.frame.title, ". ", &self.frame.detail].concat());
        pen.rect(class, area);
        pen.mark(tone.outline(), x + 6, y - 4);
        pen.text("end says", area.x + area.width - 22, y, english::standing(self.frame.standing));
        for (class, wrapped) in [("name", &self.title), ("note", &self.detail)] {
            for row in wrapped.lines() {
                pen.text(class, x + 20, y, row);
                y += LINE;
            }
        }
        pen.close();
    }
}

/// As far as the grant comes, the ray is drawn through; behind that it is dotted.
fn ray(pen: &mut Pen, ceilings: &Ceilings, x: i32, y: i32) {
    let count = ceilings.frames.len();
    let edge = |frame: usize| x + (count - frame) as i32 * RIGHT;
    let end = edge(0) + WAY;
    let stop = match ceilings.cut {
        _ if !ceilings.granted => x,
        Some(frame) => edge(frame),
        None => end,
    };
    pen.open(Tone::Allow.class());
    pen.line("stop", stop, y, end, y);
    pen.line("wire", x, y, stop - 7, y);
    if stop == end {
        pen.head(end - 1, y, true);
    }
    pen.close();
    for (at, frame) in ceilings.frames.iter().enumerate() {
        stamp(pen, frame.standing.tone(), edge(at), y);
    }
    if !ceilings.granted {
        stamp(pen, Tone::from(ceilings.decision), x, y);
    }
}

fn stamp(pen: &mut Pen, tone: Tone, x: i32, y: i32) {
    if tone != Tone::Off {
        pen.open(tone.class());
        pen.circle("dot", x, y, 10);
        pen.mark(tone.outline(), x, y);
        pen.close();
    }
}

fn outcome(pen: &mut Pen, ceilings: &Ceilings, x: i32, y: i32) {
    let tone = Tone::from(ceilings.decision);
    let words = wrap(ceilings.headline, 14, 3);
    let height = words.height() * 6 / 5 + 20;
    let mut y = y - height / 2;
    pen.open(tone.class());
    pen.rect("box soft", Area { x, y, width: OUTCOME, height });
    pen.mark(tone.outline(), x + 18, y + 20);
    for row in words.lines() {
        pen.text("big", x + 34, y + 25, row);
        y += 18;
    }
    pen.close();
}
