//! The reference model against the corpus: it has to come to what every case expects.

#![cfg(test)]

mod files;

use conformance::reference;

#[test]
fn the_model_comes_to_what_every_case_of_the_corpus_expects() {
    let mut wrong = Vec::new();
    let mut steps = 0;
    for (name, text) in files::scenarios() {
        let scenario = reference::read_text(&text).unwrap();
        let decisions = reference::decide(&scenario);
        let asked = scenario["steps"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert_eq!(decisions.len(), asked.len(), "{name}");
        for (step, decision) in asked.iter().zip(&decisions) {
            let Some(expected) = step["expect"].as_str() else { continue };
            steps += 1;
            let met = decision == expected || (expected == "denied" && decision.ends_with("Deny"));
            if !met {
                wrong.push(format!("{name}: {decision} instead of {expected}"));
            }
        }
    }
    assert!(steps >= 1_400, "only {steps} steps expect anything");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
