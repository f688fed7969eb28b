//! Chunks: parts of the page's wasm that are loaded when they are wanted. A function with `#[wasm_split(NAME)]` and all that
//! only it reaches becomes the chunk `NAME`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{Parser, Payload};

use crate::folder::Folder;
use crate::wasm::{self, names::Names};

/// The section by which the splitter knows a module with split points.
const MARK: &str = "__wasm_split_unstable";

/// The module that main imports the loaders of chunks from.
pub(crate) const LOADERS: &str = "./__wasm_split.js";

/// The beginning of a loader's name; the rest is the chunk's.
const LOADER: &str = "__wasm_split_load_";

/// The chunk that only visits with the first example begin without.
const NEEDED_ELSEWHERE: &str = "engine";

/// The file that says which files each chunk consists of.
const LIST: &str = "chunks.json";

/// Splits a module before wasm-bindgen reads it: writes the chunks into a folder of their own and returns the main module.
/// Returns nothing for a module without split points.
pub fn split(module: &[u8], folder: &Path) -> Result<Option<Vec<u8>>> {
    // Chunks of an earlier build.
    let _ = fs::remove_dir_all(folder);
    if !has_split_points(module)? {
        return Ok(None);
    }
    let main = folder.join("main.wasm");
    let mut options = Options::new(module);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = LOADERS;
    options.target.web();
    let split = transform(options).map_err(|error| anyhow!("the module cannot be split: {error:#}"))?;
    let parts: BTreeMap<_, _> = split.prefetch_map.into_iter().collect();
    let folder = Folder(folder);
    folder.write(LIST, serde_json::to_vec(&parts)?)?;
    let bytes = folder.bytes("main.wasm")?;
    folder.remove("main.wasm")?;
    // The splitter's own loader: ours takes other hosts, retries and names by content into account.
    folder.remove(LOADERS)?;
    Ok(Some(bytes))
}

fn has_split_points(module: &[u8]) -> Result<bool> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CustomSection(section) = payload.context("not a wasm module")?
            && section.name() == MARK
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The chunks that [`split`] has written into a folder.
pub(crate) struct Chunks<'a> {
    folder: Folder<'a>,
    /// The files of each chunk, without their ending.
    parts: BTreeMap<String, Vec<String>>,
}

impl<'a> Chunks<'a> {
    /// Reads the list in a folder; without it there are no chunks.
    pub(crate) fn in_folder(folder: Folder<'a>) -> Result<Self> {
        let listed = folder.path(LIST).is_file();
        let parts = if listed { serde_json::from_slice(&folder.bytes(LIST)?)? } else { BTreeMap::new() };
        Ok(Self { folder, parts })
    }

    /// The paths of all files by their names.
    pub(crate) fn files(&self) -> BTreeMap<String, PathBuf> {
        let names = self.parts.values().flatten().map(|name| format!("{name}.wasm"));
        names.map(|name| (name.clone(), self.folder.path(&name))).collect()
    }

    /// Removes the folder.
    pub(crate) fn remove(self) -> Result<()> {
        if self.parts.is_empty() {
            Ok(())
        } else {
            fs::remove_dir_all(self.folder.0).context("chunks cannot be removed")
        }
    }

    /// Writes the script that the glue imports loaders from, and returns its path. `main` has the main module's names.
    pub(crate) fn write_loaders(&self, main: &Names) -> Result<PathBuf> {
        let mut shared = BTreeSet::new();
        for file in self.files().values() {
            shared.extend(wasm::imports(file)?);
        }
        self.folder.write("loaders.js", self.loaders(main, &shared)?)?;
        Ok(self.folder.path("loaders.js"))
    }

    /// The script of the loaders. `shared` are the names that chunks import from the main module.
    fn loaders(&self, main: &Names, shared: &BTreeSet<String>) -> Result<String> {
        let mut script = String::from(
            "import { initSync } from 'built:glue.js';\nimport { hasten, loader } from './web/chunks.js';\n",
        );
        for (number, name) in self.files().keys().enumerate() {
            writeln!(script, "import file{number} from 'built:{name}';")?;
        }
        script.push_str("const shared = () => {\n  const main = initSync();\n  return { __wasm_split: {\n");
        for name in shared {
            // A mark of unoptimized builds that chunks belong to their main module. Any number will do.
            let is_mark = name.starts_with("__canary_");
            let value = if is_mark { "0".to_owned() } else { format!("main.{}", main.export(name)?) };
            writeln!(script, "    {name}: {value},")?;
        }
        let table = main.export("__indirect_function_table")?;
        writeln!(script, "  }} }};\n}};\nconst table = () => initSync().{table};")?;
        for name in main.imports_from(LOADERS) {
            let chunk = name.strip_prefix(LOADER).with_context(|| format!("`{name}` is not the loader of a chunk"))?;
            let files = self.variables(chunk)?.join(", ");
            writeln!(script, "export const {} = loader([{files}], shared, table);", main.import(name)?)?;
        }
        let needed =
            if self.parts.contains_key(NEEDED_ELSEWHERE) { self.variables(NEEDED_ELSEWHERE)? } else { Vec::new() };
        writeln!(script, "export const begin = () => hasten([{}]);", needed.join(", "))?;
        Ok(script)
    }

    /// The variables of a chunk's files in the script.
    fn variables(&self, chunk: &str) -> Result<Vec<String>> {
        let parts = self.parts.get(chunk).with_context(|| format!("the splitter made no chunk `{chunk}`"))?;
        let of_chunk = |name: &str| parts.iter().any(|part| name.strip_suffix(".wasm") == Some(part));
        let files = self.files();
        Ok(files
            .keys()
            .enumerate()
            .filter(|(_, name)| of_chunk(name))
            .map(|(number, _)| format!("file{number}"))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::tests::Temporary;
    use crate::wasm::tests::example_module;

    fn main() -> Vec<u8> {
        let imports = [("./glue.js", "__wbg_a"), (LOADERS, "__wasm_split_load_later")];
        example_module(&imports, &["memory", "__indirect_function_table"])
    }

    #[test]
    fn a_module_without_split_points_has_no_chunks() {
        let folder = Temporary::new();
        assert_eq!(split(&main(), &folder.folder().path("chunks")).unwrap(), None);
        assert!(Chunks::in_folder(folder.folder()).unwrap().files().is_empty());
    }

    #[test]
    fn loaders_have_the_short_names_of_the_main_module() {
        let (_, names) = Names::shorten(&main()).unwrap();
        let folder = Temporary::new();
        folder.folder().write(LIST, r#"{ "later": ["chunk_2", "split_later"] }"#).unwrap();
        let shared = ["__indirect_function_table", "memory"].map(str::to_owned).into();
        let script = Chunks::in_folder(folder.folder()).unwrap().loaders(&names, &shared).unwrap();
        assert!(
            script.contains("import file0 from 'built:chunk_2.wasm';\nimport file1 from 'built:split_later.wasm';")
        );
        assert!(script.contains("    __indirect_function_table: main.b,\n    memory: main.a,\n"), "{script}");
        let ending =
            "export const b = loader([file0, file1], shared, table);\nexport const begin = () => hasten([]);\n";
        assert!(script.ends_with(ending), "{script}");
    }
}
