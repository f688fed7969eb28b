//! The order in which the site is made.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::address::Address;
use crate::folder::Folder;
use crate::scripts::{Bundle, bundle};
use crate::split::Chunks;
use crate::{document, embed, headers, metadata, not_found, page, prerender, wasm, work, worker};

/// Names that Trunk gives the module and its glue.
const MODULE: &str = "rolescope-web_bg.wasm";
const GLUE: &str = "rolescope-web.js";

/// The folder that Trunk copies as it is from what `wasm-bindgen` writes: chunks come that way.
const SNIPPETS: &str = "snippets";

/// Completes the site that Trunk has begun. Trunk runs this in the project's folder.
pub fn from_trunk() -> Result<()> {
    let told = |name: &str| env::var(name).with_context(|| format!("{name} is not set: this is Trunk's hook"));
    let staging = PathBuf::from(told("TRUNK_STAGING_DIR")?);
    let release = told("TRUNK_PROFILE")? == "release";
    let (site, root) = (Folder(&staging), Folder(Path::new(".")));
    let bundle = add_scripts(site, release)?;
    add_pages(site, root, &bundle)?;
    // What reads the finished files comes last.
    if release { publish(site, root, &bundle) } else { Ok(()) }
}

/// Bundles scripts, styles and the wasm under names by content.
fn add_scripts(site: Folder<'_>, release: bool) -> Result<Bundle> {
    let snippets = site.path(SNIPPETS);
    let chunks = Chunks::in_folder(Folder(&snippets))?;
    let built = add_wasm(site, &chunks, release)?;
    let bundle = bundle(site, &built, release)?;
    site.remove(MODULE)?;
    site.remove(GLUE)?;
    chunks.remove()?;
    Ok(bundle)
}

/// Optimizes the modules and fits them together with their scripts; returns the files that scripts import.
fn add_wasm(site: Folder<'_>, chunks: &Chunks<'_>, release: bool) -> Result<BTreeMap<String, PathBuf>> {
    let target = target();
    let (module, glue, work) = (site.path(MODULE), site.path(GLUE), work::compile(&target, release)?);
    let files = chunks.files();
    if release {
        let modules = [&module, &work.module];
        modules.into_iter().chain(files.values()).try_for_each(|file| wasm::shrink(file))?;
        let list = target.join("page-imports.txt");
        let imports = [wasm::imports(&module)?, wasm::imports(&work.module)?].concat();
        std::fs::write(&list, wasm::listed(&imports))
            .with_context(|| format!("{} cannot be written", list.display()))?;
    }
    let names = wasm::shorten(&module)?;
    wasm::rename_in_glue(&glue, &names)?;
    wasm::rename_in_glue(&work.glue, &wasm::shorten(&work.module)?)?;
    let own = [("glue.js", glue), ("app.wasm", module), ("work.js", work.glue), ("work.wasm", work.module)];
    let mut built: BTreeMap<_, _> = own.map(|(name, path)| (name.to_owned(), path)).into();
    if !files.is_empty() {
        built.insert("loaders.js".to_owned(), chunks.write_loaders(&names)?);
    }
    built.extend(files);
    Ok(built)
}

fn add_pages(site: Folder<'_>, root: Folder<'_>, bundle: &Bundle) -> Result<()> {
    site.copy_all(Folder(Path::new("web/public")))?;
    document::add_documents(site, root)?;
    let page = page::link(&site.read("index.html")?, "./", bundle)?;
    let page = prerender::put_into(&page, &prerender::draw()?)?;
    page::check(&page, "./", site)?;
    site.write("index.html", &page)?;
    embed::add_embed(site, root, &page::policy(&page)?, bundle)
}

/// Adds what hosts, search engines and the service worker read.
fn publish(site: Folder<'_>, root: Folder<'_>, bundle: &Bundle) -> Result<()> {
    let address = Address::from_environment()?;
    let policy = page::policy(&site.read("index.html")?)?;
    if let Some(address) = &address {
        metadata::add_metadata(site, address)?;
    }
    let style = not_found::add_page(site, root, address.as_ref())?;
    // GitHub Pages would otherwise run the folder through a program that drops names with an underscore in front.
    site.write(".nojekyll", "")?;
    worker::add_worker(site)?;
    site.write("_headers", headers::text(&policy, &style, &site.files()?, bundle))
}

/// The folder where cargo puts what it builds.
fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}
