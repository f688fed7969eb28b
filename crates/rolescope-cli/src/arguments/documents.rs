//! Arguments of the commands that work with documents.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Work with documents that embed scenarios.
#[derive(Debug, Subcommand)]
pub(crate) enum Docs {
    Check(DocsCheck),
}

/// Run every scenario that documents embed or link to.
///
/// The scenarios are those of fenced blocks of the language `rolescope`, of `<rolescope-playground>` elements that contain one,
/// and of links that have one after their `#`. A step with `expect` must get that decision. Where a block says `expect=`, so
/// must the step that its `step=` names, or else its last step.
///
/// Only regular files of up to 16 MiB are read. A file that a block includes must be in one of the folders given here, or in
/// the folder of a file given here, and not in a hidden folder.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit status:
  0  every stated verdict holds
  1  one does not
  2  a scenario or a file could not be used

Example:
  rolescope docs check README.md docs/")]
pub(crate) struct DocsCheck {
    /// Markdown, reStructuredText or HTML files, and folders in which to look for the first two
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

/// Embed scenarios in an mdBook: its preprocessor.
///
/// mdBook calls it with the book on standard input. Each fenced block of the language `rolescope` becomes a
/// `<rolescope-playground>` element, which shows the scenario itself where there is no JavaScript.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
In book.toml:
  [preprocessor.rolescope]
  command = \"rolescope mdbook\"
  site = \"https://docs.example.com/rolescope/\"   # where embed.js is"
)]
pub(crate) struct Mdbook {
    #[command(subcommand)]
    pub(crate) question: Option<MdbookQuestion>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MdbookQuestion {
    /// Exit with status 0 if this renderer is supported: only HTML is
    Supports {
        /// Name of the renderer
        renderer: String,
    },
}
