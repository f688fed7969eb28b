//! Where the lifelines stand.

use super::{Caption, GUTTER, LINE, MARGIN};
use crate::diagram::measure::{Wrapped, columns, wrap};
use crate::diagram::sequence::Sequence;

/// A lifeline's box and place.
struct Column {
    name: Wrapped,
    width: i32,
    center: i32,
}

/// Lifelines from left to right.
pub(super) struct Columns {
    all: Vec<Column>,
    /// Of the whole drawing.
    pub(super) width: i32,
}

impl Columns {
    /// Far enough apart for their own names, their lanes' titles, and everything that is said between them.
    pub(super) fn of(sequence: &Sequence, captions: &[Caption]) -> Self {
        let mut all: Vec<Column> = Vec::with_capacity(sequence.actors.len());
        for (at, actor) in sequence.actors.iter().enumerate() {
            let name = wrap(&actor.name, 18, 3);
            let widest = (name.width() * 8).max(columns(&actor.kind) * 13 / 2) as i32;
            let alone = sequence.actors.iter().filter(|other| other.lane == actor.lane).count() == 1;
            let title = sequence.lanes.get(actor.lane).map_or(0, |lane| columns(&lane.title) * 15 / 2) as i32;
            let width = (widest + 20).max(92).max(if alone { title } else { 0 });
            let before = at.checked_sub(1).and_then(|before| all.get(before).zip(sequence.actors.get(before)));
            let center = match before {
                None => MARGIN + GUTTER + 10 + width / 2,
                Some((column, other)) => {
                    let border = if other.lane == actor.lane { 14 } else { 34 };
                    column.center + column.width / 2 + border + width / 2
                }
            };
            all.push(Column { name, width, center });
        }
        let mut columns = Self { all, width: 0 };
        columns.spread(sequence, captions);
        columns
    }

    /// Moves lifelines apart until every caption fits between its two, the narrow spans first.
    fn spread(&mut self, sequence: &Sequence, captions: &[Caption]) {
        let mut right = 0;
        for span in 0..self.all.len() {
            for (message, caption) in sequence.messages.iter().zip(captions) {
                let (low, high) = (message.from.min(message.to), message.from.max(message.to));
                if high - low != span {
                    continue;
                }
                let needed = caption.width();
                if span == 0 && low + 1 == self.all.len() {
                    right = right.max(needed);
                    continue;
                }
                let high = if span == 0 { low + 1 } else { high };
                let lack = needed - (self.center(high) - self.center(low));
                if lack > 0 {
                    self.all.iter_mut().skip(high).for_each(|column| column.center += lack);
                }
            }
        }
        let end = self.all.last().map_or(MARGIN + GUTTER, |last| last.center + right.max(last.width / 2));
        self.width = end + 10 + MARGIN;
    }

    pub(super) fn center(&self, actor: usize) -> i32 {
        self.all.get(actor).map_or(0, |column| column.center)
    }

    pub(super) fn box_width(&self, actor: usize) -> i32 {
        self.all.get(actor).map_or(0, |column| column.width)
    }

    pub(super) fn name(&self, actor: usize) -> Option<&Wrapped> {
        self.all.get(actor).map(|column| &column.name)
    }

    /// All boxes are as high as the highest.
    pub(super) fn head_height(&self) -> i32 {
        self.all.iter().map(|column| column.name.lines.len()).max().unwrap_or(1) as i32 * LINE + LINE + 18
    }

    /// Left edge and width of a lane: it reaches to the next one.
    pub(super) fn lane(&self, sequence: &Sequence, lane: usize) -> Option<(i32, i32)> {
        let left = |lane: usize| {
            let first = sequence.actors.iter().position(|actor| actor.lane == lane)?;
            self.all.get(first).map(|first| first.center - first.width / 2 - 10)
        };
        let start = left(lane)?;
        Some((start, left(lane + 1).map_or(self.width - MARGIN, |next| next - 8) - start))
    }
}
