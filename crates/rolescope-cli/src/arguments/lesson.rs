//! Arguments of the commands for lessons.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Write lessons, check them, and pack them.
#[derive(Debug, Subcommand)]
pub(crate) enum Lesson {
    New(LessonNew),
    Check(LessonCheck),
    Pack(LessonPack),
}

/// Make the folder of a new lesson: a small one that is complete, to be changed.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  rolescope lesson new web/lessons/my-lesson")]
pub(crate) struct LessonNew {
    /// Folder to make; its name is the id of the lesson
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}

/// Check lessons: read them, and grade every solution and near miss.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit status:
  0  every lesson is complete
  1  one has a mistake
  2  a folder could not be read

Example:
  rolescope lesson check web/lessons/*")]
pub(crate) struct LessonCheck {
    /// Folders of lessons, or packed lessons
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
}

/// Print a lesson as one JSON file, which the page opens.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  rolescope lesson pack web/lessons/my-lesson > my-lesson.json")]
pub(crate) struct LessonPack {
    /// Folder of the lesson
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
}
