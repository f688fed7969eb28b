//! The first example and its report, ready-made: `web/build.rs` asks the engine and writes the answer as bytes, from which the page
//! begins. So a first visit is there before the engine, which is a chunk.

use rolescope::{Report, Scenario};

mod values;

use values::Value;

/// The bytes that `web/build.rs` wrote.
static FIRST_VISIT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/first-visit"));

/// The scenario of a first visit, and its report.
pub(crate) fn first_visit() -> (Scenario, Report) {
    <(Scenario, Report)>::read(&mut &*FIRST_VISIT).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::examples::tests::{all, example};

    fn written(value: &impl Value) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        bytes
    }

    #[test]
    fn the_report_of_a_first_visit_is_the_one_of_the_engine() {
        let (scenario, report) = first_visit();
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
    }

    #[test]
    fn scenarios_and_reports_are_read_as_they_were_written() {
        for known in all() {
            let scenario = example(known.id);
            let visit = (scenario.clone(), rolescope::analyze(&scenario));
            assert_eq!(Value::read(&mut &*written(&visit)), Some(visit), "{}", known.id);
        }
    }

    #[test]
    fn bytes_that_end_early_are_nothing() {
        let bytes = written(&first_visit());
        for end in (0..bytes.len()).step_by(97) {
            assert!(<(Scenario, Report)>::read(&mut &bytes[..end]).is_none(), "{end}");
        }
        assert!(u64::read(&mut &[255; 11][..]).is_none());
    }
}
