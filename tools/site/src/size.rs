//! Downloads of a visit, held against budgets.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use brotli::enc::BrotliEncoderParams;

use crate::folder::Folder;
use crate::page;

/// Everything that shows the first example: page, styles, and the scripts that the page names.
const SHOWN_BUDGET: usize = 24 * 1024;

/// Everything until a first visit is live: what the page names, and the chunks that the app needs to take its first view over. Parts far
/// below it and diagrams come later; before they did, everything that is drawn counted, and the budget was 165 KiB.
const LIVE_BUDGET: usize = 178 * 1024;

/// The same as it was when a change last moved it; a change that moves it by `MOST_A_FEATURE_ADDS` or more writes it down here.
const LIVE_BEFORE: usize = 150_484;

/// Most bytes that one feature may add to the first load; more of it belongs into a chunk.
const MOST_A_FEATURE_ADDS: usize = 1024;

/// Everything until a visit that begins with another scenario has its answer: what the page names, and the engine.
/// It was 250 KiB before causes and reasons were data, traces could be written in part, and scoped credentials and services' own keys
/// came, 256 KiB with a smaller and slower allocator, 258 KiB before causes of problems were data, and 260 KiB before parts far below the
/// first view were a chunk of their own: what they share with the engine and with main stays outside of both. It was 266 KiB before the rules
/// of 2026 decided and sentences gave the values that met.
const ELSEWHERE_BUDGET: usize = 276 * 1024;

/// Each chunk of the page's wasm, by the beginning of its name, in bytes.
const CHUNK_BUDGETS: [(&str, usize); 4] = [
    // What reads, decides, changes and writes scenarios, and all words for it. It was 120 KiB before causes and reasons were data, traces
    // could be written in part, and scoped credentials and services' own keys came, 128 KiB before causes of problems were data, and 130 KiB before the
    // rules of 2026 decided and sentences gave the values that met.
    ("split_engine-", 140 * 1024),
    // What is beside the first view: request, stepper, trace.
    ("split_below-", 22 * 1024),
    // What is far below it, drawings, and dialogs.
    ("split_later-", 32 * 1024),
    // What chunks share with each other.
    ("chunk_", 4 * 1024),
];

/// The editor, which comes with the first sign of a visitor.
const EDITOR_BUDGET: usize = 115 * 1024;

/// The worker: its script, and its module, which is an engine of its own. It was 144 KiB before the rules of 2026 and the values in sentences.
const WORKER_BUDGET: usize = 152 * 1024;

/// The engine of the npm package. It was 200 KiB before causes, absent keys and lists by name, and 232 KiB before causes of problems were data
/// and strings of policies parts of their text, and 240 KiB before the rules of 2026, the values in sentences, and claims.
const PACKAGE_BUDGET: usize = 260 * 1024;

/// The catalog of the npm package, which is loaded by those who ask for it: 2 MB of text.
const CATALOG_BUDGET: usize = 400 * 1024;

/// Prints the sizes of all files, of what the page loads first, of its editor and of its worker; fails above a budget.
pub fn check_site(folder: &Path) -> Result<()> {
    let site = Folder(folder);
    let files = site.files()?;
    let sizes = print("everything", site, &files)?;
    println!("{:>12}{:>12}  all {} files", plain(&sizes), compressed(&sizes), files.len());
    let page = site.read("index.html")?;
    let page_and = |files: Vec<String>| [vec!["index.html".to_owned()], files].concat();
    hold("until the answer is shown", site, &page_and(page::files_to_show(&page)?), SHOWN_BUDGET)?;
    let first = page_and(page::first_files(&page)?);
    let with = |chunks: &[&str]| {
        let chunk = |name: &&String| name.ends_with(".wasm") && chunks.iter().any(|it| name.starts_with(it));
        [first.clone(), files.iter().filter(chunk).cloned().collect()].concat()
    };
    let live = hold("until a first visit is live", site, &with(&["split_below-", "chunk_"]), LIVE_BUDGET)?;
    hold_growth(live, LIVE_BEFORE)?;
    hold("until another scenario is decided", site, &with(&["split_engine-", "chunk_"]), ELSEWHERE_BUDGET)?;
    hold_chunks(site, &files)?;
    for (what, beginning, budget) in [("editor", "editor-", EDITOR_BUDGET), ("worker", "work-", WORKER_BUDGET)] {
        let files: Vec<String> = files.iter().filter(|name| name.starts_with(beginning)).cloned().collect();
        ensure!(!files.is_empty(), "the built site has no {what}");
        hold(what, site, &files, budget)?;
    }
    Ok(())
}

