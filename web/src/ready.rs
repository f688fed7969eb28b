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
    use rolescope::report::{Report, RoleSort, Trace, TraceEntry};

    use super::*;
    use crate::analysis::report;
    use crate::examples::tests::{all, example};

    fn written(value: &impl Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        bytes
    }

    #[test]
    fn a_first_visit_is_what_the_engine_says_of_it_without_causes() {
        let (scenario, (ready, explanations)) = first_visit();
        let (mut decided, explained) = report(&scenario);
        assert_eq!(decided.steps.len(), 2);
        for step in &mut decided.steps {
            assert!(step.cause.take().is_some());
            step.open_points.clear();
            step.trace = without_reasons(&step.trace);
        }
        assert_eq!((ready, explanations), (decided, explained));
    }

    #[test]
    fn scenarios_are_read_as_they_were_written() {
        for known in all() {
            let scenario = example(known.id);
            assert_eq!(Value::read(&mut &*written(&scenario)), Some(scenario), "{}", known.id);
        }
    }

    #[test]
    fn reports_of_which_the_lists_lack_something_are_not_read() {
        let (mut report, _) = report(&example("ec2-reads-s3"));
        report.steps[0].trace = without_reasons(&report.steps[0].trace);
        assert!(Report::read(&mut &*written(&report)).is_some());
        report.roles[0].kinds[0].kind = RoleSort::Anybody;
        assert_eq!(Report::read(&mut &*written(&report)), None);
    }

    /// A trace without what is not written: reasons as data, and notes, which the page does not have.
    fn without_reasons(trace: &Trace) -> Trace {
        let entry = |entry: &TraceEntry| TraceEntry {
            why: None,
            rule: None,
            confidence: None,
            children: without_reasons(&entry.children),
            ..entry.clone()
        };
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
