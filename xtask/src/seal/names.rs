//! Short names between the page's wasm and its glue.
//!
//! wasm-bindgen names every import by method and hash, once in the module and once in the glue. Hashes do not
//! compress: a hundred of them are 2 KB of the download.

use std::fs;
use std::path::Path;

use super::{files, unusable};
use crate::process::{Failure, Outcome, output_of, program, root};

/// Renames what module and glue call each other, in both.
pub(super) fn shorten(site: &Path) -> Outcome {
    let (modules, glue) = (files(site, |name| name.ends_with("_bg.wasm"))?, files(site, is_glue)?);
    let ([module], [glue]) = (modules.as_slice(), glue.as_slice()) else {
        return Err(Failure::new("the built site must have one wasm module and one glue script"));
    };
    let optimizer = root().join("node_modules").join("binaryen").join("bin").join("wasm-opt");
    let mut rename = program("node");
    rename.arg(optimizer).args(features()?).arg("--minify-imports-and-exports-and-modules");
    let said = output_of(rename.arg(module).arg("-o").arg(module))
        .ok_or_else(|| Failure::new("wasm-opt cannot rename the imports of the page's wasm"))?;
    let text = fs::read_to_string(glue).map_err(|error| unusable("glue", &error))?;
    fs::write(glue, renamed(&text, &said)?).map_err(|error| unusable("glue", &error))
}

/// What browsers may need to know: the same that Trunk allows wasm-opt.
fn features() -> Outcome<Vec<String>> {
    let page = fs::read_to_string(root().join("index.html")).map_err(|error| unusable("index.html", &error))?;
    let parameters = page.split_once("data-wasm-opt-params=\"").and_then(|(_, rest)| rest.split_once('"'));
    let (parameters, _) = parameters
        .ok_or_else(|| Failure::new("index.html has no `data-wasm-opt-params` with the features of the wasm"))?;
    Ok(parameters.split_whitespace().map(str::to_owned).collect())
}

fn is_glue(name: &str) -> bool {
    name.starts_with("rolescope-web-") && name.ends_with(".js")
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
                    wasm.__wbindgen_malloc(1), wasm.__wbindgen_malloc_more";
        assert_eq!(
            renamed(glue, SAID).unwrap(),
            "A: f, $: g, \"a\": import0, wasm.b.buffer, wasm.c(1), wasm.__wbindgen_malloc_more"
        );
    }

    #[test]
    fn an_import_that_the_glue_lacks_is_an_error() {
        assert!(renamed("__wbg_value_12: f", SAID).is_err());
        assert!(renamed("", "").is_err());
    }
}
