//! Places of the lifelines.

use super::{GUTTER, LINE, MARGIN, Row};
use crate::diagram::measure::{Wrapped, columns, wrap};
use crate::diagram::model::{Lane, Sequence};

/// A lifeline's box and place.
pub(super) struct Column {
    pub(super) actor: usize,
    pub(super) name: Wrapped,
    pub(super) width: i32,
    pub(super) center: i32,
}

/// Lifelines from left to right.
pub(super) struct Columns {
    pub(super) all: Vec<Column>,
    /// Position of each actor among the lifelines.
    places: Vec<usize>,
    /// Of the whole drawing.
    pub(super) width: i32,
}

impl Columns {
    /// Far enough apart for their own names, their lanes' titles, and everything that is said between them.
    pub(super) fn of(sequence: &Sequence, rows: &[Row<'_>]) -> Self {
        let mut all: Vec<Column> = Vec::with_capacity(sequence.actors.len());
        let mut places = vec![0; sequence.actors.len()];
        let mut edge = MARGIN + GUTTER - 4;
        for lane in &sequence.lanes {
            for member in &lane.members {
                let Some(actor) = sequence.actors.get(*member) else { continue };
                let name = wrap(&actor.name, 18, 3);
                // Who is alone must be as wide as the lane's title.
                let title = if lane.members.len() == 1 { columns(&lane.title) * 8 - 20 } else { 72 };
                let width = (name.width() * 8).max(columns(&actor.kind) * 13 / 2).max(title) + 20;
                places.get_mut(*member).into_iter().for_each(|place| *place = all.len());
                all.push(Column { actor: *member, name, width, center: edge + 14 + width / 2 });
                edge += 14 + width;
            }
            edge += 16;
        }
        let mut columns = Self { all, places, width: 0 };
        columns.spread(rows);
        columns
    }

    /// Moves lifelines apart until every caption fits between its two, the narrow spans first.
    fn spread(&mut self, rows: &[Row<'_>]) {
        let mut right = self.all.last().map_or(0, |last| last.width / 2);
        for span in 0..self.all.len() {
            for row in rows {
                let (from, to) = (self.place(row.message.from), self.place(row.message.to));
                let (low, high) = (from.min(to), from.max(to));
                if high - low != span {
                    continue;
                }
                let high = high.max(low + 1);
                if high == self.all.len() {
                    right = right.max(row.width());
                }
                let at = |place: usize| self.all.get(place).map_or(i32::MAX, |column| column.center);
                let lack = row.width() - (at(high) - at(low));
                for column in self.all.iter_mut().skip(high) {
                    column.center += lack.max(0);
                }
            }
        }
        self.width = self.all.last().map_or(MARGIN + GUTTER, |last| last.center) + right + 10 + MARGIN;
    }

    /// Position among the lifelines.
    fn place(&self, actor: usize) -> usize {
        self.places.get(actor).copied().unwrap_or(0)
    }

    pub(super) fn center(&self, actor: usize) -> i32 {
        self.all.get(self.place(actor)).map_or(0, |column| column.center)
    }

    /// All boxes are as high as the highest.
    pub(super) fn head_height(&self) -> i32 {
        self.all.iter().fold(LINE, |highest, column| column.name.height().max(highest)) + LINE + 18
    }

    /// Left edge of a lane's first box, with some room; of the drawing behind the last lane.
    pub(super) fn left(&self, lane: Option<&Lane>) -> i32 {
        let first = lane.and_then(|lane| self.all.get(self.place(*lane.members.first()?)));
        first.map_or(self.width - MARGIN + 8, |column| column.center - column.width / 2 - 10)
    }
}
