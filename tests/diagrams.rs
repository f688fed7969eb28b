//! Diagrams of scenarios: some held as files (SVG, Mermaid text and words; `UPDATE_GOLDEN=1` writes them anew), and what
//! holds of the diagrams of the whole corpus.

use std::fs;
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rolescope::diagram::{Ceilings, Diagram, DiagramKind, MessageKind, STYLE, Sequence, Standing, Tone};
use rolescope::report::Decision;
use rolescope::{Report, Scenario, analyze};

use crate::files;

/// Files of the corpus, or of these tests themselves, and the step that is selected.
const CASES: [(&str, usize); 14] = [
    ("corpus/roles/chain-of-three", 3),
    ("corpus/roles/chain-broken-in-the-middle", 1),
    ("corpus/roles/cloudformation-with-s3", 1),
    ("corpus/roles/delegated-between-two-accounts", 0),
    ("corpus/roles/ec2-pass-role", 0),
    ("corpus/roles/github-deploys", 1),
    ("corpus/roles/root-assumes-nothing", 0),
    ("corpus/roles/session-ends", 1),
    ("corpus/traps/TR-04-negated-operator-on-an-absent-key-matches", 0),
    ("corpus/traps/TR-50-bucket-policy-naming-the-session-skips-the-boundary", 0),
    ("diagrams/guardrails", 1),
    ("diagrams/guardrails", 2),
    ("diagrams/guardrails", 4),
    ("diagrams/hostile", 1),
];
const KINDS: [(DiagramKind, &str); 2] = [(DiagramKind::Sequence, "sequence"), (DiagramKind::Ceilings, "ceilings")];

#[test]
fn diagrams_are_as_their_files_say() {
    let mut names = Vec::new();
    for (file, step) in CASES {
        let (scenario, report) = read(file);
        let scene = file.rsplit('/').next().unwrap();
        for (kind, sort) in KINDS {
            let diagram = Diagram::of(kind, &scenario, &report.steps, step).unwrap();
            let words = diagram.words().join("\n") + "\n";
            for (ending, text) in [("svg", diagram.drawing().svg()), ("mmd", diagram.mermaid()), ("txt", words)] {
                let name = format!("{scene}.{}.{sort}.{ending}", step + 1);
                compare(&name, &text);
                names.push(name);
            }
        }
    }
    for entry in fs::read_dir(folder("diagrams/golden")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(names.contains(&name), "{name} belongs to no test");
    }
}

#[test]
fn drawings_of_the_whole_corpus_are_well_formed_and_harmless() {
    for (name, text) in files::scenarios() {
        let scenario = Scenario::from_json(&text).unwrap();
        let report = analyze(&scenario);
        for (kind, _) in KINDS {
            for step in 0..report.steps.len() {
                let diagram = Diagram::of(kind, &scenario, &report.steps, step).unwrap();
                check_drawing(&name, &diagram.drawing().svg());
                check_mermaid(&name, &diagram.mermaid());
                assert!(diagram.words().iter().all(|said| said.matches('`').count() % 2 == 0), "{name}");
            }
        }
    }
}

#[test]
fn a_step_without_a_name_is_told_by_its_number() {
    let (mut scenario, _) = read("corpus/roles/root-assumes-nothing");
    scenario.steps[0].name = None;
    let report = analyze(&scenario);
    let words = Diagram::of(DiagramKind::Sequence, &scenario, &report.steps, 0).unwrap().words();
    assert!(words[0].starts_with("Step 1: `"), "{}", words[0]);
}

#[test]
fn hostile_names_stay_names() {
    let (mut scenario, _) = read("corpus/roles/chain-of-three");
    let hostile = "</title><script>alert(1)</script>\u{0}\u{1b}\u{ffff}\"'`;#%%{init}%%\nend --> x";
    scenario.title = hostile.to_owned();
    for step in &mut scenario.steps {
        if let Some(session) = &mut step.session {
            session.name = Some(hostile.to_owned());
        }
        step.action = format!("{}{hostile}", step.action);
    }
    scenario.steps[0].caller = hostile.to_owned();
    let report = analyze(&scenario);
    for (kind, sort) in KINDS {
        for step in 0..report.steps.len() {
            let diagram = Diagram::of(kind, &scenario, &report.steps, step).unwrap();
            check_drawing(sort, &diagram.drawing().svg());
            check_mermaid(sort, &diagram.mermaid());
        }
    }
}

#[test]
fn every_class_of_a_drawing_has_a_style() {
    let mut classes: Vec<String> = Vec::new();
    for (file, step) in CASES {
        let (scenario, report) = read(file);
        for (kind, _) in KINDS {
            let svg = Diagram::of(kind, &scenario, &report.steps, step).unwrap().drawing().svg();
            let found = svg.split(" class=\"").skip(1).filter_map(|rest| rest.split('"').next());
            classes.extend(found.flat_map(str::split_whitespace).map(str::to_owned));
        }
    }
    classes.sort();
    classes.dedup();
    assert!(classes.len() > 20, "{classes:?}");
    // These two only hold shapes together.
    for class in classes.iter().filter(|class| !["actor", "text"].contains(&class.as_str())) {
        assert!(STYLE.contains(&format!(".{class}")), "{class} has no style");
    }
}

