//! The site: served while working on it, or built for its visitors.

use std::env;
use std::fs;

use crate::process::{Failure, Outcome, program, root, run};
use crate::rust;
use crate::tools::{install_npm_packages, install_site_tools, with_tools};

/// Shows the page under a local address and rebuilds it on every change.
pub(crate) fn serve(arguments: &[String]) -> Outcome {
    rust::install_target(rust::PAGE)?;
    rust::fetch_dependencies()?;
    install_site_tools()?;
    println!("serve: building the page; its address follows when it is ready, Ctrl-C ends");
    run(with_tools(program("trunk"))
        .args(["serve", "--public-url", "/"])
        .args(arguments))
}

/// Builds the optimized site into `dist/`.
pub(crate) fn dist() -> Outcome {
    rust::install_target(rust::PAGE)?;
    install_npm_packages()?;
    rust::fetch_dependencies()?;
    install_site_tools()?;
    println!("dist: building the optimized site");
    run(with_tools(program("trunk")).args(["build", "--release"]))?;
    let page = root().join("dist").join("index.html");
    if !page.is_file() {
        return Err(Failure::new("the build left no dist/index.html"));
    }
    println!("dist: the site is in dist/");
    Ok(())
}

/// The text of the built page.
pub(crate) fn built_page() -> Outcome<String> {
    let page = root().join("dist").join("index.html");
    fs::read_to_string(&page).map_err(|error| {
        Failure::new(format!(
            "{} cannot be read: {error}; run `cargo xtask dist`",
            page.display()
        ))
    })
}

/// What Trunk tells its hooks.
pub(crate) fn told_by_trunk(variable: &str) -> Outcome<String> {
    env::var(variable).map_err(|_| {
        Failure::new(format!(
            "{variable} is not set: `cargo xtask seal` is Trunk's hook"
        ))
    })
}
