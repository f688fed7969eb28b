//! What is made from the whole built site, and from its address where that is known.

use std::fs;
use std::path::Path;

use crate::process::{Failure, Outcome};

mod address;
mod digest;
mod folder;
mod headers;
mod names;
mod not_found;
mod outside;
mod worker;

pub(crate) use address::Address;
pub(crate) use folder::files_below;

/// Completes the built site. What reads the finished files comes last.
pub(crate) fn publish(site: &Path, address: Option<&Address>) -> Outcome {
    names::name_by_content(site)?;
    outside::introduce(site, address)?;
    let style = not_found::write_page(site, address)?;
    // GitHub Pages would otherwise run the folder through a program that drops names with an underscore in front.
    write(site, ".nojekyll", "")?;
    worker::fill_in(site)?;
    headers::complete(site, &style)
}

fn read(site: &Path, name: &str) -> Outcome<String> {
    fs::read_to_string(site.join(name)).map_err(|error| unusable(name, &error))
}

fn write(site: &Path, name: &str, text: &str) -> Outcome {
    fs::write(site.join(name), text).map_err(|error| unusable(name, &error))
}

fn unusable(name: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("the built site's {name} cannot be used: {error}"))
}

/// Replaces what must be there exactly once.
pub(crate) fn replace_once(text: &str, old: &str, new: &str) -> Outcome<String> {
    if text.matches(old).count() != 1 {
        return Err(Failure::new(format!("the built site must have `{old}` at exactly one place")));
    }
    Ok(text.replace(old, new))
}
