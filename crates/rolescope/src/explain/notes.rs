//! Notes of a report: the rule of each entry of a trace with the confidence in it, and the points that AWS leaves open and a decision
//! hangs on.
//!
//! `notes/off.rs` has the same functions for builds without the feature `notes`. Nothing else asks for that feature but the lists that
//! only notes need: `report::point` and `english::open_points`.

mod confidence;
#[expect(clippy::wildcard_enum_match_arm, reason = "an arm is an open point, and whatever else there is is none")]
mod open_points;

pub(super) use confidence::of_element;

use super::Note;
use crate::decide::outcome::{CallerSort, Outcome};
use crate::report::{Confidence, OpenPoint, Refusal};
use crate::resolve::actor::Actor;
use crate::resolve::world::World;
use crate::scenario::Step;

/// The note of a rule.
pub(super) fn of_rule(rule: Option<&'static str>) -> Note {
    Note { rule, confidence: rule.and_then(confidence::confidence) }
}

/// The note of a gate.
pub(super) fn of_gate(sort: CallerSort, rule: Option<&'static str>) -> Note {
    // Of services AWS only says that SCPs bind users and roles, and of an empty list of levels nothing.
    match rule {
        Some("EV-31") if sort == CallerSort::Service => Note { rule, confidence: Some(Confidence::OurReading) },
        Some("EV-34") => Note { rule, confidence: Some(Confidence::OurReading) },
        Some(_) | None => of_rule(rule),
    }
}

/// The note of a refused step.
pub(super) fn of_refusal(world: &World<'_>, refusal: &Refusal, rule: Option<&'static str>) -> Note {
    let open = open_points::of_refusal(world, refusal);
    let note = of_rule(rule.or(open.map(|point| point.rule())));
    Note { confidence: open.map(|point| point.confidence()).or(note.confidence), ..note }
}

/// The open points on which the decision of a step hangs.
pub(super) fn open_points(
    world: &World<'_>,
    step: &Step,
    actor: Option<&Actor<'_>>,
    outcome: &Outcome<'_>,
) -> Vec<OpenPoint> {
    open_points::Decided { world, step, actor, outcome }.open_points()
}

/// The open points on which the refusal of a step hangs.
pub(super) fn open_points_of_refusal(world: &World<'_>, refusal: &Refusal) -> Vec<OpenPoint> {
    open_points::of_refusal(world, refusal).map(open_points::told).into_iter().collect()
}
