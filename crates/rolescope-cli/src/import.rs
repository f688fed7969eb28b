//! `rolescope import`: denials, command output, templates and tokens as a scenario.

use rolescope::Scenario;
use rolescope_import::{Together, together};

use crate::anonymize::{anonymized, restored};
use crate::arguments::{self, ImportFormat};
use crate::input::{self, say_recognized, tell};
use crate::outcome::Status;
use crate::run::{complain, say};
use crate::visible;

/// Imports all files. One that cannot be used does not keep the others from being imported.
pub(crate) fn run(args: &arguments::Import) -> Status {
    let mut understood = Vec::new();
    for path in &args.files {
        match input::read_text(path).and_then(|(name, text)| input::import(&name, &text)) {
            Ok(import) => understood.push(import),
            Err(unusable) => tell(&unusable.to_string()),
        }
    }
    if understood.is_empty() {
        return Status::Unusable;
    }
    let is_one = args.together || args.anonymize.anonymize || args.files.len() == 1;
    let mut all: Vec<Together> =
        if is_one { vec![together(understood)] } else { understood.into_iter().map(|one| together([one])).collect() };
    for one in &mut all {
        match renamed(args, one) {
            Ok(Some(scenario)) => one.scenario = scenario,
            Ok(None) => {}
            Err(message) => return complain(&message),
        }
    }
    if args.format == ImportFormat::Scenario {
        all.iter().for_each(|one| say_recognized(one, ""));
    }
    let texts: Vec<String> = all.iter().map(|one| text(one, args.format)).collect();
    match texts.as_slice() {
        [only] if is_one => say(&visible::json(&format!("{only}\n"))),
        texts => say(&visible::json(&format!("[\n{}\n]\n", texts.join(",\n")))),
    }
}

/// The scenario without its names, or with them again, where that is asked for.
fn renamed(args: &arguments::Import, all: &Together) -> Result<Option<Scenario>, String> {
    if args.anonymize.anonymize && args.format == ImportFormat::Json {
        return Err(
            "`--anonymize` is for `--format scenario`: what was recognized and what is missing has names".to_owned()
        );
    }
    match &args.restore {
        Some(mapping) => restored(mapping, &all.scenario).map(Some),
        None => anonymized(&args.anonymize, &all.scenario),
    }
}

fn text(all: &Together, format: ImportFormat) -> String {
    match format {
        ImportFormat::Scenario => all.scenario.to_json(),
        ImportFormat::Json => all.to_json(),
    }
}
