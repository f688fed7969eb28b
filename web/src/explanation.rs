//! Explanation of a step's decision, made by the engine from the decision's cause.

use rolescope::Report;
use rolescope::english::explanation;
use rolescope::report::{Because, Cause, StepReport, Why};

/// A report, and the explanation of each of its steps.
pub(crate) type Explained = (Report, Vec<Explanation>);

/// Explains each step of a report.
pub(crate) fn explained(report: Report) -> Explained {
    let explanations = report.steps.iter().map(Explanation::of).collect();
    (report, explanations)
}

/// Explanation of a step's decision, as the verdict shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Explanation {
    /// The reason without the decision, which the headline says.
    pub(crate) text: String,
    /// True if the text says why the nearest statement does not allow, and not only which of its elements do not match.
    pub(crate) says_obstacle: bool,
}

impl Explanation {
    /// The explanation of a step; empty if the step has no cause.
    pub(crate) fn of(step: &StepReport) -> Self {
        step.cause
            .as_ref()
            .map(|cause| Self { text: text(cause), says_obstacle: says_obstacle(cause) })
            .unwrap_or_default()
    }
}

fn text(cause: &Cause) -> String {
    let text = explanation(cause);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn says_obstacle(cause: &Cause) -> bool {
    let Because::NoAllow { nearest: Some(nearest), .. } = &cause.because else { return false };
    !matches!(nearest.why, Why::ElementsDoNotMatch { .. })
}
