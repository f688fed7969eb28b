//! The site: served while working on it, or built for its visitors.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};

use crate::process::{Failure, Outcome, program, root, run};
use crate::publish::{Address, publish};
use crate::rust;
use crate::tools::{install_npm_packages, install_site_tools, with_tools};

/// Where `serve` builds to, so that `dist/` only ever holds the optimized site.
const SERVED: &str = "target/serve";

/// Shows the page under a local address and rebuilds it on every change.
pub(crate) fn serve(arguments: &[String]) -> Outcome {
    rust::install_target(rust::PAGE)?;
    install_npm_packages()?;
    rust::fetch_dependencies()?;
    install_site_tools()?;
    println!("serve: building the page; its address follows when it is ready, Ctrl-C ends");
    let mut serve = with_tools(program("trunk"));
    serve.args(["serve", "--public-url", "/", "--dist", SERVED]);
    if !arguments.iter().any(|it| it.starts_with("--port") || it.starts_with("-p")) {
        serve.arg("--port").arg(free_port()?.to_string());
    }
    run(serve.args(arguments))
}

/// Usually 8080.
fn free_port() -> Outcome<u16> {
    (8080..8180)
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .ok_or_else(|| Failure::new("no port is free from 8080 to 8179: choose one with `--port`"))
}

/// Builds the optimized site into `dist/`. `--site-url` says where it will be.
pub(crate) fn dist(arguments: &[String]) -> Outcome {
    let address = Address::of(arguments)?;
    rust::install_target(rust::PAGE)?;
    install_npm_packages()?;
    rust::fetch_dependencies()?;
    install_site_tools()?;
    rust::install_library_source()?;
    println!("dist: building the optimized site");
    build_into("dist", address.as_ref())?;
    println!("dist: the site is in dist/");
    Ok(())
}

/// Builds the optimized site into a folder, when everything is in place.
pub(crate) fn build_into(folder: &str, address: Option<&Address>) -> Outcome {
    run(with_tools(program("trunk")).args(["build", "--release", "--dist", folder]).envs(rust::SMALLEST))?;
    publish(&root().join(folder), address)
}

/// The text of the built page.
pub(crate) fn built_page() -> Outcome<String> {
    let page = root().join("dist").join("index.html");
    fs::read_to_string(&page)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}; run `cargo xtask dist`", page.display())))
}

/// What Trunk tells its hooks.
pub(crate) fn told_by_trunk(variable: &str) -> Outcome<String> {
    env::var(variable).map_err(|_| Failure::new(format!("{variable} is not set: `cargo xtask seal` is Trunk's hook")))
}
