use super::*;

fn fits_as(reading: Reading, pattern: &str, text: &str) -> bool {
    matches(&Pattern::parse(pattern, true, true), text, reading, &Context::default())
}

/// The textbook recursion, one character at a time: slow and plainly right.
fn naive(pattern: &[char], text: &[char]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, _) => text.is_empty(),
        (Some(('*', rest)), None) => naive(rest, text),
        (Some(('*', rest)), Some((_, tail))) => naive(rest, text) || naive(pattern, tail),
        (Some(_), None) => false,
        (Some((wanted, rest)), Some((found, tail))) => (*wanted == '?' || wanted == found) && naive(rest, tail),
    }
}

/// MR-05 the same way: a wildcard of the first five fields keeps to its field, unless it is a star before a colon
/// or at the end.
fn naive_resource(pattern: &[char], text: &[char], colons: usize) -> bool {
    let crosses = |rest: &[char]| colons >= 5 || matches!(rest.first(), None | Some(':'));
    match (pattern.split_first(), text.split_first()) {
        (None, _) => text.is_empty(),
        (Some(('*', rest)), None) => naive_resource(rest, text, colons),
        (Some(('*', rest)), Some((found, tail))) => {
            naive_resource(rest, text, colons)
                || ((*found != ':' || crosses(rest)) && naive_resource(pattern, tail, colons))
        }
        (Some(_), None) => false,
        (Some(('?', rest)), Some((found, tail))) => {
            (*found != ':' || colons >= 5) && naive_resource(rest, tail, colons)
        }
        (Some((wanted, rest)), Some((found, tail))) => {
            wanted == found && naive_resource(rest, tail, colons + usize::from(*wanted == ':'))
        }
    }
}

/// All texts over an alphabet up to a length.
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

#[test]
fn plain_matching_equals_the_textbook_on_every_short_text() {
    let patterns = words(&['a', 'b', '*', '?'], 5);
    let texts = words(&['a', 'b'], 5);
    for pattern in &patterns {
        let parsed = Pattern::parse(pattern, true, false);
        let characters: Vec<char> = pattern.chars().collect();
        for text in &texts {
            let expected = naive(&characters, &text.chars().collect::<Vec<_>>());
            assert_eq!(fits(&parsed, text), expected, "{pattern} {text}");
        }
    }
}

#[test]
fn resource_matching_equals_the_textbook_on_every_short_arn() {
    let context = Context::default();
    let patterns = words(&['a', ':', '*', '?'], 6);
    let texts = words(&['a', ':'], 7);
    for pattern in patterns.iter().step_by(3) {
        // With three colons in front, the fields at the border to the sixth are the ones that vary.
        let (pattern, prefix) = (format!("x:y:z:{pattern}"), "x:y:z:");
        let parsed = Pattern::parse(&pattern, true, false);
        let characters: Vec<char> = pattern.chars().collect();
        for text in &texts {
            let text = format!("{prefix}{text}");
            let expected = naive_resource(&characters, &text.chars().collect::<Vec<_>>(), 0);
            assert_eq!(matches(&parsed, &text, Reading::Resource, &context), expected, "{pattern} {text}");
        }
    }
}

#[test]
fn a_question_mark_is_one_character_of_any_length() {
    for (pattern, text, expected) in
        [("?", "é", true), ("??", "é", false), ("*??", "中", false), ("a?c*", "a中c", true)]
    {
        assert_eq!(fits_as(Reading::Text, pattern, text), expected, "{pattern} {text}");
    }
}

#[test]
fn a_star_before_a_colon_overflows_in_resources_and_not_in_arn_conditions() {
    let queue = "arn:aws:sqs:us-east-1:111122223333:q1";
    let table = [
        (Reading::Resource, "arn:aws:sqs:*:q1", true),
        (Reading::Resource, "arn:aws:sqs:us-east-1:*", true),
        (Reading::Resource, "arn:aws:s*s:*:*:q1", true),
        (Reading::Resource, "arn:aws:s*1:111122223333:q1", false),
        (Reading::Arn, "arn:aws:sqs:*:q1", false),
        (Reading::Arn, "arn:aws:sqs:*:*:q1", true),
        (Reading::Arn, "arn:aws:sqs:us-east-1:*", false),
        (Reading::Arn, "arn:aws:sqs:us-east-1:1111*3333:q?", true),
        (Reading::Resource, "*", true),
        (Reading::Arn, "*", false),
    ];
    for (reading, pattern, expected) in table {
        assert_eq!(fits_as(reading, pattern, queue), expected, "{reading:?} {pattern}");
    }
}

#[test]
fn in_the_sixth_field_wildcards_stand_for_anything() {
    let log = "arn:aws:logs:eu-west-1:111122223333:log-group:app:log-stream:x";
    for reading in [Reading::Resource, Reading::Arn] {
        assert!(fits_as(reading, "arn:aws:logs:*:*:log-group:a*x", log));
        assert!(fits_as(reading, "arn:aws:logs:*:*:log-group?app?*", log));
    }
}

#[test]
fn variables_stand_for_plain_text() {
    let mut context = Context::default();
    context.give("aws:PrincipalTag/t", crate::Values::One("a*".into()));
    let pattern = Pattern::parse("bkt/${AWS:principaltag/T}/?", true, true);
    assert!(matches(&pattern, "bkt/a*/x", Reading::Text, &context));
    assert!(!matches(&pattern, "bkt/abc/x", Reading::Text, &context));
    assert_eq!(expand(&pattern, &context).as_deref(), Some("bkt/a*/?"));
}

#[test]
fn a_missing_variable_fits_nothing_unless_it_has_a_default() {
    assert!(!fits_as(Reading::Text, "*${aws:username}*", "x"));
    assert!(fits_as(Reading::Text, "bkt/${aws:username, 'shared'}/*", "bkt/shared/1"));
}

#[test]
fn stars_cost_no_more_than_pattern_times_text() {
    // Exponential matchers need longer than the age of the universe for this.
    let pattern = format!("{}b", "*a".repeat(1000));
    assert!(!fits_as(Reading::Text, &pattern, &"a".repeat(2048)));
}
