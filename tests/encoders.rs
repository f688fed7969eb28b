//! The encoders of `docs/embedding/links.md`, run as they stand there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rolescope::link::Link;

/// Imports that the JavaScript of the document lacks to be a program.
const NODE: &str = "process.stdout.write(await fragment((await import('node:fs')).readFileSync(0, 'utf8')))";

#[test]
fn the_javascript_makes_links() {
    check(|text| run("node", &["--input-type=module", "--eval", &format!("{}\n{NODE}", only("js"))], text).unwrap());
}

#[test]
fn the_python_makes_links() {
    if run("python3", &["--version"], "").is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        println!("skipped: there is no python3 here");
        return;
    }
    check(|text| run("python3", &["-c", &only("python")], text).unwrap());
}

#[test]
fn the_shell_makes_links() {
    let programs = code("sh");
    assert_eq!(programs.len(), 2);
    for program in programs {
        check(|text| run("sh", &["-c", &program], text).unwrap());
    }
}

mod rust {
    include!("links/encoder.rs");

    #[test]
    fn the_rust_makes_links() {
        assert_eq!(super::only("rust"), include_str!("links/encoder.rs"));
        super::check(fragment);
    }
}

#[test]
fn each_is_under_ten_lines() {
    for program in ["js", "python", "rust", "sh"].into_iter().flat_map(code) {
        let lines = program.lines().filter(|line| !line.trim().is_empty()).count();
        assert!((2..10).contains(&lines), "{lines} lines:\n{program}");
    }
}

/// Checks that an encoder makes links that hold what went in.
fn check(encode: impl Fn(&str) -> String) {
    let mut texts: Vec<PathBuf> =
        fs::read_dir(root().join("tests/links/v1")).unwrap().map(|entry| entry.unwrap().path()).collect();
    texts.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    assert!(texts.len() >= 5);
    for path in texts {
        let text = fs::read_to_string(&path).unwrap();
        let fragment = encode(&text);
        assert_eq!(Link::scenario_text(fragment.trim_end()), Ok(text), "{}: {fragment}", path.display());
        assert!(fragment.starts_with("#s=") && !fragment.trim_end().ends_with('='), "{fragment}");
    }
}

/// The document's only program in a language.
fn only(language: &str) -> String {
    let programs = code(language);
    assert_eq!(programs.len(), 1, "{language}");
    programs.into_iter().next().unwrap()
}

/// The document's programs in a language.
fn code(language: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("docs/embedding/links.md")).unwrap();
    let blocks = text.split("```").skip(1).step_by(2);
    blocks.filter_map(|block| Some(block.strip_prefix(language)?.strip_prefix('\n')?.to_owned())).collect()
}

/// Output of a program for an input.
fn run(program: &str, arguments: &[&str], input: &str) -> io::Result<String> {
    let mut command = Command::new(program);
    let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    // A program that needs no input has closed it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output()?;
    assert!(output.status.success(), "{program} ends with {}", output.status);
    Ok(String::from_utf8(output.stdout).unwrap())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
