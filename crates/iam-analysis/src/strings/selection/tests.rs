use std::collections::BTreeSet;

use iam_eval::{Context, Values, fits, fits_by_field, fits_resource, holds};
use iam_syntax::{Part, Pattern, PolicyKind, parse};
use proptest::prelude::*;

use super::*;
use crate::strings::{Reading, Unit, Variables, classes};

fn glob(text: &str, reading: Reading) -> Glob {
    let pattern = Pattern::parse(text, true, false);
    Glob::new(&pattern, reading, Variables::Any).unwrap()
}

fn budget() -> Budget {
    Budget::of_states(200_000)
}

/// All texts over an alphabet up to a length, shortest first.
fn words(alphabet: &[char], longest: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut from = 0;
    for _ in 0..longest {
        let until = all.len();
        for at in from..until {
            for character in alphabet {
                all.push(format!("{}{character}", all[at]));
            }
        }
        from = until;
    }
    all
}

fn contains(pattern: &str, reading: Reading, text: &str) -> bool {
    Selection::all().fitting_one_of([&glob(pattern, reading)]).contains(text)
}

#[test]
fn a_pattern_read_as_text_holds_what_the_evaluator_matches() {
    let texts = words(&['a', 'b'], 5);
    for pattern in words(&['a', 'b', '*', '?'], 4) {
        let parsed = Pattern::parse(&pattern, true, false);
        for text in &texts {
            assert_eq!(contains(&pattern, Reading::Text, text), fits(&parsed, text), "{pattern} {text}");
        }
    }
}

#[test]
fn a_pattern_read_as_an_arn_holds_what_the_evaluator_matches() {
    let context = Context::default();
    let texts = words(&['a', ':'], 6);
    for pattern in words(&['a', ':', '*', '?'], 5) {
        let pattern = format!("x:y:z:{pattern}");
        let parsed = Pattern::parse(&pattern, true, false);
        let (resource, arn) = (glob(&pattern, Reading::Resource), glob(&pattern, Reading::Arn));
        let (resource, arn) = (Selection::all().fitting_one_of([&resource]), Selection::all().fitting_one_of([&arn]));
        for text in &texts {
            let text = format!("x:y:z:{text}");
            assert_eq!(resource.contains(&text), fits_resource(&parsed, &text, &context), "{pattern} {text}");
            assert_eq!(arn.contains(&text), fits_by_field(&parsed, &text, &context), "{pattern} {text}");
        }
    }
}

#[test]
fn a_text_apart_from_case_holds_what_the_evaluator_takes_for_equal() {
    for wanted in ["kelvin", "KELVIN", "STRAßE", "straẞe", "Ÿz", "ångström"] {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":"*",
               "Condition":{{"StringEqualsIgnoreCase":{{"k:k":"{wanted}"}}}}}}}}"#
        );
        let policy = parse(&text, PolicyKind::Identity).tree.unwrap();
        let condition = &policy.statements[0].conditions[0];
        let glob = Glob::new(&condition.values[0].value.pattern, Reading::IgnoringCase, Variables::Any).unwrap();
        let own = Selection::all().fitting_one_of([&glob]);
        let mut found = 0;
        for first in ('\0'..='\u{ff}').chain("ẞ\u{212a}\u{212b}Ÿſıµ".chars()) {
            let request: String = std::iter::once(first).chain(wanted.chars().skip(1)).collect();
            let mut context = Context::default();
            context.give("k:k", Values::One(request.clone()));
            assert_eq!(own.contains(&request), holds(condition, &context), "{wanted} {request}");
            let excluded = Glob::literal(&request);
            let exactly = own.clone().fitting_one_of([&excluded]).shortest(&mut budget()).unwrap();
            assert_eq!(exactly.is_some(), holds(condition, &context), "{wanted} {request}");
            found += usize::from(exactly.is_some());
        }
        assert!(found > 1, "{wanted}");
    }
}

#[test]
fn a_variable_is_its_value_or_nothing_or_any_text() {
    let pattern = Pattern::parse("arn:aws:s3:::b/${aws:username}/*", true, true);
    assert!(pattern.parts.iter().any(|part| matches!(part, Part::Variable(_))));
    let mut context = Context::default();
    assert_eq!(Glob::new(&pattern, Reading::Resource, Variables::Of(&context)), None);
    context.give("aws:username", Values::One("a*na".into()));
    let own = Glob::new(&pattern, Reading::Resource, Variables::Of(&context)).unwrap();
    let any = Glob::new(&pattern, Reading::Resource, Variables::Any).unwrap();
    for (text, is_own) in [("arn:aws:s3:::b/a*na/x", true), ("arn:aws:s3:::b/a:na/x", false)] {
        assert_eq!(Selection::all().fitting_one_of([&own]).contains(text), is_own);
        assert_eq!(fits_resource(&pattern, text, &context), is_own);
        assert!(Selection::all().fitting_one_of([&any]).contains(text));
    }
}

