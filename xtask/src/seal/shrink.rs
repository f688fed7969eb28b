//! The page's wasm made smaller, and short names between it and its glue.
//!
//! wasm-bindgen names every import by method and hash, once in the module and once in the glue. Hashes do not
//! compress: a hundred of them are 2 KB of the download.

use std::fs;
use std::path::Path;

use super::{files, unusable};
use crate::imports;
use crate::process::{Failure, Outcome, output_of, program, root, run};
use crate::tools::wasm_opt;

/// Passes of wasm-opt, in this order. Loops that are taken apart and put together anew are smaller by a hundredth. A large
/// function that has one caller stays a function, which leaves shorter distances between what is alike. Measured with
/// brotli.
const PASSES: [&str; 15] = [
    // The first KiB holds the end of the stack, which no pointer of ours leads to.
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=20",
    "--generate-global-effects",
    "-Oz",
    "--flatten",
    "--rereloop",
    "--generate-global-effects",
    "-Oz",
    "--flatten",
    "--rereloop",
    "--generate-global-effects",
    "-Oz",
    "-Oz",
    "--strip-debug",
    "--strip-producers",
];

/// What is left once `rank.mjs` has named the functions. The levels are for how the module is written.
const LAST_PASSES: [&str; 5] = [
    "--optimize-level=2",
    "--shrink-level=2",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--minify-imports-and-exports-and-modules",
];

/// Optimizes the module, and renames what module and glue call each other, in both.
pub(super) fn shrink_module(site: &Path) -> Outcome {
    let (modules, glue) = (files(site, |name| name.ends_with("_bg.wasm"))?, files(site, is_glue)?);
    let ([module], [glue]) = (modules.as_slice(), glue.as_slice()) else {
        return Err(Failure::new("the built site must have one wasm module and one glue script"));
    };
    optimize(module, &PASSES)?;
    run(program("node").arg(root().join("xtask").join("rank.mjs")).arg(module))?;
    let said = optimize(module, &LAST_PASSES)?;
    imports::keep(said.lines().filter_map(imported))?;
    let text = fs::read_to_string(glue).map_err(|error| unusable("glue", &error))?;
    fs::write(glue, renamed(&text, &said)?).map_err(|error| unusable("glue", &error))
}

/// Runs wasm-opt on the module; returns what it said.
fn optimize(module: &Path, passes: &[&str]) -> Outcome<String> {
    let mut optimize = wasm_opt();
    optimize.args(passes).arg(module).arg("-o").arg(module);
    output_of(&mut optimize).ok_or_else(|| Failure::new("wasm-opt cannot optimize the page's wasm"))
}

fn is_glue(name: &str) -> bool {
    name.starts_with("rolescope-web-") && name.ends_with(".js")
}

/// The name of an import in a line of what wasm-opt said.
fn imported(line: &str) -> Option<&str> {
    let words: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
    match words[..] {
        [_, name, _] => Some(name),
        _ => None,
    }
}

/// The glue with the names that wasm-opt said: lists of `["module", "old", "new"]` for imports and `["old", "new"]` for
/// exports.
fn renamed(glue: &str, said: &str) -> Outcome<String> {
    let mut text = glue.to_owned();
    let (mut imports, mut module) = (0, None);
    for line in said.lines() {
        let words: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        match words[..] {
            [from, old, new] => {
                imports += 1;
                module = Some(from);
                text = replaced(&text, &format!("{old}:"), &format!("{new}:"))
                    .ok_or_else(|| Failure::new(format!("the page's glue does not serve the import `{old}`")))?;
            }
            [old, new] if line.trim_start().starts_with('[') => {
                // Not every export is called from the glue.
                text = replaced(&text, &format!("wasm.{old}"), &format!("wasm.{new}")).unwrap_or(text);
            }
            _ => {}
        }
    }
    if let Some((_, rest)) = text.split_once("wasm.__") {
        let name: String = rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect();
        return Err(Failure::new(format!("the page's glue calls `__{name}`, which the module does not export")));
    }
    let module = module.filter(|_| imports > 0).ok_or_else(|| Failure::new("wasm-opt said no names of imports"))?;
    replaced(&text, &format!("\"{module}\": import0"), "\"a\": import0")
        .ok_or_else(|| Failure::new(format!("the page's glue does not serve the module `{module}`")))
}

/// `text` with every `old` that is a whole name replaced; nothing when there is none.
fn replaced(text: &str, old: &str, new: &str) -> Option<String> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let (mut result, mut rest, mut found) = (String::with_capacity(text.len()), text, false);
    while let Some((before, after)) = rest.split_once(old) {
        let whole = !before.ends_with(is_name) && (old.ends_with(':') || !after.starts_with(is_name));
        found |= whole;
        result.push_str(before);
        result.push_str(if whole { new } else { old });
        rest = after;
    }
    result.push_str(rest);
    found.then_some(result)
}

#[cfg(test)]
mod tests {
    use super::renamed;

    const SAID: &str = r#"{
 "imports": [
  ["./page_bg.js", "__wbg_value_12", "A"],
  ["./page_bg.js", "__wbg_set_value_12", "$"]
 ],
 "exports": [
  ["memory", "b"],
  ["__wbindgen_malloc", "c"]
 ]
}"#;

    #[test]
    fn both_sides_of_the_border_get_the_same_names() {
        let glue = "__wbg_value_12: f, __wbg_set_value_12: g, \"./page_bg.js\": import0, wasm.memory.buffer, \
                    wasm.__wbindgen_malloc(1), wasm.memory_more";
        assert_eq!(
            renamed(glue, SAID).unwrap(),
            "A: f, $: g, \"a\": import0, wasm.b.buffer, wasm.c(1), wasm.memory_more"
        );
    }

    #[test]
    fn an_import_that_the_glue_lacks_is_an_error() {
        assert!(renamed("__wbg_value_12: f", SAID).is_err());
        assert!(renamed("", "").is_err());
        let lost = "__wbg_value_12: f, __wbg_set_value_12: g, \"./page_bg.js\": import0, wasm.__wbindgen_free()";
        assert!(renamed(lost, SAID).is_err());
    }
}
