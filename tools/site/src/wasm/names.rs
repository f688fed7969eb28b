//! Short names for what a wasm module imports and exports. wasm-bindgen names every import by method and hash, once in
//! the module and once in the glue, and hashes do not compress.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{ExportSectionReader, ImportSectionReader, Parser, Payload};

/// The new names by the old ones.
#[derive(Debug, Default)]
pub(crate) struct Names {
    modules: BTreeMap<String, String>,
    /// Module and new name of each import, in the order of the module.
    imports: BTreeMap<String, (String, String)>,
    exports: BTreeMap<String, String>,
}

impl Names {
    /// Renames what a module imports and exports.
    pub(crate) fn shorten(module: &[u8]) -> Result<(Vec<u8>, Self)> {
        let (mut names, mut short) = (Self::default(), Module::new());
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload.context("not a wasm module")?;
            if let Payload::ImportSection(imports) = payload {
                short.section(&names.shorten_imports(imports)?);
            } else if let Payload::ExportSection(exports) = payload {
                short.section(&names.shorten_exports(exports)?);
            } else if let Some((id, range)) = payload.as_section() {
                let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                let data = module.get(range).context("a section out of the module")?;
                short.section(&RawSection { id, data });
            }
        }
        Ok((short.finish(), names))
    }

    fn shorten_imports(&mut self, imports: ImportSectionReader<'_>) -> Result<ImportSection> {
        let mut section = ImportSection::new();
        for import in imports.into_imports() {
            let import = import?;
            let modules = self.modules.len();
            let module = self.modules.entry(import.module.to_owned()).or_insert_with(|| short(modules)).clone();
            let name = short(self.imports.len());
            section.import(&module, &name, RoundtripReencoder.entity_type(import.ty)?);
            let before = self.imports.insert(import.name.to_owned(), (import.module.to_owned(), name));
            ensure!(before.is_none(), "`{}` is imported twice", import.name);
        }
        Ok(section)
    }

    fn shorten_exports(&mut self, exports: ExportSectionReader<'_>) -> Result<ExportSection> {
        let mut section = ExportSection::new();
        for export in exports {
            let export = export?;
            let name = short(self.exports.len());
            section.export(&name, RoundtripReencoder.export_kind(export.kind)?, export.index);
            ensure!(!self.imports.contains_key(export.name), "`{}` is both an import and an export", export.name);
            self.exports.insert(export.name.to_owned(), name);
        }
        Ok(section)
    }

    /// The new name of an export.
    pub(crate) fn export(&self, name: &str) -> Result<&str> {
        self.exports.get(name).map(String::as_str).with_context(|| format!("the module does not export `{name}`"))
    }

    /// The new name of an import.
    pub(crate) fn import(&self, name: &str) -> Result<&str> {
        self.imports
            .get(name)
            .map(|(_, new)| new.as_str())
            .with_context(|| format!("the module does not import `{name}`"))
    }

    /// The old names of all imports.
    pub(crate) fn imports(&self) -> impl Iterator<Item = &str> {
        self.imports.keys().map(String::as_str)
    }

    /// The old names of what is imported from a module.
    pub(crate) fn imports_from(&self, module: &str) -> impl Iterator<Item = &str> {
        self.imports.iter().filter(move |(_, (from, _))| from == module).map(|(name, _)| name.as_str())
    }

    /// The old names of the modules that are imported from.
    pub(crate) fn modules(&self) -> impl Iterator<Item = &str> {
        self.modules.keys().map(String::as_str)
    }

    /// The new name of each old one.
    pub(crate) fn all(&self) -> BTreeMap<&str, &str> {
        let imports = self.imports.iter().map(|(old, (_, new))| (old, new));
        let others = self.exports.iter().chain(&self.modules);
        imports.chain(others).map(|(old, new)| (old.as_str(), new.as_str())).collect()
    }
}

/// The name with a number: one letter, then two, and so on.
fn short(number: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = LETTERS.get(number % LETTERS.len()).copied().unwrap_or(b'_') as char;
    match number / LETTERS.len() {
        0 => letter.to_string(),
        more => format!("{}{letter}", short(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wasm::tests::example_module;

    #[test]
    fn numbers_have_different_names() {
        assert_eq!([0, 25, 51, 52, 103, 104].map(short), ["a", "z", "Z", "aa", "aZ", "ba"]);
    }

    #[test]
    fn imports_exports_and_modules_get_short_names_and_the_code_stays() {
        let module = example_module(&[("./one.js", "first"), ("./two.js", "second")], &["memory", "table"]);
        let (short, names) = Names::shorten(&module).unwrap();
        assert_eq!(short, example_module(&[("a", "a"), ("b", "b")], &["a", "b"]));
        let all =
            [("./one.js", "a"), ("./two.js", "b"), ("first", "a"), ("second", "b"), ("memory", "a"), ("table", "b")];
        assert_eq!(names.all(), BTreeMap::from(all));
        assert_eq!(names.imports_from("./two.js").collect::<Vec<_>>(), ["second"]);
    }
}
