//! The role-assumption sequence: who calls STS, who gets which credential, who then acts as whom.

use iam_sts::Operation;

use super::Tone;
use super::ceilings::resource;
use super::gates::{AskedGate, gates};
use crate::prose::diagram as prose;
use crate::report::{PolicyType, StepReport};
use crate::scenario::{Scenario, Step};
use crate::walk::chain;

mod cast;
mod drawing;

pub(super) use drawing::draw;

use cast::Cast;

/// With more steps than this, only those are drawn that lead to the selected one.
const MAX_STEPS: usize = 24;
/// When even more steps lead to the selected one, so many of the first are drawn, and the last.
const FIRST_STEPS: usize = 6;

/// Lifelines and what passes between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// The scenario's title.
    pub title: String,
    /// From left to right.
    pub lanes: Vec<Lane>,
    /// In the order of their entrances.
    pub actors: Vec<Actor>,
    /// From first to last.
    pub messages: Vec<Message>,
    /// The selected step, counted from 0.
    pub selected: usize,
    /// Number of steps of the scenario.
    pub steps: usize,
    /// Number of steps that have no messages here, because there are too many.
    pub left_out: usize,
}

/// Home of actors: an account, or what is outside of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The sort of place.
    pub kind: LaneKind,
    /// An account's id; else the place's name.
    pub title: String,
    /// Name by which people call the account.
    pub name: String,
    /// Positions of its actors, from left to right.
    pub members: Vec<usize>,
}

/// Sorts of places, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneKind {
    /// Anybody without a name in AWS.
    Internet,
    /// Identity providers outside of AWS.
    Providers,
    /// AWS itself: STS and services.
    Services,
    /// An account.
    Account,
}

/// Somebody or something with a lifeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// Its account's id; empty for those that have none.
    pub account: String,
    /// Kind of actor: `role`, `role session`.
    pub kind: String,
    /// The telling part of its name.
    pub name: String,
    /// Its whole name, mostly an ARN.
    pub full: String,
    /// The message that brings it to life, when one does.
    pub since: Option<usize>,
}

/// Something that passes between two actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The step that it belongs to, counted from 0, and its name.
    pub step: usize,
    /// The step's name.
    pub step_name: String,
    /// Position of the actor that sends it.
    pub from: usize,
    /// Position of the actor that gets it.
    pub to: usize,
    /// Kind of message.
    pub kind: MessageKind,
    /// Text of the message: an action, a question, a credential.
    pub label: String,
    /// The result; empty where that is yet to come.
    pub note: String,
    /// The same as a look.
    pub tone: Tone,
}

/// Sorts of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Somebody asks STS for a session.
    Ask,
    /// A role's trust policy answers STS.
    Answer,
    /// STS gives credentials.
    Credential,
    /// STS answers and gives none.
    Reply,
    /// A call to anything else, with its decision.
    Call,
}

impl Sequence {
    /// The steps of a scenario, in which `selected` is looked at.
    pub(super) fn of(scenario: &Scenario, steps: &[StepReport], selected: usize) -> Self {
        let mut scene = Scene { cast: Cast::new(scenario), messages: Vec::new() };
        let drawn = drawn(scenario, steps.len(), selected);
        for at in &drawn {
            if let (Some(asked), Some(found)) = (scenario.steps.get(*at), steps.get(*at)) {
                scene.play(*at, asked, found);
            }
        }
        let Scene { cast, messages } = scene;
        let Cast { lanes, actors, .. } = cast;
        let (title, left_out) = (scenario.title.clone(), steps.len().saturating_sub(drawn.len()));
        Self { title, lanes, actors, messages, selected, steps: steps.len(), left_out }
    }
}

/// The steps that are drawn, in their order: at most [`MAX_STEPS`].
fn drawn(scenario: &Scenario, count: usize, selected: usize) -> Vec<usize> {
    if count <= MAX_STEPS {
        return (0..count).collect();
    }
    let mut leading = chain(scenario, selected);
    let last = leading.len().saturating_sub(MAX_STEPS - FIRST_STEPS);
    if last > FIRST_STEPS {
        leading.drain(FIRST_STEPS..last);
    }
    leading
}

struct Scene<'s> {
    cast: Cast<'s>,
    messages: Vec<Message>,
}

impl Scene<'_> {
    fn play(&mut self, at: usize, asked: &Step, found: &StepReport) {
        let operation = asked.known_action().and_then(Operation::of);
        let federated = operation.is_some_and(|operation| match operation {
            Operation::AssumeRole => false,
            Operation::AssumeRoleWithSaml | Operation::AssumeRoleWithWebIdentity => true,
        });
        let caller = self.cast.caller(&found.caller, federated);
        let first = self.messages.len();
        if asked.calls_sts() {
            self.ask(caller, found, operation.is_some());
        } else {
            let (resource, part) = self.cast.resource(found, caller);
            let label = if part.is_empty() { found.action.clone() } else { [&found.action, " ", &part].concat() };
            self.say(MessageKind::Call, (caller, resource), label, prose::verdict(found), found.decision.into());
        }
        for message in self.messages.iter_mut().skip(first) {
            message.step = at;
            message.step_name = found.name.clone().unwrap_or_default();
        }
    }

    /// A call to STS, the answer of the role's trust policy, and what the caller gets.
    fn ask(&mut self, caller: usize, found: &StepReport, assumes: bool) {
        let sts = self.cast.sts();
        let tone = found.decision.into();
        if assumes {
            let role = self.cast.role(resource(found));
            let label = [&found.action, " ", self.cast.name(role)].concat();
            self.say(MessageKind::Ask, (caller, sts), label, String::new(), Tone::Info);
            let trust = |gate: &&AskedGate<'_>| gate.policy_type == Some(PolicyType::Trust);
            if let Some(gate) = gates(found).iter().find(trust) {
                let (label, note) = (prose::trust_policy().to_owned(), prose::trust(found, gate.verdict));
                self.say(MessageKind::Answer, (role, sts), label, note, gate.verdict.into());
            }
        } else {
            self.say(MessageKind::Ask, (caller, sts), found.action.clone(), String::new(), Tone::Info);
        }
        match &found.session {
            Some(session) => {
                let to = self.cast.session(&session.arn, self.messages.len());
                let (label, note) = (session.access_key_id.clone(), prose::ends(session));
                self.say(MessageKind::Credential, (sts, to), label, note, tone);
            }
            None => self.say(MessageKind::Reply, (sts, caller), String::new(), prose::verdict(found), tone),
        }
    }

    fn say(&mut self, kind: MessageKind, (from, to): (usize, usize), label: String, note: String, tone: Tone) {
        self.messages.push(Message { step: 0, step_name: String::new(), from, to, kind, label, note, tone });
    }
}
