//! The site's pipeline: makes the files that visitors get out of what Trunk leaves.
//!
//! [`build`] is Trunk's hook. It optimizes the wasm, bundles the scripts and styles under names by content, and writes the
//! pages with those names. [`size`] measures the result.

pub mod address;
pub mod build;
mod digest;
mod document;
mod embed;
mod folder;
mod headers;
mod metadata;
mod node;
mod not_found;
mod page;
mod policy;
mod prerender;
mod scripts;
pub mod size;
pub mod split;
mod wasm;
mod work;
mod worker;

/// Digest of the source that this was compiled from, as `cargo xtask` calculates it. Cargo notices by it that clones which
/// share a tools folder have different sources.
pub const SOURCE: Option<&str> = option_env!("SITE_SOURCE");
