//! Running other programs and saying what went wrong.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Reason for which a command of ours stops, and the status it exits with.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The failure and the remedy; empty when that was printed already.
    pub(crate) message: String,
    /// The exit status, that of the program that failed where there is one.
    pub(crate) code: u8,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 1 }
    }

    pub(crate) fn said_already() -> Self {
        Self::new("")
    }
}

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&package).parent().map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// Folder of what cargo builds.
pub(crate) fn target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// A program to be run in the workspace's folder.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a program to its end with its output passed through.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(failed(command, status.code())) }
}

/// Runs a program with its output passed through and shows each of its output's lines to `look`.
pub(crate) fn run_and_look(command: &mut Command, mut look: impl FnMut(&str)) -> Outcome {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            look(&line);
        }
    }
    let status = child.wait().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(failed(command, status.code())) }
}

/// A program that runs beside us until it is ended, or dropped.
pub(crate) struct Running(Child);

/// Starts a program with its output passed through.
pub(crate) fn start(command: &mut Command) -> Outcome<Running> {
    command.spawn().map(Running).map_err(|error| cannot_start(command, &error))
}

impl Drop for Running {
    fn drop(&mut self) {
        // A program that has ended by itself cannot be killed, and needs not be.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Output of a program, if it can be run and succeeds.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first of PATH's folders' files with this name.
pub(crate) fn find_on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path).map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{}` cannot be started: {error}", in_words(command)))
}

fn failed(command: &Command, code: Option<i32>) -> Failure {
    let status = code.map_or("was killed".to_owned(), |code| format!("failed with status {code}"));
    let code = code.and_then(|code| u8::try_from(code).ok()).filter(|code| *code != 0).unwrap_or(1);
    Failure { message: format!("`{}` {status}", in_words(command)), code }
}

fn in_words(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
