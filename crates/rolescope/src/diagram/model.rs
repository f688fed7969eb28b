//! Content of diagrams, before it is drawn or put into words. Must not know how it is found in a report.

use super::tone::Tone;
use crate::report::Decision;

/// The guardrails around a call, and what grants inside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceilings {
    /// The call: `s3:GetObject on config by web-app/i-0abc`.
    pub title: String,
    /// From the outermost to the innermost.
    pub frames: Vec<Frame>,
    /// Gates that may grant, inside all frames.
    pub grants: Vec<Frame>,
    /// Position of the innermost frame that cuts a grant off.
    pub cut: Option<usize>,
    /// True if anything inside grants.
    pub granted: bool,
    /// The decision at the end.
    pub decision: Decision,
    /// Name of the decision.
    pub headline: &'static str,
    /// The reason, in one sentence.
    pub reason: String,
    /// The check that is shown, of a call that needs several.
    pub check: Option<String>,
}

/// A guardrail, or what may grant inside of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Name of the frame, with its level of the organization: `Service control policies · r-ab12`.
    pub title: String,
    /// Names of its policies, else why it stands there or does not.
    pub detail: String,
    /// The result.
    pub standing: Standing,
}

/// Effect of a frame on a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The frame allows: a grant passes.
    Passes,
    /// A Deny: nothing passes.
    Denies,
    /// No Allow: nothing passes.
    Lacks,
    /// No Allow, and none is needed: the grant is not bound by it.
    Unbound,
    /// The frame does not apply.
    NotApplicable,
}

impl Standing {
    /// Its look.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Passes => Tone::Allow,
            Self::Denies => Tone::Deny,
            Self::Lacks => Tone::Nothing,
            Self::Unbound | Self::NotApplicable => Tone::Off,
        }
    }

    pub(super) const fn stops(self) -> bool {
        match self {
            Self::Denies | Self::Lacks => true,
            Self::Passes | Self::Unbound | Self::NotApplicable => false,
        }
    }
}

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
