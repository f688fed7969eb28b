//! What the page loads late to be there without a network, and the files that others ask for by a fixed name.

use std::fs;
use std::path::Path;

use super::{script_file, unusable, write};
use crate::process::{Outcome, root};
use crate::publish::replace_once;

/// What `index.html` calls the script.
const CALLED: &str = "./offline.js";

/// Copies `web/public` and adds the script; returns the page with the script's name. A page that is being worked on must
/// not be kept: while serving the script is empty.
pub(super) fn add_offline(page: &str, site: &Path, release: bool) -> Outcome<String> {
    copy_public(site)?;
    if !release {
        write(site, CALLED, "")?;
        return Ok(page.to_owned());
    }
    let text = fs::read_to_string(root().join("web").join("offline.js")).map_err(|error| unusable(CALLED, &error))?;
    let script = script_file("offline", &text);
    write(site, &script.name, &script.text)?;
    replace_once(page, CALLED, &format!("./{}", script.name))
}

fn copy_public(site: &Path) -> Outcome {
    let public = root().join("web").join("public");
    for entry in fs::read_dir(&public).map_err(|error| unusable("web/public", &error))? {
        let entry = entry.map_err(|error| unusable("web/public", &error))?;
        fs::copy(entry.path(), site.join(entry.file_name())).map_err(|error| unusable("web/public", &error))?;
    }
    Ok(())
}
