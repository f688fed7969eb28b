//! Browsers other than Chromium. The tests in one that cannot be had here are passed over, and the run's last lines say so.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::browser::install_from_apt;
use crate::process::{Failure, Outcome, find_on_path, program, root};

/// The tests in other browsers, ready to run, and what had to be left out of them.
pub(crate) struct Prepared {
    /// Node with the names of the browsers that are there.
    pub(crate) node: Command,
    /// Browsers that cannot be had here, each with what installs it.
    pub(crate) missing: Vec<String>,
}

/// Folder of the test scripts.
pub(crate) fn folder() -> PathBuf {
    root().join("tests").join("browsers")
}

/// Installs the browsers where apt-get can.
pub(crate) fn prepare() -> Outcome<Prepared> {
    let mut prepared = Prepared { node: program("node"), missing: Vec::new() };
    for browser in OTHERS {
        match browser.find_or_install()? {
            Some(found) => drop(prepared.node.env(browser.variable, found)),
            None => prepared.missing.push(browser.words_if_missing()),
        }
    }
    Ok(prepared)
}

/// A browser and what drives it.
struct Other {
    name: &'static str,
    /// Environment variable with the program that is started.
    variable: &'static str,
    /// Names of that program.
    programs: &'static [&'static str],
    /// Program that is needed besides.
    beside: Option<&'static str>,
    /// Debian's packages.
    packages: &'static [&'static str],
}

const OTHERS: [Other; 2] = [
    Other {
        name: "Firefox",
        variable: "FIREFOX",
        programs: &["firefox-esr", "firefox"],
        beside: None,
        packages: &["firefox-esr"],
    },
    Other {
        name: "WebKit",
        variable: "WEBKIT_DRIVER",
        programs: &["WebKitWebDriver"],
        beside: Some("Xvfb"),
        packages: &["webkit2gtk-driver", "xvfb"],
    },
];

impl Other {
    fn find_or_install(&self) -> Outcome<Option<PathBuf>> {
        if let Some(named) = env::var_os(self.variable).map(PathBuf::from) {
            if named.is_file() {
                return Ok(Some(named));
            }
            let words = format!("the variable {} names {}, which is no file", self.variable, named.display());
            return Err(Failure::new(words));
        }
        if let Some(found) = self.find() {
            return Ok(Some(found));
        }
        // Not every system with apt-get has these packages.
        if let Err(failure) = install_from_apt(self.name, self.packages) {
            eprintln!("{}", failure.message);
        }
        Ok(self.find())
    }

    fn find(&self) -> Option<PathBuf> {
        let besides = self.beside.is_none_or(|name| find_on_path(name).is_some());
        self.programs.iter().find_map(|name| find_on_path(name)).filter(|_| besides)
    }

    fn words_if_missing(&self) -> String {
        let Self { name, variable, packages, .. } = self;
        let packages = packages.join(" ");
        format!("the page in {name}: `apt-get install {packages}`, or name the program in the variable {variable}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_is_missing_is_told_with_what_installs_it() {
        let told = OTHERS.map(|it| it.words_if_missing());
        assert_eq!(
            told,
            [
                "the page in Firefox: `apt-get install firefox-esr`, or name the program in the variable FIREFOX",
                "the page in WebKit: `apt-get install webkit2gtk-driver xvfb`, or name the program in the variable WEBKIT_DRIVER",
            ]
        );
    }

    #[test]
    fn a_browser_is_there_with_all_that_it_needs() {
        let other = |programs, beside| Other { name: "", variable: "", programs, beside, packages: &[] };
        assert!(other(&["no-such-browser", "cargo"], None).find().is_some());
        assert!(other(&["cargo"], Some("cargo")).find().is_some());
        assert!(other(&["cargo"], Some("no-such-display")).find().is_none());
        assert!(other(&["no-such-browser"], None).find().is_none());
    }
}
