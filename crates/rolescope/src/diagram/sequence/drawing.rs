//! The sequence as shapes: lanes as columns, steps as bands, messages as arrows.

use super::super::Tone;
use super::super::element::{Area, Drawing, Pen};
use super::super::measure::{Wrapped, wrap};
use super::super::model::{Message, MessageKind, Sequence};
use crate::english::diagram as english;

mod columns;

use columns::Columns;

const MARGIN: i32 = 12;
/// Column in which the numbers of the steps stand.
const GUTTER: i32 = 92;
const LINE: i32 = 15;
const LANE_HEAD: i32 = 42;
/// A step is at least as high as its number and name.
const STEP: i32 = 62;
/// A key, in a box of 16 by 16.
const KEY: &str = "M8 5.5a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0M7.3 7.4l5.9 5.9m-2-2 1.6-1.6";

/// A message with its texts in lines.
struct Row<'s> {
    message: &'s Message,
    label: Wrapped,
    note: Wrapped,
    /// Its upper edge.
    top: i32,
}

impl<'s> Row<'s> {
    fn of(message: &'s Message) -> Self {
        Self { message, label: wrap(&message.label, 34, 3), note: wrap(&message.note, 36, 3), top: 0 }
    }

    /// In pixels, with room for what stands around it.
    fn width(&self) -> i32 {
        (self.label.width() * 15 / 2).max(self.note.width() * 15 / 2 + 18) + 40 + self.gap()
    }

    fn height(&self) -> i32 {
        26 + self.label.height().max(LINE) + self.note.height().max(6)
    }

    /// The arrow's place.
    fn line(&self) -> i32 {
        self.top + 14 + self.label.height().max(LINE)
    }

    /// A denied call ends before it arrives.
    fn arrives(&self) -> bool {
        self.message.kind != MessageKind::Call || self.message.tone == Tone::Allow
    }

    /// Between the arrow's end and the lifeline.
    fn gap(&self) -> i32 {
        match (self.arrives(), self.message.kind) {
            (false, _) => 30,
            (true, MessageKind::Credential) => 12,
            (true, MessageKind::Ask | MessageKind::Answer | MessageKind::Reply | MessageKind::Call) => 2,
        }
    }
}

pub(in super::super) fn draw(sequence: &Sequence) -> Drawing {
    let mut rows: Vec<Row<'_>> = sequence.messages.iter().map(Row::of).collect();
    let columns = Columns::of(sequence, &rows);
    let top = MARGIN + LANE_HEAD + columns.head_height();
    let bottom = stack(&mut rows, top + 8);
    let mut pen = Pen::new();
    lanes(&mut pen, sequence, &columns, bottom + 6);
    steps(&mut pen, sequence, &columns, &rows, bottom);
    lifelines(&mut pen, sequence, &columns, &rows, top, bottom);
    for (at, row) in rows.iter().enumerate() {
        let class = row.message.tone.class();
        pen.open(class);
        if row.message.step == sequence.selected {
            pen.open("here");
        }
        arrow(&mut pen, row, &columns);
        caption(&mut pen, row, &columns, at + 1);
        if row.message.step == sequence.selected {
            pen.close();
        }
        pen.close();
    }
    let mut height = bottom + 6 + MARGIN;
    if sequence.left_out > 0 {
        pen.text("note", MARGIN, height + 4, &english::left_out(sequence));
        height += LINE;
    }
    let title = english::sequence_title(&sequence.title);
    Drawing { title, width: columns.width, height, content: pen.finish() }
}

