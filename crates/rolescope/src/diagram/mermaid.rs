//! Diagrams as text for Mermaid.

use super::model::{MessageKind, Sequence};
use super::{Ceilings, Frame, Standing, Tone};
use crate::english::diagram as english;

/// A `sequenceDiagram`.
pub(super) fn sequence(sequence: &Sequence) -> String {
    let mut text = Text(String::from("sequenceDiagram"));
    for lane in &sequence.lanes {
        text.line(1, "box transparent ").name(&lane.title).put(" ").name(&lane.name);
        for member in &lane.members {
            if let Some(actor) = sequence.actors.get(*member) {
                text.line(2, "participant a").number(*member).put(" as ").name(&actor.name);
                text.put(" (").name(&actor.kind).put(")");
            }
        }
        text.line(1, "end");
    }
    for message in &sequence.messages {
        let arrow = match message.kind {
            MessageKind::Answer | MessageKind::Reply => "-->>a",
            MessageKind::Call if message.tone != Tone::Allow => "-xa",
            MessageKind::Ask | MessageKind::Credential | MessageKind::Call => "->>a",
        };
        text.line(1, "a").number(message.from).put(arrow).number(message.to).put(": ");
        text.number(message.step + 1).put(". ").name(&message.label);
        if !message.note.is_empty() {
            text.put(" ").put(message.tone.sign()).name(&message.note);
        }
    }
    if sequence.left_out > 0 {
        text.line(1, "Note over a0: ").name(&english::left_out(sequence));
    }
    text.put("\n");
    text.0
}

/// A `flowchart` of subgraphs in each other.
pub(super) fn ceilings(ceilings: &Ceilings) -> String {
    let mut text = Text(String::from("flowchart LR"));
    let sign = Tone::from(ceilings.decision).sign();
    let cut = ceilings.cut.filter(|_| ceilings.granted);
    for (at, frame) in ceilings.frames.iter().enumerate() {
        text.line(at + 1, "subgraph f").number(at).says(frame);
    }
    let inside = ceilings.frames.len();
    for (at, grant) in ceilings.grants.iter().enumerate() {
        text.line(inside + 1, "g").number(at).says(grant);
    }
    for at in (0..inside).rev() {
        if cut == Some(at) {
            text.line(at + 2, "cut((").put(sign).put("))");
        }
        text.line(at + 1, "end");
    }
    text.line(1, "outcome[\"").put(sign).name(ceilings.headline).put("\"]");
    let arrow = if cut.is_some() { " --x cut" } else { " --> outcome" };
    for (at, grant) in ceilings.grants.iter().enumerate() {
        if ceilings.granted && grant.standing == Standing::Passes {
            text.line(1, "g").number(at).put(arrow);
        }
    }
    if cut.is_some() {
        text.line(1, "cut -.-> outcome");
    }
    for (at, frame) in ceilings.frames.iter().enumerate() {
        if frame.standing.tone() == Tone::Off {
            text.line(1, "style f").number(at).put(" stroke-dasharray: 6 5");
        }
    }
    text.put("\n");
    text.0
}

/// Lines with two spaces of indent a level.
struct Text(String);

/// Levels beyond which lines are not indented any further: else the text would grow with the square of the levels.
const MAX_INDENT: usize = 24;

impl Text {
    /// Begins a line.
    fn line(&mut self, indent: usize, start: &str) -> &mut Self {
        self.0.push('\n');
        for _ in 0..indent.min(MAX_INDENT) {
            self.put("  ");
        }
        self.put(start)
    }

    /// Appends what Mermaid is to understand.
    fn put(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    fn number(&mut self, number: usize) -> &mut Self {
        self.put(&number.to_string())
    }

    /// Appends what Mermaid is to show.
    fn name(&mut self, raw: &str) -> &mut Self {
        escape(&mut self.0, raw);
        self
    }

    fn says(&mut self, frame: &Frame) {
        self.put("[\"").put(frame.standing.tone().sign()).name(&frame.title);
        self.put(": ").put(english::standing(frame.standing)).put("\"]");
    }
}

/// Whatever may mean something to Mermaid becomes one of its entities, `#59;`; letters of any script stay.
fn escape(text: &mut String, raw: &str) {
    for character in raw.chars() {
        match character {
            ' ' | '.' | ',' | ':' | '/' | '_' | '-' | '(' | ')' | '@' | '*' | '=' | '+' => text.push(character),
            _ if character.is_control() => text.push(' '),
            _ if character.is_ascii() && !character.is_ascii_alphanumeric() => {
                for part in ["#", &u32::from(character).to_string(), ";"] {
                    text.push_str(part);
                }
            }
            _ => text.push(character),
        }
    }
}
