//! JSON Schema of the file format and of the report, made from the types.

use schemars::{Schema, schema_for};

use crate::{Report, Scenario};

/// Schema of a scenario file.
pub fn scenario() -> Schema {
    schema_for!(Scenario)
}

/// Schema of a report.
pub fn report() -> Schema {
    schema_for!(Report)
}
