//! The role walk: how a request got as far as it got.

use iam_sts::{Operation, TokenOperation};
use iam_syntax::{Arn, KnownKey, Side};
use serde::{Deserialize, Serialize};

use crate::english;
use crate::english::walk::short;
use crate::names::Names;
use crate::report::{ContextValue, Decision, PolicyType, Report, ReportedResource, StepReport, TraceEntry};
use crate::scenario::{Scenario, Step};

/// A station of the walk, from the caller to the resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Station {
    /// Kind of station.
    pub kind: StationKind,
    /// Label: an ARN's telling part, a role's name, an action.
    pub label: String,
    /// Event at the station, in a few words.
    pub note: String,
    /// The result.
    pub state: StationState,
    /// The step it belongs to, counted from 0.
    pub step: usize,
    /// Account it is in, when known.
    pub account: Option<String>,
    /// JSON pointer of the policy that stands there, when there is one.
    pub pointer: Option<String>,
}

/// Kinds of stations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StationKind {
    /// The caller.
    Caller,
    /// The trust policy of the role that is asked for.
    Trust,
    /// The credentials obtained.
    Session,
    /// Rights of the caller.
    Permissions,
    /// Resource that is acted on.
    Resource,
}

/// Result of a station.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum StationState {
    /// Nothing is decided here.
    Plain,
    /// Passed.
    Allowed,
    /// Stopped by a Deny.
    ExplicitDeny,
    /// Stopped because nothing allows it.
    ImplicitDeny,
    /// Stopped before or besides policies.
    Error,
    /// The walk ended before.
    NotReached,
}

/// The stations on the way of the step `step`, from the first caller of its chain of roles to the resource.
///
/// Empty when there is no such step.
///
/// ```
/// use rolescope::walk::{StationKind, walk};
/// use rolescope::{Scenario, analyze};
///
/// let text = r#"{ "steps": [{ "caller": "anonymous", "action": "s3:ListAllMyBuckets" }] }"#;
/// let scenario = Scenario::from_json(text)?;
/// let report = analyze(&scenario);
/// let stations = walk(&scenario, &report, 0);
/// assert_eq!(stations[0].kind, StationKind::Caller);
/// assert_eq!(stations.last().map(|station| station.kind), Some(StationKind::Resource));
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
pub fn walk(scenario: &Scenario, report: &Report, step: usize) -> Vec<Station> {
    let chain = chain(scenario, step);
    let roles = Roles::of(scenario, report, &chain);
    let mut stations: Vec<Station> = Vec::new();
    for (number, at) in chain.iter().copied().enumerate() {
        let (Some(asked), Some(found)) = (scenario.steps.get(at), report.steps.get(at)) else { return Vec::new() };
        let stop = Stop { roles: &roles, asked, found, step: at };
        if number == 0 {
            stations.push(stop.caller());
        }
        if stop.assumes_a_role() {
            stations.push(stop.trust());
            stations.push(stop.session());
        } else if stop.asks_for_a_token() {
            stations.push(stop.permissions());
            stations.push(stop.session());
        } else {
            stations.push(stop.permissions());
            stations.push(stop.resource());
        }
    }
    after_the_end(&mut stations);
    stations
}

/// The steps whose sessions lead to `step`, first one first, `step` itself last.
pub(crate) fn chain(scenario: &Scenario, step: usize) -> Vec<usize> {
    let mut chain = vec![step];
    let mut wanted = scenario.steps.get(step).and_then(|step| step.caller.strip_prefix('@'));
    for (at, earlier) in scenario.steps.iter().enumerate().take(step).rev() {
        let Some(name) = wanted else { break };
        if earlier.name.as_deref() == Some(name) {
            chain.push(at);
            wanted = earlier.caller.strip_prefix('@');
        }
    }
    chain.reverse();
    chain
}

