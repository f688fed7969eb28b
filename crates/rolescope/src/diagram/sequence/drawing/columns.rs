//! Where the lifelines stand.

use super::{GUTTER, LINE, MARGIN, Row};
use crate::diagram::measure::{Wrapped, columns, wrap};
use crate::diagram::sequence::Sequence;

/// A lifeline's box and place.
pub(super) struct Column {
    pub(super) name: Wrapped,
    pub(super) width: i32,
    pub(super) center: i32,
}

/// Lifelines from left to right.
pub(super) struct Columns {
    pub(super) all: Vec<Column>,
    /// Of the whole drawing.
    pub(super) width: i32,
}

impl Columns {
    /// Far enough apart for their own names, their lanes' titles, and everything that is said between them.
    pub(super) fn of(sequence: &Sequence, rows: &[Row<'_>]) -> Self {
        let mut all: Vec<Column> = Vec::with_capacity(sequence.actors.len());
        let (mut edge, mut before) = (MARGIN + GUTTER - 20, None);
        for actor in &sequence.actors {
            let name = wrap(&actor.name, 18, 3);
            let mut width = (name.width() * 8).max(columns(&actor.kind) * 13 / 2).max(72) + 20;
            if sequence.actors.iter().filter(|other| other.lane == actor.lane).count() == 1 {
                // Alone it must be as wide as its lane's title.
                width = width.max(sequence.lanes.get(actor.lane).map_or(0, |lane| columns(&lane.title) * 8));
            }
            edge += if before.replace(actor.lane) == Some(actor.lane) { 14 } else { 30 };
            all.push(Column { name, width, center: edge + width / 2 });
            edge += width;
        }
        let mut columns = Self { all, width: 0 };
        columns.spread(rows);
        columns
    }

    /// Moves lifelines apart until every caption fits between its two, the narrow spans first.
    fn spread(&mut self, rows: &[Row<'_>]) {
        let mut right = self.all.last().map_or(0, |last| last.width / 2);
        for span in 0..self.all.len() {
            for row in rows {
                let (low, high) = (row.message.from.min(row.message.to), row.message.from.max(row.message.to));
                if high - low != span {
                    continue;
                }
                let high = high.max(low + 1);
                if high == self.all.len() {
                    right = right.max(row.width());
                }
                let lack = row.width() - (self.center(high) - self.center(low));
                for column in self.all.iter_mut().skip(high) {
                    column.center += lack.max(0);
                }
            }
        }
        self.width = self.all.last().map_or(MARGIN + GUTTER, |last| last.center) + right + 10 + MARGIN;
    }

    pub(super) fn center(&self, actor: usize) -> i32 {
        self.all.get(actor).map_or(0, |column| column.center)
    }

    /// All boxes are as high as the highest.
    pub(super) fn head_height(&self) -> i32 {
        self.all.iter().map(|column| column.name.height()).max().unwrap_or(LINE) + LINE + 18
    }

    /// Left edge and width of a lane: it reaches to the next one.
    pub(super) fn lane(&self, sequence: &Sequence, lane: usize) -> (i32, i32) {
        let first = |lane: usize| self.all.iter().zip(&sequence.actors).find(|(_, actor)| actor.lane == lane);
        let left = |lane: usize| first(lane).map(|(column, _)| column.center - column.width / 2 - 10);
        let start = left(lane).unwrap_or(0);
        (start, left(lane + 1).map_or(self.width - MARGIN, |next| next - 8) - start)
    }
}