#[test]
fn a_chain_of_roles_is_a_chain_of_credentials() {
    let sequence = sequence("corpus/roles/chain-of-three", 0);
    let kinds: Vec<MessageKind> = sequence.messages.iter().map(|message| message.kind).collect();
    let hop = [MessageKind::Ask, MessageKind::Answer, MessageKind::Credential];
    assert_eq!(kinds, [hop.as_slice(), &hop, &hop, &[MessageKind::Call]].concat());
    for (before, after) in [(2, 3), (5, 6), (8, 9)] {
        assert_eq!(sequence.messages[before].to, sequence.messages[after].from, "who gets a credential acts with it");
    }
    let titles: Vec<&str> = sequence.lanes.iter().map(|lane| lane.title.as_str()).collect();
    assert_eq!(titles, ["AWS", "Account 111122223333", "Account 444455556666"]);
}

#[test]
fn a_denied_hop_ends_the_line() {
    let sequence = sequence("corpus/roles/chain-broken-in-the-middle", 2);
    let denied = sequence.messages.iter().position(|message| message.kind == MessageKind::Reply).unwrap();
    assert_eq!(sequence.messages[denied].tone, Tone::Nothing);
    assert!(sequence.messages[denied..].iter().all(|message| message.kind != MessageKind::Credential));
    let last = sequence.messages.last().unwrap();
    assert_eq!((last.tone, sequence.actors[last.from].kind.as_str()), (Tone::Error, "no such session"));
}

#[test]
fn of_many_steps_only_those_are_drawn_that_lead_to_the_selected_one() {
    let (mut scenario, _) = read("corpus/roles/chain-of-three");
    let more = scenario.steps[0].clone();
    scenario.steps.extend((0..40).map(|_| rolescope::scenario::Step { name: None, ..more.clone() }));
    let report = analyze(&scenario);
    let Some(Diagram::Sequence(sequence)) = Diagram::of(DiagramKind::Sequence, &scenario, &report.steps, 2) else {
        panic!("a sequence was asked for")
    };
    let mut steps: Vec<usize> = sequence.messages.iter().map(|message| message.step).collect();
    steps.dedup();
    assert_eq!(steps, [0, 1, 2]);
    assert_eq!((sequence.left_out, sequence.steps), (scenario.steps.len() - 3, scenario.steps.len()));
}

#[test]
fn a_chain_of_two_thousand_hops_is_drawn_in_part_and_says_so() {
    let scenario = Scenario::from_json(&conformance::large::chain(2_000)).unwrap();
    let report = analyze(&scenario);
    let diagram = Diagram::of(DiagramKind::Sequence, &scenario, &report.steps, 2_000).unwrap();
    let Diagram::Sequence(sequence) = &diagram else { panic!("a sequence was asked for") };
    let mut steps: Vec<usize> = sequence.messages.iter().map(|message| message.step).collect();
    steps.dedup();
    assert_eq!(steps, (0..6).chain(1_983..=2_000).collect::<Vec<_>>());
    let said = "1977 of 2001 steps are not shown here.";
    assert_eq!(diagram.words().last().map(String::as_str), Some(said));
    assert!(diagram.drawing().svg().contains(said) && diagram.mermaid().contains(said));
    assert!(diagram.drawing().height < 10_000, "{}", diagram.drawing().height);
}

#[test]
fn the_boundary_cuts_off_what_the_identity_policy_grants() {
    let ceilings = ceilings("diagrams/guardrails", 2);
    let cut = &ceilings.frames[ceilings.cut.unwrap()];
    assert_eq!((cut.title.as_str(), cut.standing), ("Permissions boundary", Standing::Lacks));
    assert!(ceilings.granted);
    let titles: Vec<&str> = ceilings.frames.iter().map(|frame| frame.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Resource control policies · r-ab12",
            "Service control policies · r-ab12",
            "Service control policies · ou-ab12-11111111",
            "Service control policies · 111122223333",
            "VPC endpoint policy",
            "Permissions boundary",
            "Session policies",
        ]
    );
}

#[test]
fn a_boundary_does_not_bind_what_a_bucket_grants_to_the_session_itself() {
    let ceilings = ceilings("corpus/traps/TR-50-bucket-policy-naming-the-session-skips-the-boundary", 0);
    let boundary = ceilings.frames.iter().find(|frame| frame.title == "Permissions boundary").unwrap();
    assert_eq!((boundary.standing, ceilings.cut), (Standing::Unbound, None));
    assert_eq!(ceilings.decision, Decision::Allowed);
}

