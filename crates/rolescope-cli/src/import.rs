//! `rolescope import`: denials, command output, templates and tokens as a scenario.

use rolescope_import::{Together, together};

use crate::arguments::{self, ImportFormat};
use crate::input::{self, say_recognized, tell};
use crate::outcome::Status;
use crate::run::say;
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
    let is_one = args.together || args.files.len() == 1;
    let all: Vec<Together> =
        if is_one { vec![together(understood)] } else { understood.into_iter().map(|one| together([one])).collect() };
    if args.format == ImportFormat::Scenario {
        all.iter().for_each(|one| say_recognized(one, ""));
    }
    let texts: Vec<String> = all.iter().map(|one| text(one, args.format)).collect();
    match texts.as_slice() {
        [only] if is_one => say(&visible::json(&format!("{only}\n"))),
        texts => say(&visible::json(&format!("[\n{}\n]\n", texts.join(",\n")))),
    }
}

fn text(all: &Together, format: ImportFormat) -> String {
    match format {
        ImportFormat::Scenario => all.scenario.to_json(),
        ImportFormat::Json => all.to_json(),
    }
}
