//! The words in diagrams, and diagrams in words.

use crate::diagram::{Ceilings, LaneKind, MessageKind, Sequence, Standing};
use crate::report::{Effect, MatchedStatement, NO_SESSION, PolicyType, SessionReport, StepReport, TraceVerdict};

use super::walk::{decisive, headline, short};

/// Words on the standing of a frame or grant.
pub(crate) const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Passes => "allow",
        Standing::Denies => "deny",
        Standing::Lacks => "no allow",
        Standing::Unbound => "no allow, none needed",
        Standing::NotApplicable => "does not apply",
    }
}

/// A call in a line.
pub(crate) fn call(caller: &str, action: &str, resource: &str) -> String {
    [action, " on ", &short(resource), " by ", &short(caller)].concat()
}

/// Under a call that reached what decides it: the decision and the statement behind it.
pub(crate) fn verdict(found: &StepReport) -> String {
    let all = |policy_type: PolicyType| policy_type != PolicyType::Trust;
    let why = match &found.error {
        Some(error) if error.code == NO_SESSION => "no session".to_owned(),
        Some(error) => error.code.clone(),
        None => match decisive(found, all) {
            Some(matched) => matched.sid.clone().unwrap_or_else(|| matched.policy.to_string()),
            None => String::new(),
        },
    };
    join(headline(found), &why)
}

/// Answer of a trust policy, and the statement that gives it.
pub(crate) fn trust(found: &StepReport, verdict: TraceVerdict) -> String {
    let (word, effect) = match verdict {
        TraceVerdict::Denies => ("deny", Some(Effect::Deny)),
        TraceVerdict::Allows | TraceVerdict::Matches => ("allow", Some(Effect::Allow)),
        TraceVerdict::Silent | TraceVerdict::DoesNotMatch => ("no allow", None),
        TraceVerdict::NotApplicable => ("does not apply", None),
    };
    let answers = |it: &&MatchedStatement| it.policy_type == PolicyType::Trust && Some(it.effect) == effect;
    let which = found.matched_statements.iter().find(answers).map(|matched| match &matched.sid {
        Some(sid) => sid.clone(),
        None => ["statement ", &(matched.statement + 1).to_string()].concat(),
    });
    join(word, &which.unwrap_or_default())
}

/// Name of whoever answers in a role's place.
pub(crate) const fn trust_policy() -> &'static str {
    "trust policy"
}

/// Under credentials: `Allowed · ends 2026-01-01 11:00 UTC`.
pub(crate) fn ends(session: &SessionReport) -> String {
    let part = |range| session.expiration.get(range).unwrap_or("");
    ["Allowed", " · ends ", part(0..10), " ", part(11..16), " UTC"].concat()
}

fn join(first: &str, second: &str) -> String {
    if second.is_empty() { first.to_owned() } else { [first, " · ", second].concat() }
}

/// A sequence in sentences, one a message.
pub(crate) fn sequence(sequence: &Sequence) -> Vec<String> {
    let name = |at: usize| sequence.actors.get(at).map_or("", |actor| &actor.name);
    let mut step = None;
    let mut words = Vec::with_capacity(sequence.messages.len());
    for message in &sequence.messages {
        let mut said = String::new();
        if step.replace(message.step) != Some(message.step) {
            let between = if message.step_name.is_empty() { "" } else { " " };
            said = ["Step ", &(message.step + 1).to_string(), between].concat();
            quote(&mut said, &message.step_name, ": ");
        }
        let (verb, matter) = match message.kind {
            MessageKind::Ask => ("asks ", "for "),
            MessageKind::Answer => ("answers ", "with its "),
            MessageKind::Credential => ("gives ", "the credentials "),
            MessageKind::Reply => ("answers ", ""),
            MessageKind::Call => ("calls ", "for "),
        };
        quote(&mut said, name(message.from), " ");
        said.push_str(verb);
        quote(&mut said, name(message.to), " ");
        said.push_str(matter);
        quote(&mut said, &message.label, " ");
        said.truncate(said.trim_end().len());
        said.push_str(if message.note.is_empty() { "" } else { ": " });
        said.push_str(&message.note);
        said.push('.');
        words.push(said);
    }
    if sequence.left_out > 0 {
        words.push(left_out(sequence));
    }
    words
}