/// Gives each row its place; the lower edge of the last step.
fn stack(rows: &mut [Row<'_>], top: i32) -> i32 {
    let (mut y, mut begun, mut step) = (top, top, None);
    for row in rows {
        if step.replace(row.message.step) != Some(row.message.step) {
            y = if y == top { y } else { y.max(begun + STEP) };
            begun = y;
        }
        row.top = y;
        y += row.height();
    }
    y.max(begun + STEP)
}

fn lanes(pen: &mut Pen, sequence: &Sequence, columns: &Columns, bottom: i32) {
    for (at, lane) in sequence.lanes.iter().enumerate() {
        let x = columns.left(Some(lane));
        let width = columns.left(sequence.lanes.get(at + 1)) - 8 - x;
        let most = (width / 8).max(8);
        pen.rect("lane", Area { x, y: MARGIN, width, height: bottom - MARGIN });
        for (class, y, text) in [("mid name", 19, &lane.title), ("mid note", 34, &lane.name)] {
            lines(pen, class, (x + width / 2, MARGIN + y), &wrap(text, most, 1), text);
        }
    }
}

/// Number and name of each step, a line between two, and a band under the selected one.
fn steps(pen: &mut Pen, sequence: &Sequence, columns: &Columns, rows: &[Row<'_>], bottom: i32) {
    let mut last = None;
    for (at, row) in rows.iter().enumerate() {
        let (step, y) = (row.message.step, row.top);
        if last.replace(step) == Some(step) {
            continue;
        }
        if step == sequence.selected {
            let next = rows.iter().skip(at).find(|row| row.message.step != step);
            let height = next.map_or(bottom, |row| row.top) - y;
            pen.rect("band", Area { x: MARGIN, y, width: columns.width - 2 * MARGIN, height });
            pen.rect("bar", Area { x: MARGIN, y, width: 4, height });
        } else if at > 0 {
            pen.line("rule", MARGIN, y, columns.width - MARGIN, y);
        }
        pen.text("name", MARGIN + 14, y + 21, &["Step ", &(step + 1).to_string()].concat());
        let name = &row.message.step_name;
        lines(pen, "note", (MARGIN + 14, y + 37), &wrap(name, 11, 2), name);
    }
}

/// Everybody's box and line; that of a new session is drawn through from where it is given.
fn lifelines(pen: &mut Pen, sequence: &Sequence, columns: &Columns, rows: &[Row<'_>], top: i32, bottom: i32) {
    let (y, height) = (MARGIN + LANE_HEAD, columns.head_height());
    for column in &columns.all {
        let Some(actor) = sequence.actors.get(column.actor) else { continue };
        let x = column.center;
        let born = actor.since.and_then(|at| rows.get(at)).map(Row::line);
        pen.line("life", x, top, x, born.unwrap_or(bottom));
        if let Some(born) = born {
            pen.line("live", x, born, x, bottom);
        }
        pen.open("actor");
        pen.hint(&actor.full);
        pen.rect("box", Area { x: x - column.width / 2, y, width: column.width, height });
        // Short names stand in the middle of a box that long names have made high.
        let free = (height - 16 - LINE - column.name.height()) / 2;
        lines(pen, "mid name", (x, y + free + 19), &column.name, "");
        pen.text("mid note", x, y + height - 9, &actor.kind);
        pen.close();
    }
}

fn arrow(pen: &mut Pen, row: &Row<'_>, columns: &Columns) {
    let (from, to, y) = (columns.center(row.message.from), columns.center(row.message.to), row.line());
    let class = match row.message.kind {
        MessageKind::Answer | MessageKind::Reply => "wire dash",
        MessageKind::Ask | MessageKind::Credential | MessageKind::Call => "wire",
    };
    let toward = if to > from { 1 } else { -1 };
    let end = to - toward * row.gap();
    if from == to {
        pen.path(class, "M0 0h14v20h-6", from, y);
        pen.head(from + 1, y + 20, false);
    } else if row.arrives() {
        pen.line(class, from, y, end - toward * 6, y);
        pen.head(end, y, to > from);
    } else {
        pen.line("stop", end, y, to - toward * 3, y);
        pen.line(class, from, y, end, y);
        pen.circle("dot", end, y, 10);
        pen.mark(row.message.tone.outline(), end, y);
    }
    if row.message.kind == MessageKind::Credential {
        pen.circle("dot", to, y, 11);
        pen.mark(KEY, to, y);
    }
}

/// Number, label above and note below an arrow.
fn caption(pen: &mut Pen, row: &Row<'_>, columns: &Columns, number: usize) {
    let (from, to, y) = (columns.center(row.message.from), columns.center(row.message.to), row.line());
    pen.circle("dot", from, y, 10);
    pen.text("mid says", from, y + 4, &number.to_string());
    let gap = if to > from { -row.gap() } else { row.gap() };
    let middle = if from == to { from + 18 + row.width() / 2 } else { (from + to + gap) / 2 };
    lines(pen, "mid code halo", (middle, row.top + 20), &row.label, &row.message.label);
    if row.note.height() > 0 {
        pen.mark(row.message.tone.outline(), middle - row.note.width() * 15 / 4 - 4, y + 13);
        lines(pen, "mid says halo", (middle + 7, y + 17), &row.note, &row.message.note);
    }
}

/// Lines of a text under each other; what was left out is said when the pointer rests there.
fn lines(pen: &mut Pen, class: &str, (x, mut y): (i32, i32), wrapped: &Wrapped, whole: &str) {
    if wrapped.shortened {
        pen.open("text");
        pen.hint(whole);
    }
    for row in wrapped.lines() {
        pen.text(class, x, y, row);
        y += LINE;
    }
    if wrapped.shortened {
        pen.close();
    }
}
