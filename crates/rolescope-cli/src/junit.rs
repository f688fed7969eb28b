//! The report as JUnit XML, for continuous integration.

use std::io;

use quick_junit::{NonSuccessKind, Report as Suites, TestCase, TestCaseStatus, TestSuite};
use rolescope::{Decision, StepReport};

use crate::run::Outcome;
use crate::text::expectation_word;

/// A suite a file, a test case a step. A step that is not as expected has failed, or is in error when no policy
/// could decide it; a step that expects nothing has passed. A file that could not be used is one case in error.
pub(crate) fn render(outcomes: &[Outcome]) -> io::Result<String> {
    let mut suites = Suites::new("rolescope");
    suites.add_test_suites(outcomes.iter().map(suite));
    suites.to_string().map_err(io::Error::other)
}

fn suite(outcome: &Outcome) -> TestSuite {
    match outcome {
        Ok((input, report)) => {
            let mut suite = TestSuite::new(&*input.name);
            let title = if report.title.is_empty() { &input.name } else { &report.title };
            suite.add_test_cases(report.steps.iter().enumerate().map(|(at, step)| case(at, step, title)));
            suite
        }
        Err(unusable) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(unusable.to_string());
            let mut suite = TestSuite::new(&*unusable.name);
            suite.add_test_case(TestCase::new("can be used", status));
            suite
        }
    }
}

fn case(at: usize, step: &StepReport, title: &str) -> TestCase {
    let name = match &step.name {
        Some(name) => format!("{} {name}: {}", at + 1, step.action),
        None => format!("{} {}", at + 1, step.action),
    };
    let mut case = TestCase::new(name, case_status(step));
    case.set_classname(title);
    case
}

fn case_status(step: &StepReport) -> TestCaseStatus {
    let (Some(expected), Some(false)) = (step.expected, step.met) else {
        return TestCaseStatus::success();
    };
    let (kind, came) = match (step.decision, &step.error) {
        (Decision::Error, Some(error)) => (NonSuccessKind::Error, format!("error {}", error.code)),
        (Decision::Error, None) => (NonSuccessKind::Error, step.decision.word().to_owned()),
        (Decision::Allowed | Decision::ExplicitDeny | Decision::ImplicitDeny, _) => {
            (NonSuccessKind::Failure, step.decision.word().to_owned())
        }
    };
    let mut status = TestCaseStatus::non_success(kind);
    status
        .set_message(format!("expected {}, got {came}", expectation_word(expected)))
        .set_type(step.decision.word())
        .set_description(step.reason.as_str());
    status
}
