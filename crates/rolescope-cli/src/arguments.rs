//! Arguments of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use rolescope::report::TraceScope;

use crate::visible;

mod analysis;
mod documents;
mod lesson;
mod lint;

pub(crate) use analysis::{Diff, PolicyType, Prove};
pub(crate) use documents::{Docs, DocsCheck, Mdbook, MdbookQuestion};
pub(crate) use lesson::{Lesson, LessonCheck, LessonNew, LessonPack};
pub(crate) use lint::Lint;

/// The arguments of this process, or the end of it with a message.
pub(crate) fn read() -> Arguments {
    Arguments::try_parse().unwrap_or_else(|error| {
        // What is said of arguments repeats them, so they are read again as they may be shown.
        let shown = std::env::args_os().map(|argument| visible::plain(&argument.to_string_lossy()));
        Arguments::try_parse_from(shown).err().unwrap_or(error).exit()
    })
}

/// Explains why AWS says yes or no, step by step.
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
    Run(Run),
    Explain(Explain),
    WhoCan(WhoCan),
    Diff(Diff),
    Prove(Prove),
    Lint(Lint),
    Expand(Expand),
    Import(Import),
    Link(Link),
    Open(Open),
    #[command(subcommand)]
    Docs(Docs),
    #[command(subcommand)]
    Lesson(Lesson),
    Mdbook(Mdbook),
}

/// Files of the scenario that a command is about.
#[derive(Debug, Args)]
pub(crate) struct ScenarioFiles {
    /// Scenario file, or whatever `rolescope import` takes; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// Make one scenario of several files
    #[arg(long)]
    pub(crate) together: bool,
}

/// Print a link that opens a scenario on the page.
///
/// The link holds the whole scenario, behind its `#`, which no browser sends anywhere. A warning goes to standard error
/// when the link is so long that some programs cut it off, and when the scenario holds what looks like a real credential.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  rolescope link web-app.json --step read --site https://docs.example.com/rolescope/")]
pub(crate) struct Link {
    #[command(flatten)]
    pub(crate) scenario: ScenarioFiles,

    /// Step to show: its name, or its number counted from 1
    #[arg(long, value_name = "NAME")]
    pub(crate) step: Option<String>,

    /// Entry of the step's trace to stand at, counted from 1
    #[arg(long, value_name = "NUMBER", requires = "step", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) at: Option<u32>,

    /// Depth of the answer
    #[arg(long, value_name = "DEPTH", value_enum)]
    pub(crate) depth: Option<Depth>,

    #[command(flatten)]
    pub(crate) anonymize: Anonymize,

    /// Address of the page; by default where `cargo xtask serve` has it
    #[arg(long, value_name = "URL", env = "ROLESCOPE_SITE", default_value = "http://localhost:8080/")]
    pub(crate) site: String,
}

/// Print the scenario that a link holds.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  rolescope open 'https://docs.example.com/rolescope/#s=1.q64FAA' | rolescope run -")]
pub(crate) struct Open {
    /// Link, or its end from the `#` on; `-` reads it from standard input
    #[arg(value_name = "URL")]
    pub(crate) url: String,

    /// Print the text as the link holds it, whether it is a scenario or not; on a terminal with control characters as escapes
    #[arg(long)]
    pub(crate) raw: bool,
}

/// Explain one step: in a sentence, by its gates, or by every statement and value.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  rolescope explain web-app.json --step read --depth everything")]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) scenario: ScenarioFiles,

    /// Name of the step, or its number counted from 1; not needed where there is only one
    #[arg(long, value_name = "NAME")]
    pub(crate) step: Option<String>,

    /// Depth of the answer
    #[arg(long, value_name = "DEPTH", value_enum, default_value = "gates")]
    pub(crate) depth: Depth,
}

/// Depth of an answer, by the words of links and page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Depth {
    /// The decision in a sentence
    #[value(alias = "1")]
    Sentence,
    /// The gates that were asked, too
    #[value(alias = "2")]
    Gates,
    /// Every statement and value, too
    #[value(alias = "3")]
    Everything,
}

