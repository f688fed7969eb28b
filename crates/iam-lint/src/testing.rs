//! Examples of rules, held to their marks.

use iam_catalog::embedded;
use iam_syntax::{PolicyKind, Span};

use crate::finding::Finding;
use crate::linter::Linter;

/// A policy without its marks, and the marked places.
pub(crate) struct Marked {
    pub(crate) text: String,
    pub(crate) places: Vec<Span>,
}

/// Writes as many letters as `{{x1000}}` says.
fn expanded(line: &str) -> String {
    let Some((before, rest)) = line.split_once("{{x") else { return line.to_owned() };
    let (count, after) = rest.split_once("}}").unwrap();
    format!("{before}{}{after}", "a".repeat(count.parse().unwrap()))
}

/// Takes the marks out of an example, and makes a policy of a statement.
pub(crate) fn marked(example: &str) -> Marked {
    let is_policy = example.contains("\"Statement\"");
    let mut text = if is_policy { String::new() } else { "{\"Version\":\"2012-10-17\",\"Statement\":\n".to_owned() };
    let (mut places, mut line_start): (Vec<Span>, usize) = (Vec::new(), text.len());
    for line in example.lines() {
        if line.contains('^') && line.trim_start().chars().all(|it| it == '^' || it == ' ') {
            // A line of marks is ASCII: a byte is a column.
            for (at, _) in line.bytes().enumerate().filter(|(_, byte)| *byte == b'^') {
                let here = (line_start + at) as u32;
                match places.last_mut() {
                    Some(Span { end, .. }) if *end == here => *end += 1,
                    Some(_) | None => places.push(Span::new(here, here + 1)),
                }
            }
            continue;
        }
        line_start = text.len();
        text.push_str(&expanded(line));
        text.push('\n');
    }
    if !is_policy {
        text.push('}');
    }
    Marked { text, places }
}

/// Findings of one code in a policy or statement.
pub(crate) fn found(code: &str, kind: PolicyKind, text: &str) -> Vec<Finding> {
    let mut all = Linter::new(embedded::catalog()).lint(&marked(text).text, kind);
    all.retain(|finding| finding.code == code);
    all
}

#[test]
fn every_rule_finds_what_its_example_marks_and_nothing_in_what_to_write_instead() {
    for rule in crate::ALL {
        let Marked { text, places } = marked(rule.example.text);
        let parsed = iam_syntax::parse(&text, rule.example.kind);
        assert!(parsed.tree.is_some(), "{}: {:?}", rule.code, parsed.diagnostics);
        let places_found: Vec<Span> =
            found(rule.code, rule.example.kind, rule.example.text).iter().map(|it| it.span).collect();
        let shown: Vec<&str> = places_found.iter().map(|it| it.text(&text)).collect();
        assert!(!places.is_empty(), "{}: the example has no mark", rule.code);
        assert_eq!(places_found, places, "{}: found {shown:?}", rule.code);
        let instead = marked(rule.instead);
        let parsed = iam_syntax::parse(&instead.text, rule.example.kind);
        assert!(parsed.tree.is_some() && parsed.diagnostics.is_empty(), "{}: {:?}", rule.code, parsed.diagnostics);
        assert_eq!(found(rule.code, rule.example.kind, rule.instead), [], "{}: what to write instead", rule.code);
    }
}

#[test]
fn every_fix_takes_its_finding_away_and_brings_none() {
    let linter = Linter::new(embedded::catalog());
    let mut fixes = 0;
    for rule in crate::ALL {
        let text = marked(rule.example.text).text;
        let before = linter.lint(&text, rule.example.kind);
        for finding in before.iter().filter(|it| it.code == rule.code) {
            let Some(fix) = &finding.fix else { continue };
            fixes += 1;
            let mut mended = text.clone();
            for edit in fix.edits.iter().rev() {
                mended.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
            }
            assert_eq!(iam_syntax::parse(&mended, rule.example.kind).diagnostics, [], "{}: {mended}", rule.code);
            let after = linter.lint(&mended, rule.example.kind);
            let count = |all: &[Finding], code: &str| all.iter().filter(|it| it.code == code).count();
            assert!(count(&after, rule.code) < count(&before, rule.code), "{}: {mended}", rule.code);
            for own in &after {
                assert!(count(&after, own.code) <= count(&before, own.code), "{}: {} is new", rule.code, own.code);
            }
        }
    }
    assert!(fixes > 3, "only {fixes} fixes were tried");
}

#[test]
fn rules_have_one_code_each_and_plain_words() {
    let mut codes: Vec<&str> = crate::ALL.iter().map(|rule| rule.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), crate::ALL.len());
    for rule in crate::ALL {
        assert!(rule.page.starts_with("https://docs.aws.amazon.com/"), "{}", rule.code);
        for sentence in [rule.why, rule.help] {
            assert!(
                sentence.ends_with('.') && sentence.starts_with(|it: char| it.is_uppercase() || it == '`'),
                "{}: {sentence}",
                rule.code
            );
        }
        assert!(!rule.summary.ends_with('.'), "{}", rule.code);
    }
}
