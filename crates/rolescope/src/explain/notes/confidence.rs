//! Confidence in each rule. `docs/semantics.md` says the same of every rule, and a test holds both together.

use iam_eval::{ClauseTrace, Context, Element, Gate, PolicyTrace, StatementTrace, Values, Why};
use iam_syntax::{Condition, Family, TextForm};

use super::open_points::AskedStatement;
use crate::decide::outcome::CheckResult;
use crate::explain::Note;
use crate::report::Confidence;
use crate::resolve::parsed_policies::ParsedPolicies;

/// The rules that AWS does not plainly document.
const UNSURE: [(Confidence, &[&str]); 3] = [
    (
        Confidence::OurReading,
        &[
            "AM-07", "AM-17", "AM-19", "CK-03", "CO-13", "CO-35", "CO-40", "EV-24", "EV-38", "EV-90", "EV-91", "EV-92",
            "GR-05", "GR-08", "GR-20", "MR-05", "MR-10", "PR-17", "PR-32", "PR-33", "PR-40", "PR-41", "QU-16", "SV-10",
            "VA-08", "VA-09",
        ],
    ),
    (
        Confidence::Disputed,
        &[
            "AM-31", "AM-33", "CO-20", "CO-22", "CT-18", "EV-17", "EV-55", "GR-10", "GR-33", "GR-34", "GR-36", "MR-02",
            "QU-06", "QU-08", "ST-23", "ST-27", "VA-06",
        ],
    ),
    (Confidence::Observed, &["AM-24", "AM-25", "AM-26", "AM-27", "AM-28", "EV-14", "GR-21", "GR-25"]),
];

/// Confidence in a rule; `None` when AWS documents it plainly.
pub(super) fn confidence(rule: &str) -> Option<Confidence> {
    UNSURE.iter().find(|(_, rules)| rules.contains(&rule)).map(|(confidence, _)| *confidence)
}

/// The note of an element of a statement, the rule behind it and how sure that is: where another reading of an open point would turn the
/// element, those of the point; where the rule is documented and this case of it is not, our reading.
pub(in crate::explain) fn of_element(
    parsed: &ParsedPolicies,
    check: &CheckResult,
    gate: Gate,
    policy: &PolicyTrace,
    traced: &StatementTrace,
    found: &ClauseTrace,
    rule: Option<&'static str>,
) -> Note {
    let plain = super::of_rule(rule);
    let (tree, request) = (parsed.tree(policy.policy), &check.request);
    let Some(statement) = tree.statements.get(traced.position) else { return plain };
    let clauses = policy.clauses(traced);
    let asked = AskedStatement { actor: None, step: None, request, gate, tree, statement, traced, clauses };
    if let Some(point) = asked.in_clause(found) {
        return Note { rule: Some(point.rule()), confidence: Some(point.confidence()) };
    }
    let entry = if let Element::Condition(at) = found.element { statement.conditions.get(at) } else { None };
    match read_in_part(found, entry, &request.context).filter(|_| plain.confidence.is_none()) {
        Some(rule) => Note { rule: Some(rule), confidence: Some(confidence(rule).unwrap_or(Confidence::OurReading)) },
        None => plain,
    }
}

/// The rule that is documented in general and, for what is at hand in this element, our reading; or the one that was observed for it.
fn read_in_part(found: &ClauseTrace, entry: Option<&Condition>, context: &Context) -> Option<&'static str> {
    if found.why == Why::Empty && found.matched {
        // What excludes nothing.
        return Some("GR-19");
    }
    let (entry, Why::Compared(compared)) = (entry?, &found.why) else { return None };
    let kind = entry.operator.value.kind;
    let request = context.values(&entry.key.value.lower).map_or(&[][..], Values::as_slice);
    let mut texts = entry.values.iter().map(|value| &*value.value.text).chain(request.iter().map(String::as_str));
    let wrong = compared.wrong_type.is_some();
    match kind.family() {
        Family::Text(TextForm::IgnoringCase) => (!texts.all(str::is_ascii)).then_some("AM-27"),
        Family::Numeric(_) => (wrong && kind.negated()).then_some("AM-24"),
        Family::Date(_) => texts.any(is_date_without_time).then(|| kind.family().rule()),
        Family::Bool => texts.any(|text| text != "true" && text != "false").then_some("AM-25"),
        Family::Arn => wrong.then(|| kind.family().rule()),
        Family::Text(TextForm::Exact | TextForm::Wildcards) | Family::Binary | Family::Address | Family::Null => None,
    }
}

/// `2026`, `2026-11` or `2026-11-23`.
fn is_date_without_time(text: &str) -> bool {
    !text.contains('T') && (text.len() == 4 || text.trim_start_matches('-').contains('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../../../docs/semantics.md");

    /// Rules that are documented but for a case, which no entry of a trace is about: [`read_in_part`] and the open
    /// points tell the other ones.
    const UNTOLD: [&str; 15] = [
        "AM-05", "AM-08", "AM-11", "AM-12", "AM-13", "AM-20", "AM-23", "CK-14", "EV-21", "EV-51", "GR-11", "GR-16",
        "MA-06", "QU-05", "VA-10",
    ];

    /// Each rule with how sure it is.
    fn rules() -> Vec<(&'static str, &'static str)> {
        let cells = |line: &'static str| line.strip_prefix("| ").map(|line| line.split(" | ").collect::<Vec<_>>());
        let rule = |cells: Vec<&'static str>| match cells.as_slice() {
            [id, _, sure, _, _, _] if id.split_once('-').is_some_and(|(prefix, _)| prefix.len() == 2) => {
                Some((*id, *sure))
            }
            _ => None,
        };
        TABLE.lines().filter_map(cells).filter_map(rule).collect()
    }

    #[test]
    fn every_rule_is_as_sure_as_the_table_says() {
        let rules = rules();
        assert!(rules.len() > 350, "only {} rules were found: has the table another form?", rules.len());
        for (rule, sure) in rules {
            let tags: Vec<&str> = sure.split(" · ").next().unwrap().split(" + ").collect();
            let expected = if tags.contains(&"conflict") {
                Some(Confidence::Disputed)
            } else if tags.contains(&"reading") {
                Some(Confidence::OurReading)
            } else if tags == ["observed"] {
                Some(Confidence::Observed)
            } else {
                assert!(tags.contains(&"doc"), "{rule}: {sure}");
                None
            };
            assert_eq!(confidence(rule), expected, "{rule}: {sure}");
        }
    }

    #[test]
    fn every_rule_that_is_not_documented_stands_in_the_table_once() {
        let rules = rules();
        let unsure: Vec<&str> = UNSURE.iter().flat_map(|(_, rules)| rules.iter().copied()).collect();
        for (at, rule) in unsure.iter().enumerate() {
            assert!(rules.iter().any(|(id, _)| id == rule), "{rule} is no rule");
            assert!(!unsure[at + 1..].contains(rule), "{rule} stands there twice");
        }
    }

    #[test]
    fn rules_that_are_our_reading_in_part_are_those_that_are_told_by_case() {
        let by_case = ["AM-02", "CO-15", "CO-33", "CO-34", "CO-38", "CO-39", "EV-31", "EV-34", "GR-19", "ST-27"];
        let mut known: Vec<&str> = by_case.into_iter().chain(UNTOLD).collect();
        known.sort_unstable();
        let mut in_part: Vec<&str> =
            rules().into_iter().filter(|(_, sure)| sure.contains("in part")).map(|(rule, _)| rule).collect();
        in_part.sort_unstable();
        assert_eq!(in_part, known);
    }
}
