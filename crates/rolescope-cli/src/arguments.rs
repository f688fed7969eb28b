//! What can be asked for.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Why AWS says yes or no, step by step.
#[derive(Debug, Parser)]
#[command(name = "rolescope", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// When to use color; `NO_COLOR` and `CLICOLOR_FORCE` are obeyed
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decide every step of scenario files and say why
    Run(Run),
    /// Explain one step: in a sentence, by its gates, or by every statement and value
    Explain(Explain),
    /// Try everybody on a role: who can assume it?
    WhoCan(WhoCan),
}

/// Explain one step: in a sentence, by its gates, or by every statement and value.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  rolescope explain web-app.json --step read --depth 3")]
pub(crate) struct Explain {
    /// Scenario file; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Name of the step, or its number counted from 1
    #[arg(long, value_name = "NAME")]
    pub(crate) step: String,

    /// 1: a sentence; 2: the gates; 3: every statement and value
    #[arg(long, value_name = "DEPTH", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=3))]
    pub(crate) depth: u8,
}

/// Try everybody on a role: who can assume it?
///
/// Tried are the scenario's principals and every kind of outsider: any user of the account, of the organization, of
/// another account, services, subjects of identity providers, and callers without credentials.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  rolescope who-can web-app.json --role arn:aws:iam::111122223333:role/web-app")]
pub(crate) struct WhoCan {
    /// Scenario file; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// ARN of one of the scenario's roles
    #[arg(long, value_name = "ARN")]
    pub(crate) role: String,

    /// What to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Answer,
}

/// Forms of an answer to one question.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Answer {
    /// For reading
    Text,
    /// For programs
    Json,
}

/// Decide every step of scenario files and say why.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit status:
  0  every step came out as its `expect` says
  1  a step did not
  2  an input could not be used (said on standard error with file, line and column)

Examples:
  rolescope run web-app.json
  rolescope run --format junit scenarios/*.json > results.xml
  curl … | rolescope run --format json -")]
pub(crate) struct Run {
    /// Scenario files; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// What to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For reading: the walk, the verdict and the lines that decided
    Text,
    /// The report; an array of reports when there are several files
    Json,
    /// JUnit XML for continuous integration: a suite a file, a test case a step
    Junit,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal that shows it
    Auto,
    /// Even into a file or pipe
    Always,
    /// Not at all
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}
