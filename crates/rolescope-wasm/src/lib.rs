//! Rolescope for JavaScript: scenarios in, decisions and reports out.
//!
//! Texts cross the border as JSON, which is faster than building objects one by one for anything large, and a
//! mistake of the caller is a value, never an exception.

mod prepared;

use prepared::Prepared;
use rolescope::{Decision, Document, Readings, Report, Scenario, ScenarioError, analyze as report_of};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

/// What `analyze` answers: `{"report": …}` or `{"error": …}`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Answer {
    Report(Report),
    Error(Mistake),
}

/// Why a text is no scenario, and where.
#[derive(Serialize)]
struct Mistake {
    message: String,
    field: String,
    line: usize,
    column: usize,
}

impl From<ScenarioError> for Mistake {
    fn from(error: ScenarioError) -> Self {
        let ScenarioError { message, field, line, column } = error;
        Self { message, field, line, column }
    }
}

/// Decides every step of a scenario, with all reasons: the text of a scenario in, `{"report": …}` or `{"error":
/// {"message", "field", "line", "column"}}` out, as JSON.
#[wasm_bindgen]
pub fn analyze(scenario: &str) -> String {
    json(&match Scenario::from_json(scenario) {
        Ok(scenario) => Answer::Report(report_of(&scenario)),
        Err(error) => Answer::Error(error.into()),
    })
}

/// A scenario that is read once and asked often.
#[wasm_bindgen]
pub struct Engine {
    /// Absent only while it is changed.
    prepared: Option<Prepared>,
    readings: Readings,
    mistake: Option<Mistake>,
}

#[wasm_bindgen]
impl Engine {
    /// Reads the text of a scenario. When it is none, `error` says why and there are no steps.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: &str) -> Self {
        let (scenario, mistake) = match Scenario::from_json(scenario) {
            Ok(scenario) => (scenario, None),
            Err(error) => (Scenario::default(), Some(error.into())),
        };
        let mut readings = Readings::default();
        let prepared = Some(Prepared::from_scenario(scenario, &mut readings));
        Self { prepared, readings, mistake }
    }

    /// Why the text is no scenario, as JSON like the `error` of `analyze`; `undefined` when it is one.
    #[wasm_bindgen(getter)]
    pub fn error(&self) -> Option<String> {
        self.mistake.as_ref().map(json)
    }

    /// The decision of one step, counted from 0: 0 allowed, 1 explicit deny, 2 implicit deny, 3 error; `undefined`
    /// when there is no such step.
    pub fn decide(&self, step: usize) -> Option<u8> {
        self.prepared.as_ref()?.decide(step).map(number)
    }

    /// The decisions of all steps, each put together anew: caller, session, condition keys.
    pub fn decisions(&self) -> Vec<u8> {
        let decisions = self.prepared.as_ref().map(|prepared| prepared.compiled().decisions());
        decisions.unwrap_or_default().into_iter().map(number).collect()
    }

    /// As `decisions`, with every reason gathered, and the trace not written down: what a report costs before somebody reads it.
    pub fn weigh(&self) -> Vec<u8> {
        self.made().steps.iter().map(|step| number(step.decision)).collect()
    }

    /// The report of the scenario as JSON.
    pub fn report(&self) -> String {
        json(&self.made())
    }

    /// Gives the policy at a JSON pointer, such as `/principals/0/trustPolicy`, another text; the other policies are
    /// not read again. `false`: there is no such policy.
    pub fn edit(&mut self, pointer: &str, text: &str) -> bool {
        let Some(prepared) = self.prepared.take() else { return false };
        let mut scenario = prepared.into_scenario();
        let found = scenario.policy_mut(pointer).map(|policy| policy.document = Document::from_text(text)).is_some();
        self.prepared = Some(Prepared::from_scenario(scenario, &mut self.readings));
        found
    }

    fn made(&self) -> Report {
        self.prepared.as_ref().map(|prepared| prepared.compiled().report()).unwrap_or_default()
    }
}

fn number(decision: Decision) -> u8 {
    match decision {
        Decision::Allowed => 0,
        Decision::ExplicitDeny => 1,
        Decision::ImplicitDeny => 2,
        Decision::Error => 3,
    }
}

/// Writing cannot fail: there are no maps with keys that are no texts.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
      "principals": [{
        "arn": "arn:aws:iam::111122223333:user/ana",
        "identityPolicies": [{ "name": "read", "document": {
          "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
        } }]
      }],
      "steps": [{ "caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k" }]
    }"#;

    #[test]
    fn an_engine_answers_as_analyze_does_also_after_an_edit() {
        let mut engine = Engine::new(TEXT);
        assert_eq!(engine.error(), None);
        assert_eq!((engine.decide(0), engine.decide(1)), (Some(0), None));
        assert_eq!((engine.decisions(), engine.weigh()), (vec![0], vec![0]));
        assert_eq!(analyze(TEXT), format!("{{\"report\":{}}}", engine.report()));
        assert!(engine.edit("/principals/0/identityPolicies/0", "{ \"Version\": \"2012-10-17\", \"Statement\": [] }"));
        assert_eq!(engine.decisions(), [2]);
        assert!(!engine.edit("/principals/1/trustPolicy", "{}"), "there is no such policy");
    }

    #[test]
    fn a_text_that_is_no_scenario_is_told_of_and_not_thrown() {
        let answer = analyze("{\n  \"steps\": 1\n}");
        assert!(
            answer.starts_with(r#"{"error":{"message":"#) && answer.contains(r#""field":"steps","line":2"#),
            "{answer}"
        );
        let engine = Engine::new("{");
        assert!(engine.error().is_some_and(|error| error.contains("line")));
        assert!(engine.decisions().is_empty());
    }
}
