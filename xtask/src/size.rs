//! What a visit downloads, held against budgets.

use std::fs;
use std::path::Path;

use crate::package;
use crate::process::{Failure, Outcome, output_of, program, root};
use crate::publish::files_below;
use crate::site::built_page;

/// Everything that the page needs before it can answer, compressed as hosts do (brotli 11), in bytes.
/// It was 200 KiB before drafts of several tabs and unfinished starts had to be told; no safety is traded for bytes.
const FIRST_LOAD_BUDGET: usize = 210 * 1024;

/// The editor, which comes with the first sign of a visitor.
const EDITOR_BUDGET: usize = 115 * 1024;

/// The engine of the npm package.
const PACKAGE_BUDGET: usize = 200 * 1024;

/// Prints the sizes of all files, of what the page loads first and of its editor, and fails above a budget.
pub(crate) fn check() -> Outcome {
    let site = root().join("dist");
    let all = files_below(&site)?;
    let sizes = print("everything", &site, &all)?;
    println!("{:>12}{:>12}  all {} files", plain(&sizes), compressed(&sizes), all.len());
    hold("first load", &site, &first_load(&built_page()?), FIRST_LOAD_BUDGET)?;
    hold("editor", &site, &editor()?, EDITOR_BUDGET)
}

/// Prints the size of the engine in the npm package, and fails above its budget.
pub(crate) fn check_package() -> Outcome {
    hold("npm package", &package::folder(), &["rolescope.wasm".to_owned()], PACKAGE_BUDGET)
}

fn hold(what: &str, folder: &Path, files: &[String], budget: usize) -> Outcome {
    let sizes = print(what, folder, files)?;
    let total = compressed(&sizes);
    println!("{:>12}{total:>12}  all, {} of {} allowed", plain(&sizes), in_kib(total), in_kib(budget));
    if total > budget {
        let over = total - budget;
        return Err(Failure::new(format!("{what}: {over} bytes above the budget of {}", in_kib(budget))));
    }
    Ok(())
}

fn print(what: &str, folder: &Path, files: &[String]) -> Outcome<Vec<Size>> {
    let sizes = measure(folder, files)?;
    println!("size: {what}\n{:>12}{:>12}  file", "bytes", "brotli");
    for size in &sizes {
        println!("{:>12}{:>12}  {}", size.plain, size.compressed, size.file);
    }
    Ok(sizes)
}

fn plain(sizes: &[Size]) -> usize {
    sizes.iter().map(|size| size.plain).sum()
}

fn compressed(sizes: &[Size]) -> usize {
    sizes.iter().map(|size| size.compressed).sum()
}

/// The built editor.
fn editor() -> Outcome<Vec<String>> {
    let entries = fs::read_dir(root().join("dist")).map_err(|error| Failure::new(format!("no dist/: {error}")))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let found: Vec<String> = names.filter(|name| name.starts_with("editor-")).collect();
    if found.is_empty() { Err(Failure::new("the built site has no editor")) } else { Ok(found) }
}

struct Size {
    file: String,
    plain: usize,
    compressed: usize,
}

/// The page and the files that it names: Trunk lists scripts, glue, snippets and wasm in it.
fn first_load(page: &str) -> Vec<String> {
    let mut files = vec!["index.html".to_owned()];
    for (position, _) in page.match_indices("./") {
        let name: String = page
            .get(position..)
            .unwrap_or_default()
            .chars()
            .skip(2)
            .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '/'))
            .collect();
        let counts = [".css", ".js", ".wasm"].iter().any(|ending| name.ends_with(ending));
        if counts && !files.contains(&name) {
            files.push(name);
        }
    }
    files
}

/// Node compresses: it has brotli built in.
fn measure(folder: &Path, files: &[String]) -> Outcome<Vec<Size>> {
    const SCRIPT: &str = "
        const { readFileSync } = require('node:fs');
        const { brotliCompressSync } = require('node:zlib');
        for (const file of process.argv.slice(1)) {
            const bytes = readFileSync(file);
            console.log(bytes.length, brotliCompressSync(bytes).length);
        }";
    let paths = files.iter().map(|file| folder.join(file));
    let output = output_of(program("node").args(["-e", SCRIPT]).args(paths)).ok_or_else(|| {
        Failure::new(format!("`node` cannot measure {}: is Node.js installed, is it built?", folder.display()))
    })?;
    let sizes = output.lines().zip(files).filter_map(|(line, file)| {
        let (plain, compressed) = line.split_once(' ')?;
        Some(Size { file: file.clone(), plain: plain.parse().ok()?, compressed: compressed.parse().ok()? })
    });
    Ok(sizes.collect())
}

fn in_kib(bytes: usize) -> String {
    format!("{}.{} KiB", bytes / 1024, bytes % 1024 * 10 / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_the_page_and_every_file_it_names_once() {
        let page = r#"<link href="./a-1.css"><script src="./boot-2.js"></script><link href=./app_bg.wasm><a href="./a-1.css">"#;
        assert_eq!(first_load(page), ["index.html", "a-1.css", "boot-2.js", "app_bg.wasm"]);
    }
}
