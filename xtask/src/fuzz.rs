//! Fuzzing of the importer with libFuzzer, one form of input after the other: `tests/fuzz`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Failure, Outcome, cargo, output_of, program, root, run, target_dir};

/// Seconds that a form is fuzzed where nothing else is said.
const SECONDS: u32 = 600;

/// Compiler flags by which libFuzzer sees the branches that a text takes; the stable channel has them.
const COVERAGE: &str = "-Cpasses=sancov-module -Ccodegen-units=1 -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Fuzzes the forms that the arguments name.
pub(crate) fn run_forms(arguments: &[String]) -> Outcome {
    let order = Order::read(arguments, &forms()?)?;
    let fuzz = build()?;
    let mut found = Vec::new();
    for form in &order.forms {
        println!("\n=== {form}: {} s", order.seconds);
        if run(&mut fuzz_form(&fuzz, form, order.seconds)?).is_err() {
            found.push(form.as_str());
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    let (found, folder) = (found.join(", "), folder("found"));
    Err(Failure::new(format!(
        "a property does not hold in: {found}; the texts are in {}. Mend it, and put the text into tests/fuzz/seeds",
        folder.display()
    )))
}

/// Forms and seconds of the command line.
#[derive(Debug, PartialEq, Eq)]
struct Order {
    forms: Vec<String>,
    seconds: u32,
}

impl Order {
    fn read(arguments: &[String], known: &[String]) -> Outcome<Self> {
        let usage = || Failure::new(format!("name `all` or forms, with `--seconds N`: {}", known.join(", ")));
        let (mut forms, mut seconds) = (Vec::new(), SECONDS);
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--seconds" => {
                    let number = rest.next().and_then(|number| number.parse().ok()).filter(|number| *number > 0);
                    seconds = number.ok_or_else(usage)?;
                }
                "all" => forms.extend(known.iter().cloned()),
                form if known.iter().any(|known| known == form) => forms.push(form.to_owned()),
                _ => return Err(usage()),
            }
        }
        if forms.is_empty() { Err(usage()) } else { Ok(Self { forms, seconds }) }
    }
}

/// Names of the forms: those of the folders of their seeds.
fn forms() -> Outcome<Vec<String>> {
    let folder = root().join("tests").join("fuzz").join("seeds");
    let entries = fs::read_dir(&folder).map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    let mut forms: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    forms.sort();
    Ok(forms)
}

/// Folder of what fuzzing makes: `target/fuzz/NAME`.
fn folder(name: &str) -> PathBuf {
    target_dir().join("fuzz").join(name)
}

/// Builds the target for this machine, and says where it is.
fn build() -> Outcome<PathBuf> {
    let machine = output_of(program("rustc").args(["--print", "host-tuple"]))
        .ok_or_else(|| Failure::new("`rustc --print host-tuple` says nothing; install Rust through rustup"))?;
    // With `--target` the flags are for the target alone, and not for the programs that build it.
    let mut build = cargo();
    build.args(["build", "--release", "--manifest-path", "tests/fuzz/Cargo.toml", "--target", &machine]);
    run(build.arg("--target-dir").arg(folder("build")).env("RUSTFLAGS", COVERAGE))?;
    Ok(folder("build").join(machine).join("release").join(format!("fuzz{}", env::consts::EXE_SUFFIX)))
}

/// One run of libFuzzer. What it learns is kept in `target/fuzz/corpus` and read by the next run.
fn fuzz_form(fuzz: &Path, form: &str, seconds: u32) -> Outcome<Command> {
    let (corpus, found) = (folder("corpus").join(form), folder("found").join(form));
    for folder in [&corpus, &found] {
        fs::create_dir_all(folder)
            .map_err(|error| Failure::new(format!("{} cannot be made: {error}", folder.display())))?;
    }
    let mut command = program(fuzz);
    command.env("FORM", form);
    command.args(["-max_len=4096", "-timeout=10", "-rss_limit_mb=1500", "-print_final_stats=1", "-verbosity=0"]);
    command.args(["-dict=tests/fuzz/words.dict".to_owned(), format!("-max_total_time={seconds}")]);
    command.arg(format!("-artifact_prefix={}/", found.display()));
    command.arg(corpus).args([&format!("tests/fuzz/seeds/{form}"), "tests/paste", "tests/paste/own"]);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Outcome<Order> {
        let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        Order::read(&arguments, &["hcl".to_owned(), "link".to_owned()])
    }

    #[test]
    fn all_means_every_form_for_ten_minutes() {
        let order = read(&["all"]).unwrap();
        assert_eq!((order.forms.as_slice(), order.seconds), (["hcl".to_owned(), "link".to_owned()].as_slice(), 600));
    }

    #[test]
    fn seconds_are_for_each_form_that_is_named() {
        assert_eq!(read(&["link", "--seconds", "7"]).unwrap(), Order { forms: vec!["link".to_owned()], seconds: 7 });
    }

    #[test]
    fn what_is_no_form_is_answered_with_the_forms() {
        for arguments in [&["json"][..], &[], &["--seconds", "7"], &["hcl", "--seconds", "0"], &["hcl", "--seconds"]] {
            assert!(read(arguments).unwrap_err().message.ends_with("hcl, link"), "{arguments:?}");
        }
    }
}
