//! Everything that must hold, in one run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::crates::{self, LIBRARIES};
use crate::process::{Failure, Outcome, cargo, program, root, run, run_and_look, target_dir};
use crate::tools::install_npm_packages;
use crate::{
    browser, data, dependencies, docs_sites, imports, other_browsers, package, reproduce, rust, site, site_tool, size,
};

/// Runs all checks, even when one fails, and closes with their count.
pub(crate) fn run_everything() -> Outcome {
    let mut tally = Tally::default();
    tally.check("setup", |_| crate::set_up());
    tally.check("format", |_| run(cargo().args(["fmt", "--all", "--check"])));
    tally.check("lints", |_| run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])));
    tally.check("tests", |tally| rust_tests(tally, &["--workspace"]));
    tally.check("the site's pipeline", site_pipeline);
    tally.check("the engine against the model", |_| differential());
    tally.check("speed", |_| ratios());
    tally.check("growth", |_| growth());
    tally.check("dependencies", |tally| dependencies::check().map(|skipped| tally.skipped.extend(skipped)));
    tally.check("the editor's parts", editor_parts);
    tally.check("links in JavaScript", links_in_javascript);
    tally.check("the reference data", reference_data);
    tally.check("the engine's tests as wasm", wasm_tests);
    tally.check("hostile input in wasm", |_| hostile_input());
    tally.check("library crates", |_| crates::publish_dry());
    tally.check("documentation", |_| crates::document());
    if tally.check("npm package", |_| package::check()) {
        tally.check("size of the npm package", |_| size::check_package());
        tally.check("the npm package in use", package_in_use);
    }
    tally.check("the page as `serve` builds it", page_served);
    let site = tally.check("site", |_| site::dist(&[]));
    if site {
        tally.check("size", |_| size::check());
        tally.check("the page's imports", |_| imports::check());
        tally.check("the site once more", |_| reproduce::seal_again());
        tally.check("end to end", end_to_end);
        tally.check("other browsers", in_other_browsers);
        tally.check("example sites of documentation", example_sites);
        tally.check("a keystroke on the page", |_| held_in_chromium("speed.mjs", &[]));
        tally.check("embeds on one page", |_| held_in_chromium("embeds-speed.mjs", &[]));
        tally.check("lighthouse", |_| held_in_chromium("lighthouse.mjs", &[]));
        tally.check("lighthouse in a slow browser", |_| held_in_chromium("lighthouse.mjs", &["--throttled"]));
    }
    tally.close()
}

/// Checks that passed and failed so far.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    failures: Vec<(&'static str, String)>,
    /// Checks that could not be run here, and why.
    skipped: Vec<String>,
    /// Text by which the running check's test runner tells of tests that failed.
    account: Account,
}

/// A test runner's account of what failed.
#[derive(Default)]
struct Account {
    lines: Vec<String>,
    /// True if it goes on with the next line.
    goes_on: bool,
}

/// As much of a runner's account of failed tests is said again at the end; the rest stands further up.
const LINES_SAID_AGAIN: usize = 80;

impl Tally {
    /// Runs one check under a heading. It counts as one, beside the tests that it adds itself.
    fn check(&mut self, name: &'static str, check: impl FnOnce(&mut Self) -> Outcome) -> bool {
        println!("\n=== {name}");
        self.account = Account::default();
        let start = Instant::now();
        let outcome = check(self);
        let seconds = start.elapsed().as_secs_f32();
        let word = if outcome.is_ok() { "passed" } else { "FAILED" };
        println!("--- {name}: {word} after {seconds:.1} s");
        match outcome {
            Ok(()) => self.passed += 1,
            Err(failure) => {
                eprintln!("{}", failure.message);
                self.failed += 1;
                let mut message = failure.message;
                for line in self.account.lines.drain(..).take(LINES_SAID_AGAIN) {
                    message.push_str("\n  ");
                    message.push_str(&line);
                }
                self.failures.push((name, message));
                return false;
            }
        }
        true
    }

    /// Says what failed, first things first, and what could not be looked at, and ends with the count.
    fn close(self) -> Outcome {
        for (name, message) in &self.failures {
            println!("\nFAILED {name}: {message}");
        }
        for what in &self.skipped {
            println!("\nSKIPPED {what}");
        }
        println!("\n{} passed, {} failed", self.passed, self.failed);
        if self.failures.is_empty() { Ok(()) } else { Err(Failure::said_already()) }
    }
}

fn rust_tests(tally: &mut Tally, which: &[&str]) -> Outcome {
    run_and_look(cargo().args(["test", "--no-fail-fast"]).args(which), |line| tally.add_rust_summary(line))
}

