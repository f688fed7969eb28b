//! Things that are not in the scenario, and the ways to put that right.

use rolescope::report::{Needed, StepReport};
use yew::Callback;

use crate::components::icon::{Icon, glyph};
use crate::components::markup::{Tag, button, tag};
use crate::components::wire::click;
use crate::state::{Action, Change, Entity, State};

/// The code of what stopped the step; one that lacks its session has a code that AWS does not know.
pub(crate) fn code(step: &StepReport) -> Option<Tag> {
    let error = step.error.as_ref().filter(|_| step.not_in_scenario.is_empty())?;
    Some(tag("p").class("code").with(tag("code").text(&error.code)))
}

/// Things that the step lacks, each with what can be done about it.
pub(crate) fn lacking(state: &State, step: &StepReport, dispatch: &Callback<Action>) -> Option<Tag> {
    let mut ways = Vec::new();
    for found in &step.not_in_scenario {
        let name = found.name.as_str();
        ways.push(match found.needed {
            Needed::Role | Needed::Caller | Needed::Resource => {
                let add = Action::Change(Change::AddLacking { needed: found.needed, arn: name.to_owned().into() });
                let add = button("", click(dispatch, add)).with(glyph(Icon::Plus)).word("Add it");
                let renamed = state.renamed_from(name).and_then(|entity| rename(state, entity, "outcome", dispatch));
                let line =
                    tag("p").with(tag("code").text(name)).with(add.set("aria-label", &format!("Add it: {name}")));
                tag("div").with(line).maybe(renamed)
            }
            Needed::LaterStep | Needed::Session | Needed::Step => {
                let mut steps = state.scenario.steps.iter();
                let at = steps.position(|step| step.name.as_deref() == Some(name));
                let go =
                    |at| button("link", click(dispatch, Action::SelectStep(at))).text(&format!("Go to step {name}"));
                tag("div").maybe(at.map(|at| go(at).with(glyph(Icon::Chevron))))
            }
        });
    }
    (!ways.is_empty()).then(|| tag("div").class("lacking").list(ways))
}

/// The offer to write a thing's new ARN where its old one still stands; `focus` is what has the focus then.
pub(crate) fn rename(state: &State, entity: Entity, focus: &'static str, dispatch: &Callback<Action>) -> Option<Tag> {
    let (old, count) = state.left_behind(entity)?;
    let places = if count == 1 { "place" } else { "places" };
    let words = format!("Rename in {count} {places}");
    let press = button("", click(dispatch, Action::Change(Change::Rename { entity, focus }))).text(&words);
    let told = tag("span").word("Steps and policies still say ").with(tag("code").text(old));
    Some(tag("p").class("renamed").with(told).with(press))
}
