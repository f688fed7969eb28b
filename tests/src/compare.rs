//! Engine and model side by side.

use std::collections::BTreeMap;

use rolescope::{Scenario, StepReport, analyze};
use serde_json::{Value, json};

use crate::reference::{self, Decided};

/// A step on which engine and model differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The step, counted from 0.
    pub step: usize,
    /// The engine's decision, or why it refused the scenario.
    pub engine: String,
    /// The model's decision.
    pub model: String,
    /// The credentials obtained, when they are all that differs: the engine's and the model's.
    pub sessions: Option<(Value, Value)>,
}

/// The first step on which the two differ.
pub fn disagreement(scenario: &Value) -> Option<Disagreement> {
    disagreement_with(&reference::decide_with_keys(scenario), scenario)
}

/// The first step on which the engine differs from what the model said.
pub fn disagreement_with(model: &[Decided], scenario: &Value) -> Option<Disagreement> {
    let engine = engine_outcomes(scenario);
    (0..model.len().max(engine.len())).find_map(|step| {
        let (engine, engine_session) = engine.get(step).cloned().unwrap_or_default();
        let (model, model_session) = match model.get(step) {
            Some(decided) => (decided.decision.to_owned(), decided.session.clone()),
            None => Default::default(),
        };
        if engine != model {
            return Some(Disagreement { step, engine, model, sessions: None });
        }
        let sessions = (engine_session, model_session);
        (sessions.0 != sessions.1).then_some(Disagreement { step, engine, model, sessions: Some(sessions) })
    })
}

/// The engine's decision of every step.
pub fn engine_decisions(scenario: &Value) -> Vec<String> {
    engine_outcomes(scenario).into_iter().map(|(decision, _)| decision).collect()
}

/// The engine's decision of every step, and the credentials that it obtained.
fn engine_outcomes(scenario: &Value) -> Vec<(String, Value)> {
    match Scenario::from_json(&scenario.to_string()) {
        Ok(scenario) => {
            analyze(&scenario).steps.iter().map(|step| (step.decision.word().to_owned(), session_of(step))).collect()
        }
        Err(error) => vec![(format!("refused: {error}"), Value::Null)],
    }
}

/// The credentials as the model describes them: keys of tags in lower case, and no tags where they are not its own.
fn session_of(step: &StepReport) -> Value {
    let Some(session) = &step.session else { return Value::Null };
    let reported = serde_json::to_value(session).unwrap_or_default();
    let is_role = session.arn.contains(":assumed-role/");
    let tags: BTreeMap<String, &Value> =
        reported["tags"].as_object().into_iter().flatten().map(|(key, value)| (key.to_lowercase(), value)).collect();
    let mut transitive: Vec<String> = session.transitive_tag_keys.iter().map(|key| key.to_lowercase()).collect();
    transitive.sort();
    json!({
        "arn": session.arn,
        "issuedAt": session.issued_at,
        "expiration": session.expiration,
        "tags": is_role.then_some(tags),
        "transitiveTagKeys": transitive,
        "sourceIdentity": session.source_identity,
    })
}
