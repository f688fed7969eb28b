//! Gates as places where one Allow has to match, and what the evaluator makes of them.

use iam_eval::{
    Action, Applies, Attached, Context, Decision, Endpoint, Gate, Level, MatchedWays, Policies, PolicyId, Request,
    ResourcePolicy, decide, evaluate, matches_caller,
};
use iam_syntax::{Policy, PolicyKind, Statement, parse};

use super::{InForce, allows};
use crate::answer::Reason;

/// A place where an Allow can match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Identity,
    Boundary,
    Session,
    Endpoint,
    ServiceControl(usize),
    ScopeDown(usize),
    /// The resource's policy, where it names the caller in these ways.
    Resource(MatchedWays),
}

/// Allows of one place.
struct Slot<'p> {
    place: Place,
    allows: Vec<&'p Statement>,
}

/// Number of a slot.
pub(super) type SlotId = usize;

/// The gates of one action, with the statements that hold it.
pub(super) struct Gates<'f, 'p> {
    in_force: &'f InForce<'p>,
    action: &'f Action,
    slots: Vec<Slot<'p>>,
    denies: Vec<&'p Statement>,
    open: Policy,
    closed: Policy,
}

/// The most slots of which not every one has to allow.
const MAX_FREE: usize = 10;

impl<'f, 'p> Gates<'f, 'p> {
    pub(super) fn new(
        in_force: &'f InForce<'p>,
        action: &'f Action,
        holds: &dyn Fn(&Statement) -> bool,
    ) -> Result<Self, Reason> {
        const OPEN: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
        let open = parse(OPEN, PolicyKind::Identity).tree.ok_or(Reason::Replay)?;
        let closed = Policy { statements: Vec::new(), ..open.clone() };
        let mut gates = Self { in_force, action, slots: Vec::new(), denies: Vec::new(), open, closed };
        gates.fill(holds);
        Ok(gates)
    }

    /// Deny statements that count.
    pub(super) fn denies(&self) -> &[&'p Statement] {
        &self.denies
    }

    /// Allow statements of a slot.
    pub(super) fn allows(&self, slot: SlotId) -> &[&'p Statement] {
        self.slots.get(slot).map_or(&[], |slot| &slot.allows)
    }