#[test]
fn any_text_for_a_variable_covers_every_value_in_every_field() {
    let values = ["", "a", "a:b", "::", "a:b:c:d:e:f", "*", "x/y"];
    for text in ["arn:aws:s3:::${k:k}/*", "arn:${k:k}:s3:*:?:x*y", "${k:k}*:?", "arn:aws:sqs:${k:k}-*:*:q"] {
        let pattern = Pattern::parse(text, true, true);
        for reading in [Reading::Text, Reading::Resource, Reading::Arn] {
            let any = Glob::new(&pattern, reading, Variables::Any).unwrap();
            for value in values {
                let mut context = Context::default();
                context.give("k:k", Values::One(value.into()));
                let own = Glob::new(&pattern, reading, Variables::Of(&context)).unwrap();
                let left = Selection::all().fitting_one_of([&own]).fitting_none_of([&any]).shortest(&mut budget());
                assert_eq!(left, Ok(None), "{text} {value} {reading:?}");
            }
        }
    }
}

#[test]
fn without_a_budget_there_is_no_answer() {
    let own = glob("a*b*c", Reading::Text);
    let selection = Selection::all().fitting_one_of([&own]);
    assert_eq!(selection.shortest(&mut Budget::of_states(2)), Err(Exhausted));
    assert_eq!(selection.shortest(&mut budget()).unwrap().as_deref(), Some("abc"));
}

#[test]
fn a_group_without_patterns_holds_nothing() {
    assert_eq!(Selection::all().fitting_one_of([]).shortest(&mut budget()), Ok(None));
    assert_eq!(Selection::all().shortest(&mut budget()), Ok(Some(String::new())));
}

fn any_pattern() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop_oneof![Just('a'), Just('b'), Just('*'), Just('?')], 0..6).prop_map(String::from_iter)
}

fn any_patterns(most: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(any_pattern(), 0..=most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// The answer is that of trying every short text: none is missed, and none is shorter.
    #[test]
    fn a_selection_is_empty_exactly_where_no_short_text_is_in_it(
        one in any_patterns(3), other in any_patterns(2), none in any_patterns(3),
    ) {
        let globs = |texts: &[String]| texts.iter().map(|text| glob(text, Reading::Text)).collect::<Vec<_>>();
        let (one, other, none) = (globs(&one), globs(&other), globs(&none));
        let selection = Selection::all().fitting_one_of(&one).fitting_one_of(&other).fitting_none_of(&none);
        let found = selection.shortest(&mut budget()).unwrap();
        // `c` stands for every character that no pattern names.
        let alphabet = ['a', 'b', 'c'];
        let by_hand = words(&alphabet, 7).into_iter().find(|text| {
            let fits = |globs: &[Glob]| globs.iter().any(|glob| naive(glob.units(), &text.chars().collect::<Vec<_>>()));
            fits(&one) && fits(&other) && !fits(&none)
        });
        match (&found, &by_hand) {
            (Some(found), Some(by_hand)) => prop_assert_eq!(found.chars().count(), by_hand.chars().count()),
            (Some(found), None) => prop_assert!(found.chars().count() > 7, "{}", found),
            (None, by_hand) => prop_assert_eq!(by_hand, &None),
        }
        prop_assert!(found.is_none_or(|found| selection.contains(&found)));
    }

    /// Classes are those of every short text, and no class is missed, whatever patterns are of one group.
    #[test]
    fn classes_are_those_of_all_short_texts(
        texts in any_patterns(5), numbers in proptest::collection::vec(1..4_usize, 5), apart in any::<bool>(),
    ) {
        let every = std::iter::once(Glob::of_units(vec![Unit::Run { colon: true }]));
        let globs: Vec<Glob> = every.chain(texts.iter().map(|text| glob(text, Reading::Text))).collect();
        let number = |at: usize| if apart || at == 0 { at } else { numbers[at - 1] };
        let groups: Vec<usize> = (0..globs.len()).map(number).collect();
        let of_text = |text: &str| {
            let letters: Vec<char> = text.chars().collect();
            let fits = (0..globs.len()).filter(|at| naive(globs[*at].units(), &letters)).map(|at| groups[at]);
            fits.collect::<BTreeSet<usize>>().into_iter().collect::<Vec<_>>()
        };
        let machine = Machine::new(globs.iter().collect());
        let found = classes(&machine, &groups, |_| true, &mut budget()).unwrap();
        for class in &found {
            prop_assert_eq!(&of_text(&class.shortest), &class.fits);
        }
        for text in words(&['a', 'b', 'c'], 5) {
            let fits = of_text(&text);
            prop_assert!(found.iter().any(|class| class.fits == fits), "{}", text);
        }
    }
}

/// The textbook recursion.
fn naive(units: &[Unit], text: &[char]) -> bool {
    match (units.split_first(), text.split_first()) {
        (None, _) => text.is_empty(),
        (Some((Unit::Run { .. }, rest)), None) => naive(rest, text),
        (Some((Unit::Run { colon }, rest)), Some((found, tail))) => {
            naive(rest, text) || ((*colon || *found != ':') && naive(units, tail))
        }
        (Some(_), None) => false,
        (Some((unit, rest)), Some((found, tail))) => unit.takes(*found) && naive(rest, tail),
    }
}
