//! The report as JUnit XML, for continuous integration.

use std::io;

use quick_junit::{NonSuccessKind, Report as Suites, TestCase, TestCaseStatus, TestSuite};
use rolescope::report::{Decision, StepReport};

use crate::outcome::Outcome;
use crate::visible::plain;

/// A suite a file, a test case a step. A step that is not as expected has failed, or is in error when no policy
/// could decide it; a step that expects nothing has passed. A file that could not be used is one case in error.
///
/// Characters that XML cannot hold are shown as escapes: a report that no parser reads tells of no failure.
pub(crate) fn render(outcomes: &[Outcome]) -> io::Result<String> {
    let mut suites = Suites::new("rolescope");
    suites.add_test_suites(outcomes.iter().map(suite));
    suites.to_string().map_err(io::Error::other)
}

fn suite(outcome: &Outcome) -> TestSuite {
    match outcome {
        Ok((input, report)) => {
            let mut suite = TestSuite::new(plain(&input.name));
            let title = if report.title.is_empty() { &input.name } else { &report.title };
            suite.add_test_cases(report.steps.iter().enumerate().map(|(at, step)| case(at, step, title)));
            suite
        }
        Err(unusable) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(unusable.to_string());
            let mut suite = TestSuite::new(plain(&unusable.name));
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
    let mut case = TestCase::new(plain(&name), case_status(step));
    case.set_classname(plain(title));
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
        .set_message(plain(&format!("expected {}, got {came}", expected.word())))
        .set_type(step.decision.word())
        .set_description(plain(&step.reason));
    status
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;
    use quick_xml::{Reader, XmlVersion};
    use rolescope::scenario::Step;
    use rolescope::{Scenario, analyze};

    use super::*;
    use crate::input::Input;

    /// A character as XML 1.0 defines it.
    fn is_xml(character: char) -> bool {
        matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
    }

    #[test]
    fn every_character_of_a_name_is_read_back() {
        let characters: Vec<char> = ('\0'..=char::MAX).collect();
        let names: Vec<String> =
            characters.chunks(1 << 14).map(|some| format!("a{}z", String::from_iter(some))).collect();
        let step = |name: &String| Step { name: Some(name.clone()), action: name.clone(), ..Step::default() };
        let steps: Vec<Step> = names.iter().map(step).collect();
        let scenario = Scenario { title: names[0].clone(), steps, ..Scenario::default() };
        let report = analyze(&scenario);
        let xml =
            render(&[Ok((Input { name: names[0].clone(), text: String::new(), scenario, imported: None }, report))])
                .unwrap();
        assert_eq!(xml.chars().find(|it| !is_xml(*it)), None);
        let (mut reader, mut read) = (Reader::from_str(&xml), Vec::new());
        loop {
            let event = reader.read_event().unwrap();
            if event == Event::Eof {
                break;
            }
            if let Event::Start(tag) | Event::Empty(tag) = event
                && tag.name().as_ref() == b"testcase"
            {
                let name = tag.try_get_attribute("name").unwrap().unwrap();
                read.push(name.normalized_value(XmlVersion::Explicit1_0).unwrap().into_owned());
            }
        }
        let expected: Vec<String> =
            names.iter().enumerate().map(|(at, name)| plain(&format!("{} {name}: {name}", at + 1))).collect();
        assert!(read.iter().flat_map(|name| name.chars()).all(is_xml));
        assert_eq!(read.len(), expected.len());
        for (read, expected) in read.iter().zip(&expected) {
            assert!(read == expected, "{} characters are not {}", read.len(), expected.len());
        }
    }
}
