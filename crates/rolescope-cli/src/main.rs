//! `rolescope`: why AWS says yes or no, on the command line.
//!
//! A scenario file goes in, its report comes out as text, JSON or JUnit XML. All rules of IAM live below the
//! facade `rolescope`; here are files, exit statuses and looks.

#![forbid(unsafe_code)]

mod anonymize;
mod arguments;
mod diff;
mod docs;
mod expand;
mod explain;
mod import;
mod input;
mod json;
mod junit;
mod lesson;
mod link;
mod lint;
mod mdbook;
mod open;
mod outcome;
mod places;
mod prove;
mod run;
mod text;
mod visible;
mod who_can;

use std::process::ExitCode;

use crate::arguments::{Command, Docs};

fn main() -> ExitCode {
    let arguments = arguments::read();
    anstream::ColorChoice::from(arguments.color).write_global();
    match arguments.command {
        Command::Run(args) => run::run(&args).into(),
        Command::Explain(args) => explain::run(&args).into(),
        Command::WhoCan(args) => who_can::run(&args).into(),
        Command::Diff(args) => diff::run(&args).into(),
        Command::Prove(args) => prove::run(&args).into(),
        Command::Expand(args) => expand::run(&args).into(),
        Command::Import(args) => import::run(&args).into(),
        Command::Lint(args) => lint::run(&args).into(),
        Command::Link(args) => link::run(&args).into(),
        Command::Open(args) => open::run(&args).into(),
        Command::Docs(Docs::Check(args)) => docs::check(&args).into(),
        Command::Lesson(command) => lesson::run(&command).into(),
        Command::Mdbook(args) => mdbook::run(&args).into(),
    }
}
