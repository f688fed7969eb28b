//! The npm package `rolescope`: engine and catalog as wasm, their glue, and what stands in `crates/rolescope-wasm/npm`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{Failure, Outcome, cargo, program, root, run, target_dir};
use crate::rust;
use crate::tools::{install_npm_packages, install_site_tools, wasm_opt, with_tools};

/// Files that go in as they are: their paths, and their names in the package.
const FILES: [(&str, &str); 4] = [
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    // Of the packages that the catalog is made from.
    ("crates/iam-catalog/NOTICE", "NOTICE"),
    // The page's own.
    ("web/links.js", "link-format.js"),
];

/// Modules of the package: crate, name in the package, and name of its glue.
const MODULES: [(&str, &str, &str); 2] =
    [("rolescope_wasm", "rolescope.wasm", "glue"), ("rolescope_catalog_wasm", "catalog.wasm", "catalog-glue")];

/// A little smaller than the compiler leaves it, and without names. More passes take half a minute for one more KiB.
const PASSES: [&str; 4] = ["-O1", "--low-memory-unused", "--strip-debug", "--strip-producers"];

/// Builds the package into a folder of its own and says which.
pub(crate) fn build() -> Outcome<PathBuf> {
    rust::install_target(rust::PAGE)?;
    install_npm_packages()?;
    install_site_tools()?;
    // One after the other: what one needs must not get into the other.
    for package in ["rolescope-wasm", "rolescope-catalog-wasm"] {
        run(cargo().args(["build", "--package", package, "--profile", "npm", "--target", rust::PAGE]))?;
    }
    let folder = folder();
    let _ = fs::remove_dir_all(&folder);
    for module in MODULES {
        put_module(&folder, module)?;
    }
    let sources = root().join("crates").join("rolescope-wasm").join("npm");
    for file in files_of(&sources)? {
        copy(&file, &folder.join(file.file_name().unwrap_or_default()))?;
    }
    for (from, to) in FILES {
        copy(&root().join(from), &folder.join(to))?;
    }
    println!("package: the npm package is in {}", folder.display());
    Ok(folder)
}

/// Packs the package as npm would publish it, and lets others look at what it promises: which file an import finds, in
/// which form, with which types.
pub(crate) fn check() -> Outcome {
    let packed = pack(&build()?)?;
    run(with_tools(program("publint")).arg("run").arg(&packed).arg("--strict"))?;
    let mut attw = with_tools(program("attw"));
    // The wasm files are no modules with types; bundlers and platforms take them as they please.
    attw.args([
        "--exclude-entrypoints",
        "./rolescope.wasm",
        "./catalog.wasm",
        "--profile",
        "esm-only",
        "--no-definitely-typed",
    ]);
    run(attw.args(["--no-emoji", "--no-color"]).arg(&packed))
}

/// The package as npm would publish it.
pub(crate) fn packed() -> PathBuf {
    target_dir().join("npm").join(format!("rolescope-{}.tgz", env!("CARGO_PKG_VERSION")))
}

/// Folder in which the package is built.
pub(crate) fn folder() -> PathBuf {
    target_dir().join("npm").join("rolescope")
}

fn pack(folder: &Path) -> Outcome<PathBuf> {
    let _ = fs::remove_file(packed());
    let mut pack = program("npm");
    pack.current_dir(folder).args(["pack", "--silent", "--pack-destination", ".."]);
    run(&mut pack)?;
    if packed().is_file() {
        return Ok(packed());
    }
    Err(Failure::new("npm packed another version than Cargo.toml's: correct crates/rolescope-wasm/npm/package.json"))
}

/// A module and its glue.
fn put_module(folder: &Path, (library, name, glue): (&str, &str, &str)) -> Outcome {
    let built = target_dir().join(rust::PAGE).join("npm").join(format!("{library}.wasm"));
    let mut bindgen = with_tools(program("wasm-bindgen"));
    bindgen.args(["--target=web", "--no-typescript", &format!("--out-name={glue}")]);
    run(bindgen.arg(format!("--out-dir={}", folder.display())).arg(built))?;
    let named = folder.join(format!("{glue}_bg.wasm"));
    run(wasm_opt().args(PASSES).arg(&named).arg("-o").arg(folder.join(name)))?;
    fs::remove_file(&named).map_err(|error| unusable(&named, &error))
}

fn files_of(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| unusable(folder, &error))?;
    Ok(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect())
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to).map(|_| ()).map_err(|error| unusable(from, &error))
}

fn unusable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} cannot be used: {error}", path.display()))
}
