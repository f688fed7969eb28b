//! The dialog that adds a policy: what each kind is for, and who can carry one more.

use rolescope::report::PolicyType;
use yew::Callback;

use crate::components::dialog::dialog;
use crate::components::markup::{Tag, button, tag};
use crate::components::more::more;
use crate::components::wire::choose;
use crate::state::{Action, Carrier, Change, Dialog, Entity, List, New, State, carriers};

const HEADING: &str = "new-policy-heading";

/// The kinds that grant, then those that only limit; of both the least binding first.
fn kinds() -> impl Iterator<Item = PolicyType> {
    let (granting, limiting): (Vec<PolicyType>, Vec<PolicyType>) =
        PolicyType::ALL.iter().copied().rev().partition(|policy_type| policy_type.kind().grants());
    granting.into_iter().chain(limiting)
}

/// The dialog.
pub(crate) fn new_policy(state: &State, dispatch: &Callback<Action>) -> Tag {
    let is_open = state.dialog == Some(Dialog::Policies);
    let rest = if is_open { vec![list_of_kinds(state, dispatch)] } else { Vec::new() };
    dialog(Dialog::Policies, HEADING, "Add a policy", dispatch, rest)
}

fn list_of_kinds(state: &State, dispatch: &Callback<Action>) -> Tag {
    let places = carriers(&state.scenario);
    let has_role = state.scenario.policies().iter().any(|entry| entry.policy_type == PolicyType::Trust);
    let mut list = tag("ul").class("card kinds");
    for kind in kinds() {
        let here: Vec<&(Carrier, String)> =
            places.iter().filter(|(carrier, _)| carrier.policy_type() == kind).collect();
        let (list_of_places, mut buttons) = (List::Carriers(kind), Vec::new());
        let few = state.shown.few(&list_of_places, here.len(), None);
        for (carrier, name) in here.iter().take(few.end) {
            buttons.push(place(kind, *carrier, name, dispatch));
        }
        if buttons.is_empty() {
            buttons.push(missing(kind, has_role, dispatch));
        }
        buttons.extend(few.after().map(|part| more(&list_of_places, part, "places", dispatch)));
        list = list.with(
            tag("li")
                .with(tag("strong").word(kind.kind().label()))
                .with(tag("p").word(kind.kind().purpose()))
                .with(tag("div").class("tools").list(buttons)),
        );
    }
    list
}

fn place(kind: PolicyType, carrier: Carrier, name: &str, dispatch: &Callback<Action>) -> Tag {
    let press = button("", choose(dispatch, Action::Change(Change::AddPolicy(carrier))));
    press.set("aria-label", &format!("{} for {name}", kind.kind().label())).text(name)
}

/// Way to somebody who can carry a policy, where nobody can yet.
fn missing(kind: PolicyType, has_role: bool, dispatch: &Callback<Action>) -> Tag {
    const OF_ROLES: [PolicyType; 3] = [PolicyType::IdentityBased, PolicyType::Trust, PolicyType::PermissionsBoundary];
    let (words, new) = if kind.kind().is_control() {
        ("Add an account", New::Account)
    } else if kind == PolicyType::ResourceBased {
        ("Add a resource first", New::Resource)
    } else if kind == PolicyType::Trust && has_role {
        ("Every role has one: add a role", New::Role)
    } else if OF_ROLES.contains(&kind) {
        ("Add a role first", New::Role)
    } else {
        // Steps carry the others.
        let words = if kind == PolicyType::VpcEndpoint { "Every step has one" } else { none_calls(kind) };
        let look = choose(dispatch, Action::SelectForm(Entity::Scenario));
        return button("quiet", look).is("aria-disabled", "true").word(words);
    };
    button("quiet", choose(dispatch, Action::Change(Change::Add(new)))).word(words)
}

/// Said where no step takes such a policy.
fn none_calls(kind: PolicyType) -> &'static str {
    if kind == PolicyType::ScopeDown { "No step calls sts:GetScopedCredentials" } else { "No step calls STS" }
}
