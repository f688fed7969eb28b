//! `rolescope open`: the scenario of a link.

use std::io::{self, IsTerminal};
use std::path::Path;

use rolescope::link::Link;

use crate::arguments::Open;
use crate::input;
use crate::outcome::Status;
use crate::run::{complain, say};
use crate::visible;

/// Prints the scenario that a link holds, as a file would hold it.
///
/// Nothing of it steers a terminal: in JSON an escape means the same, and the raw text is as it is only where no terminal
/// shows it.
pub(crate) fn run(args: &Open) -> Status {
    match scenario(args) {
        Ok(text) if args.raw && !io::stdout().is_terminal() => say(&format!("{text}\n")),
        Ok(text) if args.raw => say(&format!("{}\n", visible::lines(&text))),
        Ok(text) => say(&format!("{}\n", visible::json(&text))),
        Err(message) => complain(&message),
    }
}

fn scenario(args: &Open) -> Result<String, String> {
    if args.url != "-" {
        return of_link("<link>", args.url.trim(), args.raw);
    }
    let (name, url) = input::read_text(Path::new("-")).map_err(|unusable| unusable.to_string())?;
    of_link(&name, url.trim(), args.raw)
}

fn of_link(name: &str, url: &str, raw: bool) -> Result<String, String> {
    let named = |message: String| format!("{name}: {message}");
    let link = Link::decode(fragment(url)).map_err(|error| named(error.to_string()))?;
    match (link.scenario, link.example) {
        (Some(text), _) if raw => Ok(text),
        (Some(text), _) => {
            let input = input::scenario(name.to_owned(), text).map_err(|unusable| unusable.to_string())?;
            Ok(input.scenario.to_json())
        }
        (None, Some(example)) => Err(named(format!("the link names the example `{example}`, which only the page has"))),
        (None, None) => Err(named(rolescope::link::LinkError::NoScenario.to_string())),
    }
}

/// Content of a link behind its `#`; a text without one is a fragment already.
fn fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(_, fragment)| fragment)
}
