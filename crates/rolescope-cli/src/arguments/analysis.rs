//! Arguments of commands about all requests.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Answer, ScenarioFiles};

/// Tell what a change of a policy allows, over all requests: what is gained, and what is lost.
///
/// Every gain and loss comes with a request that the engine has decided under both policies. `same` and `narrower` are said only
/// where it is proved that no request is gained. Each policy is compared alone: no other policy plays a part. Of policies with
/// principals it is told who is let in that was not; the callers' own policies are taken to allow everything. Of two scenarios each
/// user, role and resource that both have is compared, under everything that bears on it.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit status:
  0  same or narrower: nothing is allowed that was not
  1  wider, or both: a request is allowed that was not
  2  an input could not be used (said on standard error with file, line and column)
  3  unknown: neither was found

Examples:
  rolescope diff before.json after.json
  git show main:policy.json | rolescope diff - policy.json
  rolescope diff --type scp --format json before.json after.json")]
pub(crate) struct Diff {
    /// Policy or scenario before the change; `-` reads standard input
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,

    /// Policy or scenario after the change; `-` reads standard input
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,

    /// Type of both policies; by default told from the documents
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) policy_type: Option<PolicyType>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Answer,

    /// Address of the page that links lead to; without it text has no links, and those of JSON lead to where `cargo xtask serve` has it
    #[arg(long, value_name = "URL", env = "ROLESCOPE_SITE")]
    pub(crate) site: Option<String>,
}

/// Decide the claims of scenarios for all requests: does this ever happen, is that always allowed?
///
/// A claim says what must never be allowed, or always. It is decided under everything that bears on a request: identity policies, boundary,
/// service and resource control policies, the resource's own policy, trust policies, of both accounts. A claim that fails comes with a request
/// that the engine has decided. `holds` is said only where it is proved.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit status:
  0  all claims hold
  1  a claim fails
  2  an input could not be used (said on standard error with file, line and column)
  3  a claim is unknown: neither a proof nor a request against it was found

Example of claims in a scenario:
  \"claims\": [{ \"name\": \"app deletes nothing\", \"never\": {
    \"caller\": \"arn:aws:iam::111122223333:role/app\", \"actions\": [\"s3:Delete*\"], \"resources\": [\"*\"] } }]

Example:
  rolescope prove production.json")]
pub(crate) struct Prove {
    #[command(flatten)]
    pub(crate) scenario: ScenarioFiles,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Answer,

    /// Address of the page that links lead to; without it text has no links, and those of JSON lead to where `cargo xtask serve` has it
    #[arg(long, value_name = "URL", env = "ROLESCOPE_SITE")]
    pub(crate) site: Option<String>,
}

/// Types of policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PolicyType {
    /// Identity-based policy
    Identity,
    /// Resource-based policy
    Resource,
    /// Trust policy of a role
    Trust,
    /// Service control policy
    Scp,
    /// Resource control policy
    Rcp,
    /// Permissions boundary
    Boundary,
    /// Session policy
    Session,
    /// VPC endpoint policy
    Endpoint,
}
