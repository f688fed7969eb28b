//! Lessons are read, graded, checked and packed; what is wrong with one is said with its place.

#![cfg(test)]

use rolescope::scenario::Step;
use rolescope_lesson::{Block, BreakGrade, Files, FixGrade, Inline, Lesson, MAX_PACK, Pack, Policies, Section, check};

const LESSON: &str = include_str!("data/small/lesson.md");
const SCENARIO: &str = include_str!("data/small/scenario.json");
const BUCKET: &str = "arn:aws:s3:::amzn-s3-demo-bucket";

/// A solution or near miss whose policy has these statements.
fn solution(head: &str, statements: &str) -> String {
    format!(r#"{{ {head}, "policies": {{ "permissions": {} }} }}"#, policy(statements))
}

fn policy(statements: &str) -> String {
    format!(r#"{{ "Version": "2012-10-17", "Statement": [{statements}] }}"#)
}

fn allow(action: &str, resource: &str) -> String {
    format!(r#"{{ "Effect": "Allow", "Action": "{action}", "Resource": "{resource}" }}"#)
}

/// The files of a lesson that is complete, with some of them changed.
fn files(changed: &[(&str, &str)]) -> Files {
    let objects = format!("{BUCKET}/*");
    let why = r#""why": "good""#;
    let deny = r#"{ "Effect": "Deny", "NotAction": "s3:GetObject", "Resource": "*" }"#;
    let nothing_read = format!(r#"{{ "Effect": "Deny", "Action": "s3:*", "NotResource": "{BUCKET}" }}"#);
    let written = [
        ("accepted/one-action.json", solution(why, &allow("s3:GetObject", &objects))),
        ("accepted/deny.json", solution(why, &format!("{}, {deny}", allow("s3:*", &objects)))),
        (
            "accepted/two.json",
            solution(why, &format!("{}, {}", allow("s3:GetObject", &objects), allow("s3:GetObject", BUCKET))),
        ),
        (
            "rejected/star.json",
            solution(r#""shows": "ana deletes the report", "belief": "star""#, &allow("s3:*Object", &objects)),
        ),
        (
            "rejected/every-bucket.json",
            solution(r#""shows": "ana reads elsewhere", "belief": "any-resource""#, &allow("s3:GetObject", "*")),
        ),
        (
            "rejected/bucket.json",
            solution(
                r#""shows": "ana reads the report", "belief": "bucket-is-objects""#,
                &allow("s3:GetObject", BUCKET),
            ),
        ),
        (
            "rejected/one.json",
            solution(r#""shows": "ana reads another report""#, &allow("s3:GetObject", &format!("{BUCKET}/report.txt"))),
        ),
        (
            "rejected/deny.json",
            solution(r#""shows": "ana reads the report""#, &format!("{}, {nothing_read}", allow("s3:GetObject", "*"))),
        ),
    ];
    let all = [("lesson.md", LESSON.to_owned()), ("scenario.json", SCENARIO.to_owned())].into_iter().chain(written);
    let changed = changed.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    all.map(|(path, text)| (path.to_owned(), text)).chain(changed).collect()
}

fn lesson() -> Lesson {
    Lesson::read(&files(&[])).unwrap()
}

fn mistakes(changed: &[(&str, &str)]) -> Vec<String> {
    check(&files(changed)).iter().map(ToString::to_string).collect()
}

#[test]
fn a_complete_lesson_has_no_mistake() {
    assert_eq!(mistakes(&[]), Vec::<String>::new());
}

#[test]
fn a_solution_is_graded_by_what_its_policies_do() {
    let lesson = lesson();
    let grade = |statements: &str| lesson.grade_fix(&Policies::from([("permissions", policy(statements).as_str())]));
    let objects = format!("{BUCKET}/*");
    assert_eq!(grade(&allow("s3:GetObject", &objects)), FixGrade::Accepted { is_longer: false });
    let long = format!("{}, {}", allow("s3:GetObject", &objects), allow("s3:GetObject", &objects));
    assert_eq!(grade(&long), FixGrade::Accepted { is_longer: true });
    let FixGrade::Wrong(wrong) = grade(&allow("s3:GetObject", "*")) else { panic!("everything is read") };
    assert_eq!((wrong.request.as_str(), wrong.is_hidden), ("ana reads elsewhere", true));
    assert_eq!(
        (wrong.says.as_str(), wrong.belief.as_deref()),
        ("Ana has no business in other buckets.", Some("any-resource"))
    );
    assert!(wrong.reason.starts_with("Allowed: "), "{}", wrong.reason);
    let FixGrade::Wrong(wrong) = lesson.grade_fix(&Policies::from([("permissions", "{ \"Version\"")])) else {
        panic!()
    };
    assert_eq!(wrong.request, "ana reads the report");
    assert!(wrong.reason.contains("permissions"), "{}", wrong.reason);
}

#[test]
fn a_request_gets_around_a_policy_if_it_is_allowed_and_was_not_meant_to_be() {
    let lesson = lesson();
    let ask = |action: &str, resource: &str| {
        let step = Step {
            caller: "arn:aws:iam::111122223333:user/ana".to_owned(),
            action: action.to_owned(),
            resource: Some(rolescope::scenario::StepResource::One(resource.to_owned())),
            ..Step::default()
        };
        lesson.grade_break(&step)
    };
    assert!(matches!(ask("s3:GetObject", "arn:aws:s3:::amzn-s3-demo-private/a"), BreakGrade::GetsThrough { .. }));
    assert_eq!(ask("s3:GetObject", &format!("{BUCKET}/a")), BreakGrade::Meant);
    assert!(matches!(ask("s3:PutObject", &format!("{BUCKET}/a")), BreakGrade::Stopped { .. }));
}

#[test]
fn what_is_not_safe_to_show_is_a_mistake_with_its_line() {
    let story = "Ana reads reports.";
    let line = LESSON.lines().position(|it| it == story).unwrap() + 1;
    for (hostile, message) in [
        ("<script>alert(1)</script>", "raw HTML is not shown"),
        ("A <b onclick=\"x()\">word</b>", "raw HTML is not shown"),
        ("![a](https://example.com/a.png)", "pictures are not shown"),
        ("[a](javascript:alert(1))", "does not begin with `https://`"),
        ("[a](http://example.com)", "does not begin with `https://`"),
        ("[a](#x=../../b)", "does not begin with `https://`"),
        ("<javascript:alert(1)>", "does not begin with `https://`"),
        ("---", "a line across the page is not shown"),
        ("### More", "a heading stands inside a section"),
    ] {
        let found = mistakes(&[("lesson.md", &LESSON.replace(story, hostile))]);
        assert_eq!(found.len(), 1, "{hostile}: {found:?}");
        assert!(
            found[0].starts_with(&format!("lesson.md:{line}: ")) && found[0].contains(message),
            "{hostile}: {}",
            found[0]
        );
    }
    let lesson = Lesson::read(&files(&[("lesson.md", &LESSON.replace(story, "```\n## <b>\n```"))])).unwrap();
    assert_eq!(lesson.text.section(Section::Story), [Block::Code("## <b>\n".to_owned())]);
}

#[test]
fn text_is_a_tree_of_blocks() {
    let words = "A *b* **c** `d` [e](https://example.com/e)\n\n> q\n\n- one\n- two";
    let lesson = Lesson::read(&files(&[("lesson.md", &LESSON.replace("Ana reads reports.", words))])).unwrap();
    let text = |it: &str| Inline::Text(it.to_owned());
    let paragraph = |it: &str| Block::Paragraph(vec![text(it)]);
    assert_eq!(
        lesson.text.section(Section::Story),
        [
            Block::Paragraph(vec![
                text("A "),
                Inline::Emphasis(vec![text("b")]),
                text(" "),
                Inline::Strong(vec![text("c")]),
                text(" "),
                Inline::Code("d".to_owned()),
                text(" "),
                Inline::Link { address: "https://example.com/e".to_owned(), words: vec![text("e")] },
            ]),
            Block::Quote(vec![paragraph("q")]),
            Block::Bullets(vec![vec![paragraph("one")], vec![paragraph("two")]]),
        ]
    );
}

#[test]
fn every_mistake_is_said_with_its_file() {
    let many_words = "word ".repeat(700);
    let cases: &[(&str, String, &str)] = &[
        ("lesson.md", LESSON.replace("+++", ""), "lesson.md:1: the settings are missing"),
        ("lesson.md", LESSON.replace("minutes = 3", "minutes = 3\nmood = 1"), "lesson.md:6: unknown field `mood`"),
        ("lesson.md", LESSON.replace("## Walk", "## Walks"), "the heading `## Walks` stands where `## Walk` must be"),
        ("lesson.md", LESSON.replace("## For teachers\n\nNothing.\n", ""), "the section `## For teachers` is missing"),
        ("lesson.md", LESSON.replace("Ana reads reports.", &many_words), "words, more than 600"),
        (
            "lesson.md",
            LESSON.replace("1. Look", "1. a\n1. b\n1. c\n1. d\n1. e\n1. Look"),
            "asks for 9 actions, more than 8",
        ),
        (
            "lesson.md",
            LESSON.replace("step = \"ana deletes the report\"", "step = \"x\""),
            "the question is about the step `x`",
        ),
        ("lesson.md", LESSON.replace("\"one-action\"", "\"none\""), "there is no accepted solution `none`"),
        ("lesson.md", LESSON.replace("\"every-bucket\"", "\"none\""), "there is no near miss `none`"),
        (
            "lesson.md",
            LESSON.replace("\"/principals/0/identityPolicies/0\"", "\"/principals/9\""),
            "the scenario has no policy at",
        ),
        ("scenario.json", "{ \"steps\": [{}] }".to_owned(), "scenario.json:1: "),
        ("notes.txt", "x".to_owned(), "notes.txt:1: a lesson has no such file"),
        (
            "accepted/wrong.json",
            solution(r#""why": "x""#, &allow("s3:*", "*")),
            "accepted/wrong.json:1: this solution is graded as wrong",
        ),
        (
            "accepted/same.json",
            solution(r#""why": "x""#, &allow("s3:GetObject", &format!("{BUCKET}/*"))),
            "the same structure as",
        ),
        (
            "rejected/right.json",
            solution(r#""shows": "x""#, &allow("s3:GetObject", &format!("{BUCKET}/*"))),
            "graded as a solution",
        ),
        ("rejected/star.json", solution(r#""shows": "x""#, &allow("s3:*Object", &format!("{BUCKET}/*"))), "not `x`"),
        ("accepted/broken.json", "{\n\"why\": 1 }".to_owned(), "accepted/broken.json:2: "),
    ];
    for (path, text, message) in cases {
        let found = mistakes(&[(path, text)]);
        assert!(found.iter().any(|mistake| mistake.contains(message)), "{message}: {found:#?}");
    }
}

#[test]
fn a_packed_lesson_is_read_again_and_has_an_end() {
    let pack = Pack::of("small", files(&[]));
    let json = pack.to_json().unwrap();
    assert_eq!(Pack::from_json(&json).unwrap(), pack);
    assert!(
        Pack::from_json(&json.replace("\"lessonFormat\":1", "\"lessonFormat\":2"))
            .unwrap_err()
            .message
            .contains("format 2")
    );
    assert!(Pack::from_json("{}").is_err() && Pack::from_json(&" ".repeat(MAX_PACK + 1)).is_err());
    let long = "x".repeat(MAX_PACK);
    let mistake = Pack::of("long", files(&[("accepted/long.json", &long)])).to_json().unwrap_err();
    assert!(mistake.message.contains("more than the 65536 allowed"), "{mistake}");
}