impl Depth {
    /// The word in a link.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Gates => "gates",
            Self::Everything => "everything",
        }
    }
}

/// Try everybody on a role: who can assume it?
///
/// Tried are the scenario's principals and every kind of outsider: any user of the account, of the organization, of
/// another account, services, subjects of identity providers, and callers without credentials. Whoever is stopped by
/// conditions alone is tried again with what they want. So there are three answers: can, can if the request carries what
/// is named, cannot.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  rolescope who-can web-app.json --role arn:aws:iam::111122223333:role/web-app")]
pub(crate) struct WhoCan {
    #[command(flatten)]
    pub(crate) scenario: ScenarioFiles,

    /// ARN of one of the scenario's roles
    #[arg(long, value_name = "ARN")]
    pub(crate) role: String,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Answer,
}

/// List the actions that patterns mean, by access level.
///
/// The actions are those of the reference data that this version was built with; AWS adds new ones almost daily.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rolescope expand 's3:Get*'
  rolescope expand --not 's3:*' 'iam:*'")]
pub(crate) struct Expand {
    /// Pattern of actions, as in `Action` of a policy
    #[arg(value_name = "PATTERN", required = true)]
    pub(crate) patterns: Vec<String>,

    /// All actions but those of the patterns, as `NotAction` means them
    #[arg(long)]
    pub(crate) not: bool,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Answer,
}

/// Make a scenario of what you have: a denial, command output, a template, a token.
///
/// Taken are AccessDenied messages in all forms, events of CloudTrail, output of AWS's commands, policies, templates of CloudFormation, SAM, the
/// CDK and Terraform, service accounts, workflows, token claims, profiles and links. Nothing is guessed: what an input does not say is named,
/// with the command that only reads and would tell it. Credentials are taken out.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit status:
  0  something was understood
  2  nothing was

Examples:
  rolescope import denied.txt
  rolescope import --together denied.txt role.json policy.json | rolescope run -
  rolescope import --anonymize --mapping names.json scenario.json > anonymous.json
  rolescope import --restore names.json anonymous.json")]
pub(crate) struct Import {
    /// Files of any form; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "scenario")]
    pub(crate) format: ImportFormat,

    /// Make one scenario of all files; without it several files become an array
    #[arg(long)]
    pub(crate) together: bool,

    #[command(flatten)]
    pub(crate) anonymize: Anonymize,

    /// Bring back the names of a scenario that was anonymized with `--mapping FILE`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["anonymize", "format"])]
    pub(crate) restore: Option<PathBuf>,
}

/// Options of commands that can hand on a scenario without names.
#[derive(Debug, Args)]
pub(crate) struct Anonymize {
    /// Replace account ids, ids of organizations and names; every step gets the decision that it got before
    #[arg(long)]
    pub(crate) anonymize: bool,

    /// New file for what the replacements stand for: keep it to yourself, `rolescope import --restore` takes it
    #[arg(long, value_name = "FILE", requires = "anonymize")]
    pub(crate) mapping: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFormat {
    /// The scenario, which `rolescope run` takes; what is missing is said on standard error
    Scenario,
    /// The scenario with what was recognized, what is missing and what AWS said
    Json,
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
  2  an input could not be used (said on standard error with file, line and column), or has no steps

Examples:
  rolescope run web-app.json
  rolescope run --format junit scenarios/*.json > results.xml
  rolescope run --format json --trace deciding web-app.json
  rolescope run --together denied.txt role.json policy.json
  curl … | rolescope run --format json -")]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) scenario: ScenarioFiles,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,

    /// Part of each step's trace that `--format json` prints; by default all of it
    #[arg(long, value_name = "PART")]
    pub(crate) trace: Option<TracePart>,
}

/// Parts of a trace.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum TracePart {
    /// No entry
    None,
    /// The statements that decided, and the policies, levels and gates they are in
    Deciding,
    /// Every entry
    All,
}

impl From<TracePart> for TraceScope {
    fn from(part: TracePart) -> Self {
        match part {
            TracePart::None => Self::None,
            TracePart::Deciding => Self::Deciding,
            TracePart::All => Self::All,
        }
    }
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