/// Says that not every step is drawn.
pub(crate) fn left_out(sequence: &Sequence) -> String {
    let (left_out, steps) = (sequence.left_out.to_string(), sequence.steps.to_string());
    [&left_out, " of ", &steps, " steps are not shown here."].concat()
}

/// Appends a name in backticks, if there is one, and what comes behind.
fn quote(said: &mut String, name: &str, behind: &str) {
    let tick = if name.is_empty() { "" } else { "`" };
    for part in [tick, name, tick, behind] {
        said.push_str(part);
    }
}

/// Ceilings in sentences, from the outermost to the grant, and the end of it.
pub(crate) fn ceilings(ceilings: &Ceilings) -> Vec<String> {
    let mut words = Vec::new();
    for (at, frame) in ceilings.frames.iter().chain(&ceilings.grants).enumerate() {
        let mut said = said(&frame.title, frame.standing, &frame.detail);
        if ceilings.granted && ceilings.cut == Some(at) {
            said.push_str(" The grant is cut off here.");
        }
        words.push(said);
    }
    words.push(ceilings.reason.clone());
    words
}

fn said(title: &str, standing: Standing, detail: &str) -> String {
    let stop = if detail.is_empty() || detail.ends_with('.') { "" } else { "." };
    let gap = if detail.is_empty() { "" } else { " " };
    [title, ": ", self::standing(standing), ".", gap, detail, stop].concat()
}

/// Noun for a principal, by its ARN's last part.
pub(crate) fn principal(resource: &str) -> &'static str {
    const KINDS: [(&str, &str); 6] = [
        ("user/", "user"),
        ("role/", "role"),
        ("assumed-role/", "role session"),
        ("federated-user/", "federated user"),
        ("oidc-provider/", "identity provider"),
        ("saml-provider/", "identity provider"),
    ];
    KINDS.iter().find(|(prefix, _)| resource.starts_with(prefix)).map_or("root user", |(_, kind)| kind)
}

/// Noun for a thing that is acted on.
pub(crate) fn thing(service: &str, resource: &str) -> String {
    match service {
        "s3" => "S3 bucket".to_owned(),
        "iam" | "sts" if resource.contains('/') && principal(resource) != "root user" => principal(resource).to_owned(),
        _ => [service, " resource"].concat(),
    }
}

/// Above a lane.
pub(crate) fn lane(kind: LaneKind, account: &str) -> String {
    match kind {
        LaneKind::Internet => "Outside AWS".to_owned(),
        LaneKind::Providers => "Identity providers".to_owned(),
        LaneKind::Services => "AWS".to_owned(),
        LaneKind::Account if account.is_empty() => "An account".to_owned(),
        LaneKind::Account => ["Account ", account].concat(),
    }
}

/// Description of the sequence, for those who do not see it.
pub(crate) fn sequence_title(scenario: &str) -> String {
    join("Role assumption, step by step", scenario)
}

/// Description of the ceilings, for those who do not see them.
pub(crate) fn ceilings_title(call: &str) -> String {
    ["What limiting policies leave of ", call].concat()
}

/// Words on a call that ended before any policy was asked.
pub(crate) const fn nobody_asked() -> &'static str {
    "No policy was asked"
}

/// Text below an actor's name.
pub(crate) mod actor {
    pub(crate) const NO_SESSION: &str = "no such session";
    pub(crate) const ANYBODY: &str = "anybody";
    pub(crate) const PROVIDER: &str = "identity provider";
    pub(crate) const SERVICE: &str = "AWS service";
    pub(crate) const HANDS_OUT: &str = "hands out credentials";
    pub(crate) const ANY_RESOURCE: &str = "any resource";
}
