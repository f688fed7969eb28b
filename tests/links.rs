//! Links: the format that is read for ever, and what ends in a message. `web/links.test.mjs` reads the same files.

use std::fs;
use std::path::{Path, PathBuf};

use conformance::bench::growth;
use proptest::prelude::*;
use rolescope::link::{Link, LinkError, SuspicionKind, suspicions};
use rolescope::{Scenario, analyze};
use serde_json::{Value, json as value};

#[test]
fn links_of_every_encoder_are_read_for_ever() {
    let mut read = 0;
    for path in files("v1", "links") {
        let text = fs::read_to_string(path.with_extension("json")).unwrap();
        for line in fs::read_to_string(&path).unwrap().lines() {
            let (encoder, fragment) = line.split_once(' ').unwrap();
            let name = format!("{encoder} in {}", path.display());
            assert_eq!(Link::scenario_text(fragment).as_ref(), Ok(&text), "{name}");
            read += 1;
        }
        Scenario::from_json(&text).unwrap();
    }
    assert!(read >= 80, "only {read} links were found");
}

#[test]
fn places_are_read_for_ever() {
    let places: Value = json(&folder("v1").join("places.json"));
    for place in places.as_array().unwrap() {
        let number = |name: &str| place[name].as_u64().map(|number| number as usize);
        let word = |name: &str| place[name].as_str().map(str::to_owned);
        let expected = Link {
            scenario: None,
            example: word("example"),
            step: number("step"),
            at: number("at"),
            depth: word("depth"),
            view: word("view"),
        };
        assert_eq!(Link::decode(place["fragment"].as_str().unwrap()), Ok(expected), "{place}");
    }
}

/// So many times as long as an honest link of the most text a hostile one may take.
const MOST: f64 = 3.0;

#[test]
fn hostile_links_end_in_their_message() {
    let files = files("hostile", "json");
    let words: String = (0..9_000_u32).map(|at| format!("{} ", at.wrapping_mul(2_654_435_761))).collect();
    let text = value!({ "title": words.get(..65_000), "steps": [] }).to_string();
    let honest = Link::to(&Scenario::from_json(&text).unwrap()).encode().unwrap();
    assert!(files.len() >= 70, "only {} hostile links were found", files.len());
    for path in files {
        let case = json(&path);
        let fragment = case["fragment"].as_str().unwrap();
        let (said, expected) = match Link::scenario_text(fragment) {
            Err(error) => {
                assert_eq!(serde_json::to_value(&error).unwrap(), case["cause"], "{}", path.display());
                (error.to_string(), &case["error"])
            }
            Ok(text) => match Scenario::from_json(&text) {
                Err(error) => (format!("{}:{}: {error}", error.line, error.column), &case["refused"]),
                Ok(_) => panic!("{} holds a scenario", path.display()),
            },
        };
        assert_eq!(Some(said.as_str()), expected.as_str(), "{}", path.display());
        assert!(said.len() < 500 && !said.contains('\n'), "{}: {said}", path.display());
        let ratio = growth(MOST, || drop(refusal(&honest)), || drop(refusal(fragment)));
        assert!(ratio <= MOST, "{} takes {ratio} times as long as an honest link", path.display());
    }
}

#[test]
fn scripts_in_every_field_come_back_as_they_are() {
    let template = json(&root().join("crates/rolescope/tests/data/every-field.json"));
    for payload in json(&root().join("tests/links/payloads.json")).as_array().unwrap() {
        let payload = payload.as_str().unwrap();
        let mut scenario = template.clone();
        let fields = fill(&mut scenario, payload);
        assert!(fields > 50, "only {fields} fields");
        let scenario = Scenario::from_json(&scenario.to_string()).unwrap();
        let fragment = Link::to(&scenario).encode().unwrap();
        let allowed = |character: char| character.is_ascii_alphanumeric() || "#=.-_".contains(character);
        assert!(fragment.chars().all(allowed), "{fragment}");
        let text = Link::scenario_text(&fragment).unwrap();
        assert_eq!(Scenario::from_json(&text).unwrap(), scenario, "{payload}");
        analyze(&scenario);
    }
}

#[test]
fn what_looks_like_a_credential_is_found() {
    for case in json(&root().join("tests/links/suspicions.json")).as_array().unwrap() {
        let text = case["text"].as_str().unwrap();
        let found: Vec<[&str; 2]> = suspicions(text)
            .into_iter()
            .map(|suspicion| {
                let kind = match suspicion.kind {
                    SuspicionKind::AccessKey => "access key",
                    SuspicionKind::SecretKey => "secret key",
                };
                [kind, text.get(suspicion.span).unwrap()]
            })
            .collect();
        assert_eq!(serde_json::to_value(found).unwrap(), case["found"], "{}", case["why"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_back(text in any::<String>(), step in 1..9_usize, at in 1..99_usize) {
        let (scenario, step, at) = (Some(text.trim_start_matches('\u{feff}').to_owned()), Some(step), Some(at));
        let link = Link { scenario, step, at, ..Link::default() };
        prop_assert_eq!(Link::decode(&link.encode().unwrap()), Ok(link));
    }

    #[test]
    fn any_fragment_gets_an_answer(text in any::<String>()) {
        let _ = refusal(&text);
        let _ = refusal(&format!("s=1.{text}"));
        let _ = suspicions(&text);
    }

    #[test]
    fn any_packed_bytes_get_an_answer(payload in "[A-Za-z0-9_-]{0,200}={0,2}") {
        let _ = refusal(&format!("#s=1.{payload}"));
        let _ = refusal(&format!("#s=0.{payload}"));
    }

    #[test]
    fn a_link_with_a_changed_character_gets_an_answer(at in 0..400_usize, character in "[A-Za-z0-9_-]") {
        let text = fs::read_to_string(folder("v1").join("role-of-an-instance.json")).unwrap();
        let mut fragment = Link { scenario: Some(text), ..Link::default() }.encode().unwrap();
        let at = at.min(fragment.len() - 6) + 5;
        fragment.replace_range(at..=at, &character);
        let _ = refusal(&fragment);
    }
}

/// Reads a link the whole way, as far as it goes.
fn refusal(fragment: &str) -> Result<Option<String>, LinkError> {
    let text = Link::scenario_text(fragment)?;
    Ok(Scenario::from_json(&text).err().map(|error| error.to_string()))
}

/// Puts a payload into every text of a scenario but those that are of a few words; how many these are.
fn fill(value: &mut Value, payload: &str) -> usize {
    match value {
        Value::String(text) => {
            *text = payload.to_owned();
            1
        }
        Value::Array(items) => items.iter_mut().map(|item| fill(item, payload)).sum(),
        Value::Object(fields) => {
            let texts = fields.iter_mut().filter(|(name, _)| *name != "expect");
            texts.map(|(_, value)| fill(value, payload)).sum()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn files(below: &str, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder(below)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    files
}

fn folder(name: &str) -> PathBuf {
    root().join("tests/links").join(name)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
