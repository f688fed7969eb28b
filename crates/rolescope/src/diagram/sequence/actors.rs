//! The actors, and the accounts in which they live.

use iam_syntax::{Arn, KnownKey};

use super::super::ceilings::resource;
use super::super::model::{Actor, Lane, LaneKind};
use crate::english::diagram as english;
use crate::english::diagram::actor as words;
use crate::english::walk::{and_more, short};
use crate::report::{ContextValue, ReportedResource, StepReport};
use crate::scenario::{Scenario, StepResource};

/// Actors in the order of their entrances.
pub(super) struct Actors<'s> {
    scenario: &'s Scenario,
    pub(super) lanes: Vec<Lane>,
    pub(super) actors: Vec<Actor>,
}

impl<'s> Actors<'s> {
    pub(super) fn new(scenario: &'s Scenario) -> Self {
        Self { scenario, lanes: Vec::new(), actors: Vec::new() }
    }

    pub(super) fn name(&self, actor: usize) -> &str {
        self.actors.get(actor).map_or("", |actor| &actor.name)
    }

    /// Whoever makes a call.
    pub(super) fn caller(&mut self, full: &str, federated: bool) -> usize {
        if let Some(step) = full.strip_prefix('@') {
            let account = self.account_of(step);
            return self.enter(LaneKind::Account, &account, words::NO_SESSION, full);
        }
        let Some(arn) = Arn::parse(full) else {
            let (lane, kind) = match full {
                "anonymous" => (LaneKind::Internet, words::ANYBODY),
                _ if federated => (LaneKind::Providers, words::PROVIDER),
                _ => (LaneKind::Services, words::SERVICE),
            };
            return self.enter(lane, "", kind, full);
        };
        if federated {
            return self.enter(LaneKind::Providers, "", words::PROVIDER, full);
        }
        let kind = english::principal(arn.resource);
        self.enter(LaneKind::Account, arn.account, kind, full)
    }

    /// Account of a session that the step of this name did not obtain.
    fn account_of(&self, step: &str) -> String {
        let step = self.scenario.steps.iter().find(|other| other.name.as_deref() == Some(step));
        match step.and_then(|step| step.resource.as_ref()) {
            Some(StepResource::One(arn)) => Arn::parse(arn).map_or("", |arn| arn.account).to_owned(),
            Some(StepResource::Several(_)) | None => String::new(),
        }
    }

    pub(super) fn sts(&mut self) -> usize {
        self.enter(LaneKind::Services, "", words::HANDS_OUT, "AWS STS")
    }

    /// A role that is asked for.
    pub(super) fn role(&mut self, full: &str) -> usize {
        let account = Arn::parse(full).map_or("", |arn| arn.account);
        self.enter(LaneKind::Account, account, "role", full)
    }

    /// Whoever gets credentials with the message `issued`; somebody new, mostly.
    pub(super) fn session(&mut self, full: &str, issued: usize) -> usize {
        let known = self.actors.len();
        let actor = self.caller(full, false);
        if let Some(new) = self.actors.get_mut(actor).filter(|_| actor == known) {
            new.since = Some(issued);
        }
        actor
    }

    /// The thing that is acted on, and the part of it; of S3 a bucket has the lifeline, whatever is done with its objects.
    /// Where no account is known it stands with the caller.
    pub(super) fn resource(&mut self, found: &StepReport, caller: usize) -> (usize, String) {
        let full = resource(found);
        let more = match &found.resource {
            ReportedResource::Several(all) => all.len().saturating_sub(1),
            ReportedResource::One(_) => 0,
        };
        let parsed = Arn::parse(full);
        let owner = match found.context.get(KnownKey::ResourceAccount.name()).map(|entry| &entry.value) {
            Some(ContextValue::One(account)) => account.clone(),
            Some(ContextValue::List(_)) | None => parsed.map_or("", |arn| arn.account).to_owned(),
        };
        let home = self.actors.get(caller).map_or(String::new(), |actor| actor.account.clone());
        let (lane, owner) = match owner.as_str() {
            "aws" => (LaneKind::Services, ""),
            "" => (LaneKind::Account, home.as_str()),
            owner => (LaneKind::Account, owner),
        };
        let Some(arn) = parsed else { return (self.enter(lane, owner, words::ANY_RESOURCE, full), String::new()) };
        let bucket = arn.resource.split_once('/').filter(|_| arn.service == "s3" && arn.account.is_empty());
        let (full, part) = match bucket {
            Some((_, key)) => (full.get(..full.len() - key.len() - 1).unwrap_or(full), key),
            None => (full, ""),
        };
        let part = if more == 0 { part.to_owned() } else { and_more(part, more) };
        (self.enter(lane, owner, &english::thing(arn.service, arn.resource), full), part)
    }

    /// The actor of this name, who enters unless there already.
    fn enter(&mut self, kind: LaneKind, account: &str, what: &str, full: &str) -> usize {
        if let Some(known) = self.actors.iter().position(|actor| actor.full == full) {
            return known;
        }
        let actor = self.actors.len();
        self.actors.push(Actor {
            account: account.to_owned(),
            kind: what.to_owned(),
            name: short(full),
            full: full.to_owned(),
            since: None,
        });
        let lane = self.lane(kind, account);
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.members.push(actor);
        }
        actor
    }

    /// The lane of a kind and account, among the others in its place.
    fn lane(&mut self, kind: LaneKind, account: &str) -> usize {
        let title = english::lane(kind, account);
        if let Some(known) = self.lanes.iter().position(|lane| lane.title == title) {
            return known;
        }
        let listed = self.scenario.accounts.iter().find(|listed| listed.id == account);
        let name = listed.and_then(|listed| listed.name.clone()).unwrap_or_default();
        let place = self.lanes.iter().position(|lane| lane.kind > kind).unwrap_or(self.lanes.len());
        self.lanes.insert(place, Lane { kind, title, name, members: Vec::new() });
        place
    }
}