/// The last step of the longest chain of roles that leads through `step`; `step` itself where none goes on.
pub fn end_of_chain(scenario: &Scenario, step: usize) -> usize {
    // Of each step: how many steps lead to it, and whether `step` is one of them.
    let mut known: Vec<(usize, bool)> = Vec::with_capacity(scenario.steps.len());
    let (mut end, mut longest) = (step, 0);
    let names = Names::of_some(scenario.steps.iter().map(|step| step.name.as_deref()));
    for (at, asked) in scenario.steps.iter().enumerate() {
        // The step whose session this one calls with.
        let before = asked.caller.strip_prefix('@').and_then(|name| names.last_before(name, at));
        let before = before.and_then(|before| known.get(before).copied());
        let length = before.map_or(1, |(length, _)| length + 1);
        let through = at == step || before.is_some_and(|(_, through)| through);
        if through && length > longest {
            (end, longest) = (at, length);
        }
        known.push((length, through));
    }
    end
}

/// Stations behind the one that stopped the walk are not reached.
fn after_the_end(stations: &mut [Station]) {
    let stops = |state| matches!(state, StationState::ExplicitDeny | StationState::ImplicitDeny | StationState::Error);
    let mut ended = false;
    for station in stations {
        if ended {
            station.state = StationState::NotReached;
            station.note = english::walk::not_reached().to_owned();
        }
        ended |= stops(station.state);
    }
}

/// True for policies that bear on who may assume a role.
fn on_trust_side(policy_type: PolicyType) -> bool {
    policy_type != PolicyType::ResourceBased && policy_type.kind().side() != Side::Caller
}

/// True for policies that say what a caller may do.
fn on_caller_side(policy_type: PolicyType) -> bool {
    policy_type.kind().side() != Side::Resource
}

/// True for policies on the resource's side.
fn on_resource_side(policy_type: PolicyType) -> bool {
    policy_type != PolicyType::Trust && policy_type.kind().side() == Side::Resource
}

/// The principals that are asked for on the way.
struct Roles<'a> {
    names: Names<'a>,
    /// Position among the principals of each name that is one, where the name is first.
    positions: Vec<Option<usize>>,
}

impl<'a> Roles<'a> {
    /// Looks through the principals once, however long the way is.
    fn of(scenario: &Scenario, report: &'a Report, chain: &[usize]) -> Self {
        let names = Names::of(chain.iter().filter_map(|at| report.steps.get(*at)).map(resource_arn));
        let mut positions = vec![None; chain.len()];
        for (at, principal) in scenario.principals.iter().enumerate() {
            let position = names.first(&principal.arn).and_then(|number| positions.get_mut(number));
            position.into_iter().for_each(|position| *position = position.or(Some(at)));
        }
        Self { names, positions }
    }

    fn position(&self, role: &str) -> Option<usize> {
        *self.positions.get(self.names.first(role)?)?
    }
}

fn resource_arn(found: &StepReport) -> &str {
    match &found.resource {
        ReportedResource::One(arn) => arn,
        ReportedResource::Several(all) => all.first().map_or("*", String::as_str),
    }
}

/// A step on the way.
struct Stop<'a> {
    roles: &'a Roles<'a>,
    asked: &'a Step,
    found: &'a StepReport,
    step: usize,
}

