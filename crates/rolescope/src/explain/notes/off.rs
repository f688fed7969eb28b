//! Notes of a report in builds without the feature `notes`: there are none.

use iam_eval::{ClauseTrace, Gate, PolicyTrace, StatementTrace};

use super::Note;
use crate::decide::outcome::{CallerSort, CheckResult, Outcome};
use crate::report::{OpenPoint, Refusal};
use crate::resolve::actor::Actor;
use crate::resolve::parsed_policies::ParsedPolicies;
use crate::resolve::world::World;
use crate::scenario::Step;

pub(super) const fn of_rule(_: Option<&'static str>) -> Note {
    Note { rule: None, confidence: None }
}

pub(super) const fn of_gate(_: CallerSort, _: Option<&'static str>) -> Note {
    of_rule(None)
}

pub(super) const fn of_element(
    _: &ParsedPolicies,
    _: &CheckResult,
    _: Gate,
    _: &PolicyTrace,
    _: &StatementTrace,
    _: &ClauseTrace,
    _: Option<&'static str>,
) -> Note {
    of_rule(None)
}

pub(super) const fn of_refusal(_: &World<'_>, _: &Refusal, _: Option<&'static str>) -> Note {
    of_rule(None)
}

pub(super) const fn open_points(_: &World<'_>, _: &Step, _: Option<&Actor<'_>>, _: &Outcome<'_>) -> Vec<OpenPoint> {
    Vec::new()
}

pub(super) const fn open_points_of_refusal(_: &World<'_>, _: &Refusal) -> Vec<OpenPoint> {
    Vec::new()
}
