//! The report as JSON.

use std::io;

use rolescope::Report;

use crate::outcome::Outcome;

/// The report of one input; of several inputs an array, of those that could be used.
pub(crate) fn render(outcomes: &[Outcome]) -> io::Result<String> {
    let reports: Vec<&Report> = outcomes.iter().flatten().map(|(_, report)| report).collect();
    let json = match (outcomes, reports.as_slice()) {
        ([Err(_)], _) => return Ok(String::new()),
        ([_], [report]) => serde_json::to_string_pretty(report)?,
        (_, reports) => serde_json::to_string_pretty(reports)?,
    };
    Ok(json + "\n")
}