/// Compares each drawing of ceilings with the decision, in each scenario of the corpus.
#[test]
fn a_grant_comes_out_of_all_frames_if_and_only_if_the_call_is_allowed() {
    for (name, text) in files::scenarios() {
        let scenario = Scenario::from_json(&text).unwrap();
        let report = analyze(&scenario);
        for (step, found) in report.steps.iter().enumerate() {
            let diagram = Diagram::of(DiagramKind::Ceilings, &scenario, &report.steps, step).unwrap();
            let Diagram::Ceilings(ceilings) = diagram else { panic!("ceilings were asked for") };
            let comes_out = ceilings.granted && ceilings.cut.is_none();
            assert_eq!(comes_out, found.decision == Decision::Allowed, "{name}, step {step}: {ceilings:#?}");
        }
    }
}

fn sequence(file: &str, step: usize) -> Sequence {
    let (scenario, report) = read(file);
    match Diagram::of(DiagramKind::Sequence, &scenario, &report.steps, step).unwrap() {
        Diagram::Sequence(sequence) => sequence,
        Diagram::Ceilings(_) => panic!("a sequence was asked for"),
    }
}

fn ceilings(file: &str, step: usize) -> Ceilings {
    let (scenario, report) = read(file);
    match Diagram::of(DiagramKind::Ceilings, &scenario, &report.steps, step).unwrap() {
        Diagram::Ceilings(ceilings) => ceilings,
        Diagram::Sequence(_) => panic!("ceilings were asked for"),
    }
}

/// Well-formed, of nothing but shapes, with no way to a script or to elsewhere, and every number inside the drawing.
fn check_drawing(name: &str, svg: &str) {
    const SHAPES: [&str; 9] = ["svg", "title", "style", "g", "rect", "circle", "line", "path", "text"];
    let mut reader = Reader::from_str(svg);
    reader.config_mut().expand_empty_elements = true;
    let (mut depth, mut width, mut height) = (0, 0, 0);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}\n{svg}")) {
            Event::Start(start) => {
                depth += 1;
                let tag = String::from_utf8(start.name().as_ref().to_vec()).unwrap();
                assert!(SHAPES.contains(&tag.as_str()), "{name}: <{tag}>");
                if tag == "svg" {
                    (width, height) = (number(&start, "width").unwrap(), number(&start, "height").unwrap());
                }
                for attribute in start.attributes() {
                    let key = String::from_utf8(attribute.unwrap().key.as_ref().to_vec()).unwrap();
                    assert!(!key.starts_with("on") && !key.contains("href") && key != "style", "{name}: {key}");
                }
                for (key, most) in
                    [("x", width), ("x2", width), ("cx", width), ("y", height), ("y2", height), ("cy", height)]
                {
                    let value = number(&start, key).unwrap_or(0);
                    assert!((0..=most).contains(&value), "{name}: {key} {value} of {most}\n{svg}");
                }
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
    assert_eq!(depth, 0, "{name}");
    let allowed = |character: char| character == '\n' || !character.is_control();
    assert!(svg.chars().all(allowed) && !svg.contains(['\u{fffe}', '\u{ffff}']), "{name}");
}

fn number(start: &BytesStart<'_>, key: &str) -> Option<i32> {
    let attribute = start.try_get_attribute(key).unwrap()?;
    Some(std::str::from_utf8(&attribute.value).unwrap().parse().unwrap())
}

/// Every line is one that the writer makes: names bring no syntax of their own.
fn check_mermaid(name: &str, text: &str) {
    let opened =
        text.lines().filter(|line| ["box ", "subgraph "].iter().any(|word| line.trim().starts_with(word))).count();
    assert_eq!(text.lines().filter(|line| line.trim() == "end").count(), opened, "{name}:\n{text}");
    for line in text.lines().skip(1) {
        let known =
            ["box transparent ", "participant a", "end", "a", "subgraph f", "g", "cut", "outcome[\"", "style f"];
        assert!(known.iter().any(|start| line.trim().starts_with(start)), "{name}: {line}");
        // Entities aside, only the writer's own characters are left.
        let entities = line.split('#').skip(1).all(|rest| {
            rest.split_once(';').is_some_and(|(code, _)| !code.is_empty() && code.bytes().all(|it| it.is_ascii_digit()))
        });
        let plain =
            !line.contains(['`', '%', '<', '{', '\'']) && line.matches(';').count() == line.matches('#').count();
        assert!(entities && plain && line.matches('"').count() % 2 == 0, "{name}: {line}");
    }
}

fn read(file: &str) -> (Scenario, Report) {
    let text = fs::read_to_string(folder(file).with_extension("json")).unwrap();
    let scenario = Scenario::from_json(&text).unwrap();
    let report = analyze(&scenario);
    (scenario, report)
}

fn compare(name: &str, found: &str) {
    let path = folder("diagrams/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(folder("diagrams/golden")).unwrap();
        fs::write(&path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{name} is stale; UPDATE_GOLDEN=1 writes it anew. Now it would be:\n{found}");
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
