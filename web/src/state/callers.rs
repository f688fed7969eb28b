//! Who could call, as far as the scenario knows.

use rolescope::{Arn, Scenario, Step, StepResource, TouchedResource};

/// Whom the caller of the step `at` can be chosen from, by sorts. Sorts without anybody are left out.
pub(crate) fn callers(scenario: &Scenario, at: usize) -> Vec<(&'static str, Vec<String>)> {
    let earlier = scenario.steps.iter().take(at).filter_map(|step| step.name.as_ref());
    let sessions: Vec<String> = earlier.map(|name| format!("@{name}")).collect();
    let principals = scenario.principals.iter().map(|principal| principal.arn.clone()).collect();
    let (mut services, mut providers) = (Vec::new(), Vec::new());
    for entry in scenario.policies() {
        // Every other piece of a JSON text is a string.
        for word in entry.policy.document.text().split('"').skip(1).step_by(2) {
            if word.ends_with(".amazonaws.com") && !word.contains([':', '/', '*']) {
                add(&mut services, word);
            } else if Arn::parse(word).is_some_and(|arn| arn.is_provider()) {
                add(&mut providers, word);
            }
        }
    }
    let sorts = [
        ("Sessions of earlier steps", sessions),
        ("Users and roles", principals),
        ("Services", services),
        ("Identity providers", providers),
        ("Without credentials", vec!["anonymous".to_owned()]),
    ];
    sorts.into_iter().filter(|(_, callers)| !callers.is_empty()).collect()
}

fn add(list: &mut Vec<String>, word: &str) {
    if !list.iter().any(|known| known == word) {
        list.push(word.to_owned());
    }
}

/// One of the step's resources, counted from 0.
pub(crate) fn touched_arn(step: &Step, at: usize) -> Option<&str> {
    match &step.resource {
        Some(StepResource::One(arn)) => (at == 0).then_some(arn),
        Some(StepResource::Several(touched)) => touched.get(at).map(|touched| match touched {
            TouchedResource::Arn(arn) => arn.as_str(),
            TouchedResource::WithContext(with) => with.arn.as_str(),
        }),
        None => None,
    }
}
