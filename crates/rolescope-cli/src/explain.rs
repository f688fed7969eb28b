//! `rolescope explain`: one step, at the depth that is asked for.

use std::io::{self, Write};

use rolescope::report::TraceScope;

use crate::arguments::Explain;
use crate::input::{self, Input};
use crate::outcome::Status;
use crate::run::{checked, complain};
use crate::text;

/// Explains one step of a scenario.
pub(crate) fn run(args: &Explain) -> Status {
    let told = input::read_one(&args.scenario).map_err(|unusable| unusable.to_string()).and_then(|input| {
        let at = args.step.as_deref().map_or_else(|| only(&input), |wanted| step(&input, wanted))?;
        let report = checked(&input.scenario, TraceScope::All);
        Ok(text::explained(&input, &report, at, args.depth, text::width()))
    });
    match told {
        Ok(told) => match anstream::AutoStream::auto(io::stdout().lock()).write_all(told.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Status::Unusable,
            Ok(()) | Err(_) => Status::AsExpected,
        },
        Err(message) => complain(&message),
    }
}

/// The only step of a scenario.
fn only(input: &Input) -> Result<usize, String> {
    match input.scenario.steps.len() {
        1 => Ok(0),
        _ => Err(format!("{}: name a step with `--step`: {}", input.name, known(input))),
    }
}

/// The position of a step by its name, or by its number counted from 1.
pub(crate) fn step(input: &Input, wanted: &str) -> Result<usize, String> {
    let steps = &input.scenario.steps;
    let named = steps.iter().position(|step| step.name.as_deref() == Some(wanted));
    let numbered = || wanted.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    if let Some(at) = named.or_else(numbered).filter(|at| *at < steps.len()) {
        return Ok(at);
    }
    Err(format!("{}: no step `{wanted}`: {}", input.name, known(input)))
}

/// `` it has `assume`, `read` ``
fn known(input: &Input) -> String {
    let steps = input.scenario.steps.iter().enumerate();
    let names: Vec<String> = steps
        .map(|(at, step)| step.name.as_ref().map_or_else(|| (at + 1).to_string(), |name| format!("`{name}`")))
        .collect();
    if names.is_empty() { "it has no steps".to_owned() } else { format!("it has {}", names.join(", ")) }
}
