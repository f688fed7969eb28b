//! Texts of libFuzzer, held to the properties of `hold.rs` in the form that `$FORM` names.

#![no_main]

use std::sync::LazyLock;

mod hold;

static FORM: LazyLock<&'static hold::Form> = LazyLock::new(|| {
    let name = std::env::var("FORM").unwrap_or_default();
    hold::FORMS.iter().find(|form| form.name == name).unwrap_or_else(|| panic!("`{name}` in $FORM is no form"))
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        hold::hold(&FORM, text);
    }
});
