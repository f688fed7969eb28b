//! The role walk as a line with stations.

use rolescope::walk::{Station, StationKind, StationState};
use unicode_width::UnicodeWidthStr;

use super::page::{Page, look};

const ARROW: &str = " ──▶ ";
const ARROW_WIDTH: usize = 5;
const INDENT: usize = 2;

/// Draws the stations side by side, what each is above and how it came out below; what does not fit goes on in a
/// second line.
pub(super) fn draw(page: &mut Page, stations: &[Station]) {
    let cells: Vec<Cell> = stations.iter().map(|station| Cell::new(station, page.width())).collect();
    let mut rest = cells.as_slice();
    let mut first = true;
    while !rest.is_empty() {
        let (row, further) = rest.split_at(fitting(rest, page.width(), first));
        if !first {
            page.blank();
        }
        draw_row(page, row, first);
        (rest, first) = (further, false);
    }
}

/// One station, ready to be drawn.
struct Cell {
    kind: &'static str,
    label: String,
    note: String,
    state: StationState,
    width: usize,
}

impl Cell {
    fn new(station: &Station, page: usize) -> Self {
        let room = page.saturating_sub(INDENT + ARROW_WIDTH);
        let kind = kind_word(station.kind);
        let label = shortened(&look::plain(&station.label), room);
        let word = if station.note.is_empty() { state_word(station.state) } else { &station.note };
        let note = shortened(&format!("{}{}", look::glyph(station.state), look::plain(word)), room);
        let width = kind.width().max(label.width()).max(note.width());
        Self { kind, label, note, state: station.state, width }
    }
}

/// Number of `cells` that fit in one row; at least one.
fn fitting(cells: &[Cell], width: usize, first: bool) -> usize {
    let mut used = INDENT + if first { 0 } else { ARROW_WIDTH };
    let mut count = 0;
    for cell in cells {
        used += cell.width + if count == 0 { 0 } else { ARROW_WIDTH };
        if used > width && count > 0 {
            break;
        }
        count += 1;
    }
    count.max(1)
}

fn draw_row(page: &mut Page, row: &[Cell], first: bool) {
    let [mut kinds, mut labels, mut notes] = [const { String::new() }; 3].map(|_| " ".repeat(INDENT));
    for (at, cell) in row.iter().enumerate() {
        if at > 0 || !first {
            let gap = " ".repeat(ARROW_WIDTH);
            kinds.push_str(&gap);
            notes.push_str(&gap);
            labels.push_str(&look::faint(ARROW));
        }
        let pad = |text: &str| " ".repeat(cell.width.saturating_sub(text.width()));
        kinds.push_str(&(look::faint(cell.kind) + &pad(cell.kind)));
        let reached = if cell.state == StationState::NotReached { look::faint } else { look::strong };
        labels.push_str(&(reached(&cell.label) + &pad(&cell.label)));
        notes.push_str(&(look::station(cell.state, &cell.note) + &pad(&cell.note)));
    }
    page.line(&kinds);
    page.line(&labels);
    if row.iter().any(|cell| !cell.note.is_empty()) {
        page.line(&notes);
    }
}

fn kind_word(kind: StationKind) -> &'static str {
    match kind {
        StationKind::Caller => "caller",
        StationKind::Trust => "trust policy",
        StationKind::Session => "session",
        StationKind::Permissions => "permissions",
        StationKind::Resource => "resource",
    }
}

fn state_word(state: StationState) -> &'static str {
    match state {
        StationState::Plain => "",
        StationState::Allowed => "allowed",
        StationState::ExplicitDeny => "explicit deny",
        StationState::ImplicitDeny => "implicit deny",
        StationState::Error => "error",
        StationState::NotReached => "not reached",
    }
}

/// The beginning and the end of a text that is wider than `room`.
fn shortened(text: &str, room: usize) -> String {
    if text.width() <= room {
        return text.to_owned();
    }
    let half = room.saturating_sub(1) / 2;
    let count = text.chars().count();
    let start: String = text.chars().take(half).collect();
    let end: String = text.chars().skip(count.saturating_sub(half)).collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn station(kind: StationKind, label: &str, note: &str, state: StationState) -> Station {
        Station { kind, label: label.into(), note: note.into(), state, step: 0, account: None, pointer: None }
    }

    fn drawn(width: usize) -> String {
        let stations = [
            station(StationKind::Caller, "ec2.amazonaws.com", "", StationState::Plain),
            station(StationKind::Trust, "web-app", "allows", StationState::Allowed),
            station(StationKind::Session, "web-app/i-0abc", "ends 11:00", StationState::Plain),
            station(StationKind::Permissions, "s3:GetObject", "no Allow", StationState::ImplicitDeny),
            station(StationKind::Resource, "config.json", "", StationState::NotReached),
        ];
        let mut page = Page::new(width);
        draw(&mut page, &stations);
        anstream::adapter::strip_str(&page.finish()).to_string()
    }

    #[test]
    fn stations_stand_in_one_line_with_what_they_are_above_and_the_verdict_below() {
        let expected = "  \
caller                trust policy     session            permissions      resource
  ec2.amazonaws.com ──▶ web-app      ──▶ web-app/i-0abc ──▶ s3:GetObject ──▶ config.json
                        ✓ allows         ends 11:00         ○ no Allow       · not reached
";
        assert_eq!(drawn(100), expected);
    }

    #[test]
    fn a_narrow_terminal_gets_further_lines() {
        let text = drawn(60);
        assert_eq!(text.lines().count(), 7, "{text}");
        assert!(text.lines().all(|line| line.width() <= 60), "{text}");
        assert!(text.contains("\n   ──▶ s3:GetObject"), "{text}");
    }

    #[test]
    fn a_long_label_keeps_its_ends() {
        assert_eq!(shortened("abcdefghij", 7), "abc…hij");
        assert_eq!(shortened("abcdefg", 7), "abcdefg");
    }
}
