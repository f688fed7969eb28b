//! Scenarios without names, and back.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use rolescope::Scenario;
use rolescope_import::Mapping;

use crate::arguments::Anonymize;
use crate::input;

/// The scenario as it is, or without its names where that is asked for. The mapping is written before anything else is.
///
/// # Errors
///
/// One line that says why it cannot be anonymized, or the mapping not be written.
pub(crate) fn anonymized(args: &Anonymize, scenario: &Scenario) -> Result<Option<Scenario>, String> {
    if !args.anonymize {
        return Ok(None);
    }
    let anonymized = rolescope_import::anonymize(scenario).map_err(|error| format!("not anonymized: {error}"))?;
    if let Some(path) = &args.mapping {
        write(path, &anonymized.mapping).map_err(|error| format!("{}: cannot be written: {error}", path.display()))?;
    }
    Ok(Some(anonymized.scenario))
}

/// The scenario with the names that a file of `--mapping` holds.
///
/// # Errors
///
/// One line that says what is wrong with the file, or that it is of another scenario.
pub(crate) fn restored(path: &Path, scenario: &Scenario) -> Result<Scenario, String> {
    let (name, text) = input::read_text(path).map_err(|unusable| unusable.to_string())?;
    let mapping: Mapping = serde_json::from_str(&text).map_err(|error| {
        format!("{name}:{}:{}: is no file that `--mapping` wrote: {error}", error.line(), error.column())
    })?;
    mapping.restore(scenario).map_err(|error| format!("{name}: {error}"))
}

/// Writes a new file; one that is there may be the only way back for another scenario.
fn write(path: &Path, mapping: &Mapping) -> std::io::Result<()> {
    let mut text = serde_json::to_string_pretty(mapping)?;
    text.push('\n');
    File::create_new(path)?.write_all(text.as_bytes())
}
