//! Work that takes long, as messages between a page and its worker.
//!
//! A [`Request`] goes in. Out come [`Reply`]s: [`Said::Progress`] any number of times, then one [`Said::Answer`] or
//! [`Said::Error`]. All of them are JSON texts, and carry the revision of the scenario that they speak of, so that nobody
//! shows an answer about a scenario that has changed. [`Work`] is the side of the worker, which has serde; the page writes
//! requests and reads replies by hand.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::english;
use crate::report::{Answer, Decision};
use crate::scenario::Scenario;
use crate::who_can::{Candidate, Trials};

mod page;

/// Order to a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// Revision of the scenario, which every reply repeats.
    pub revision: u32,
    /// The work itself.
    pub task: Task,
}

/// Work of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Task {
    /// To find out who can assume a role.
    WhoCan {
        /// The scenario as JSON.
        scenario: String,
        /// The role's ARN.
        role: String,
    },
}

/// A message of a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reply {
    /// The request's.
    pub revision: u32,
    /// The message itself.
    pub said: Said,
}

/// Content of a worker's message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Said {
    /// Part of the work is done.
    Progress {
        /// Steps of the task that are done.
        done: usize,
        /// Steps of the task.
        total: usize,
    },
    /// The work is done: the callers that were tried, in the order of [`Candidate`]s. Other tasks will have answers of their own.
    Answer(Vec<Tried>),
    /// There will be no answer.
    Error(Failure),
}

/// Somebody who was tried on a role: a [`Candidate`] as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tried {
    /// Name of the caller, in a few words.
    pub who: String,
    /// The answer for them.
    pub answer: Answer,
    /// Decision of the call that was tried.
    pub decision: Decision,
    /// Sentences about them.
    pub sentences: Vec<String>,
}

/// Reasons for which there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Failure {
    /// A file of the worker could not be fetched. The script around the worker says so.
    Unreachable,
    /// The worker broke down. The script around it says so.
    Broken,
    /// The request is not one that can be answered.
    Refused(String),
}

impl From<Candidate> for Tried {
    fn from(candidate: Candidate) -> Self {
        let sentences = candidate.sentences();
        Self { who: candidate.who, answer: candidate.answer, decision: candidate.report.decision, sentences }
    }
}

/// A task that is being done.
pub struct Work {
    revision: u32,
    /// The callers that are left, or the reason why nothing can be done.
    trials: Result<Trials, Failure>,
    tried: Vec<Tried>,
}

impl Work {
    /// Takes a request. One of more than `most` steps is refused.
    pub fn new(request: &str, most: usize) -> Self {
        let Ok(Request { revision, task }) = serde_json::from_str(request) else {
            return Self { revision: 0, trials: Err(Failure::Broken), tried: Vec::new() };
        };
        let Task::WhoCan { scenario, role } = task;
        Self { revision, trials: trials(&scenario, &role, most).map_err(Failure::Refused), tried: Vec::new() }
    }

    /// Goes on until the work is done, and returns the last reply; or until `pause` says so, which is told of all progress.
    pub fn go_on(&mut self, pause: &mut dyn FnMut(&str) -> bool) -> Option<String> {
        let (revision, tried) = (self.revision, &mut self.tried);
        let reply = |said| json(&Reply { revision, said });
        let trials = match &mut self.trials {
            Ok(trials) => trials,
            Err(failure) => return Some(reply(Said::Error(failure.clone()))),
        };
        let total = trials.total();
        trials.go_on(&mut |done, found| {
            tried.extend(found.into_iter().map(Tried::from));
            if pause(&reply(Said::Progress { done, total })) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        (trials.done() == total).then(|| reply(Said::Answer(std::mem::take(tried))))
    }
}

fn trials(scenario: &str, role: &str, most: usize) -> Result<Trials, String> {
    let scenario = Scenario::from_json(scenario).map_err(|error| error.to_string())?;
    let trials = Trials::new(&scenario, role).ok_or_else(|| english::task::no_role(role))?;
    if trials.total() > most { Err(english::task::too_many(trials.total(), most)) } else { Ok(trials) }
}

/// Writing cannot fail: there are no maps with keys that are no texts.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
