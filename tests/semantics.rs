//! `docs/semantics.md` is complete: rules, functions and scenarios, in both directions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::files;

/// Prefixes of rule ids; `C` are the open points.
const PREFIXES: [&str; 18] =
    ["GR", "QU", "GT", "MA", "MR", "VA", "PR", "CO", "CT", "EV", "SC", "ST", "SV", "RO", "CK", "CV", "AM", "C"];
/// Folders of the corpus whose files do not begin with a rule id.
const NOT_BY_RULE: [&str; 3] = ["regressions/", "differential/", "field/"];

/// Degrees of confidence in a rule, the surest first.
const SURE: [&str; 4] = ["doc", "observed", "reading", "conflict"];

/// A line of a table: a rule, how sure it is, AWS's page, what holds it and what shows it.
pub(crate) struct Row {
    pub(crate) id: String,
    /// The rule in a few words, in Markdown.
    pub(crate) title: String,
    /// Address of AWS's page; none where AWS does not say it.
    pub(crate) page: Option<String>,
    /// Those of [`SURE`] that are said of the whole rule.
    sure: Vec<String>,
    /// Those that are said of a case of it.
    in_part: Vec<String>,
    /// The open points of a rule, or the rules of an open point.
    other_side: Vec<String>,
    functions: Vec<String>,
    reason: Option<String>,
    shown: Vec<String>,
}

#[test]
fn every_rule_stands_in_the_table_once() {
    let rows = rows();
    let mut seen = BTreeSet::new();
    let twice: Vec<&str> = rows.iter().map(|row| row.id.as_str()).filter(|id| !seen.insert(*id)).collect();
    assert!(twice.is_empty(), "more than once: {twice:?}");
    assert!(rows.len() > 350, "only {} rules were found: has the table another form?", rows.len());
    for prefix in PREFIXES {
        assert!(rows.iter().any(|row| rule_prefix(&row.id) == prefix), "no rule begins with {prefix}");
    }
}

#[test]
fn every_rule_is_held_and_shown_or_says_why_not() {
    let lacking: Vec<String> = rows()
        .iter()
        .filter_map(|row| match (&row.reason, row.functions.is_empty(), row.shown.is_empty()) {
            (None, true, _) => Some(format!("{} names neither a function nor a reason", row.id)),
            (Some(_), false, _) => Some(format!("{} is not modelled and names a function", row.id)),
            (Some(reason), true, _) if reason.len() < 10 => Some(format!("{} gives no reason", row.id)),
            (None, false, true) if rule_prefix(&row.id) != "C" => Some(format!("{} is shown by no scenario", row.id)),
            (Some(_) | None, _, _) => None,
        })
        .collect();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn every_rule_says_how_sure_it_is() {
    for row in rows() {
        let place = |word: &String| SURE.iter().position(|known| known == word);
        let places: Vec<Option<usize>> = row.sure.iter().map(place).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}: {:?}", row.id, row.sure);
        let news = |word| place(word).is_some() && !row.sure.contains(word) && word != "doc";
        assert!(row.in_part.iter().all(news), "{}: in part {:?}", row.id, row.in_part);
    }
}

#[test]
fn open_points_and_rules_name_each_other() {
    let (points, rules): (Vec<Row>, Vec<Row>) = rows().into_iter().partition(|row| rule_prefix(&row.id) == "C");
    let by_points: BTreeSet<(&str, &str)> =
        points.iter().flat_map(|row| row.other_side.iter().map(|rule| (rule.as_str(), row.id.as_str()))).collect();
    let by_rules: BTreeSet<(&str, &str)> =
        rules.iter().flat_map(|row| row.other_side.iter().map(|point| (row.id.as_str(), point.as_str()))).collect();
    assert_eq!(by_points, by_rules);
    let numbers: Vec<String> = (1..=points.len()).map(|number| format!("C-{number:02}")).collect();
    assert_eq!(points.iter().map(|row| row.id.clone()).collect::<Vec<_>>(), numbers);
    let alone: Vec<&str> = rules
        .iter()
        .filter(|row| row.sure.contains(&"conflict".to_owned()) && row.other_side.is_empty())
        .map(|row| row.id.as_str())
        .collect();
    assert!(alone.is_empty(), "sources disagree on {alone:?}, and no open point says on what");
}

