//! Commands of the site's pipeline, called by Trunk and by `cargo xtask` in the project's folder.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};
use rolescope_site::{SOURCE, address, build, size};

const USAGE: &str = "\
usage: rolescope-site COMMAND

  build              complete the site in $TRUNK_STAGING_DIR: Trunk's hook
  address URL        check the address of a site
  size SITE          print the sizes of a built site and hold them against their budgets
  size-package FILE  print the size of the npm package's module and hold it against its budget";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nrolescope-site: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    match arguments {
        ["--version"] => {
            println!("rolescope-site {}", SOURCE.unwrap_or("of unknown source"));
            Ok(())
        }
        ["build"] => build::from_trunk(),
        ["address", url] => url.parse::<address::Address>().map(|_| ()),
        ["size", site] => size::check_site(Path::new(site)),
        ["size-package", folder] => size::check_package(Path::new(folder)),
        _ => bail!("not a command\n\n{USAGE}"),
    }
}
