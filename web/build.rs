//! Keeps relocations in the page's wasm, by which `tools/site` splits it into chunks.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|it| it == "wasm32") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
