//! The Rolescope page.
//!
//! `state` is what the page knows and the one function that changes it; `components` draw it; `app` joins both to
//! the browser. Everything about IAM comes from the `rolescope` crate.

#![forbid(unsafe_code)]

mod address;
mod analysis;
mod app;
mod browser;
mod chunks;
mod components;
mod draft;
mod examples;
mod focus;
mod moments;
mod naming;
mod sight;
mod state;
mod text;
mod tone;

/// Smaller than the standard library's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    yew::Renderer::<app::App>::new().render();
}
