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
/// Looked at are fenced blocks of the language `rolescope`, `<rolescope-playground>` elements that hold their scenario,
/// and links with one behind their `#`. A step that expects a decision must come out so; so must the step that a block's
/// `step=` names, or else its last one, where the block says `expect=`.
///
/// Only regular files of up to 16 MiB are read. What a block includes must be in one of the folders named here, or in the
/// folder of a file named here, and not in a hidden folder of it.
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
/// `<rolescope-playground>` element that holds the scenario for those without JavaScript.
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
    /// Say by the exit status whether a renderer is served: HTML is
    Supports {
        /// Name of the renderer
        renderer: String,
    },
}
