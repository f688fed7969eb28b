//! `rolescope link`: a scenario as a link.

use std::io::{self, Write};

use rolescope::link::{LONG_LINK, Link, suspicions};

use crate::anonymize::anonymized;
use crate::arguments;
use crate::input::{self, Input};
use crate::outcome::Status;
use crate::run::{complain, say};
use crate::{explain, visible};

/// Prints a link to a scenario, and warns of what speaks against sharing it.
pub(crate) fn run(args: &arguments::Link) -> Status {
    let linked = input::read_one(&args.scenario).map_err(|unusable| unusable.to_string()).and_then(|input| {
        let link = link(args, &input)?;
        Ok((link, input))
    });
    match linked {
        Ok((link, input)) => {
            warn(&link, &input);
            say(&format!("{}\n", visible::plain(&link)))
        }
        Err(message) => complain(&message),
    }
}

fn link(args: &arguments::Link, input: &Input) -> Result<String, String> {
    let step = args.step.as_deref().map(|step| explain::step(input, step)).transpose()?;
    let anonymous =
        anonymized(&args.anonymize, &input.scenario).map_err(|message| format!("{}: {message}", input.name))?;
    let link = Link {
        step: step.map(|at| at + 1),
        at: args.at.map(|at| at as usize),
        depth: args.depth.map(|depth| depth.word().to_owned()),
        ..Link::to(anonymous.as_ref().unwrap_or(&input.scenario))
    };
    let fragment = link.encode().map_err(|error| format!("{}: {error}", input.name))?;
    let page = args.site.split('#').next().unwrap_or_default();
    Ok(format!("{page}{fragment}"))
}

fn warn(link: &str, input: &Input) {
    let mut warnings = Vec::new();
    if link.len() > LONG_LINK {
        warnings.push(format!(
            "the link has {} characters, and some programs cut links off after {LONG_LINK}; a file is safer",
            link.len()
        ));
    }
    for suspicion in suspicions(&input.text) {
        let found = input.text.get(suspicion.span).unwrap_or_default();
        let beginning: String = found.chars().take(6).collect();
        warnings.push(format!(
            "`{beginning}…` in {} looks like {} in use, and everybody who has the link can read it",
            input.name,
            suspicion.kind.words()
        ));
    }
    for warning in warnings {
        // Nobody is left to be warned when standard error is gone.
        let _ = writeln!(io::stderr(), "warning: {}", visible::plain(&warning));
    }
}