#[test]
fn every_open_point_that_is_modelled_is_a_constant_that_the_engine_asks() {
    const FILE: &str = "iam-syntax/src/open_points.rs";
    let text = fs::read_to_string(root().join("crates").join(FILE)).unwrap();
    // Each constant stands behind a comment that begins with the ids of its point and of its rules.
    let mut constants = BTreeSet::new();
    for block in text.split("\n\n").filter(|block| block.contains("pub const ")) {
        let name = block.split("pub const ").nth(1).unwrap().split(':').next().unwrap();
        let point =
            block.strip_prefix("/// ").and_then(rule_at).unwrap_or_else(|| panic!("{name} names no open point"));
        let comment: String = block.lines().filter_map(|line| line.strip_prefix("/// ")).collect::<Vec<_>>().join(" ");
        let reason = comment.split_once(": ").map_or("", |(_, reason)| reason);
        assert!(reason.split(' ').count() >= 5, "{name} gives no reason: {comment}");
        constants.insert((point.to_owned(), format!("{FILE}::{name}")));
    }
    let points = rows().into_iter().filter(|row| rule_prefix(&row.id) == "C");
    let named: BTreeSet<(String, String)> =
        points.flat_map(|row| row.functions.into_iter().map(move |constant| (row.id.clone(), constant))).collect();
    assert_eq!(named, constants);
    let mut sources = Vec::new();
    rust_files(&root().join("crates"), &mut sources);
    let texts: Vec<String> = sources
        .iter()
        .filter(|path| !path.ends_with("open_points.rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for (_, constant) in constants {
        let name = constant.split("::").last().unwrap();
        // Once where it is brought in, and once where it is asked.
        let asked = texts.iter().any(|text| text.matches(name).count() >= 2);
        assert!(asked, "nothing asks {name}");
    }
}

#[test]
fn every_function_named_exists() {
    let mut texts = BTreeMap::new();
    let mut missing = Vec::new();
    for row in rows() {
        for function in row.functions {
            let Some((path, name)) = function.split_once("::") else {
                missing.push(format!("{}: `{function}` is not `path::name`", row.id));
                continue;
            };
            let text = texts
                .entry(path.to_owned())
                .or_insert_with(|| fs::read_to_string(root().join("crates").join(path)).unwrap_or_default());
            if !defines(text, name) {
                missing.push(format!("{}: no function or constant `{name}` in crates/{path}", row.id));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// A rule that AWS states has AWS's page. One of our own reading, or one on which sources disagree, may have none.
#[test]
fn rules_lead_to_pages_of_aws() {
    for row in rows() {
        match &row.page {
            None => assert!(!row.sure.iter().any(|sure| sure == "doc"), "{} is documented, but has no page", row.id),
            Some(page) => {
                let hosts = ["https://docs.aws.amazon.com/", "https://aws.amazon.com/"];
                assert!(hosts.iter().any(|host| page.starts_with(host)), "{}: {page}", row.id);
            }
        }
    }
}

#[test]
fn every_scenario_named_exists_and_every_one_is_named() {
    let files: BTreeSet<String> = files::scenarios().into_iter().map(|(name, _)| name.replace('\\', "/")).collect();
    let rows = rows();
    let mut wrong = Vec::new();
    let mut named = BTreeSet::new();
    for row in &rows {
        for pattern in &row.shown {
            let of_rule = pattern.rsplit('/').next().is_some_and(|file| rule_at(file).is_some_and(|id| id == row.id));
            let mut found = 0;
            for file in files.iter().filter(|file| fits(pattern, file)) {
                found += 1;
                if of_rule || pattern.starts_with("traps/") || pattern.starts_with("roles/") {
                    named.insert(file);
                }
            }
            if found == 0 {
                wrong.push(format!("{}: no file fits `{pattern}`", row.id));
            }
        }
    }
    for file in &files {
        if !named.contains(file) && !NOT_BY_RULE.iter().any(|folder| file.starts_with(folder)) {
            wrong.push(format!("{file} is not named by its rule"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_that_the_sources_mention_stands_in_the_table() {
    let known: BTreeSet<String> = rows().into_iter().map(|row| row.id).collect();
    let mut sources = Vec::new();
    for folder in ["crates", "tests", "web/src", "xtask"] {
        rust_files(&root().join(folder), &mut sources);
    }
    let mut mentioned = BTreeSet::new();
    let mut unknown = Vec::new();
    for path in sources {
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            for id in rules_in(line) {
                if !known.contains(id) {
                    unknown.push(format!("{}:{}: {id}", path.display(), number + 1));
                }
                mentioned.insert(id.to_owned());
            }
        }
    }
    assert!(unknown.is_empty(), "not in docs/semantics.md:\n{}", unknown.join("\n"));
    assert!(mentioned.len() > 150, "only {} rules were found in the sources", mentioned.len());
}

#[test]
fn rule_ids_are_told_from_other_words() {
    let line = "EV-12, `GR-23b` and C-9, MR-01..MR-05, but not SHA-256, TR-47, EV-, xEV-1, EV-1x or UTC-05:00";
    assert_eq!(rules_in(line).collect::<Vec<_>>(), ["EV-12", "GR-23b", "C-9", "MR-01", "MR-05"]);
    assert!(fits("grammar/GR-1-*", "grammar/GR-1-x.json") && !fits("grammar/GR-1-*", "grammar/GR-12-x.json"));
    assert!(fits("traps/TR-1.json", "traps/TR-1.json") && !fits("traps/TR-1.json", "traps/TR-10.json"));
}

/// The lines of all tables whose first cell is a rule id.
pub(crate) fn rows() -> Vec<Row> {
    let text = fs::read_to_string(root().join("docs/semantics.md")).unwrap();
    text.lines().filter_map(row).collect()
}

fn row(line: &str) -> Option<Row> {
    let mut cells = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ");
    let id = cells.next()?;
    rule_at(id).filter(|whole| *whole == id)?;
    let (title, sure, page, held, shown) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    assert_eq!(cells.next(), None, "{id} has a cell too many");
    let is_point = rule_prefix(id) == "C";
    let mut sure = sure.split(" · ");
    let whole = sure.next()?.split(" + ").map(str::to_owned).collect();
    let (in_part, points): (Vec<&str>, Vec<&str>) = sure.partition(|said| said.starts_with("in part "));
    let other_side = if is_point { shown } else { points.first().copied().unwrap_or_default() };
    assert!(points.len() <= 1, "{id} lists its open points twice");
    Some(Row {
        id: id.to_owned(),
        title: title.to_owned(),
        page: page.split_once("](").and_then(|(_, address)| address.strip_suffix(')')).map(str::to_owned),
        sure: whole,
        in_part: in_part.iter().filter_map(|said| said.strip_prefix("in part ")).map(str::to_owned).collect(),
        other_side: other_side.split(", ").filter(|other| !other.is_empty()).map(str::to_owned).collect(),
        reason: held.strip_prefix("not modelled: ").map(str::to_owned),
        functions: if held.starts_with("not modelled: ") { Vec::new() } else { quoted(held) },
        shown: quoted(shown),
    })
}

fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn defines(text: &str, name: &str) -> bool {
    ["fn ", "const "]
        .iter()
        .any(|keyword| text.split(&format!("{keyword}{name}")).skip(1).any(|behind| !behind.starts_with(is_word)))
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn fits(pattern: &str, file: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == file, |start| file.starts_with(start))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("semantics.rs")
            && !path.ends_with("rules/table.rs")
        {
            found.push(path);
        }
    }
}

/// All rule ids in a line of text.
fn rules_in(line: &str) -> impl Iterator<Item = &str> {
    line.split(|character| !is_word(character) && character != '-').filter_map(rule_at)
}

/// The rule id that a text begins with, such as `EV-12` of `EV-12-short-name.json`.
fn rule_at(text: &str) -> Option<&str> {
    let (prefix, rest) = text.split_once('-')?;
    let number = rest.split(|next| !is_word(next)).next()?;
    let digits = number.strip_suffix('b').unwrap_or(number);
    let counts = (1..=3).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    let whole = text.strip_suffix(rest.strip_prefix(number)?)?;
    (PREFIXES.contains(&prefix) && counts).then_some(whole)
}

fn rule_prefix(id: &str) -> &str {
    id.split('-').next().unwrap_or_default()
}
