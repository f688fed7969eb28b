//! The site: served while working on it, or built for its visitors.

use std::env;
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

use crate::process::{Failure, Outcome, program, run, start};
use crate::rust;
use crate::site_tool;
use crate::tools::{install_npm_packages, install_site_tools, with_tools};

/// Folder to which `serve` builds, so that `dist/` only ever holds the optimized site.
const SERVED: &str = "target/serve";

/// Shows the page under a local address and rebuilds it on every change.
pub(crate) fn serve(arguments: &[String]) -> Outcome {
    rust::install_target(rust::PAGE)?;
    install_npm_packages()?;
    rust::fetch_dependencies()?;
    install_site_tools()?;
    println!("serve: building the page; its address follows when it is ready, Ctrl-C ends");
    let mut serve = unoptimized("serve");
    if !arguments.iter().any(|it| it.starts_with("--port") || it.starts_with("-p")) {
        serve.arg("--port").arg(free_port()?.to_string());
    }
    run(serve.args(arguments))
}

/// Builds the page as `serve` does, serves it, and runs `look` with its address.
pub(crate) fn while_served(look: impl FnOnce(&str) -> Outcome) -> Outcome {
    // Trunk goes on after a build that fails, and waits for an edit: `build` ends with the reason.
    run(&mut unoptimized("build"))?;
    let port = free_port()?.to_string();
    let _server = start(unoptimized("serve").args(["--port", &port]))?;
    look(&format!("http://127.0.0.1:{port}/"))
}

/// Trunk's command, for the page of those who work on it.
fn unoptimized(command: &str) -> Command {
    let mut trunk = with_tools(program("trunk"));
    trunk.args([command, "--public-url", "/", "--dist", SERVED]);
    trunk
}

/// Usually 8080.
fn free_port() -> Outcome<u16> {
    (8080..8180)
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .ok_or_else(|| Failure::new("no port is free from 8080 to 8179: choose one with `--port`"))
}

/// Builds the optimized site into `dist/`. `--site-url` says where it will be.
pub(crate) fn dist(arguments: &[String]) -> Outcome {
    let address = address(arguments)?;
    rust::install_target(rust::PAGE)?;
    install_npm_packages()?;
    rust::fetch_dependencies()?;
    install_site_tools()?;
    rust::install_library_source()?;
    if !address.is_empty() {
        run(site_tool::command()?.arg("address").arg(&address))?;
    }
    println!("dist: building the optimized site");
    build_into("dist", &address)?;
    println!("dist: the site is in dist/");
    Ok(())
}

/// Builds the optimized site into a folder, when everything is in place.
pub(crate) fn build_into(folder: &str, address: &str) -> Outcome {
    let mut trunk = with_tools(program("trunk"));
    trunk.args(["build", "--release", "--dist", folder]).envs(rust::SMALLEST).env(ADDRESS, address);
    run(&mut trunk)
}

/// The variable that says where the site will be.
const ADDRESS: &str = "ROLESCOPE_SITE";

/// The address where the site will be: `--site-url URL`, else the variable, else empty.
pub(crate) fn address(arguments: &[String]) -> Outcome<String> {
    let refused = || Failure::new("`dist` takes no arguments but `--site-url URL`");
    match arguments {
        [] => Ok(env::var(ADDRESS).unwrap_or_default()),
        [option, text] if option == "--site-url" => Ok(text.clone()),
        [argument] => argument.strip_prefix("--site-url=").map(str::to_owned).ok_or_else(refused),
        _ => Err(refused()),
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn other_arguments_than_the_address_are_refused() {
        let of = |arguments: &[&str]| address(&arguments.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["--site-url", "https://a"]).unwrap(), "https://a");
        assert_eq!(of(&["--site-url=https://a"]).unwrap(), "https://a");
        assert!(of(&["--site-url"]).is_err());
        assert!(of(&["--release"]).is_err());
    }
}
