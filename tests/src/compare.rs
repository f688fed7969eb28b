//! Engine and model side by side.

use rolescope::{Scenario, analyze};
use serde_json::Value;

use crate::reference;

/// A step on which engine and model differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The step, counted from 0.
    pub step: usize,
    /// The engine's decision, or why it refused the scenario.
    pub engine: String,
    /// The model's decision.
    pub model: String,
}

/// The first step on which the two differ.
pub fn disagreement(scenario: &Value) -> Option<Disagreement> {
    disagreement_with(&reference::decide(scenario), scenario)
}

/// The first step on which the engine differs from what the model said.
pub fn disagreement_with(model: &[String], scenario: &Value) -> Option<Disagreement> {
    let engine = engine_decisions(scenario);
    (0..model.len().max(engine.len())).find_map(|step| {
        let word = |decisions: &[String]| decisions.get(step).cloned().unwrap_or_default();
        let (engine, model) = (word(&engine), word(model));
        (engine != model).then_some(Disagreement { step, engine, model })
    })
}

/// The engine's decision of every step.
pub fn engine_decisions(scenario: &Value) -> Vec<String> {
    match Scenario::from_json(&scenario.to_string()) {
        Ok(scenario) => analyze(&scenario).steps.iter().map(|step| step.decision.word().to_owned()).collect(),
        Err(error) => vec![format!("refused: {error}")],
    }
}
