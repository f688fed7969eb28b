//! Cases that people asked in public: the first sentence holds the values, the key or the cure that they wanted to know.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rolescope::{Scenario, analyze};

/// Words by case and step.
type Words = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// Letters that a sentence may have besides the values that it quotes.
const LONGEST: usize = 240;

#[test]
fn the_sentence_of_each_case_holds_what_its_reader_wanted_to_know() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/field");
    let words: Words = serde_json::from_str(include_str!("field_words.json")).unwrap();
    let mut cases = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(cases.all(|name| words.contains_key(&name)));
    assert_eq!(words.len(), 31);
    let mut missing = Vec::new();
    for (name, steps) in words {
        let scenario = Scenario::from_json(&fs::read_to_string(folder.join(&name)).unwrap()).unwrap();
        let report = analyze(&scenario);
        for (step, wanted) in steps {
            let found = report.steps.iter().find(|found| found.name.as_deref() == Some(&step));
            let reason = &found.unwrap_or_else(|| panic!("{name}: no step {step}")).reason;
            missing.extend(
                wanted
                    .into_iter()
                    .filter(|word| !reason.contains(word))
                    .map(|word| format!("{name}, {step}: `{word}` is not in: {reason}")),
            );
            let own = unquoted(reason);
            assert!(own <= LONGEST, "{name}, {step}: {own} letters besides quoted values: {reason}");
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Letters outside of backticks.
fn unquoted(text: &str) -> usize {
    text.split('`').step_by(2).map(|own| own.chars().count()).sum()
}
