//! `rolescope run`: read, analyze, print, and say by the exit status how it went.

use std::io::{self, Write};

use iam_catalog::embedded;
use rolescope::catalog::check_requests;
use rolescope::report::TraceScope;
use rolescope::{Compiled, Report, Scenario};

use crate::arguments::{Format, Run};
use crate::input::{self, Input};
use crate::outcome::{Outcome, Status};
use crate::{json, junit, text, visible};

/// Runs all files. One that cannot be used does not keep the others from being decided.
pub(crate) fn run(args: &Run) -> Status {
    if args.trace.is_some() && !matches!(args.format, Format::Json) {
        return complain("`--trace` is for `--format json`");
    }
    let outcomes = outcomes(args);
    for unusable in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        // Nobody is left to be told when standard error is gone.
        let _ = writeln!(io::stderr(), "{unusable}");
    }
    match print(args.format, &outcomes) {
        Ok(()) => status(&outcomes),
        // The reader has seen enough, as with `| head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => status(&outcomes),
        Err(error) => {
            let _ = writeln!(io::stderr(), "<stdout>: cannot be written: {error}");
            Status::Unusable
        }
    }
}

fn outcomes(args: &Run) -> Vec<Outcome> {
    let trace = args.trace.map_or(TraceScope::All, TraceScope::from);
    let decide = |input: Input| {
        let report = checked(&input.scenario, trace);
        (input, report)
    };
    input::read_all(&args.scenario).into_iter().map(|read| read.map(decide)).collect()
}

/// The report of a scenario, with warnings of what its requests have and AWS does not.
pub(crate) fn checked(scenario: &Scenario, trace: TraceScope) -> Report {
    let mut report = Compiled::new(scenario).report_with(trace);
    check_requests(scenario, &mut report, &embedded::catalog());
    report
}

fn status(outcomes: &[Outcome]) -> Status {
    outcomes.iter().map(outcome_status).max().unwrap_or(Status::AsExpected)
}

fn outcome_status(outcome: &Outcome) -> Status {
    match outcome {
        Err(_) => Status::Unusable,
        // There is nothing to decide. What was imported says itself which call is missing.
        Ok((input, report)) if report.steps.is_empty() && input.imported.is_none() => Status::Unusable,
        Ok((_, report)) if report.steps.iter().any(|step| step.met == Some(false)) => Status::NotAsExpected,
        Ok(_) => Status::AsExpected,
    }
}

fn print(format: Format, outcomes: &[Outcome]) -> io::Result<()> {
    match format {
        Format::Text => {
            let mut out = anstream::AutoStream::auto(io::stdout().lock());
            out.write_all(text::render(outcomes, text::width()).as_bytes())?;
            out.flush()
        }
        Format::Json => plain(&visible::json(&json::render(outcomes)?)),
        Format::Junit => plain(&junit::render(outcomes)?),
    }
}

/// Prints machine output as it is, whatever bytes it holds.
fn plain(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Prints the answer of a command as it is; how that went.
pub(crate) fn say(answer: &str) -> Status {
    match plain(answer) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Status::Unusable,
        Ok(()) | Err(_) => Status::AsExpected,
    }
}

/// Says in one line why there is no answer.
pub(crate) fn complain(message: &str) -> Status {
    // Nobody is left to be told when standard error is gone.
    let _ = writeln!(io::stderr(), "{}", visible::plain(message));
    Status::Unusable
}
