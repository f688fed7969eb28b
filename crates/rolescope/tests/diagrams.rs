//! Diagrams of scenarios, held as files: SVG, Mermaid text and words. `UPDATE_GOLDEN=1` writes them anew.

#![cfg(feature = "diagrams")]

use std::fs;
use std::path::{Path, PathBuf};

use rolescope::diagram::{Diagram, DiagramKind};
use rolescope::{Scenario, analyze};

/// Files of the corpus, or of the tests' own data, and the step whose ceilings are drawn.
const CASES: [(&str, usize); 13] = [
    ("corpus/roles/chain-of-three", 3),
    ("corpus/roles/chain-broken-in-the-middle", 1),
    ("corpus/roles/cloudformation-with-s3", 1),
    ("corpus/roles/delegated-between-two-accounts", 0),
    ("corpus/roles/ec2-pass-role", 0),
    ("corpus/roles/github-deploys", 1),
    ("corpus/roles/root-assumes-nothing", 0),
    ("corpus/roles/session-ends", 1),
    ("corpus/traps/TR-04", 0),
    ("corpus/traps/TR-50", 0),
    ("data/guardrails", 1),
    ("data/guardrails", 2),
    ("data/guardrails", 4),
];

#[test]
fn diagrams_are_as_their_files_say() {
    let mut names = Vec::new();
    for (file, step) in CASES {
        let (scenario, name) = read(file);
        for (kind, sort) in [(DiagramKind::Sequence, "sequence"), (DiagramKind::Ceilings, "ceilings")] {
            let diagram = diagram(&scenario, kind, step);
            let words = diagram.words().join("\n") + "\n";
            for (ending, text) in [("svg", diagram.drawing().svg()), ("mmd", diagram.mermaid()), ("txt", words)] {
                let name = format!("{name}.{}.{sort}.{ending}", step + 1);
                compare(&name, &text);
                names.push(name);
            }
        }
    }
    for entry in fs::read_dir(folder("golden")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(names.contains(&name), "{name} belongs to no test");
    }
}

fn diagram(scenario: &Scenario, kind: DiagramKind, step: usize) -> Diagram {
    Diagram::of(kind, scenario, &analyze(scenario).steps, step).unwrap()
}

fn read(file: &str) -> (Scenario, String) {
    let path = match file.strip_prefix("corpus/") {
        Some(rest) => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus").join(rest),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file),
    };
    let text = fs::read_to_string(path.with_extension("json")).unwrap();
    let name = file.rsplit('/').next().unwrap().to_owned();
    (Scenario::from_json(&text).unwrap(), name)
}

fn compare(name: &str, found: &str) {
    let path = folder("golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(folder("golden")).unwrap();
        fs::write(&path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{name} is stale; UPDATE_GOLDEN=1 writes it anew. Now it would be:\n{found}");
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}
