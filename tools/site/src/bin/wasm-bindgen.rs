//! Writes the JavaScript glue of a wasm module: the part of wasm-bindgen's command line that Trunk uses.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use rolescope_site::split::split;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|it| it == "--version") {
        println!("wasm-bindgen {}", wasm_bindgen_shared::version());
        return Ok(());
    }
    bind(&arguments)
}

fn bind(arguments: &[String]) -> Result<()> {
    let mut bindgen = Bindgen::new();
    let mut out_dir = None;
    let mut out_name = None;
    let mut input = None;
    for argument in arguments {
        match argument.split_once('=').unwrap_or((argument, "")) {
            ("--out-dir", folder) => out_dir = Some(folder),
            ("--out-name", name) => out_name = Some(name),
            ("--target", target) => choose_target(&mut bindgen, target)?,
            ("--no-typescript", "") => {
                bindgen.typescript(false);
            }
            ("--no-demangle", "") => {
                bindgen.demangle(false);
            }
            ("--keep-debug", "") => {
                bindgen.keep_debug(true);
            }
            // Inferred from the module nowadays.
            ("--reference-types" | "--weak-refs", "") => {}
            (option, _) if option.starts_with('-') => {
                bail!("option `{argument}` is not known here")
            }
            _ => input = Some(argument),
        }
    }
    let out_dir = Path::new(out_dir.context("--out-dir=FOLDER is missing")?);
    let input = input.context("which wasm file?")?;
    let module = fs::read(input).with_context(|| format!("{input} cannot be read"))?;
    let stem = Path::new(input).file_stem().and_then(|it| it.to_str()).context("the wasm file has no name")?;
    // Trunk copies `snippets` beside the glue.
    let main = split(&module, &out_dir.join("snippets"))?;
    // Chunks use the function table, which is exported then.
    bindgen
        .keep_lld_exports(main.is_some())
        .input_bytes(out_name.unwrap_or(stem), main.unwrap_or(module))
        .generate(out_dir)
}

fn choose_target(bindgen: &mut Bindgen, target: &str) -> Result<()> {
    match target {
        "web" => bindgen.web(true)?,
        "bundler" => bindgen.bundler(true)?,
        "nodejs" => bindgen.nodejs(true)?,
        "no-modules" => bindgen.no_modules(true)?,
        other => bail!("target `{other}` is not known here"),
    };
    Ok(())
}
