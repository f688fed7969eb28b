//! The same source gives the same site, byte for byte.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::files::files_below;
use crate::process::{Failure, Outcome, cargo, output_of, program, root, run, target_dir};
use crate::site;
use crate::tools::tools_dir;

/// Folder of the second site.
const AGAIN: &str = "target/again";

/// Makes the site a second time from the same wasm and compares: everything that happens after the compiler. Looks for
/// this machine's folders in it as well.
pub(crate) fn seal_again() -> Outcome {
    site::build_into(AGAIN, &site::address(&[])?)?;
    compare(&root().join("dist"), &root().join(AGAIN))?;
    refuse_paths(&root().join("dist"))
}

/// Builds the site in this folder, and a copy of the source in another folder from nothing, and compares.
pub(crate) fn build_twice(arguments: &[String]) -> Outcome {
    site::dist(arguments)?;
    refuse_paths(&root().join("dist"))?;
    let elsewhere = target_dir().join("reproduce").join("somewhere else entirely");
    copy_source(&elsewhere)?;
    println!("reproduce: building the site a second time, from nothing, in another folder");
    let mut build = cargo();
    build.current_dir(&elsewhere).args(["xtask", "dist"]).args(arguments);
    build.env("CARGO_TARGET_DIR", elsewhere.join("target")).env("ROLESCOPE_TOOLS", tools_dir());
    // Cargo says it to us, and means this folder.
    run(build.env_remove("CARGO_MANIFEST_DIR"))?;
    compare(&root().join("dist"), &elsewhere.join("dist"))?;
    fs::remove_dir_all(&elsewhere).map_err(|error| unusable(&elsewhere, &error))
}

/// Copies what git knows or would add; what is built stays behind.
fn copy_source(to: &Path) -> Outcome {
    fs::remove_dir_all(to).or(Ok(()))?;
    let listed = output_of(program("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]))
        .ok_or_else(|| Failure::new("`git` cannot list the source: is this a clone?"))?;
    for name in listed.lines().filter(|name| root().join(name).is_file()) {
        let target = to.join(name);
        fs::create_dir_all(target.parent().unwrap_or(to)).map_err(|error| unusable(to, &error))?;
        fs::copy(root().join(name), &target).map_err(|error| unusable(&target, &error))?;
    }
    Ok(())
}

fn compare(one: &Path, other: &Path) -> Outcome {
    let (names, others) = (files_below(one)?, files_below(other)?);
    let lonely =
        names.iter().filter(|name| !others.contains(name)).chain(others.iter().filter(|it| !names.contains(it)));
    let read = |folder: &Path, name: &String| fs::read(folder.join(name)).ok();
    let unlike = names.iter().filter(|name| others.contains(name) && read(one, name) != read(other, name));
    let different: Vec<&str> = lonely.chain(unlike).map(String::as_str).collect();
    if different.is_empty() {
        println!("reproduce: {} files, all the same", names.len());
        return Ok(());
    }
    Err(Failure::new(format!(
        "two builds differ ({} and {}): {}",
        one.display(),
        other.display(),
        different.join(", ")
    )))
}

/// No file of the site names a folder of the machine that built it.
fn refuse_paths(site: &Path) -> Outcome {
    let homes = ["HOME", "CARGO_HOME", "RUSTUP_HOME"].into_iter().filter_map(env::var_os).map(PathBuf::from);
    let folders = [root(), target_dir()].into_iter().chain(homes);
    let folders: Vec<String> = folders.map(|it| it.display().to_string()).filter(|it| it.len() > 1).collect();
    for name in files_below(site)? {
        let bytes = fs::read(site.join(&name)).map_err(|error| unusable(Path::new(&name), &error))?;
        if let Some(folder) = folders.iter().find(|folder| contains(&bytes, folder.as_bytes())) {
            return Err(Failure::new(format!("the built {name} names a folder of this machine: {folder}")));
        }
    }
    Ok(())
}

/// A folder's path, followed by what can stand behind one.
fn contains(bytes: &[u8], folder: &[u8]) -> bool {
    bytes.windows(folder.len() + 1).any(|window| window.starts_with(folder) && window.ends_with(b"/"))
}

fn unusable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be used: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_folders_are_the_same_only_if_all_files_are() {
        let folder = env::temp_dir().join(format!("rolescope-compare-{}", std::process::id()));
        let (one, other) = (folder.join("one"), folder.join("other"));
        for site in [&one, &other] {
            fs::create_dir_all(site.join("deep")).unwrap();
            fs::write(site.join("deep/file"), "same").unwrap();
        }
        assert!(compare(&one, &other).is_ok());
        fs::write(other.join("deep/file"), "diff").unwrap();
        assert!(compare(&one, &other).unwrap_err().message.contains("deep/file"));
        fs::write(other.join("deep/file"), "same").unwrap();
        fs::write(other.join("more"), "").unwrap();
        assert!(compare(&one, &other).unwrap_err().message.contains("more"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_path_is_found_in_whatever_surrounds_it() {
        assert!(contains(b"\0/home/ana/src/lib.rs", b"/home/ana"));
        assert!(!contains(b"/home/anastasia/src/lib.rs", b"/home/ana"));
    }
}