/// Holds the first load against what it was before a change.
fn hold_growth(now: usize, before: usize) -> Result<()> {
    let remedy = "move it into a chunk (CONTRIBUTING.md), or, where the change is several features, write the new size into LIVE_BEFORE";
    ensure!(
        now < before + MOST_A_FEATURE_ADDS,
        "the first load grew from {before} to {now} bytes, more than a feature may add: {remedy}"
    );
    ensure!(
        now + MOST_A_FEATURE_ADDS > before,
        "the first load shrank from {before} to {now} bytes: write that into LIVE_BEFORE"
    );
    Ok(())
}

/// Holds each chunk against its budget; a chunk without one is an error.
fn hold_chunks(site: Folder<'_>, files: &[String]) -> Result<()> {
    let chunk = |name: &&String| name.ends_with(".wasm") && (name.starts_with("split_") || name.starts_with("chunk_"));
    for name in files.iter().filter(chunk) {
        let budget = CHUNK_BUDGETS.iter().find(|(beginning, _)| name.starts_with(beginning));
        let (beginning, budget) = budget.with_context(|| format!("chunk {name} has no budget"))?;
        hold(beginning.trim_end_matches('-'), site, std::slice::from_ref(name), *budget)?;
    }
    Ok(())
}

/// Prints the sizes of engine and catalog in the folder of the npm package; fails above a budget.
pub fn check_package(folder: &Path) -> Result<()> {
    hold("npm package", Folder(folder), &["rolescope.wasm".to_owned()], PACKAGE_BUDGET)?;
    hold("npm package, catalog", Folder(folder), &["catalog.wasm".to_owned()], CATALOG_BUDGET)?;
    Ok(())
}

/// Prints the size of files; fails above their budget.
fn hold(what: &str, folder: Folder<'_>, files: &[String], budget: usize) -> Result<usize> {
    let sizes = print(what, folder, files)?;
    let total = compressed(&sizes);
    println!("{:>12}{total:>12}  all, {} of {} allowed", plain(&sizes), in_kib(total), in_kib(budget));
    ensure!(total <= budget, "{what}: {} bytes above the budget of {}", total - budget, in_kib(budget));
    Ok(total)
}

/// A file's size, plain and compressed.
struct Size {
    plain: usize,
    compressed: usize,
}

fn print(what: &str, folder: Folder<'_>, files: &[String]) -> Result<Vec<Size>> {
    println!("size: {what}\n{:>12}{:>12}  file", "bytes", "brotli");
    let sizes = files.iter().map(|name| {
        let bytes = folder.bytes(name)?;
        let size = Size { plain: bytes.len(), compressed: brotli(&bytes)? };
        println!("{:>12}{:>12}  {name}", size.plain, size.compressed);
        Ok(size)
    });
    sizes.collect()
}

/// The size of bytes after compression, as hosts compress files that do not change.
fn brotli(mut bytes: &[u8]) -> Result<usize> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, ..BrotliEncoderParams::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut compressed, &parameters)?;
    Ok(compressed.len())
}

fn plain(sizes: &[Size]) -> usize {
    sizes.iter().map(|size| size.plain).sum()
}

fn compressed(sizes: &[Size]) -> usize {
    sizes.iter().map(|size| size.compressed).sum()
}

fn in_kib(bytes: usize) -> String {
    format!("{}.{} KiB", bytes / 1024, bytes % 1024 * 10 / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::tests::Temporary;

    #[test]
    fn a_file_above_its_budget_is_an_error() {
        let temporary = Temporary::new();
        let folder = temporary.folder();
        folder.write("a", "abcdefghijklmnopqrstuvwxyz").unwrap();
        let files = ["a".to_owned()];
        assert!(hold("a", folder, &files, 100).is_ok());
        assert!(hold("a", folder, &files, 10).unwrap_err().to_string().contains("above the budget"));
    }

    #[test]
    fn a_change_of_the_first_load_by_more_than_a_feature_may_add_is_an_error() {
        assert!(
            hold_growth(10_000, 10_000).is_ok()
                && hold_growth(11_023, 10_000).is_ok()
                && hold_growth(8_977, 10_000).is_ok()
        );
        assert!(hold_growth(11_024, 10_000).unwrap_err().to_string().contains("more than a feature may add"));
        assert!(hold_growth(8_976, 10_000).unwrap_err().to_string().contains("LIVE_BEFORE"));
    }

    #[test]
    fn a_chunk_without_a_budget_is_an_error() {
        let temporary = Temporary::new();
        let folder = temporary.folder();
        folder.write("split_engine-1.wasm", "a").unwrap();
        folder.write("split_more-1.wasm", "a").unwrap();
        assert!(hold_chunks(folder, &["split_engine-1.wasm".to_owned(), "app-1.wasm".to_owned()]).is_ok());
        assert!(hold_chunks(folder, &["split_more-1.wasm".to_owned()]).is_err());
    }

    #[test]
    fn repetition_is_compressed() {
        assert!(brotli(&[b'a'; 10_000]).unwrap() < 50);
    }
}
