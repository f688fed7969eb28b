//! Cases that people asked in public: the first sentence holds the values, the key or the cure that they wanted to know.
//!
//! The words were taken from the description of each case, not from what the sentence happens to say.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rolescope::{Scenario, analyze};

/// Words by case and step.
type Words = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// Letters that a sentence may have besides the values that it quotes.
const LONGEST: usize = 240;

/// Words that a sentence still lacks: case, step and word. Whoever mends the sentence takes the row out.
const LACKING: [(&str, &str, &str); 5] = [
    ("ip-list-locks-the-pipeline-out.json", "pipeline", "root"),
    ("mfa-boundary-and-access-keys.json", "access keys", "no `aws:MultiFactorAuthPresent`"),
    ("pod-identity-chain-needs-tagsession.json", "caller without TagSession", "assume-only"),
    ("stackset-roles-of-one-account.json", "same account", "shop-executionrole"),
    ("volume-tags-of-the-cluster.json", "star in the key", "kubernetes.io/cluster/shop"),
];

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
            for word in wanted {
                match (reason.contains(&word), LACKING.contains(&(name.as_str(), step.as_str(), word.as_str()))) {
                    (false, false) => missing.push(format!("{name}, {step}: `{word}` is not in: {reason}")),
                    (true, true) => missing.push(format!("{name}, {step}: `{word}` is no longer lacking: {reason}")),
                    (true, false) | (false, true) => {}
                }
            }
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
