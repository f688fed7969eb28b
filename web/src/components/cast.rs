//! The scenario panel: one form for the scenario itself and for each account, principal and resource of it.

use crate::components::field::Forms;
use crate::components::icon::{Icon, glyph};
use crate::components::lacking::rename;
use crate::components::markup::{Tag, button, tag};
use crate::components::more::drawn;
use crate::components::tabs::{Row, tabs};
use crate::components::wire::click;
use crate::state::{Action, Change, Control, Entity, Field, List, New, State};

mod roll;

use roll::{entity_at, position, tab};

const SCENARIO: [(&str, Field); 2] = [("form-Description", Field::Description), ("form-Time", Field::Time)];
const ACCOUNT: [(&str, Field); 5] = [
    ("form-Arn", Field::Arn),
    ("form-Name", Field::Name),
    ("form-Path", Field::OrganizationPath),
    ("form-Management", Field::ManagementAccount),
    ("form-Delegated", Field::DelegatedAdministrator),
];
const PRINCIPAL: [(&str, Field); 4] = [
    ("form-Arn", Field::Arn),
    ("form-Id", Field::Id),
    ("form-Longest", Field::MaxSessionDuration),
    ("form-Tags", Field::Tags),
];
const RESOURCE: [(&str, Field); 5] = [
    ("form-Arn", Field::Arn),
    ("form-Owner", Field::Owner),
    ("form-Block", Field::RestrictPublicBuckets),
    ("form-Abac", Field::Abac),
    ("form-Tags", Field::Tags),
];

/// The panel.
pub(crate) fn cast(state: &State, forms: &mut Forms<'_>) -> Tag {
    let scenario = &state.scenario;
    let count = 1 + scenario.principals.len() + scenario.resources.len() + scenario.accounts.len();
    let selected = position(scenario, state.form);
    let add = |word, new| {
        button("quiet", click(forms.dispatch, Action::Change(Change::Add(new)))).with(glyph(Icon::Plus)).word(word)
    };
    let header = tag("header").with(tag("h2").is("id", "cast-heading").word("Scenario")).with(
        tag("div")
            .class("tools")
            .with(add("Role", New::Role))
            .with(add("User", New::User))
            .with(add("Resource", New::Resource))
            .with(add("Account", New::Account)),
    );
    let entity = entity_at(scenario, selected);
    let panel = tag("div")
        .class("card form")
        .is("role", "tabpanel")
        .is("id", "form")
        .set("aria-labelledby", &format!("form-{selected}"))
        .list(vec![form(state, entity, forms).key(&selected.to_string())]);
    let label = "Who and what there is";
    let row = Row { label, class: "roll", list: List::Forms, items: "forms", count, selected };
    tag("section")
        .class("cast")
        .labelled_by("cast-heading")
        .with(header)
        .with(tabs(row, &state.shown, &|at| tab(scenario, at), forms.dispatch))
        .with(panel)
}

fn form(state: &State, entity: Entity, forms: &mut Forms<'_>) -> Tag {
    let grid = tag("div").class("grid");
    let whole = tag("div");
    let (offer, end) = (rename(state, entity, "form-Arn", forms.dispatch), remove(entity, forms));
    match entity {
        Entity::Scenario => whole.with(forms.fields(grid, entity, &SCENARIO)),
        Entity::Principal(at) => {
            let Some(principal) = state.scenario.principals.get(at) else { return whole };
            let (groups, whole) = (principal.groups.len(), whole.with(forms.fields(grid, entity, &PRINCIPAL)));
            // A group that somebody was given who can have none can still be taken away.
            let shown = groups > 0 || principal.takes_groups();
            let few = state.shown.few(&List::Groups, groups, state.focused("group-"));
            let list = drawn(&List::Groups, &few, "groups", forms.dispatch, &mut |nth| {
                row(forms, Entity::Group(at, nth), &format!("group-{nth}"), Field::Name)
            });
            let groups = shown.then(|| part("Groups", list, "Group", New::Group(at), forms));
            whole.maybe(offer).maybe(groups).with(end)
        }
        Entity::Resource(_) => whole.with(forms.fields(grid, entity, &RESOURCE)).maybe(offer).with(end),
        Entity::Account(at) => {
            let mut whole = whole.with(forms.fields(grid, entity, &ACCOUNT));
            let account = state.scenario.accounts.get(at);
            for (control, words) in [(Control::Service, "Levels of SCPs"), (Control::Resource, "Levels of RCPs")] {
                let levels = account.and_then(|account| match control {
                    Control::Service => account.service_control_policies.as_ref(),
                    Control::Resource => account.resource_control_policies.as_ref(),
                });
                let (count, levels) = (levels.map_or(0, Vec::len), List::Levels(control));
                let prefix = format!("level-{}-", control.field());
                let few = state.shown.few(&levels, count, state.focused(&prefix));
                let list = drawn(&levels, &few, "levels", forms.dispatch, &mut |level| {
                    row(forms, Entity::Level(at, control, level), &format!("{prefix}{level}"), Field::Arn)
                });
                whole = whole.with(part(words, list, "Level", New::Level(at, control), forms));
            }
            whole.with(end)
        }
        Entity::Level(..) | Entity::Group(..) | Entity::Step(_) => whole,
    }
}

/// A list inside a form that can grow.
fn part(words: &'static str, list: Vec<Tag>, word: &'static str, new: New, forms: &Forms<'_>) -> Tag {
    let add =
        button("quiet", click(forms.dispatch, Action::Change(Change::Add(new)))).with(glyph(Icon::Plus)).word(word);
    tag("fieldset").class("group").with(tag("legend").word(words)).list(list).with(add)
}

/// One item of a list inside a form.
fn row(forms: &mut Forms<'_>, entity: Entity, id: &str, field: Field) -> Tag {
    let field = forms.field(id, entity, field);
    let remove = button("square quiet", click(forms.dispatch, Action::Change(Change::Remove(entity))));
    let mut row = tag("div").class("row").with(field);
    if matches!(entity, Entity::Level(..)) {
        let up = button("square quiet", click(forms.dispatch, Action::Change(Change::Shift { entity, down: false })));
        row = row.with(up.is("aria-label", "Move level up").with(glyph(Icon::Up)));
    }
    row.with(remove.set("aria-label", &format!("Remove {id}")).with(glyph(Icon::Cross)))
}

fn remove(entity: Entity, forms: &Forms<'_>) -> Tag {
    button("quiet", click(forms.dispatch, Action::Change(Change::Remove(entity))))
        .class("remove")
        .word("Remove from the scenario")
}
