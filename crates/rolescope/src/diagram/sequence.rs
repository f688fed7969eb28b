//! The role-assumption sequence: who calls STS, who gets which credential, who then acts as whom.

use iam_sts::Operation;

use super::Tone;
use super::ceilings::resource;
use super::gates::{AskedGate, gates};
use super::model::{Message, MessageKind, Sequence};
use crate::english::diagram as english;
use crate::explain::walk::chain;
use crate::report::{PolicyType, StepReport};
use crate::scenario::{Scenario, Step};

mod actors;
mod drawing;

pub(super) use drawing::draw;

use actors::Actors;

/// With more steps than this, only those are drawn that lead to the selected one.
const MAX_STEPS: usize = 24;
/// When even more steps lead to the selected one, so many of the first are drawn, and the last.
const FIRST_STEPS: usize = 6;

impl Sequence {
    /// The steps of a scenario, in which `selected` is looked at.
    pub(super) fn of(scenario: &Scenario, steps: &[StepReport], selected: usize) -> Self {
        let mut scene = Scene { actors: Actors::new(scenario), messages: Vec::new() };
        let drawn = drawn(scenario, steps.len(), selected);
        for at in &drawn {
            if let (Some(asked), Some(found)) = (scenario.steps.get(*at), steps.get(*at)) {
                scene.play(*at, asked, found);
            }
        }
        let Scene { actors, messages } = scene;
        let Actors { lanes, actors, .. } = actors;
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
    actors: Actors<'s>,
    messages: Vec<Message>,
}

impl Scene<'_> {
    fn play(&mut self, at: usize, asked: &Step, found: &StepReport) {
        let operation = Operation::named(&asked.action);
        let federated = operation.is_some_and(|operation| match operation {
            Operation::AssumeRole => false,
            Operation::AssumeRoleWithSaml | Operation::AssumeRoleWithWebIdentity => true,
        });
        let caller = self.actors.caller(&found.caller, federated);
        let first = self.messages.len();
        if asked.calls_sts() {
            self.ask(caller, found, operation.is_some());
        } else {
            let (resource, part) = self.actors.resource(found, caller);
            let label = if part.is_empty() { found.action.clone() } else { [&found.action, " ", &part].concat() };
            self.say(MessageKind::Call, (caller, resource), label, english::verdict(found), found.decision.into());
        }
        for message in self.messages.iter_mut().skip(first) {
            message.step = at;
            message.step_name = found.name.clone().unwrap_or_default();
        }
    }

    /// A call to STS, the answer of the role's trust policy, and what the caller gets.
    fn ask(&mut self, caller: usize, found: &StepReport, assumes: bool) {
        let sts = self.actors.sts();
        let tone = found.decision.into();
        if assumes {
            let role = self.actors.role(resource(found));
            let label = [&found.action, " ", self.actors.name(role)].concat();
            self.say(MessageKind::Ask, (caller, sts), label, String::new(), Tone::Info);
            let trust = |gate: &&AskedGate<'_>| gate.policy_type == Some(PolicyType::Trust);
            if let Some(gate) = gates(found).iter().find(trust) {
                let (label, note) = (english::trust_policy().to_owned(), english::trust(found, gate.verdict));
                self.say(MessageKind::Answer, (role, sts), label, note, gate.verdict.into());
            }
        } else {
            self.say(MessageKind::Ask, (caller, sts), found.action.clone(), String::new(), Tone::Info);
        }
        match &found.session {
            Some(session) => {
                let to = self.actors.session(&session.arn, self.messages.len());
                let (label, note) = (session.access_key_id.clone(), english::ends(session));
                self.say(MessageKind::Credential, (sts, to), label, note, tone);
            }
            None => self.say(MessageKind::Reply, (sts, caller), String::new(), english::verdict(found), tone),
        }
    }

    fn say(&mut self, kind: MessageKind, (from, to): (usize, usize), label: String, note: String, tone: Tone) {
        self.messages.push(Message { step: 0, step_name: String::new(), from, to, kind, label, note, tone });
    }
}
