//! The browser of the end-to-end tests.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::process::{Failure, Outcome, find_on_path, output_of, program, run};

const NAMES: [&str; 6] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const MAC_APPLICATIONS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// A Chromium: `$CHROMIUM`, else one that is installed, else the one of Debian's packages.
pub(crate) fn find_or_install() -> Outcome<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        if named.is_file() {
            return Ok(named);
        }
        return Err(Failure::new(format!("the variable CHROMIUM names {}, which is no file", named.display())));
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    install_from_apt("Chromium", &["chromium"])?;
    find().ok_or_else(|| {
        Failure::new("the end-to-end tests need Chromium or Chrome: install one, or name it in the variable CHROMIUM")
    })
}

fn find() -> Option<PathBuf> {
    let applications = MAC_APPLICATIONS.iter().map(PathBuf::from).find(|path| path.is_file());
    NAMES.iter().find_map(|name| find_on_path(name)).or(applications)
}

/// Installs packages of the system, where apt-get can without a password.
pub(crate) fn install_from_apt(name: &str, packages: &[&str]) -> Outcome {
    let Some(apt_get) = apt_get_without_password() else { return Ok(()) };
    println!("setup: {name} from the system's packages");
    run(command(&apt_get).arg("update").arg("--quiet"))?;
    run(command(&apt_get).args(["install", "--quiet", "--yes", "--no-install-recommends"]).args(packages))
}

/// Call of apt-get where there is one and nobody has to be asked for a password.
fn apt_get_without_password() -> Option<Vec<&'static str>> {
    find_on_path("apt-get")?;
    if output_of(program("id").arg("-u"))? == "0" {
        return Some(vec!["apt-get"]);
    }
    output_of(program("sudo").args(["--non-interactive", "true"])).map(|_| vec!["sudo", "apt-get"])
}

fn command(words: &[&str]) -> Command {
    let mut command = program(words.first().unwrap_or(&"true"));
    command.args(words.iter().skip(1)).env("DEBIAN_FRONTEND", "noninteractive");
    command
}
