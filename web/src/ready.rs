//! The first example, its report and its explanations, ready-made: `web/build.rs` asks the engine and writes the answer as bytes, from which the page
//! begins. So a first visit is there before the engine, which is a chunk.

use rolescope::Scenario;

use crate::explanation::Explained;

mod values;

use values::Value;

/// The bytes that `web/build.rs` wrote.
static FIRST_VISIT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first-visit"));

/// The scenario of a first visit, and its report. Causes and reasons as data are left out: what the page draws is made from them.
pub(crate) fn first_visit() -> (Scenario, Explained) {
    <(Scenario, Explained)>::read(&mut &*FIRST_VISIT).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rolescope::report::{Trace, TraceEntry};

    use super::*;
    use crate::analysis::{Analysis, report};
    use crate::examples::tests::{all, example};

    fn written(value: &impl Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        bytes
    }

    #[test]
    fn the_report_of_a_first_visit_is_the_one_of_the_engine() {
        let (scenario, (report, explanations)) = first_visit();
        let decided = Analysis::of(&scenario);
        assert_eq!(report.steps.len(), 2);
        for (ready, decided) in report.steps.iter().zip(&decided.steps) {
            assert_eq!(
                (ready.decision, &ready.reason, &ready.context),
                (decided.decision, &decided.reason, &decided.context)
            );
            assert_eq!(ready.trace.total(), decided.trace.total());
            assert_eq!(ready.trace.policies(), decided.trace.policies());
        }
        assert_eq!(report.roles, decided.roles);
        for (step, explanation) in explanations.iter().enumerate() {
            assert_eq!(Some(explanation), decided.explanation(step));
            assert!(!explanation.text.is_empty());
        }
        assert_eq!(explanations.len(), report.steps.len());
    }

    #[test]
    fn scenarios_and_reports_are_read_as_they_were_written() {
        for known in all() {
            let scenario = example(known.id);
            let (mut decided, explanations) = report(&scenario);
            let bytes = written(&(scenario.clone(), (decided.clone(), explanations.clone())));
            for step in &mut decided.steps {
                assert!(step.cause.take().is_some());
                step.trace = without_why(&step.trace);
            }
            assert_eq!(Value::read(&mut &*bytes), Some((scenario, (decided, explanations))), "{}", known.id);
        }
    }

    fn without_why(trace: &Trace) -> Trace {
        let entry =
            |entry: &TraceEntry| TraceEntry { why: None, children: without_why(&entry.children), ..entry.clone() };
        trace.iter().map(entry).collect::<Vec<_>>().into()
    }

    #[test]
    fn bytes_that_end_early_are_nothing() {
        let bytes = written(&first_visit());
        for end in (0..bytes.len()).step_by(97) {
            assert!(<(Scenario, Explained)>::read(&mut &bytes[..end]).is_none(), "{end}");
        }
        assert!(u64::read(&mut &[255; 11][..]).is_none());
    }
}
