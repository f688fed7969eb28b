//! Reads policies once and asks them often.

use rolescope::report::Decision;
use rolescope::scenario::{Document, ScenarioError};
use rolescope::{Compiled, PolicyCache, Scenario};

const TEXT: &str = r#"{
  "principals": [{
    "arn": "arn:aws:iam::111122223333:user/ana",
    "identityPolicies": [{ "name": "read", "document": {
      "Version": "2012-10-17",
      "Statement": { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }
    } }]
  }],
  "steps": [
    { "caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:GetObject", "resource": "arn:aws:s3:::a/k" },
    { "caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:PutObject", "resource": "arn:aws:s3:::a/k" }
  ]
}"#;

fn main() -> Result<(), ScenarioError> {
    let mut scenario = Scenario::from_json(TEXT)?;

    // All steps at once, without reasons.
    println!("{:?}", Compiled::new(&scenario).decisions());

    // One step again and again, and why.
    let compiled = Compiled::new(&scenario);
    for question in &mut compiled.steps() {
        let decision = question.decide();
        let why = if decision == Decision::Allowed { String::new() } else { question.explain().reason };
        println!("{} {why}", decision.word());
    }

    // A policy is edited: only that one is read again.
    let mut readings = PolicyCache::default();
    readings.compile(&scenario);
    if let Some(policy) = scenario.policy_mut("/principals/0/identityPolicies/0") {
        policy.document = Document::from_text(r#"{ "Version": "2012-10-17", "Statement": [] }"#);
    }
    println!("{:?}", readings.compile(&scenario).decisions());
    Ok(())
}

#[cfg(test)]
#[test]
fn the_example_runs() {
    assert_eq!(main().map_err(|error| error.to_string()), Ok(()));
}
