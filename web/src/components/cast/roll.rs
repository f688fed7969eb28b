//! The row of forms: everything that has one, in its order.

use rolescope::Scenario;

use crate::components::markup::tag;
use crate::components::tabs::Tab;
use crate::naming::short;
use crate::state::{Action, Entity};

/// The tab of a form.
pub(super) fn tab(scenario: &Scenario, at: usize) -> Tab {
    let entity = entity_at(scenario, at);
    let (sort, name) = named(scenario, entity);
    let mut content = vec![tag("span").class("sort").word(sort)];
    if !name.is_empty() {
        content.push(tag("span").class("name").text(name));
    }
    Tab { id: format!("form-{at}").into(), panel: "form".into(), action: Action::SelectForm(entity), content }
}

/// Entries that have a form here, in the order of the tabs.
pub(super) fn entity_at(scenario: &Scenario, tab: usize) -> Entity {
    let (principals, resources) = (scenario.principals.len(), scenario.resources.len());
    let Some(at) = tab.checked_sub(1) else { return Entity::Scenario };
    if at < principals {
        Entity::Principal(at)
    } else if at < principals + resources {
        Entity::Resource(at - principals)
    } else {
        Entity::Account(at - principals - resources)
    }
}

/// The tab of an entity; the first one where it has none.
pub(super) fn position(scenario: &Scenario, entity: Entity) -> usize {
    let (principals, resources) = (scenario.principals.len(), scenario.resources.len());
    match entity {
        Entity::Principal(at) => 1 + at,
        Entity::Resource(at) => 1 + principals + at,
        Entity::Account(at) => 1 + principals + resources + at,
        Entity::Scenario | Entity::Level(..) | Entity::Group(..) | Entity::Step(_) => 0,
    }
}

/// The sort of an entity and its name.
fn named(scenario: &Scenario, entity: Entity) -> (&'static str, &str) {
    match entity {
        Entity::Principal(at) => {
            let Some(principal) = scenario.principals.get(at) else { return ("", "") };
            let sort = match (principal.takes_trust_policy(), principal.takes_groups()) {
                (true, _) => "Role",
                (false, true) => "User",
                (false, false) => "Principal",
            };
            (sort, short(&principal.arn))
        }
        Entity::Resource(at) => ("Resource", scenario.resources.get(at).map_or("", |it| short(&it.arn))),
        Entity::Account(at) => {
            ("Account", scenario.accounts.get(at).map_or("", |it| it.name.as_ref().unwrap_or(&it.id)))
        }
        Entity::Scenario | Entity::Level(..) | Entity::Group(..) | Entity::Step(_) => ("About", ""),
    }
}
