//! Scenarios out of files: given as such, or made of what `rolescope import` takes.

use std::path::{Path, PathBuf};

use rolescope_import::{Comparison, Together, together};

use super::{Input, Unusable, import, read_text, say_if_newer, scenario, tell};
use crate::arguments::ScenarioFiles;

/// The one scenario that a command is about.
pub(crate) fn read_one(args: &ScenarioFiles) -> Result<Input, Unusable> {
    match args.files.as_slice() {
        files if args.together => read_together(files),
        [file] => read(file),
        files => {
            let name = files.get(1).map_or(String::new(), |file| file.display().to_string());
            let message = "this command is about one scenario; `--together` makes one of several files";
            Err(Unusable { name, message: message.to_owned(), place: None })
        }
    }
}

/// Every file as a scenario, or all of them as one.
pub(crate) fn read_all(args: &ScenarioFiles) -> Vec<Result<Input, Unusable>> {
    if args.together {
        return vec![read_together(&args.files)];
    }
    distinct(&args.files).map(|path| read(path)).collect()
}

/// The files; standard input, which ends once, only where it is named first.
fn distinct(files: &[PathBuf]) -> impl Iterator<Item = &PathBuf> {
    let stdin = Path::new("-");
    let first = files.iter().position(|path| path == stdin);
    files
        .iter()
        .enumerate()
        .filter(move |(at, path)| path.as_path() != stdin || first == Some(*at))
        .map(|(_, path)| path)
}

/// Reads one scenario, or what `rolescope import` makes one of.
fn read(path: &Path) -> Result<Input, Unusable> {
    let (name, text) = read_text(path)?;
    let unusable = match scenario(name.clone(), text.clone()) {
        Ok(input) => return Ok(input),
        Err(unusable) => unusable,
    };
    match import(&name, &text) {
        Ok(imported) => Ok(made_of(name, together([imported]))),
        // Of a text that could be a scenario, its own mistake is the telling one.
        Err(_) if text.trim_start().starts_with('{') => Err(unusable),
        Err(refused) => Err(refused),
    }
}

/// Makes one scenario of all files. What cannot be used is named, each in its line, and then nothing is decided: a policy that was left out
/// could be the one that decides.
fn read_together(files: &[PathBuf]) -> Result<Input, Unusable> {
    let (mut imports, mut refused) = (Vec::new(), Vec::new());
    for path in distinct(files) {
        match read_text(path).and_then(|(name, text)| import(&name, &text)) {
            Ok(imported) => imports.push(imported),
            Err(unusable) => refused.push(unusable),
        }
    }
    if let Some(last) = refused.pop() {
        refused.iter().for_each(|unusable| tell(&unusable.to_string()));
        return Err(last);
    }
    let first = imports.first().map_or("", |imported| imported.file.as_str());
    let name = if imports.len() > 1 { format!("{first} and {} more", imports.len() - 1) } else { first.to_owned() };
    let all = together(imports);
    say_if_newer(&name, &all.scenario);
    Ok(made_of(name, all))
}

fn made_of(name: String, all: Together) -> Input {
    say_recognized(&all, "read as ");
    Input { name, text: all.scenario.to_json(), scenario: all.scenario.clone(), imported: Some(all) }
}

/// Says on standard error what the inputs are, what does not agree, what to know about them, what is not known and what to ask for.
pub(crate) fn say_recognized(all: &Together, read_as: &str) {
    for input in &all.inputs {
        tell(&format!("{}: {read_as}{}: {}", input.file, input.kind.words(), input.what));
        for secret in &input.secrets {
            tell(&format!("{}:{}: {} was taken out", input.file, secret.line, secret.kind.words()));
        }
    }
    for conflict in &all.conflicts {
        tell(&format!("{}: {} and {} do not agree; the first was kept", conflict.what, conflict.kept, conflict.other));
    }
    for (document, file) in all.unattached() {
        let name = document.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
        let kind = document.policy_type.kind().name();
        tell(&format!(
            "{file}:{}: nothing says what the {kind}{name} is attached to, so it decides nothing",
            document.line
        ));
    }
    for comparison in all.comparisons() {
        tell(&said(&comparison));
    }
    for note in &all.notes {
        tell(&format!("note: {note}"));
    }
    for unresolved in &all.unresolved {
        let place = unresolved.at.as_ref().map_or(String::new(), |at| format!("{at}: "));
        tell(&format!("{place}not known: {}: {}", unresolved.text, unresolved.why));
    }
    for ask in &all.ask {
        let command = ask.command.as_ref().map_or(String::new(), |command| format!(": {command}"));
        tell(&format!("missing: {}{command}", ask.what));
    }
}

/// Both answers to a step in one line, and what could explain a difference.
fn said(comparison: &Comparison) -> String {
    let Comparison { step, aws, rolescope, agree, absent } = comparison;
    let both = format!("step {step}: AWS said {}, Rolescope says {}", aws.word(), rolescope.word());
    let kinds: Vec<&str> = absent.iter().map(|kind| kind.kind().name()).collect();
    match (agree, kinds.as_slice()) {
        (true, _) => format!("{both}: they agree"),
        (false, []) => format!("{both}: they differ"),
        (false, kinds) => {
            format!("{both}: they differ; none of these was given, and one could explain it: {}", kinds.join(", "))
        }
    }
}
