//! `rolescope docs check`: do the verdicts that documents state still hold?

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rolescope::report::StepReport;
use rolescope::scenario::Expectation;
use rolescope::{Report, analyze};

use crate::arguments::DocsCheck;
use crate::input;
use crate::outcome::Status;
use crate::run::say;
use crate::text::{counted, look};

pub(crate) mod block;
mod dialects;
mod embedded;
mod folders;
mod html;
pub(crate) mod lines;

use embedded::Embedded;
use folders::Folders;

/// Mistake at a line of a document.
#[derive(Debug)]
pub(crate) struct Misread {
    /// Counted from 1.
    pub(crate) line: usize,
    /// In one line.
    pub(crate) message: String,
}

/// Runs every scenario in documents. One that cannot be used does not keep the others from being run.
pub(crate) fn check(args: &DocsCheck) -> Status {
    let mut checked = CheckedDocs::default();
    let folders = Folders::of(&args.paths);
    for path in &args.paths {
        for file in documents(path, &folders) {
            match file.and_then(|file| input::read_document(&file).map_err(|unusable| unusable.to_string())) {
                Ok((name, text)) => check_file(&name, &text, &folders, &mut checked),
                Err(message) => checked.complain(Status::Unusable, &message),
            }
        }
    }
    let written = say(&format!("{checked}\n"));
    checked.status.max(written)
}

fn check_file(name: &str, text: &str, folders: &Folders, checked: &mut CheckedDocs) {
    checked.files += 1;
    let path = Path::new(name);
    let scenarios = if has_extension(path, &["rst"]) {
        embedded::scenarios_of_restructured_text(text)
    } else if has_extension(path, &["html", "htm"]) {
        embedded::scenarios_of_html(text)
    } else {
        let folder = path.parent().unwrap_or(Path::new(""));
        embedded::scenarios_of_markdown(text, &|name| folders.included(folder, name))
    };
    for found in scenarios {
        checked.scenarios += 1;
        let (status, wrong) = match found.and_then(|embedded| check_scenario(name, &embedded, checked)) {
            Ok(broken) => (Status::NotAsExpected, broken),
            Err(misread) => (Status::Unusable, vec![misread]),
        };
        for Misread { line, message } in wrong {
            checked.complain(status, &format!("{name}:{line}: {message}"));
        }
    }
}

/// Steps of a scenario that do not come out as it is stated.
fn check_scenario(name: &str, embedded: &Embedded, checked: &mut CheckedDocs) -> Result<Vec<Misread>, Misread> {
    let scenario = embedded.read()?;
    input::say_if_newer(&format!("{name}:{}", embedded.told), &scenario);
    let report = analyze(&scenario);
    let (mut broken, mut expectations) = (Vec::new(), embedded.expectations());
    for (at, step) in report.steps.iter().enumerate() {
        let Some(expected) = step.expected else { continue };
        checked.verdicts += 1;
        if step.met == Some(false) {
            checked.broken += 1;
            broken.push(Misread { line: expectations.line(at), message: difference(at, step, expected) });
        }
    }
    if embedded.step.is_some() || embedded.expect.is_some() {
        let (at, step) = shown_step(&report, embedded)?;
        let Some(expected) = embedded.expect else { return Ok(broken) };
        checked.verdicts += 1;
        if !expected.is_met_by(step.decision) {
            checked.broken += 1;
            broken.push(Misread { line: embedded.told, message: difference(at, step, expected) });
        }
    }
    Ok(broken)
}

/// The step that is shown first, or else the last one: the one that `expect=` is about.
fn shown_step<'r>(report: &'r Report, embedded: &Embedded) -> Result<(usize, &'r StepReport), Misread> {
    let at = embedded.step.unwrap_or(report.steps.len()).saturating_sub(1);
    let step = report.steps.get(at).ok_or_else(|| {
        let message = match embedded.step {
            Some(step) => format!("there is no step {step}: the scenario has {}", report.steps.len()),
            None => "a verdict is stated, but the scenario has no steps".to_owned(),
        };
        Misread { line: embedded.told, message }
    })?;
    Ok((at, step))
}

fn difference(at: usize, step: &StepReport, expected: Expectation) -> String {
    let name = step.name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
    let code = step.error.as_ref().map(|error| format!(" {}", error.code)).unwrap_or_default();
    let (number, came, expected) = (at + 1, step.decision.word(), expected.word());
    format!("step {number}{name}: {expected} is stated, but the decision is {came}{code}: {}", step.reason)
}

/// The file itself, or the documents of a folder in the order of their names.
fn documents(path: &Path, folders: &Folders) -> Vec<Result<PathBuf, String>> {
    if !path.is_dir() {
        return vec![Ok(path.to_owned())];
    }
    let unreadable = |error: io::Error| format!("{}: cannot be read: {error}", path.display());
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return vec![Err(unreadable(error))],
    };
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut files = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => paths.push(entry.path()),
            Err(error) => files.push(Err(unreadable(error))),
        }
    }
    paths.sort();
    for path in paths.into_iter().filter(|path| !is_passed_over(path)) {
        // A link to a folder could lead back to where it stands.
        if path.is_dir() && !path.is_symlink() {
            files.extend(documents(&path, folders));
        } else if path.is_file() && has_extension(&path, &["md", "markdown", "mdx", "rst"]) {
            let outside = || format!("{}: leads out of the folder; name the file itself to check it", path.display());
            let inside = folders.inside(&path).is_some();
            files.push(if inside { Ok(path) } else { Err(outside()) });
        }
    }
    files
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|extension| extensions.iter().any(|known| extension == *known))
}

/// Hidden folders, and what others have written.
fn is_passed_over(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.') || name == "node_modules")
}

/// Documents, scenarios and verdicts that were checked so far.
struct CheckedDocs {
    status: Status,
    files: usize,
    scenarios: usize,
    verdicts: usize,
    broken: usize,
}

impl Default for CheckedDocs {
    fn default() -> Self {
        Self { status: Status::AsExpected, files: 0, scenarios: 0, verdicts: 0, broken: 0 }
    }
}

impl CheckedDocs {
    fn complain(&mut self, status: Status, message: &str) {
        self.status = self.status.max(status);
        // Nobody is left to be told when standard error is gone.
        let _ = writeln!(io::stderr(), "{}", look::plain(message));
    }
}

impl fmt::Display for CheckedDocs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = counted(self.files, "file");
        if self.scenarios == 0 {
            return write!(f, "{files}, and no scenario in them");
        }
        let held = self.verdicts.saturating_sub(self.broken);
        let scenarios = counted(self.scenarios, "scenario");
        write!(f, "{files}, {scenarios}; {held} of {} stated verdicts hold", self.verdicts)
    }
}
