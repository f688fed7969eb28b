//! The page's wasm made smaller, and short names between it and its glue.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Serialize;

use crate::node;
use crate::split::LOADERS;
use crate::wasm::names::Names;

pub(crate) mod names;
mod rank;

/// Passes that make the module small: loops are taken apart and put together anew, and a large function that has one caller
/// stays a function, which leaves shorter distances between what is alike.
// size: row 2
const PASSES: [&str; 11] = [
    // The first KiB holds the end of the stack, which no pointer of ours leads to.
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=20",
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

/// Passes after the functions were named by rank. The levels are for how the module is written.
const LAST_PASSES: [&str; 4] =
    ["--optimize-level=2", "--shrink-level=2", "--reorder-functions-by-name", "--strip-debug"];

/// A pattern of names that wasm-bindgen makes up for what passes between wasm and glue.
const GENERATED: &str = "__wbg_.*|__wbindgen_.*|__externref_.*|wasm_bindgen_.*";

/// Makes a module small for those who download it.
pub(crate) fn shrink(module: &Path) -> Result<()> {
    optimize(module, &PASSES)?;
    // size: row 3
    rank::name_by_rank(module)?;
    optimize(module, &LAST_PASSES)
}

/// Gives short names to what the module imports and exports.
// size: row 4
pub(crate) fn shorten(module: &Path) -> Result<Names> {
    let unusable = || format!("{} is not usable", module.display());
    let (short, names) = Names::shorten(&fs::read(module).with_context(unusable)?)?;
    fs::write(module, short).with_context(unusable)?;
    Ok(names)
}

/// The names that a module imports.
pub(crate) fn imports(module: &Path) -> Result<Vec<String>> {
    let bytes = fs::read(module).with_context(|| format!("{} is not usable", module.display()))?;
    Ok(Names::shorten(&bytes)?.1.imports().map(str::to_owned).collect())
}

/// The names of imports, one a line, as `web/imports.txt` lists them: without wasm-bindgen's beginning, hash and number.
pub(crate) fn listed(imports: &[String]) -> String {
    let names: BTreeSet<&str> = imports.iter().map(|name| plain(name)).collect();
    names.into_iter().map(|name| format!("{name}\n")).collect()
}

fn plain(name: &str) -> &str {
    let name = name.strip_prefix("__wbg_").or_else(|| name.strip_prefix("__wbindgen_")).unwrap_or(name);
    match name.rsplit_once('_') {
        Some((plain, hash)) if hash.len() == 16 && hash.bytes().all(|it| it.is_ascii_hexdigit()) => plain,
        _ => name,
    }
}

fn optimize(module: &Path, passes: &[&str]) -> Result<()> {
    let path = module.to_str().context("a path that is not UTF-8")?;
    node::wasm_opt(passes.iter().copied().chain([path, "-o", path]))
}

/// A request to `rename.mjs`.
#[derive(Serialize)]
struct Request<'a> {
    from: &'a Path,
    to: &'a Path,
    names: BTreeMap<&'a str, &'a str>,
    generated: &'static str,
}

/// Gives the glue the names that the module has.
pub(crate) fn rename_in_glue(glue: &Path, names: &Names) -> Result<()> {
    let request = Request { from: glue, to: glue, names: names.all(), generated: GENERATED };
    let used: Vec<String> = node::ask("rename.mjs", &request)?;
    // The script of the loaders serves what is imported from it.
    let served_elsewhere = |name: &str| names.imports_from(LOADERS).any(|it| it == name);
    for name in names.imports().filter(|name| !served_elsewhere(name)).chain(names.modules()) {
        ensure!(used.iter().any(|it| it == name), "the page's glue does not serve `{name}`, which the module imports");
    }
    if let Some(name) = used.iter().find(|name| !names.all().contains_key(name.as_str())) {
        bail!("the page's glue uses `{name}`, which the module neither imports nor exports");
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use wasm_encoder::{
        EntityType, ExportKind, ExportSection, ImportSection, MemorySection, MemoryType, Module, RefType, TableSection,
        TableType, TypeSection,
    };

    use super::*;
    use crate::folder::tests::Temporary;

    /// A module with imported functions and two exports, a memory and a table.
    pub(crate) fn example_module(imported: &[(&str, &str)], exported: &[&str; 2]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for (module, name) in imported {
            imports.import(module, name, EntityType::Function(0));
        }
        let (mut tables, mut memories, mut exports) = (TableSection::new(), MemorySection::new(), ExportSection::new());
        let element_type = RefType::FUNCREF;
        tables.table(TableType { element_type, minimum: 1, maximum: None, table64: false, shared: false });
        memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
        exports.export(exported[0], ExportKind::Memory, 0).export(exported[1], ExportKind::Table, 0);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&tables).section(&memories).section(&exports);
        module.finish()
    }

    const GLUE: &str = "export const serve = (f, g) => ({ __proto__: null, './page_bg.js': { __wbg_value_12: f, __wbg_set_value_12: g } });
        export const call = (wasm) => wasm.memory.buffer + wasm.__wbindgen_table.length + wasm.memory_more;";

    fn rename(glue: &str) -> Result<String> {
        let imports = [("./page_bg.js", "__wbg_value_12"), ("./page_bg.js", "__wbg_set_value_12")];
        renamed(glue, &Names::shorten(&example_module(&imports, &["memory", "__wbindgen_table"])).unwrap().1)
    }

    fn renamed(glue: &str, names: &Names) -> Result<String> {
        // Scripts are found from the project's folder.
        std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).unwrap();
        let folder = Temporary::new();
        let file = folder.folder().path("glue.js");
        std::fs::write(&file, glue).unwrap();
        rename_in_glue(&file, names)?;
        Ok(std::fs::read_to_string(&file).unwrap().split_whitespace().collect())
    }

    #[test]
    fn module_and_glue_get_the_same_names() {
        assert_eq!(
            rename(GLUE).unwrap(),
            "constserve=(f,g)=>({__proto__:null,a:{a:f,b:g}});\
             constcall=(wasm)=>wasm.a.buffer+wasm.b.length+wasm.memory_more;export{call,serve};"
        );
    }

    #[test]
    fn imports_are_listed_once_and_without_their_hashes() {
        let names =
            ["__wbindgen_init_externref_table", "__wbg_set_item_0123456789abcdef", "__wbg_set_item_fedcba9876543210"];
        assert_eq!(listed(&names.map(str::to_owned)), "init_externref_table\nset_item\n");
    }

    #[test]
    fn glue_hands_the_script_of_the_loaders_through() {
        let imports = [("./page_bg.js", "__wbg_value_12"), (LOADERS, "__wasm_split_load_later")];
        let (_, names) = Names::shorten(&example_module(&imports, &["memory", "table"])).unwrap();
        let glue = "import * as import1 from './__wasm_split.js';
            export const serve = (f) => ({ './page_bg.js': { __wbg_value_12: f }, './__wasm_split.js': import1 });";
        assert!(renamed(glue, &names).unwrap().contains("({a:{a:f},b:import1})"));
    }

    #[test]
    fn glue_that_does_not_fit_the_module_is_refused() {
        let message = |glue: &str| rename(glue).unwrap_err().to_string();
        assert!(
            message("export const serve = (f) => ({ './page_bg.js': { __wbg_value_12: f } });")
                .contains("does not serve")
        );
        assert!(
            message(&format!("{GLUE} export const lost = (wasm) => wasm.__wbindgen_free();"))
                .contains("__wbindgen_free")
        );
    }
}
