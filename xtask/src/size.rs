//! Downloads of visitors, held against budgets by `tools/site`.

use crate::package;
use crate::process::{Outcome, root, run};
use crate::site_tool;

/// Prints the sizes of the built site and fails above a budget.
pub(crate) fn check() -> Outcome {
    run(site_tool::command()?.arg("size").arg(root().join("dist")))
}

/// Prints the size of the engine in the npm package and fails above its budget.
pub(crate) fn check_package() -> Outcome {
    run(site_tool::command()?.arg("size-package").arg(package::folder()))
}
