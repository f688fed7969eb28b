//! Seeds of the fuzzer, each held to the properties that the fuzzer holds: `tests/fuzz`.

#![cfg(test)]

use std::fs;
use std::path::Path;

#[path = "../../../tests/fuzz/hold.rs"]
mod hold;

#[test]
fn every_seed_of_every_form_keeps_the_properties() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/seeds");
    let mut folders: Vec<String> =
        fs::read_dir(&seeds).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    folders.sort();
    assert_eq!(folders, hold::FORMS.map(|form| form.name));
    for form in &hold::FORMS {
        let mut count = 0;
        for entry in fs::read_dir(seeds.join(form.name)).unwrap() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            println!("{}", path.display());
            if let Ok(text) = std::str::from_utf8(&bytes) {
                hold::hold(form, text);
                count += 1;
            }
        }
        assert!(count >= 20, "{}: {count} seeds", form.name);
    }
}
