//! Engine and model side by side.

use std::collections::BTreeMap;

use rolescope::report::StepReport;
use rolescope::{Scenario, analyze};
use serde_json::{Map, Value, json};

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
    /// When the decisions are the same: the first other part that differs (error code, session or condition keys), the
    /// engine's and the model's.
    pub besides: Option<(Value, Value)>,
}

impl Disagreement {
    /// The decisions; where they are the same, the codes, or the names of what else differs.
    pub fn kind(&self) -> String {
        let parts = |value: &Value| match value.as_object() {
            Some(fields) => fields.keys().map(String::as_str).collect::<Vec<_>>().join(" "),
            None => value.as_str().unwrap_or("none").to_owned(),
        };
        let besides = self.besides.as_ref().map(|(engine, model)| format!(": {} / {}", parts(engine), parts(model)));
        format!("engine {}, model {}{}", self.engine, self.model, besides.unwrap_or_default())
    }
}

/// End of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Outcome {
    decision: String,
    /// Code of the error; null where there is none, and where the model names none.
    code: Value,
    /// The credentials obtained, null when there are none.
    session: Value,
    /// The condition keys in lower case, each with a list of values.
    keys: Value,
}

/// The first step on which the two differ.
pub fn disagreement(scenario: &Value) -> Option<Disagreement> {
    disagreement_with(&reference::decide_with_keys(scenario), scenario)
}

/// The first step on which the engine differs from what the model said: in its decision, in the error's code where the
/// model names one, in the credentials obtained or in a condition key.
pub fn disagreement_with(model: &[Decided], scenario: &Value) -> Option<Disagreement> {
    let engine = engine_outcomes(scenario);
    (0..model.len().max(engine.len())).find_map(|step| {
        let engine = engine.get(step).cloned().unwrap_or_default();
        let model = model.get(step).map(outcome_of_model).unwrap_or_default();
        let besides = if engine.decision != model.decision {
            None
        } else if !model.code.is_null() && engine.code != model.code {
            Some((engine.code, model.code))
        } else if engine.session != model.session {
            Some((engine.session, model.session))
        } else {
            Some(different_keys(&engine, &model, &scenario["steps"][step])?)
        };
        Some(Disagreement { step, engine: engine.decision, model: model.decision, besides })
    })
}

/// The keys that are not alike. Of a call on several resources each has its own, of which a report cannot tell; and
/// only the engine makes up a unique id for who has none in the scenario.
fn different_keys(engine: &Outcome, model: &Outcome, step: &Value) -> Option<(Value, Value)> {
    let (of_engine, of_model) = (engine.keys.as_object()?, model.keys.as_object()?);
    if of_model.is_empty() || step["resource"].is_array() || model.decision == "error" {
        return None;
    }
    let made_up =
        of_model.get("aws:userid").is_some_and(|id| id == &json!([""]) || id[0].to_string().starts_with("\":"));
    let differing = |own: &Map<String, Value>, other: &Map<String, Value>| -> Map<String, Value> {
        let differs =
            |key: &String, values: &Value| other.get(key) != Some(values) && !(made_up && key == "aws:userid");
        own.iter()
            .filter(|(key, values)| differs(key, values))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    };
    let found = (differing(of_engine, of_model), differing(of_model, of_engine));
    (!found.0.is_empty() || !found.1.is_empty()).then(|| (found.0.into(), found.1.into()))
}

/// The engine's decision of every step.
pub fn engine_decisions(scenario: &Value) -> Vec<String> {
    engine_outcomes(scenario).into_iter().map(|outcome| outcome.decision).collect()
}

fn engine_outcomes(scenario: &Value) -> Vec<Outcome> {
    match Scenario::from_json(&scenario.to_string()) {
        Ok(scenario) => analyze(&scenario).steps.iter().map(outcome_of_engine).collect(),
        Err(error) => vec![Outcome { decision: format!("refused: {error}"), ..Outcome::default() }],
    }
}

fn outcome_of_model(decided: &Decided) -> Outcome {
    let keys = json!(decided.keys);
    Outcome { decision: decided.decision.to_owned(), code: json!(decided.code), session: decided.session.clone(), keys }
}

fn outcome_of_engine(step: &StepReport) -> Outcome {
    let context = serde_json::to_value(&step.context).unwrap_or_default();
    let listed = |value: &Value| if value.is_array() { value.clone() } else { json!([value]) };
    let keys: BTreeMap<String, Value> =
        entries(&context).map(|(key, entry)| (key.to_lowercase(), listed(&entry["value"]))).collect();
    let code = json!(step.error.as_ref().map(|error| &error.code));
    Outcome { decision: step.decision.word().to_owned(), code, session: session_of(step), keys: json!(keys) }
}

/// The credentials as the model describes them: keys of tags in lower case, and no tags where they are not its own.
fn session_of(step: &StepReport) -> Value {
    let Some(session) = &step.session else { return Value::Null };
    let reported = serde_json::to_value(session).unwrap_or_default();
    let is_role = session.arn.contains(":assumed-role/");
    let tags: BTreeMap<String, &Value> =
        entries(&reported["tags"]).map(|(key, value)| (key.to_lowercase(), value)).collect();
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

fn entries(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flatten()
}
