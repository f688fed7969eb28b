//! The sequence as shapes: lanes as columns, steps as bands, messages as arrows.

use super::super::Tone;
use super::super::element::{Area, Drawing, Element, circle, element, group, head, hint, line, mark, rect, text};
use super::super::measure::{Wrapped, wrap};
use super::{Actor, Lane, Message, MessageKind, Sequence};
use crate::prose::diagram as prose;

mod columns;

use columns::Columns;

const MARGIN: i32 = 12;
/// Where the numbers of the steps stand.
const GUTTER: i32 = 104;
const LINE: i32 = 15;
const LANE_HEAD: i32 = 42;
/// A key, in a box of 16 by 16.
const KEY: &str = "M8 5.5a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0M7.3 7.4l5.9 5.9m-2-2 1.6-1.6";

/// The texts of a message in lines.
struct Caption {
    label: Wrapped,
    note: Wrapped,
    /// What an arrow is longer that ends before it arrives, in pixels.
    stop: i32,
}

impl Caption {
    fn of(message: &Message) -> Self {
        let stop = if arrives(message) { 0 } else { 28 };
        Self { label: wrap(&message.label, 34, 3), note: wrap(&message.note, 36, 3), stop }
    }

    /// In pixels, with room for what stands around it.
    fn width(&self) -> i32 {
        (self.label.width() as i32 * 15 / 2).max(self.note.width() as i32 * 15 / 2 + 18) + 44 + self.stop
    }
}

pub(in super::super) fn draw(sequence: &Sequence) -> Drawing {
    let captions: Vec<Caption> = sequence.messages.iter().map(Caption::of).collect();
    let columns = Columns::of(sequence, &captions);
    let mut board = Board { sequence, columns, bands: Vec::new(), lives: Vec::new(), arrows: Vec::new(), y: 0 };
    let head = board.columns.head_height();
    board.y = MARGIN + LANE_HEAD + head + 8;
    let mut step = None;
    for (at, (message, caption)) in sequence.messages.iter().zip(&captions).enumerate() {
        if step != Some(message.step) {
            step = Some(message.step);
            board.begin_step(at, message);
        }
        board.message(at, message, caption);
    }
    board.finish(MARGIN + LANE_HEAD + head)
}

struct Board<'a> {
    sequence: &'a Sequence,
    columns: Columns,
    /// What lies under everything, and step numbers.
    bands: Vec<Element>,
    /// Where lives begin, by actor.
    lives: Vec<(usize, i32)>,
    arrows: Vec<Element>,
    y: i32,
}

