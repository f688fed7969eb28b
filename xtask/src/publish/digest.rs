//! SHA-256, which Node has.

use std::path::Path;

use crate::process::{Failure, Outcome, output_of, program};

/// The digests of the files, as `integrity` and content security policies write them.
pub(super) fn of_files(site: &Path, names: &[String]) -> Outcome<Vec<String>> {
    const SCRIPT: &str = "
        const { readFileSync } = require('node:fs');
        const { createHash } = require('node:crypto');
        const [site, ...names] = process.argv.slice(1);
        for (const name of names) {
            console.log('sha256-' + createHash('sha256').update(readFileSync(site + '/' + name)).digest('base64'));
        }";
    digests(program("node").args(["-e", SCRIPT]).arg(site).args(names), names.len())
}

/// The digest of a text.
pub(super) fn of_text(text: &str) -> Outcome<String> {
    const SCRIPT: &str = "
        const { createHash } = require('node:crypto');
        console.log('sha256-' + createHash('sha256').update(process.argv[1]).digest('base64'));";
    digests(program("node").args(["-e", SCRIPT, text]), 1)?.pop().ok_or_else(no_digests)
}

fn digests(command: &mut std::process::Command, count: usize) -> Outcome<Vec<String>> {
    let output = output_of(command).ok_or_else(no_digests)?;
    let lines: Vec<String> = output.lines().map(str::to_owned).collect();
    if lines.len() == count { Ok(lines) } else { Err(no_digests()) }
}

fn no_digests() -> Failure {
    Failure::new("`node` cannot digest the built site: is Node.js installed?")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_digest_is_that_of_the_standard() {
        assert_eq!(super::of_text("abc").unwrap(), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }
}
