//! Scenarios in texts that visitors bring.

use rolescope::Scenario;
use rolescope::scenario::ScenarioError;

use crate::layout::laid_out;

/// No scenario of anybody is larger, in bytes.
pub(crate) const LARGEST: usize = 10_000_000;
/// Answer to what is larger.
pub(crate) const TOO_LARGE: &str = "this is larger than 10 MB, the most that a scenario may have: leave out what it does not need, or put it in \
    several files";

/// The scenario in `text`, or what to say about it.
pub(crate) fn read(text: &str) -> Result<Scenario, String> {
    if text.len() > LARGEST {
        return Err(TOO_LARGE.to_owned());
    }
    let scenario = Scenario::from_json(text).map_err(|error| refusal(&error))?;
    if scenario.steps.is_empty() {
        return Err("the scenario has no `steps`: add at least one call to decide".to_owned());
    }
    Ok(laid_out(scenario))
}

fn refusal(error: &ScenarioError) -> String {
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
        assert!(read("{\n  \"stepz\": []}").unwrap_err().starts_with("line 2, column"));
    }

    #[test]
    fn a_scenario_without_steps_is_refused() {
        assert!(read("{}").unwrap_err().contains("`steps`"));
    }
}
