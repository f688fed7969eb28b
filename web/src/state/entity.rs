//! The things of a scenario that come, go and have a form.

use rolescope::{
    Account, Arn, Group, PolicyLevel, Principal, Resource, Scenario, Step, StepResource, TouchedResource, is_account_id,
};

use super::carrier::{self, Carrier};

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

/// Adds something and says what it became.
pub(super) fn add(scenario: &mut Scenario, new: New) -> Option<Entity> {
    match new {
        New::Account => {
            let id = unlisted_account(scenario);
            scenario.accounts.push(Account { id, ..Account::default() });
            Some(Entity::Account(scenario.accounts.len() - 1))
        }
        New::User => Some(add_principal(scenario, "user")),
        New::Role => {
            let role = add_principal(scenario, "role");
            if let Entity::Principal(at) = role {
                carrier::add(scenario, Carrier::Trust(at));
            }
            Some(role)
        }
        New::Resource => {
            let arn = unlisted_resource(scenario);
            scenario.resources.push(Resource { arn, ..Resource::default() });
            Some(Entity::Resource(scenario.resources.len() - 1))
        }
        New::Level(at, control) => {
            let account = scenario.accounts.get_mut(at)?;
            let target = account.id.clone();
            let levels = control.levels(account).get_or_insert_default();
            levels.push(PolicyLevel { target, ..PolicyLevel::default() });
            Some(Entity::Level(at, control, levels.len() - 1))
        }
        New::Group(at) => {
            let groups = &mut scenario.principals.get_mut(at)?.groups;
            groups.push(Group { name: format!("group-{}", groups.len() + 1), ..Group::default() });
            Some(Entity::Group(at, groups.len() - 1))
        }
        New::Step(at) => add_step(scenario, at),
        New::Touched(at) => {
            let step = scenario.steps.get_mut(at)?;
            let mut touched = match step.resource.take() {
                None => vec![TouchedResource::Arn("*".to_owned())],
                Some(StepResource::One(arn)) => vec![TouchedResource::Arn(arn)],
                Some(StepResource::Several(touched)) => touched,
            };
            let first = touched.first().map(|first| match first {
                TouchedResource::Arn(arn) => arn.clone(),
                TouchedResource::WithContext(with) => with.arn.clone(),
            });
            touched.push(TouchedResource::Arn(first.unwrap_or_default()));
            step.resource = Some(StepResource::Several(touched));
            Some(Entity::Step(at))
        }
    }
}

/// The account that most of the scenario is in: the first one that it names.
fn home(scenario: &Scenario) -> String {
    let first =
        accounts_of_arns(scenario).next().or_else(|| scenario.accounts.first().map(|account| account.id.as_str()));
    first.unwrap_or("111122223333").to_owned()
}

fn accounts_of_arns(scenario: &Scenario) -> impl Iterator<Item = &str> {
    let arns = scenario.principals.iter().map(|principal| principal.arn.as_str());
    let arns = arns.chain(scenario.resources.iter().map(|resource| resource.arn.as_str()));
    arns.filter_map(|arn| Some(Arn::parse(arn)?.account)).filter(|account| is_account_id(account))
}

/// An account that the scenario names and does not list, to be listed next.
pub(super) fn unlisted_account(scenario: &Scenario) -> String {
    let unlisted = |id: &&str| scenario.accounts.iter().all(|account| account.id != **id);
    accounts_of_arns(scenario).find(unlisted).unwrap_or("444455556666").to_owned()
}

fn unlisted_resource(scenario: &Scenario) -> String {
    let called = scenario.steps.iter().filter_map(|step| match &step.resource {
        Some(StepResource::One(arn)) => Some(arn.as_str()),
        Some(StepResource::Several(_)) | None => None,
    });
    let roles = |arn: &&str| scenario.principals.iter().all(|principal| principal.arn != **arn);
    let unlisted = |arn: &&str| scenario.resources.iter().all(|resource| resource.arn != **arn);
    called.filter(roles).find(unlisted).unwrap_or("arn:aws:s3:::amzn-s3-demo-bucket").to_owned()
}

fn add_principal(scenario: &mut Scenario, kind: &str) -> Entity {
    let account = home(scenario);
    let at = scenario.principals.len();
    let arn = format!("arn:aws:iam::{account}:{kind}/{kind}-{}", at + 1);
    scenario.principals.push(Principal { arn, ..Principal::default() });
    Entity::Principal(at)
}

fn add_step(scenario: &mut Scenario, at: usize) -> Option<Entity> {
    let copied = scenario.steps.get(at)?;
    let (caller, action, resource) = (copied.caller.clone(), copied.action.clone(), copied.resource.clone());
    // Later steps can act with its session by this name.
    let taken = |name: &str| scenario.steps.iter().any(|step| step.name.as_deref() == Some(name));
    let name = (scenario.steps.len() + 1..).map(|number| format!("step-{number}")).find(|name| !taken(name));
    scenario.steps.insert(at + 1, Step { name, caller, action, resource, ..Step::default() });
    Some(Entity::Step(at + 1))
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
