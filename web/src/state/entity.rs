//! The things of a scenario that come, go and have a form.

use rolescope::scenario::{Account, PolicyLevel, Step, StepResource, TouchedResource};
use rolescope::{Arn, Scenario, is_account_id};

/// A thing of the scenario, by its position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Entity {
    /// The scenario itself.
    #[default]
    Scenario,
    Account(usize),
    /// A level of an account's organization.
    Level(usize, Control, usize),
    Principal(usize),
    /// A group of a user.
    Group(usize, usize),
    Resource(usize),
    Step(usize),
}

/// The two sorts of policies of an organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    /// Service control policies.
    Service,
    /// Resource control policies.
    Resource,
}

/// Entries that can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum New {
    Account,
    User,
    Role,
    Resource,
    /// A level below those that the account has.
    Level(usize, Control),
    Group(usize),
    /// The call of this step once more, behind it.
    Step(usize),
    /// One more resource that the step touches.
    Touched(usize),
}

impl Control {
    /// The levels of an account.
    pub(crate) fn levels(self, account: &mut Account) -> &mut Option<Vec<PolicyLevel>> {
        match self {
            Self::Service => &mut account.service_control_policies,
            Self::Resource => &mut account.resource_control_policies,
        }
    }

    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::Service => "serviceControlPolicies",
            Self::Resource => "resourceControlPolicies",
        }
    }
}

/// The thing that the entity is or belongs to, and the entity's place where that is the only one of its sort.
pub(crate) const fn apart(entity: Entity) -> (Entity, Entity) {
    match entity {
        Entity::Scenario => (Entity::Scenario, Entity::Scenario),
        Entity::Account(_) => (entity, Entity::Account(0)),
        Entity::Level(at, control, level) => (Entity::Account(at), Entity::Level(0, control, level)),
        Entity::Principal(_) => (entity, Entity::Principal(0)),
        Entity::Group(at, group) => (Entity::Principal(at), Entity::Group(0, group)),
        Entity::Resource(_) => (entity, Entity::Resource(0)),
        Entity::Step(_) => (entity, Entity::Step(0)),
    }
}

/// A scenario that holds a copy of one thing and nothing else.
pub(crate) fn alone(scenario: &Scenario, entity: Entity) -> Scenario {
    let mut copy = Scenario::default();
    match entity {
        Entity::Scenario => {
            copy.title.clone_from(&scenario.title);
            copy.description.clone_from(&scenario.description);
            copy.time.clone_from(&scenario.time);
        }
        Entity::Account(at) | Entity::Level(at, ..) => copy.accounts.extend(scenario.accounts.get(at).cloned()),
        Entity::Principal(at) | Entity::Group(at, _) => copy.principals.extend(scenario.principals.get(at).cloned()),
        Entity::Resource(at) => copy.resources.extend(scenario.resources.get(at).cloned()),
        Entity::Step(at) => copy.steps.extend(scenario.steps.get(at).cloned()),
    }
    copy
}

/// Accounts in the ARNs of a scenario.
pub(super) fn accounts_of_arns(scenario: &Scenario) -> impl Iterator<Item = &str> {
    let arns = scenario.principals.iter().map(|principal| principal.arn.as_str());
    let arns = arns.chain(scenario.resources.iter().map(|resource| resource.arn.as_str()));
    arns.filter_map(|arn| Some(Arn::parse(arn)?.account)).filter(|account| is_account_id(account))
}

/// An account that the scenario names and does not list, to be listed next.
pub(super) fn unlisted_account(scenario: &Scenario) -> String {
    let unlisted = |id: &&str| scenario.accounts.iter().all(|account| account.id != **id);
    accounts_of_arns(scenario).find(unlisted).unwrap_or("444455556666").to_owned()
}

/// Lists one more account.
pub(super) fn add_account(scenario: &mut Scenario) {
    let id = unlisted_account(scenario);
    scenario.accounts.push(Account { id, ..Account::default() });
}

/// Takes something out; false when it is not there or the scenario cannot be without it.
pub(super) fn remove(scenario: &mut Scenario, entity: Entity) -> bool {
    match entity {
        Entity::Scenario => false,
        Entity::Account(at) => take(&mut scenario.accounts, at),
        Entity::Level(at, control, level) => {
            let Some(account) = scenario.accounts.get_mut(at) else { return false };
            let levels = control.levels(account);
            let taken = levels.as_mut().is_some_and(|levels| take(levels, level));
            levels.take_if(|levels| levels.is_empty());
            taken
        }
        Entity::Principal(at) => take(&mut scenario.principals, at),
        Entity::Group(at, group) => {
            scenario.principals.get_mut(at).is_some_and(|principal| take(&mut principal.groups, group))
        }
        Entity::Resource(at) => take(&mut scenario.resources, at),
        Entity::Step(at) => scenario.steps.len() > 1 && take(&mut scenario.steps, at),
    }
}

/// Moves something one place up or down among its like; where it then is.
pub(super) fn shift(scenario: &mut Scenario, entity: Entity, down: bool) -> Option<Entity> {
    let target = |at: usize| if down { at.checked_add(1) } else { at.checked_sub(1) };
    match entity {
        Entity::Step(at) => swap(&mut scenario.steps, at, target(at)?).then_some(Entity::Step(target(at)?)),
        Entity::Level(at, control, level) => {
            let levels = control.levels(scenario.accounts.get_mut(at)?).as_mut()?;
            swap(levels, level, target(level)?).then_some(Entity::Level(at, control, target(level)?))
        }
        Entity::Scenario | Entity::Account(_) | Entity::Principal(_) | Entity::Group(..) | Entity::Resource(_) => None,
    }
}

fn take<T>(list: &mut Vec<T>, at: usize) -> bool {
    let there = at < list.len();
    if there {
        list.remove(at);
    }
    there
}

fn swap<T>(list: &mut [T], at: usize, other: usize) -> bool {
    let there = at < list.len() && other < list.len();
    if there {
        list.swap(at, other);
    }
    there
}

/// Takes one of several resources out of a step; the last one left stands alone.
pub(super) fn remove_touched(step: &mut Step, at: usize) -> bool {
    let Some(StepResource::Several(touched)) = &mut step.resource else { return false };
    if touched.len() < 2 || !take(touched, at) {
        return false;
    }
    if let [TouchedResource::Arn(arn)] = touched.as_slice() {
        step.resource = Some(StepResource::One(arn.clone()));
    }
    true
}
