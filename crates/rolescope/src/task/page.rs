//! The page's side of the messages. By hand, since serde's readers of these few types are 25 KB of a page's download.

use std::borrow::Cow;

use iam_syntax::json::{self, NodeKind, Value};

use super::{Failure, Reply, Request, Said, Task, Tried};
use crate::report::{Answer, Decision};

impl Request {
    /// The text for the worker.
    pub fn to_json(&self) -> String {
        let string = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let Task::WhoCan { scenario, role } = &self.task;
        let (revision, scenario, role) = (self.revision.to_string(), string(scenario), string(role));
        let parts =
            [r#"{"revision":"#, &revision, r#","task":{"whoCan":{"scenario":"#, &scenario, r#","role":"#, &role, "}}}"];
        parts.concat()
    }
}

impl Reply {
    /// Reads what a worker said; one that speaks another language is broken.
    pub fn from_json(text: &str) -> Self {
        let document = (text.len() <= json::MAX_BYTES).then(|| json::read(text));
        let read = document.as_ref().filter(|it| it.problems.is_empty()).and_then(|it| reply(it.root()?));
        read.unwrap_or(Self { revision: 0, said: Said::Error(Failure::Broken) })
    }
}

fn reply(value: Value<'_>) -> Option<Reply> {
    Some(Reply { revision: number(field(value, "revision")?)?, said: said(field(value, "said")?)? })
}

fn said(value: Value<'_>) -> Option<Said> {
    let (name, value) = value.members().next()?;
    match &*name.content() {
        "progress" => {
            let count = |name| number(field(value, name)?)?.try_into().ok();
            Some(Said::Progress { done: count("done")?, total: count("total")? })
        }
        "answer" => value.items().map(tried).collect::<Option<_>>().map(Said::Answer),
        "error" => failure(value).map(Said::Error),
        _ => None,
    }
}

fn failure(value: Value<'_>) -> Option<Failure> {
    match value.members().next() {
        Some((_, why)) => Some(Failure::Refused(string(why)?.into_owned())),
        None if string(value)? == "unreachable" => Some(Failure::Unreachable),
        None => Some(Failure::Broken),
    }
}

fn tried(value: Value<'_>) -> Option<Tried> {
    let answer = match &*string(field(value, "answer")?)? {
        "can" => Answer::Can,
        "canIf" => Answer::CanIf,
        "cannot" => Answer::Cannot,
        _ => return None,
    };
    let decision = string(field(value, "decision")?)?;
    let all = [Decision::Allowed, Decision::ExplicitDeny, Decision::ImplicitDeny, Decision::Error];
    let decision = all.into_iter().find(|it| it.word() == decision)?;
    let sentences = field(value, "sentences")?.items().map(|it| string(it).map(Cow::into_owned));
    let who = string(field(value, "who")?)?.into_owned();
    Some(Tried { who, answer, decision, sentences: sentences.collect::<Option<_>>()? })
}

fn field<'d>(value: Value<'d>, name: &str) -> Option<Value<'d>> {
    value.members().find(|(known, _)| known.content() == name).map(|(_, value)| value)
}

fn string(value: Value<'_>) -> Option<Cow<'_, str>> {
    matches!(value.kind(), NodeKind::String(_)).then(|| value.content())
}

fn number(value: Value<'_>) -> Option<u32> {
    value.written().parse().ok()
}
