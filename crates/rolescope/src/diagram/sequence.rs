//! The role-assumption sequence: who calls STS, who gets which credential, who then acts as whom.

use iam_sts::Operation;

use super::Tone;
use super::ceilings::resource;
use super::gates::gates;
use crate::prose::diagram as prose;
use crate::report::{PolicyType, StepReport, TraceVerdict};
use crate::scenario::{Scenario, Step};
use crate::walk::chain;

mod cast;
mod drawing;

pub(super) use drawing::draw;

use cast::Cast;

/// With more steps than this, only those are drawn that lead to the selected one.
const MOST_STEPS: usize = 24;

/// Lifelines and what passes between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// The scenario's title.
    pub title: String,
    /// From left to right.
    pub lanes: Vec<Lane>,
    /// From left to right, lane by lane.
    pub actors: Vec<Actor>,
    /// From first to last.
    pub messages: Vec<Message>,
    /// The selected step, counted from 0.
    pub selected: usize,
}

/// Where actors live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The sort of place.
    pub kind: LaneKind,
    /// An account's id; else the place's name.
    pub title: String,
    /// What people call the account.
    pub name: String,
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
    /// Position of its lane.
    pub lane: usize,
    /// Its account's id; empty for those that have none.
    pub account: String,
    /// What it is: `role`, `role session`.
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
    /// What it is.
    pub kind: MessageKind,
    /// What is called, asked or given.
    pub label: String,
    /// How it came out; empty where that is yet to come.
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
        let shown: Vec<usize> =
            if steps.len() > MOST_STEPS { chain(scenario, selected) } else { (0..steps.len()).collect() };
        let mut scene = Scene { cast: Cast::new(scenario), messages: Vec::new() };
        for at in shown.into_iter().rev().take(MOST_STEPS).rev() {
            if let (Some(asked), Some(found)) = (scenario.steps.get(at), steps.get(at)) {
                scene.play(at, asked, found);
            }
        }
        let Scene { cast, mut messages } = scene;
        let (lanes, actors, places) = cast.in_order();
        let place = |at: usize| places.get(at).copied().unwrap_or(at);
        for message in &mut messages {
            (message.from, message.to) = (place(message.from), place(message.to));
        }
        Self { title: scenario.title.clone(), lanes, actors, messages, selected }
    }
}

struct Scene<'s> {
    cast: Cast<'s>,
    messages: Vec<Message>,
}

impl Scene<'_> {
    fn play(&mut self, at: usize, asked: &Step, found: &StepReport) {
        let operation = Operation::of_action(&asked.action.to_ascii_lowercase());
        let federated = operation.is_some_and(|operation| match operation {
            Operation::AssumeRole => false,
            Operation::AssumeRoleWithSaml | Operation::AssumeRoleWithWebIdentity => true,
        });
        let caller = self.cast.caller(&found.caller, federated);
        let mut say = Message {
            step: at,
            step_name: found.name.clone().unwrap_or_default(),
            from: caller,
            to: caller,
            kind: MessageKind::Call,
            label: found.action.clone(),
            note: prose::verdict(found),
            tone: found.decision.into(),
        };
        if asked.calls_sts() {
            self.ask(say, found, operation.is_some());
            return;
        }
        let (to, part) = self.cast.resource(found, caller);
        say.to = to;
        if !part.is_empty() {
            say.label = [&say.label, " ", &part].concat();
        }
        self.messages.push(say);
    }

    /// A call to STS, the answer of the role's trust policy, and what the caller gets.
    fn ask(&mut self, end: Message, found: &StepReport, assumes: bool) {
        let caller = end.from;
        let sts = self.cast.sts();
        let role = assumes.then(|| self.cast.role(resource(found)));
        let name = role.map(|role| self.cast.name(role)).unwrap_or_default();
        let label = if name.is_empty() { end.label.clone() } else { [&end.label, " ", name].concat() };
        let ask = Message { to: sts, kind: MessageKind::Ask, label, note: String::new(), tone: Tone::Info, ..end.clone() };
        self.messages.push(ask);
        if let Some(role) = role {
            self.messages.extend(answer(&end, found, role, sts));
        }
        let session = found.session.as_ref().map(|session| {
            let issued = self.messages.len();
            let note = [prose::headline(found.decision), " · ", &prose::ends(session)].concat();
            (self.cast.session(&session.arn, issued), session.access_key_id.clone(), note)
        });
        self.messages.push(match session {
            Some((to, label, note)) => Message { from: sts, to, kind: MessageKind::Credential, label, note, ..end },
            None => Message { from: sts, to: caller, kind: MessageKind::Reply, label: String::new(), ..end },
        });
    }
}

/// What the trust policy says, when it was asked.
fn answer(end: &Message, found: &StepReport, role: usize, sts: usize) -> Option<Message> {
    let (gates, _) = gates(found);
    let gate = gates.iter().find(|gate| gate.policy_type == Some(PolicyType::Trust))?;
    let (allows, denies) = (gate.verdict == TraceVerdict::Allows, gate.verdict == TraceVerdict::Denies);
    Some(Message {
        from: role,
        to: sts,
        kind: MessageKind::Answer,
        label: "trust policy".to_owned(),
        note: prose::trust(found, allows, denies),
        tone: gate.verdict.into(),
        ..end.clone()
    })
}
