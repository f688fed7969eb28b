//! Limits on the size of a scenario.

use std::collections::BTreeSet;

use rolescope::report::{Trace, TraceEntry, TraceKind};
use rolescope::{Scenario, analyze};
use serde_json::{Value, json};

use crate::files;

const ANA: &str = "arn:aws:iam::111122223333:user/ana";

fn refused(text: &str) -> String {
    let error = Scenario::from_json(text).expect_err("too large");
    format!("{}:{}: {error}", error.line, error.column)
}

fn steps(count: usize) -> String {
    format!("{{\"steps\":[\n{}]}}", vec![r#"{"caller":"a","action":"a:b"}"#; count].join(",\n"))
}

#[test]
fn a_scenario_with_too_many_steps_or_items_is_refused_with_the_place() {
    assert_eq!(Scenario::from_json(&steps(10_000)).unwrap().steps.len(), 10_000);
    let said = refused(&steps(200_000));
    assert_eq!(
        said,
        "10002:1: 200000 steps, and a scenario has at most 10000: split it into several files (in steps[10000])"
    );
    let resources =
        |count: usize| json!({ "steps": [{ "caller": "a", "action": "a:b", "resource": vec![""; count] }] });
    assert!(Scenario::from_json(&resources(99_999).to_string()).is_ok());
    let said = refused(&resources(100_000).to_string());
    assert!(said.contains("100001 items in lists, and a scenario has at most 100000"), "{said}");
    assert!(said.ends_with("(in steps[0].resource[0])"), "{said}");
    let keys: serde_json::Map<String, Value> = (0..100_000).map(|at| (format!("k:{at}"), "v".into())).collect();
    let said = refused(&json!({ "steps": [{ "caller": "a", "action": "a:b", "context": keys }] }).to_string());
    assert!(said.contains("items in lists") && said.ends_with("(in steps[0].context.k:0)"), "{said}");
}

#[test]
fn checks_without_policies_and_many_keys_cost_something_too() {
    let step = |resources: usize, keys: usize| {
        let keys: serde_json::Map<String, Value> = (0..keys).map(|at| (format!("k:{at}"), "v".into())).collect();
        json!({ "caller": ANA, "action": "s3:GetObject", "resource": vec!["arn:aws:s3:::b/k"; resources], "context": keys })
    };
    let code = |step: Value| {
        let report = analyze(&Scenario::from_json(&json!({ "steps": [step] }).to_string()).unwrap());
        report.steps[0].error.as_ref().map(|error| error.code.clone())
    };
    assert_eq!(code(step(20_000, 0)), None);
    assert_eq!(code(step(30_000, 0)).as_deref(), Some("BudgetExceeded"));
    assert_eq!(code(step(50, 5_000)), None);
    assert_eq!(code(step(5_000, 5_000)).as_deref(), Some("BudgetExceeded"));
}

#[test]
fn what_is_said_of_a_trace_without_writing_it_is_what_is_written() {
    let (mut policies, mut keys) = (0, 0);
    for (name, text) in files::scenarios() {
        for step in analyze(&Scenario::from_json(&text).unwrap()).steps {
            let (said_total, said_policies) = (step.trace.total(), step.trace.policies());
            let asked: BTreeSet<String> = step.trace.asked_keys().into_iter().map(str::to_owned).collect();
            let mut written = Written::default();
            written.read(&step.trace);
            assert_eq!(said_total, written.entries, "{name}");
            let said: Vec<(String, _)> = said_policies.into_iter().map(|(pointer, it)| (pointer.into(), it)).collect();
            assert_eq!(said, written.policies, "{name}");
            assert!(written.keys.is_subset(&asked), "{name}: {:?} and {asked:?}", written.keys);
            policies += said.len();
            keys += written.keys.len();
        }
    }
    assert!(policies > 1_000 && keys > 200, "{policies} policies, {keys} keys");
}

/// Entries of a trace as it is read.
#[derive(Default)]
struct Written {
    entries: usize,
    policies: Vec<(String, rolescope::report::TraceVerdict)>,
    keys: BTreeSet<String>,
}

impl Written {
    fn read(&mut self, trace: &Trace) {
        assert_eq!(trace.len(), trace.iter().count());
        for entry in trace {
            self.entries += 1;
            self.note(entry);
            self.read(&entry.children);
        }
    }

    fn note(&mut self, entry: &TraceEntry) {
        if let Some(place) = entry.place.as_ref().filter(|_| entry.kind == TraceKind::Policy) {
            let pointer = place.pointer.to_string();
            if self.policies.iter().all(|(known, _)| *known != pointer) {
                self.policies.push((pointer, entry.verdict));
            }
        }
        let key = entry.request.as_ref().map(|request| request.field.to_string());
        self.keys.extend(key.filter(|key| key.contains(':')));
    }
}
