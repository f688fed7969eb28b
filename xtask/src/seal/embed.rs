//! `embed/`: the same app for frames in other pages, and `embed.js`, which makes them.

use std::fs;
use std::path::Path;

use super::scripts::bundle;
use super::{files, name_of, unusable, write};
use crate::process::{Failure, Outcome, root};

/// The first example is part of the app; a frame fetches it as it fetches the others.
const FIRST_EXAMPLE: &str = "ec2-reads-s3.json";

/// Writes the frame's page, with the policy and the files of the sealed page, its scripts, and the element's script.
pub(super) fn add_embed(policy: &str, site: &Path) -> Outcome {
    let web = root().join("web");
    let template = web.join("embed").join("index.html");
    let mut page = fs::read_to_string(&template).map_err(|error| unusable("embed/index.html", &error))?;
    let one = |start: &str, end: &str| one_file(site, start, end);
    let names = [
        ("POLICY", policy.to_owned()),
        ("STYLE", one("style-", ".css")?),
        ("LATER", one("later-", ".css")?),
        ("GLUE", one("rolescope-web-", ".js")?),
        ("ENGINE", one("rolescope-web-", "_bg.wasm")?),
        ("EDITOR", one("editor-", ".js")?),
        ("LOOK", bundle(site, "look", "web/embed/look.css", "")?),
        ("FRAME", bundle(site, "frame", "web/embed/frame.js", "")?),
    ];
    for (word, name) in names {
        page = filled_in(&page, word, &name)?;
    }
    fs::create_dir_all(site.join("embed")).map_err(|error| unusable("embed", &error))?;
    write(site, "embed/index.html", &page)?;
    copy(&web.join("embed").join("embed.js"), &site.join("embed.js"))?;
    copy(&web.join("scenarios").join(FIRST_EXAMPLE), &site.join("scenarios").join(FIRST_EXAMPLE))
}

/// The template with a name at the one place that waits for it.
fn filled_in(page: &str, word: &str, name: &str) -> Outcome<String> {
    if page.matches(word).count() != 1 {
        return Err(Failure::new(format!("web/embed/index.html must have `{word}` at one place")));
    }
    Ok(page.replace(word, name))
}

fn one_file(site: &Path, start: &str, end: &str) -> Outcome<String> {
    let found = files(site, |name| name.starts_with(start) && name.ends_with(end))?;
    match found.as_slice() {
        [file] => Ok(name_of(file).unwrap_or_default().to_owned()),
        _ => Err(Failure::new(format!("the built site must have one file `{start}…{end}`"))),
    }
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to).map(|_| ()).map_err(|error| unusable(&to.to_string_lossy(), &error))
}

#[cfg(test)]
mod tests {
    use super::filled_in;

    #[test]
    fn a_template_has_one_place_for_each_name() {
        assert_eq!(filled_in("src=../FRAME", "FRAME", "frame-1.js").unwrap(), "src=../frame-1.js");
        assert!(filled_in("", "FRAME", "frame-1.js").is_err());
        assert!(filled_in("FRAME FRAME", "FRAME", "frame-1.js").is_err());
    }

    #[test]
    fn the_template_waits_for_every_name() {
        let template = include_str!("../../../web/embed/index.html");
        for word in ["POLICY", "STYLE", "LATER", "LOOK", "GLUE", "ENGINE", "EDITOR", "FRAME"] {
            assert_eq!(template.matches(word).count(), 1, "{word}");
        }
    }
}