    fn fill(&mut self, holds: &dyn Fn(&Statement) -> bool) {
        let in_force = self.in_force;
        let context = Context::default();
        let request =
            Request { caller: &in_force.caller, action: self.action, target: &in_force.target, context: &context };
        let policies = &in_force.policies;
        let evaluation = evaluate(&request, policies);
        let applies = |gate: Gate| {
            let found = evaluation.gates.iter().find(|traced| traced.gate == gate).map(|traced| traced.applies);
            (found == Some(Applies::Yes), matches!(found, Some(Applies::Yes | Applies::Restricted)))
        };
        let levels = |levels: &Option<Vec<Level<'p>>>| levels.clone().unwrap_or_default();
        let mut places: Vec<(Option<Place>, Gate, Vec<Attached<'p>>)> = Vec::new();
        let all = |levels: Vec<Level<'p>>| levels.into_iter().flat_map(|level| level.policies).collect();
        places.push((None, Gate::ResourceControl, all(levels(&policies.resource_control))));
        for (at, level) in levels(&policies.service_control).into_iter().enumerate() {
            places.push((Some(Place::ServiceControl(at)), Gate::ServiceControl, level.policies));
        }
        for (at, level) in policies.scope_down.iter().enumerate() {
            places.push((Some(Place::ScopeDown(at)), Gate::ScopeDown, level.policies.clone()));
        }
        let endpoint = policies.endpoint.and_then(|endpoint| endpoint.policy).into_iter().collect();
        places.push((Some(Place::Endpoint), Gate::VpcEndpoint, endpoint));
        places.push((Some(Place::Identity), Gate::Identity, policies.identity.clone()));
        places.push((Some(Place::Boundary), Gate::Boundary, policies.boundary.into_iter().collect()));
        places.push((Some(Place::Session), Gate::Session, policies.session.clone().unwrap_or_default()));
        let gate = policies.resource.kind.gate();
        places.push((None, gate, policies.resource.policy.into_iter().collect()));
        for (place, gate, attached) in places {
            let (allow_counts, deny_counts) = applies(gate);
            let statements = || attached.iter().flat_map(|own| &own.policy.statements).filter(|own| holds(own));
            let matching = statements().filter(|own| self.matches(own, gate));
            let (allowing, denies): (Vec<&'p Statement>, Vec<&'p Statement>) = matching.partition(|own| allows(own));
            if deny_counts {
                self.denies.extend(denies);
            }
            match place {
                Some(place) if allow_counts => self.slots.push(Slot { place, allows: allowing }),
                None if allow_counts && gate == in_force.policies.resource.kind.gate() => {
                    for statement in allowing {
                        let place = Place::Resource(self.named(statement));
                        match self.slots.iter_mut().find(|slot| slot.place == place) {
                            Some(slot) => slot.allows.push(statement),
                            None => self.slots.push(Slot { place, allows: vec![statement] }),
                        }
                    }
                }
                Some(_) | None => {}
            }
        }
    }

    fn matches(&self, statement: &Statement, gate: Gate) -> bool {
        let (effect, caller) = (statement.effect.value, &self.in_force.caller);
        statement.principal.as_ref().is_none_or(|clause| matches_caller(clause, effect, gate, caller))
    }

    /// The ways in which a statement of the resource's policy names the caller, if nothing else keeps it from matching.
    fn named(&self, statement: &Statement) -> MatchedWays {
        let policy = Policy { statements: vec![self.reduced(statement)], ..self.closed.clone() };
        let context = Context::default();
        let request = self.request(&context);
        let resource = ResourcePolicy {
            policy: Some(attached(&policy)),
            restrict_public: false,
            ..self.in_force.policies.resource
        };
        let policies = Policies { resource, ..Policies::default() };
        let gate = self.in_force.policies.resource.kind.gate();
        let found = evaluate(&request, &policies).gates.into_iter().find(|traced| traced.gate == gate);
        found.map_or(MatchedWays::NONE, |traced| traced.named)
    }

    /// The statement with its principals alone: any action, any resource, no condition.
    fn reduced(&self, statement: &Statement) -> Statement {
        let open = self.open.statements.first().cloned();
        open.map_or_else(|| statement.clone(), |open| Statement { principal: statement.principal.clone(), ..open })
    }

    fn request<'c>(&'c self, context: &'c Context) -> Request<'c> {
        Request { caller: &self.in_force.caller, action: self.action, target: &self.in_force.target, context }
    }

    /// True if a request is allowed for which an Allow of each of these slots matches, and no other statement.
    fn allowed(&self, on: &[bool]) -> bool {
        let real = &self.in_force.policies;
        let is_on = |place: Place| self.slots.iter().zip(on).any(|(slot, on)| *on && slot.place == place);
        let pick = |place: Place| attached(if is_on(place) { &self.open } else { &self.closed });
        let named = self.slots.iter().zip(on).filter(|(slot, on)| **on && matches!(slot.place, Place::Resource(_)));
        let named = named.filter_map(|(slot, _)| slot.allows.first()).map(|own| self.reduced(own));
        let of_resource = Policy { statements: named.collect(), ..self.closed.clone() };
        let level = |place: Place| Level { policies: vec![pick(place)] };
        let policies = Policies {
            resource_control: real.resource_control.as_ref().map(|_| Vec::new()),
            service_control: real
                .service_control
                .as_ref()
                .map(|levels| (0..levels.len()).map(|at| level(Place::ServiceControl(at))).collect()),
            endpoint: real.endpoint.map(|own| Endpoint { policy: own.policy.map(|_| pick(Place::Endpoint)) }),
            scope_down: (0..real.scope_down.len()).map(|at| level(Place::ScopeDown(at))).collect(),
            resource: ResourcePolicy {
                kind: real.resource.kind,
                policy: real.resource.policy.map(|_| attached(&of_resource)),
                restrict_public: false,
            },
            identity: vec![pick(Place::Identity)],
            boundary: real.boundary.map(|_| pick(Place::Boundary)),
            session: real.session.as_ref().map(|_| vec![pick(Place::Session)]),
        };
        let context = Context::default();
        decide(&self.request(&context), &policies) == Decision::Allowed
    }

    /// Slots that have to allow in any case, and those of which some do; `None`: nothing is ever allowed.
    fn sorted(&self) -> Option<(Vec<SlotId>, Vec<SlotId>)> {
        let all = vec![true; self.slots.len()];
        if !self.allowed(&all) {
            return None;
        }
        Some((0..all.len()).partition(|slot| {
            let mut without = all.clone();
            without.iter_mut().skip(*slot).take(1).for_each(|on| *on = false);
            !self.allowed(&without)
        }))
    }

    /// Of each set of the free slots, as bits, true if requests are allowed with them and all that are needed.
    fn table(&self, needed: &[SlotId], free: &[SlotId]) -> Result<Vec<bool>, Reason> {
        if free.len() > MAX_FREE {
            return Err(Reason::Many);
        }
        let allowed = |set: usize| {
            let mut on = vec![false; self.slots.len()];
            let chosen = free.iter().enumerate().filter(|(bit, _)| set & 1 << bit != 0).map(|(_, slot)| slot);
            for slot in needed.iter().chain(chosen) {
                on.iter_mut().skip(*slot).take(1).for_each(|on| *on = true);
            }
            self.allowed(&on)
        };
        let table: Vec<bool> = (0..1_usize << free.len()).map(allowed).collect();
        let is = |set: usize| table.get(set).copied().unwrap_or_default();
        // One more Allow takes nothing away, or what is said below would be wrong.
        let grows = (0..table.len()).all(|set| (0..free.len()).all(|bit| !is(set) || is(set | 1 << bit)));
        if grows { Ok(table) } else { Err(Reason::Replay) }
    }

    /// The smallest sets of slots that allow a request together.
    pub(super) fn granting(&self) -> Result<Vec<Vec<SlotId>>, Reason> {
        let Some((needed, free)) = self.sorted() else { return Ok(Vec::new()) };
        let table = self.table(&needed, &free)?;
        let is = |set: usize| table.get(set).copied().unwrap_or_default();
        let smallest =
            |set: &usize| is(*set) && (0..free.len()).all(|bit| *set & 1 << bit == 0 || !is(*set & !(1 << bit)));
        let slots = |set: usize| needed.iter().copied().chain(chosen(&free, set)).collect();
        Ok((0..table.len()).filter(smallest).map(slots).collect())
    }

    /// The smallest sets of slots without which no request is allowed.
    pub(super) fn lacking(&self) -> Result<Vec<Vec<SlotId>>, Reason> {
        let Some((needed, free)) = self.sorted() else { return Ok(vec![Vec::new()]) };
        let table = self.table(&needed, &free)?;
        let is = |set: usize| table.get(set).copied().unwrap_or_default();
        let largest = |set: &usize| !is(*set) && (0..free.len()).all(|bit| *set & 1 << bit != 0 || is(*set | 1 << bit));
        let every = table.len() - 1;
        let missing = (0..table.len()).filter(largest).map(|set| chosen(&free, every & !set).collect());
        Ok(needed.iter().map(|slot| vec![*slot]).chain(missing).collect())
    }
}

/// Slots of a set.
fn chosen(free: &[SlotId], set: usize) -> impl Iterator<Item = SlotId> {
    free.iter().enumerate().filter(move |(bit, _)| set & 1 << bit != 0).map(|(_, slot)| *slot)
}

const fn attached(policy: &Policy) -> Attached<'_> {
    Attached { id: PolicyId(0), policy }
}
