//! JSON Schemas of the file format, of the report and of mistakes, made from the types.

use schemars::{Schema, schema_for};

#[cfg(feature = "links")]
use crate::link::LinkError;
use crate::scenario::ScenarioMistake;
use crate::{Report, Scenario};

/// Schema of a scenario file.
///
/// ```
/// let schema = rolescope::schema::scenario();
/// assert!(schema.as_value()["properties"]["steps"].is_object());
/// ```
pub fn scenario() -> Schema {
    schema_for!(Scenario)
}

/// Schema of a comparison.
#[cfg(feature = "analysis")]
pub fn diff() -> Schema {
    schema_for!(crate::diff::Diff)
}

/// Schema of the answers to claims.
#[cfg(feature = "analysis")]
pub fn prove() -> Schema {
    schema_for!(crate::prove::Proof)
}

/// Schema of a report.
pub fn report() -> Schema {
    schema_for!(Report)
}

/// Schema of the mistake for which a text is no scenario.
pub fn mistake() -> Schema {
    schema_for!(ScenarioMistake)
}

/// Schema of the mistake for which a link cannot be read or made.
#[cfg(feature = "links")]
pub fn link_mistake() -> Schema {
    schema_for!(LinkError)
}
