//! Arguments of `rolescope lint`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use rolescope::lint::Severity;

use super::{Answer, PolicyType};

/// Find mistakes and security problems in policies: where, why, and what to write instead.
///
/// A file is a policy, a scenario, or whatever `rolescope import` takes. Codes and severities are those of AWS's Access Analyzer where it has the
/// finding; docs/lint.md lists them. Lines and places are those of each policy's own text.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit status:
  0  no finding is at or above `--fail-on`
  1  one is
  2  an input could not be used (said on standard error with file, line and column)

Examples:
  rolescope lint policy.json
  rolescope lint --type scp --fail-on warning guardrails/*.json
  rolescope lint --format json scenario.json
  rolescope lint --fix policy.json")]
pub(crate) struct Lint {
    /// Policy, scenario, or whatever `rolescope import` takes; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// Type of the policies; by default told from each document
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) policy_type: Option<PolicyType>,

    /// Resource that a resource-based policy hangs on, such as `kms:key`; by default told from the document
    #[arg(long, value_name = "SERVICE:TYPE")]
    pub(crate) resource_type: Option<String>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Answer,

    /// Least severity that makes the command fail
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    pub(crate) fail_on: Threshold,

    /// Leave out findings of this code; may be given several times
    #[arg(long, value_name = "CODE")]
    pub(crate) allow: Vec<String>,

    /// Write the safe fixes into the files, which must be policies; what is left is reported
    #[arg(long)]
    pub(crate) fix: bool,
}

/// Severities, by the words of `--fail-on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "camelCase")]
pub(crate) enum Threshold {
    /// Refused by AWS, or without any effect
    Error,
    /// Lets in more than is safe
    SecurityWarning,
    /// Accepted by AWS, and probably not meant
    Warning,
    /// Could be simpler
    Suggestion,
}

impl From<Threshold> for Severity {
    fn from(threshold: Threshold) -> Self {
        match threshold {
            Threshold::Error => Self::Error,
            Threshold::SecurityWarning => Self::SecurityWarning,
            Threshold::Warning => Self::Warning,
            Threshold::Suggestion => Self::Suggestion,
        }
    }
}
