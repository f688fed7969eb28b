//! A scenario that is read once and asked often.

use rolescope::report::{Decision, StepReport, TraceScope};
use rolescope::scenario::{Document, Step};
use rolescope::{PolicyCache, PreparedStep, Report, Scenario};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::border::{self, Mistake, json, object};
use crate::prepared::Prepared;

/// A scenario that is read once and asked often.
#[wasm_bindgen]
pub struct Engine {
    /// Absent only while it is changed.
    prepared: Option<Prepared>,
    readings: PolicyCache,
    mistake: Option<Mistake>,
}

/// Results of requests that are no part of the scenario.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum Answer {
    Decisions(Vec<Decision>),
    Steps(Vec<StepReport>),
    Error(Mistake),
}

#[wasm_bindgen]
impl Engine {
    /// Reads a scenario, a text of UTF-8. When it is none, `error` says why and there are no steps.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: &[u8]) -> Self {
        let mut readings = PolicyCache::default();
        let (scenario, mistake) = match border::scenario(scenario, &mut readings) {
            Ok(scenario) => (scenario, None),
            Err(mistake) => (Scenario::default(), Some(mistake)),
        };
        let prepared = Some(Prepared::from_scenario(scenario, &mut readings));
        Self { prepared, readings, mistake }
    }

    /// Reason for which there is no scenario; `undefined` when there is one.
    #[wasm_bindgen(getter)]
    pub fn error(&self) -> JsValue {
        self.mistake.as_ref().map_or(JsValue::UNDEFINED, object)
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
        self.made(TraceScope::All).steps.iter().map(|step| number(step.decision)).collect()
    }

    /// The decisions of steps, a list as JSON, that are no part of the scenario, each as if it stood behind the scenario's steps:
    /// `{decisions}` or `{error}`.
    #[wasm_bindgen(js_name = decideRequests)]
    pub fn decide_requests(&mut self, requests: &str) -> JsValue {
        object(&match border::steps(requests) {
            Ok(steps) => Answer::Decisions(self.asked(steps, |question| question.decide())),
            Err(mistake) => Answer::Error(mistake),
        })
    }

    /// As `decideRequests`, with reasons: `{steps}` or `{error}`, as JSON. `trace` is the number of a scope.
    #[wasm_bindgen(js_name = explainRequests)]
    pub fn explain_requests(&mut self, requests: &str, trace: u8) -> String {
        let scope = border::scope(trace);
        json(&match border::steps(requests) {
            Ok(steps) => Answer::Steps(self.asked(steps, |question| question.explain_with(scope))),
            Err(mistake) => Answer::Error(mistake),
        })
    }

    /// The report of the scenario as JSON. `trace` is the number of a scope.
    #[wasm_bindgen(js_name = reportText)]
    pub fn report_text(&self, trace: u8) -> String {
        json(&self.made(border::scope(trace)))
    }

    /// Gives the policy at a JSON pointer, such as `/principals/0/trustPolicy`, another text; the other policies are not
    /// read again. `false`: there is no such policy.
    pub fn edit(&mut self, pointer: &str, document: String) -> bool {
        let Some(prepared) = self.prepared.take() else { return false };
        let mut scenario = prepared.into_scenario();
        let policy = scenario.policy_mut(pointer);
        let found = policy.map(|policy| policy.document = Document::from_text(document)).is_some();
        self.prepared = Some(Prepared::from_scenario(scenario, &mut self.readings));
        found
    }
}

impl Engine {
    fn made(&self, scope: TraceScope) -> Report {
        self.prepared.as_ref().map(|prepared| prepared.compiled().report_with(scope)).unwrap_or_default()
    }

    /// Asks steps as if they stood behind those of the scenario. Its policies are not read again.
    fn asked<T>(&mut self, steps: Vec<Step>, ask: impl FnMut(&mut PreparedStep<'_>) -> T) -> Vec<T> {
        let Some(prepared) = &self.prepared else { return Vec::new() };
        let mut scenario = prepared.scenario().clone();
        let own = scenario.steps.len();
        scenario.steps.extend(steps);
        let compiled = self.readings.compile(&scenario);
        compiled.steps().iter_mut().skip(own).map(ask).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze_text;

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
        let mut engine = Engine::new(TEXT.as_bytes());
        assert_eq!(engine.mistake, None);
        assert_eq!((engine.decide(0), engine.decide(1)), (Some(0), None));
        assert_eq!((engine.decisions(), engine.weigh()), (vec![0], vec![0]));
        assert_eq!(analyze_text(TEXT.as_bytes(), 2), format!("{{\"report\":{}}}", engine.report_text(2)));
        let nothing = "{ \"Version\": \"2012-10-17\", \"Statement\": [] }";
        assert!(engine.edit("/principals/0/identityPolicies/0", nothing.to_owned()));
        assert_eq!(engine.decisions(), [2]);
        assert!(!engine.edit("/principals/1/trustPolicy", "{}".to_owned()), "there is no such policy");
    }

    #[test]
    fn a_request_is_decided_as_if_it_stood_behind_the_steps_and_leaves_nothing_behind() {
        let mut engine = Engine::new(TEXT.as_bytes());
        let before = engine.report_text(2);
        let mut request = Scenario::from_json(TEXT).unwrap().steps.remove(0);
        request.action = "s3:PutObject".to_owned();
        let asked = engine.asked(vec![request.clone()], |question| question.explain());
        let mut whole = Scenario::from_json(TEXT).unwrap();
        whole.steps.push(request);
        assert_eq!(asked.first(), rolescope::analyze(&whole).steps.last());
        assert_eq!(engine.report_text(2), before);
    }

    #[test]
    fn without_a_scenario_there_are_no_decisions() {
        let engine = Engine::new(b"{");
        assert!(engine.mistake.as_ref().is_some_and(|mistake| mistake.line == Some(1)));
        assert!(engine.decisions().is_empty());
    }
}
