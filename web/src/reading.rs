//! Scenarios in texts that visitors bring.

use rolescope::Scenario;
use rolescope::scenario::ScenarioError;

use crate::layout::laid_out;

/// No scenario of anybody is larger, in bytes.
pub(crate) const LARGEST: usize = 10_000_000;
/// Answer to what is larger.
pub(crate) const TOO_LARGE: &str = "this is larger than 10 MB, the most that a scenario may have: leave out what it does not need, or put it in \
    several files";

/// Reason for which a text is not taken.
pub(crate) struct Unreadable {
    /// A code that stays: that of the mistake, `tooLarge` or `noSteps`.
    pub(crate) code: &'static str,
    /// The reason in words, with its place.
    pub(crate) message: String,
}

impl Unreadable {
    /// A text that is larger than a scenario may be.
    pub(crate) fn too_large() -> Self {
        Self { code: "tooLarge", message: TOO_LARGE.to_owned() }
    }
}

/// The scenario in `text`, or what to say about it.
pub(crate) fn read(text: &str) -> Result<Scenario, Unreadable> {
    if text.len() > LARGEST {
        return Err(Unreadable::too_large());
    }
    let scenario = Scenario::from_json(text)
        .map_err(|error| Unreadable { code: error.mistake.kind(), message: message(&error) })?;
    if scenario.steps.is_empty() {
        let message = "the scenario has no `steps`: add at least one call to decide".to_owned();
        return Err(Unreadable { code: "noSteps", message });
    }
    Ok(laid_out(scenario))
}

fn message(error: &ScenarioError) -> String {
    match error.line {
        0 => error.to_string(),
        line => format!("line {line}, column {}: {error}", error.column),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let unreadable = read("{\n  \"stepz\": []}").err().unwrap();
        assert!(unreadable.message.starts_with("line 2, column"), "{}", unreadable.message);
        assert_eq!(unreadable.code, "unknownField");
    }

    #[test]
    fn a_scenario_without_steps_is_refused() {
        let unreadable = read("{}").err().unwrap();
        assert!(unreadable.message.contains("`steps`"), "{}", unreadable.message);
        assert_eq!(unreadable.code, "noSteps");
    }
}