impl Stop<'_> {
    fn assumes_a_role(&self) -> bool {
        Operation::named(&self.asked.action).is_some()
    }

    fn asks_for_a_token(&self) -> bool {
        TokenOperation::named(&self.asked.action).is_some()
    }

    fn caller(&self) -> Station {
        let account = Arn::parse(&self.found.caller).map(|arn| arn.account.to_owned());
        Station {
            kind: StationKind::Caller,
            label: short(&self.found.caller),
            note: english::walk::calls(&self.found.action),
            state: StationState::Plain,
            step: self.step,
            account,
            pointer: None,
        }
    }

    fn trust(&self) -> Station {
        let role = self.role();
        let arn = Arn::parse(role);
        let at = self.roles.position(role);
        let trust_stops =
            self.found.decision != Decision::ImplicitDeny || self.found.decided_by.iter().any(|by| on_trust_side(*by));
        Station {
            kind: StationKind::Trust,
            label: arn.map_or_else(|| role.to_owned(), |arn| arn.name().to_owned()),
            note: if trust_stops { english::walk::verdict(self.found, on_trust_side) } else { self.caller_lacks() },
            state: self.state(),
            step: self.step,
            account: arn.map(|arn| arn.account.to_owned()),
            pointer: at.map(|at| format!("/principals/{at}/trustPolicy")),
        }
    }

    fn session(&self) -> Station {
        let session = self.found.session.as_ref();
        Station {
            kind: StationKind::Session,
            label: session.map_or_else(|| short(self.role()), |session| short(&session.arn)),
            note: session.map_or_else(String::new, |session| english::walk::until(&session.expiration)),
            state: if session.is_some() { StationState::Plain } else { StationState::NotReached },
            step: self.step,
            account: Arn::parse(self.role()).map(|arn| arn.account.to_owned()),
            pointer: None,
        }
    }

    fn permissions(&self) -> Station {
        let resource_stops = self.resource_stops();
        Station {
            kind: StationKind::Permissions,
            label: self.found.action.clone(),
            note: if resource_stops { String::new() } else { english::walk::verdict(self.found, on_caller_side) },
            state: if resource_stops { StationState::Allowed } else { self.state() },
            step: self.step,
            account: Arn::parse(&self.found.caller).map(|arn| arn.account.to_owned()),
            pointer: self.deciding_pointer(),
        }
    }

    fn resource(&self) -> Station {
        let stops = self.resource_stops();
        let allowed = self.found.decision == Decision::Allowed;
        let by_resource = english::walk::decisive(self.found, on_resource_side).is_some();
        Station {
            kind: StationKind::Resource,
            label: self.resource_label(),
            note: if stops || by_resource {
                english::walk::verdict(self.found, on_resource_side)
            } else {
                english::walk::reached(allowed).to_owned()
            },
            state: if stops || allowed { self.state() } else { StationState::NotReached },
            step: self.step,
            account: self.found.context.get(KnownKey::ResourceAccount.name()).and_then(|entry| match &entry.value {
                ContextValue::One(account) => Some(account.clone()),
                ContextValue::List(_) => None,
            }),
            pointer: None,
        }
    }

    /// True if it is the resource's side, and only that, which says no.
    fn resource_stops(&self) -> bool {
        matches!(self.found.decision, Decision::ExplicitDeny | Decision::ImplicitDeny)
            && !self.found.decided_by.is_empty()
            && self.found.decided_by.iter().all(|by| on_resource_side(*by))
    }

    /// Under a role that trusts the caller when the caller's own side is what lacks an Allow.
    fn caller_lacks(&self) -> String {
        match self.found.decided_by.is_empty() {
            true => english::walk::refused_by_rule().to_owned(),
            false => english::walk::caller_lacks().to_owned(),
        }
    }

    /// The policy whose statement decided, else the first one on the caller's side that was asked.
    fn deciding_pointer(&self) -> Option<String> {
        let decided =
            english::walk::decisive(self.found, on_caller_side).map(|matched| matched.place.pointer.to_string());
        decided.or_else(|| {
            let asked = |gate: &&TraceEntry| gate.policy_type.is_some_and(on_caller_side);
            let first =
                |gate: &TraceEntry| gate.children.first()?.place.as_ref().map(|place| place.pointer.to_string());
            self.found.trace.iter().rev().filter(asked).find_map(first)
        })
    }

    /// The resource, and how many more there are.
    fn resource_label(&self) -> String {
        let first = short(self.resource_arn());
        match &self.found.resource {
            ReportedResource::Several(all) if all.len() > 1 => english::walk::and_more(&first, all.len() - 1),
            ReportedResource::Several(_) | ReportedResource::One(_) => first,
        }
    }

    fn role(&self) -> &str {
        self.resource_arn()
    }

    fn resource_arn(&self) -> &str {
        resource_arn(self.found)
    }

    fn state(&self) -> StationState {
        match self.found.decision {
            Decision::Allowed => StationState::Allowed,
            Decision::ExplicitDeny => StationState::ExplicitDeny,
            Decision::ImplicitDeny => StationState::ImplicitDeny,
            Decision::Error => StationState::Error,
        }
    }
}

#[cfg(test)]
mod tests;