impl Board<'_> {
    /// The number and name of a step in the gutter, and its band when it is selected.
    fn begin_step(&mut self, first: usize, message: &Message) {
        let name = wrap(&message.step_name, 13, 2);
        let rows = self.sequence.messages.iter().skip(first).take_while(|other| other.step == message.step);
        let height: i32 = rows.map(|row| row_height(&Caption::of(row))).sum();
        let height = height.max(26 + name.lines.len() as i32 * LINE) + 4;
        if message.step == self.sequence.selected {
            let width = self.columns.width - 2 * MARGIN;
            self.bands.push(rect("band", Area { x: MARGIN, y: self.y, width, height }));
            self.bands.push(rect("bar", Area { x: MARGIN, y: self.y, width: 4, height }));
        } else if first > 0 {
            self.bands.push(line("rule", (MARGIN, self.y), (self.columns.width - MARGIN, self.y)));
        }
        let x = MARGIN + 14;
        let title = ["Step ", &(message.step + 1).to_string()].concat();
        self.arrows.push(text("name", (x, self.y + 20), &title));
        let lines = lines("note", x, self.y + 36, &name, &message.step_name);
        self.arrows.push(lines);
    }

    fn message(&mut self, at: usize, message: &Message, caption: &Caption) {
        let (from, to) = (self.columns.center(message.from), self.columns.center(message.to));
        let top = self.y + 8;
        let y = top + 6 + caption.label.lines.len().max(1) as i32 * LINE;
        let loops = message.from == message.to;
        let middle = if loops { from + 18 + caption.width() / 2 } else { (from + end(message, from, to)) / 2 };
        let mut shapes = if loops { round(message, from, y) } else { straight(message, from, to, y) };
        let number = (at + 1).to_string();
        shapes.push(circle("dot", (from, y), 10));
        shapes.push(text("mid says", (from, y + 4), &number));
        shapes.push(lines("mid code halo", middle, top + LINE - 3, &caption.label, &message.label));
        if !caption.note.lines.is_empty() {
            let width = caption.note.width() as i32 * 15 / 2;
            shapes.push(mark(message.tone.outline(), (middle - width / 2 - 4, y + 13)));
            shapes.push(lines("mid says halo", middle + 7, y + 17, &caption.note, &message.note));
        }
        if message.kind == MessageKind::Credential {
            shapes.push(circle("dot", (to, y), 11));
            shapes.push(mark(KEY, (to, y)));
            if self.sequence.actors.get(message.to).is_some_and(|actor| actor.since == Some(at)) {
                self.lives.push((message.to, y));
            }
        }
        let class = message.tone.class();
        let here = message.step == self.sequence.selected;
        self.arrows.push(group(&if here { [class, " here"].concat() } else { class.to_owned() }, shapes));
        self.y += row_height(caption);
    }

    /// Lanes and actors around what was drawn.
    fn finish(self, top: i32) -> Drawing {
        let height = self.y + MARGIN;
        let mut content: Vec<Element> = Vec::new();
        for (at, lane) in self.sequence.lanes.iter().enumerate() {
            content.extend(self.lane(at, lane, height - MARGIN - 4));
        }
        content.extend(self.bands.iter().cloned());
        for (at, actor) in self.sequence.actors.iter().enumerate() {
            let x = self.columns.center(at);
            let born = self.lives.iter().find(|(who, _)| *who == at).map(|(_, y)| *y);
            content.push(line("life", (x, top), (x, born.unwrap_or(height - 2 * MARGIN))));
            if let Some(born) = born {
                content.push(line("live", (x, born), (x, height - 2 * MARGIN)));
            }
            content.push(self.actor(at, actor));
        }
        content.extend(self.arrows);
        let title = prose::sequence_title(&self.sequence.title);
        Drawing { title, width: self.columns.width, height, content }
    }

    fn lane(&self, at: usize, lane: &Lane, bottom: i32) -> Option<Element> {
        let (x, width) = self.columns.lane(self.sequence, at)?;
        let most = (width - 20).max(60) as usize;
        let title = wrap(&lane.title, most / 7, 1);
        let name = wrap(&lane.name, most / 7, 1);
        let mut shapes = vec![rect("lane", Area { x, y: MARGIN, width, height: bottom - MARGIN })];
        shapes.push(lines("mid name", x + width / 2, MARGIN + 19, &title, &lane.title));
        shapes.push(lines("mid note", x + width / 2, MARGIN + 34, &name, &lane.name));
        Some(group("place", shapes))
    }

    fn actor(&self, at: usize, actor: &Actor) -> Element {
        let (x, width) = (self.columns.center(at), self.columns.box_width(at));
        let name = self.columns.name(at);
        let y = MARGIN + LANE_HEAD;
        let height = self.columns.head_height();
        let mut shapes = vec![hint(&actor.full), rect("box", Area { x: x - width / 2, y, width, height })];
        if let Some(name) = name {
            // Short names stand in the middle of a box that long names have made high.
            let free = (height - 16 - LINE - name.lines.len() as i32 * LINE) / 2;
            shapes.push(lines("mid name", x, y + free + 19, name, ""));
        }
        shapes.push(text("mid note", (x, y + height - 9), &actor.kind));
        group("actor", shapes)
    }
}

fn row_height(caption: &Caption) -> i32 {
    let above = caption.label.lines.len().max(1) as i32 * LINE;
    let below = caption.note.lines.len() as i32 * LINE;
    14 + above + below.max(6) + 12
}

/// Lines of a text under each other; what was left out is said when the pointer rests there.
fn lines(class: &str, x: i32, y: i32, wrapped: &Wrapped, whole: &str) -> Element {
    let mut group = element("g", "text");
    if wrapped.shortened && !whole.is_empty() {
        group = group.with(hint(whole));
    }
    for (at, row) in wrapped.lines.iter().enumerate() {
        group = group.with(text(class, (x, y + at as i32 * LINE), row));
    }
    group
}

/// An arrow; a denied call ends before it arrives.
fn straight(message: &Message, from: i32, to: i32, y: i32) -> Vec<Element> {
    let rightward = to > from;
    let toward = if rightward { 1 } else { -1 };
    let class = if dashed(message.kind) { "wire dash" } else { "wire" };
    let end = end(message, from, to);
    if arrives(message) {
        return vec![line(class, (from, y), (end - toward * 6, y)), head((end, y), rightward)];
    }
    vec![
        line("stop", (end, y), (to - toward * 3, y)),
        line(class, (from, y), (end, y)),
        circle("dot", (end, y), 10),
        mark(message.tone.outline(), (end, y)),
    ]
}

fn arrives(message: &Message) -> bool {
    message.kind != MessageKind::Call || message.tone == Tone::Allow
}

/// Where an arrow ends.
fn end(message: &Message, from: i32, to: i32) -> i32 {
    let gap = match (arrives(message), message.kind) {
        (false, _) => 30,
        (true, MessageKind::Credential) => 12,
        (true, MessageKind::Ask | MessageKind::Answer | MessageKind::Reply | MessageKind::Call) => 2,
    };
    if to > from { to - gap } else { to + gap }
}

/// An arrow that comes back to where it began.
fn round(message: &Message, x: i32, y: i32) -> Vec<Element> {
    let outline = ["M", &x.to_string(), " ", &y.to_string(), "h14v20h-6"].concat();
    let class = if dashed(message.kind) { "wire dash" } else { "wire" };
    vec![element("path", class).set("d", &outline), head((x + 1, y + 20), false)]
}

const fn dashed(kind: MessageKind) -> bool {
    match kind {
        MessageKind::Answer | MessageKind::Reply => true,
        MessageKind::Ask | MessageKind::Credential | MessageKind::Call => false,
    }
}
