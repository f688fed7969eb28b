//! `rolescope`: why AWS says yes or no, on the command line.
//!
//! A scenario file goes in, its report comes out as text, JSON or JUnit XML. All rules of IAM live below the
//! facade `rolescope`; here are files, exit statuses and looks.

#![forbid(unsafe_code)]

mod arguments;
mod docs;
mod expand;
mod explain;
mod import;
mod input;
mod json;
mod junit;
mod link;
mod mdbook;
mod open;
mod outcome;
mod places;
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
        Command::Run(order) => run::run(&order).into(),
        Command::Explain(order) => explain::run(&order).into(),
        Command::WhoCan(order) => who_can::run(&order).into(),
        Command::Expand(order) => expand::run(&order).into(),
        Command::Import(order) => import::run(&order).into(),
        Command::Link(order) => link::run(&order).into(),
        Command::Open(order) => open::run(&order).into(),
        Command::Docs(Docs::Check(order)) => docs::check(&order).into(),
        Command::Mdbook(order) => mdbook::run(&order).into(),
    }
}
