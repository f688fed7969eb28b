//! Diagrams as text for Mermaid.

use super::sequence::{Actor, MessageKind, Sequence};
use super::{Ceilings, Standing, Tone};
use crate::prose::diagram as prose;

/// A `sequenceDiagram`.
pub(super) fn sequence(sequence: &Sequence) -> String {
    let mut text = Text::new("sequenceDiagram");
    for lane in &sequence.lanes {
        let name = if lane.name.is_empty() { String::new() } else { [" · ", &lane.name].concat() };
        text.line(1, &["box transparent ", &escape(&lane.title), &escape(&name)]);
        for member in &lane.members {
            let name = sequence.actors.get(*member).map(called).unwrap_or_default();
            text.line(2, &["participant a", &member.to_string(), " as ", &escape(&name)]);
        }
        text.line(1, &["end"]);
    }
    for message in &sequence.messages {
        let arrow = match message.kind {
            MessageKind::Answer | MessageKind::Reply => "-->>",
            MessageKind::Call if message.tone != Tone::Allow => "-x",
            MessageKind::Ask | MessageKind::Credential | MessageKind::Call => "->>",
        };
        let said = match (message.label.is_empty(), message.note.is_empty()) {
            (false, false) => [&message.label, " · ", message.tone.sign(), &message.note].concat(),
            (true, _) => [message.tone.sign(), &message.note].concat(),
            (false, true) => message.label.clone(),
        };
        let step = (message.step + 1).to_string();
        let (from, to) = (message.from.to_string(), message.to.to_string());
        text.line(1, &["a", &from, arrow, "a", &to, ": ", &step, ". ", &escape(&said)]);
    }
    text.0
}

fn called(actor: &Actor) -> String {
    [&actor.name, " (", &actor.kind, ")"].concat()
}

/// A `flowchart` of subgraphs in each other.
pub(super) fn ceilings(ceilings: &Ceilings) -> String {
    let mut text = Text::new("flowchart LR");
    let cut = ceilings.cut.filter(|_| ceilings.granted);
    for (at, frame) in ceilings.frames.iter().enumerate() {
        text.line(at + 1, &["subgraph f", &at.to_string(), "[\"", &said(&frame.title, frame.standing), "\"]"]);
    }
    let inside = ceilings.frames.len();
    for (at, grant) in ceilings.grants.iter().enumerate() {
        text.line(inside + 1, &["g", &at.to_string(), "[\"", &said(&grant.title, grant.standing), "\"]"]);
    }
    for at in (0..inside).rev() {
        if cut == Some(at) {
            text.line(at + 2, &["cut((\"", ceilings.decision_sign(), "\"))"]);
        }
        text.line(at + 1, &["end"]);
    }
    let end = [ceilings.decision_sign(), prose::headline(ceilings.decision)].concat();
    text.line(1, &["outcome[\"", &escape(&end), "\"]"]);
    for (at, grant) in ceilings.grants.iter().enumerate() {
        let arrow = match (grant.standing, cut) {
            (Standing::Passes, Some(_)) => " --x cut",
            (Standing::Passes, None) if ceilings.granted => " --> outcome",
            (
                Standing::Passes | Standing::Denies | Standing::Lacks | Standing::Unbound | Standing::NotInPlay,
                _,
            ) => continue,
        };
        text.line(1, &["g", &at.to_string(), arrow]);
    }
    if cut.is_some() {
        text.line(1, &["cut -.-> outcome"]);
    }
    for (at, frame) in ceilings.frames.iter().enumerate() {
        if frame.standing.tone() == Tone::Off {
            text.line(1, &["style f", &at.to_string(), " stroke-dasharray: 6 5"]);
        }
    }
    text.0
}

impl Ceilings {
    fn decision_sign(&self) -> &'static str {
        Tone::from(self.decision).sign()
    }
}

fn said(title: &str, standing: Standing) -> String {
    escape(&[standing.tone().sign(), title, ": ", prose::standing(standing)].concat())
}

/// Lines with two spaces of indent a level.
struct Text(String);

impl Text {
    fn new(kind: &str) -> Self {
        Self([kind, "\n"].concat())
    }

    fn line(&mut self, indent: usize, parts: &[&str]) {
        for _ in 0..indent {
            self.0.push_str("  ");
        }
        parts.iter().for_each(|part| self.0.push_str(part));
        self.0.push('\n');
    }
}

/// Whatever may mean something to Mermaid becomes one of its entities, `#59;`; letters of any script stay.
fn escape(raw: &str) -> String {
    let mut text = String::new();
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
    text
}
