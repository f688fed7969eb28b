//! Things that are added to a scenario, each with what it needs to be of use.

use rolescope::Scenario;
use rolescope::scenario::{Group, PolicyLevel, Principal, Resource, Step, StepResource, TouchedResource};

use super::carrier::{self, Carrier};
use super::entity::{Entity, New, accounts_of_arns, add_account};

/// Adds something and says what it became.
pub(super) fn add(scenario: &mut Scenario, new: New) -> Option<Entity> {
    match new {
        New::Account => {
            add_account(scenario);
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