/// The program that builds the site, a workspace of its own.
fn site_pipeline(tally: &mut Tally) -> Outcome {
    run(site_tool::cargo_in_place("fmt")?.args(["--check"]))?;
    run(site_tool::cargo_in_place("clippy")?.args(["--all-targets", "--", "-D", "warnings"]))?;
    run_and_look(&mut site_tool::cargo_in_place("test")?, |line| tally.add_rust_summary(line))
}

/// Random scenarios through the engine and the reference model, many more than a debug build can do in the time.
fn differential() -> Outcome {
    run(cargo().args(["run", "--quiet", "--release", "--package", "conformance", "--bin", "differential"]))
}

/// The engine's times as ratios to those of `serde_json`, and to its own on half as much.
fn ratios() -> Outcome {
    run(cargo().args(["run", "--quiet", "--release", "--package", "conformance", "--bin", "ratios"]))
}

/// The same tests on a 32-bit machine with a wasm stack, run by Node.
fn wasm_tests(tally: &mut Tally) -> Outcome {
    rust::install_target(rust::TESTS)?;
    let script = root().join("xtask").join("run-wasm.mjs");
    // With its helper threads Node 20 crashes now and then once a test has let the memory grow.
    let node = "'node', '--no-warnings', '--single-threaded'";
    let runner = format!("target.{}.runner=[{node}, '{}']", rust::TESTS, script.display());
    let mut test = cargo();
    test.args(["test", "--no-fail-fast", "--config", &runner, "--lib", "--target", rust::TESTS]);
    for name in LIBRARIES {
        test.args(["--package", name]);
    }
    run_and_look(&mut test, |line| tally.add_rust_summary(line))
}

/// Texts of 10 MB and brackets nested 100,000 deep, read with the page's own profile and stack.
fn hostile_input() -> Outcome {
    rust::install_target(rust::PAGE)?;
    let build =
        ["build", "--package", "iam-syntax", "--example", "hostile", "--profile", "wasm", "--target", rust::PAGE];
    run(cargo().args(build))?;
    let module = target_dir().join(rust::PAGE).join("wasm").join("examples").join("hostile.wasm");
    run(program("node").arg("crates/iam-syntax/tests/hostile/run.mjs").arg(module))
}

/// Tests of the editor that need no browser.
fn editor_parts(tally: &mut Tally) -> Outcome {
    node_tests(tally, program("node"), &root().join("web").join("editor"))
}

/// `web/links.js` over the same files as `rolescope::link`.
fn links_in_javascript(tally: &mut Tally) -> Outcome {
    node_tests(tally, program("node"), &root().join("web"))
}

/// Files of `iam-catalog` against the packages that they are made from, and the size of what the page fetches of them.
fn reference_data(tally: &mut Tally) -> Outcome {
    let mut node = program("node");
    if let Some(reason) = data::missing() {
        node.env("WITHOUT_PACKAGES", &reason);
        tally.skipped.push(format!("the reference data beside its packages: {reason}"));
    }
    node_tests(tally, node, &data::folder())
}

/// The time of everything that runs at a keystroke, on scenarios of one size and of four times that size.
fn growth() -> Outcome {
    run(cargo().args(["run", "--quiet", "--release", "--package", "conformance", "--bin", "growth"]))
}

/// A measurement in Chromium that fails when it is over its limit: ratios within one run, since machines differ.
fn held_in_chromium(script: &str, options: &[&str]) -> Outcome {
    let chromium = browser::find_or_install()?;
    run(program("node").args([&format!("tests/end-to-end/{script}"), "--hold"]).args(options).env("CHROMIUM", chromium))
}

fn end_to_end(tally: &mut Tally) -> Outcome {
    run_and_look(&mut browser_tests()?, |line| tally.add_node_summary(line))
}

/// The tests of the built site, in one Chromium. `arguments` go to the script.
pub(crate) fn in_browser(arguments: &[String]) -> Outcome {
    install_npm_packages()?;
    run(browser_tests()?.args(arguments))
}

fn browser_tests() -> Outcome<Command> {
    let mut node = program("node");
    node.arg("tests/end-to-end/run.mjs").env("CHROMIUM", browser::find_or_install()?);
    Ok(node)
}

/// The unoptimized page, used in Chromium.
fn page_served(tally: &mut Tally) -> Outcome {
    let chromium = browser::find_or_install()?;
    site::while_served(|address| {
        let mut node = program("node");
        node.env("CHROMIUM", chromium).env("SERVED", address);
        node_tests(tally, node, &root().join("tests").join("serve"))
    })
}

/// Page, chunks, worker and embeds in Firefox and WebKit, as far as they can be had.
fn in_other_browsers(tally: &mut Tally) -> Outcome {
    let prepared = other_browsers::prepare()?;
    tally.skipped.extend(prepared.missing);
    node_tests(tally, prepared.node, &other_browsers::folder())
}

/// The sites of `docs/embedding`, each built by its generator.
fn example_sites(tally: &mut Tally) -> Outcome {
    let prepared = docs_sites::prepare()?;
    tally.skipped.extend(prepared.missing);
    node_tests(tally, prepared.node, &docs_sites::folder())
}

/// The package as a project gets it: in Node, bundled, in Chromium; its types and the examples of its README.
fn package_in_use(tally: &mut Tally) -> Outcome {
    let mut node = program("node");
    node.env("CHROMIUM", browser::find_or_install()?).env("ROLESCOPE_PACKAGE", package::packed());
    node_tests(tally, node, &root().join("tests").join("npm"))
}

fn node_tests(tally: &mut Tally, mut node: Command, folder: &Path) -> Outcome {
    node.args(["--test", "--test-reporter=spec"]).args(test_scripts(folder)?);
    run_and_look(&mut node, |line| tally.add_node_summary(line))
}

fn test_scripts(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).map_err(|error| Failure::new(format!("{} cannot be read: {error}", folder.display())))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    // As one would type them.
    Ok(files.iter().map(|file| file.strip_prefix(root()).unwrap_or(file).to_owned()).collect())
}

impl Tally {
    /// Counts `test result: ok. 3 passed; 0 failed; …`.
    fn add_rust_summary(&mut self, line: &str) {
        if line.starts_with("test result: ") {
            self.passed += number_before(line, " passed;");
            self.failed += number_before(line, " failed;");
        }
        self.account.hear(line, "failures:", "test result: ");
    }

    /// Counts `ℹ pass 3` and `ℹ fail 0`.
    fn add_node_summary(&mut self, line: &str) {
        let number = |word: &str| line.strip_prefix(word).and_then(|rest| rest.parse().ok()).unwrap_or(0);
        self.passed += number("ℹ pass ");
        self.failed += number("ℹ fail ");
        self.account.hear(line, "✖ failing tests:", "ℹ ");
    }
}

impl Account {
    /// Remembers what stands between these two lines.
    fn hear(&mut self, line: &str, first: &str, past: &str) {
        self.goes_on = (self.goes_on || line == first) && !line.starts_with(past);
        if self.goes_on && line != first && !line.is_empty() {
            self.lines.push(line.to_owned());
        }
    }
}

fn number_before(line: &str, word: &str) -> usize {
    line.split_once(word)
        .and_then(|(before, _)| before.rsplit(' ').next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summaries_of_both_runners_are_added_up() {
        let mut tally = Tally::default();
        tally.add_rust_summary("test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out");
        tally.add_rust_summary("test statement::reads ... ok");
        tally.add_node_summary("ℹ pass 5");
        tally.add_node_summary("ℹ fail 1");
        assert_eq!((tally.passed, tally.failed), (17, 4));
    }

    #[test]
    fn a_failed_check_is_named_and_the_rest_still_runs() {
        let mut tally = Tally::default();
        tally.check("first", |_| Err(Failure::new("no")));
        tally.check("second", |_| Ok(()));
        assert_eq!((tally.passed, tally.failed), (1, 1));
        assert_eq!(tally.failures, [("first", "no".to_owned())]);
        assert_eq!(tally.close().unwrap_err().code, 1);
    }

    #[test]
    fn what_a_runner_says_of_failed_tests_is_said_again() {
        let mut tally = Tally::default();
        tally.check("node", |tally| {
            for line in ["✖ a (3 ms)", "ℹ fail 1", "", "✖ failing tests:", "", "test at a.mjs:1:1", "  1 !== 2"] {
                tally.add_node_summary(line);
            }
            Err(Failure::new("no"))
        });
        tally.check("rust", |tally| {
            for line in
                ["failures:", "---- a stdout ----", "no", "failures:", "    a", "test result: FAILED.", "test b"]
            {
                tally.add_rust_summary(line);
            }
            Err(Failure::new("no"))
        });
        let told = ["no\n  test at a.mjs:1:1\n    1 !== 2", "no\n  ---- a stdout ----\n  no\n      a"];
        assert_eq!(tally.failures, [("node", told[0].to_owned()), ("rust", told[1].to_owned())]);
    }
}
