//! Time that imports take: `cargo run --release -p rolescope-import --example import_speed -- --hold`.
//!
//! With `--hold` it fails when a message, a role and two policies take 5 ms to be decided, a dump of 1,000 roles takes a second, a small text
//! that wants to take for ever takes 100 ms, or ten megabytes of anything take a second. `--all` prints each time.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use rolescope::analyze;
use rolescope_import::{MAX_PARSED_BYTES, import, together};

#[path = "../tests/hostile/texts.rs"]
mod texts;

const MESSAGE: &str = "User: arn:aws:sts::111122223333:assumed-role/app/s1 is not authorized to perform: s3:GetObject on resource: \
    arn:aws:s3:::amzn-s3-demo-bucket/a.csv because no identity-based policy allows the s3:GetObject action";
const ROLE: &str = r#"{"Role": {"RoleName": "app", "Arn": "arn:aws:iam::111122223333:role/app", "AssumeRolePolicyDocument":
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}}"#;

fn policy(name: &str) -> String {
    format!(
        r#"{{"RoleName": "app", "PolicyName": "{name}", "PolicyDocument": {{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": "s3:List*", "Resource": "*"}}]}}}}"#
    )
}

/// A dump of an account with as many roles, some 6 KB each.
fn dump(roles: usize) -> String {
    let statement = r#"{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/*"]},"#.repeat(45);
    let mut text =
        "{\"UserDetailList\": [], \"GroupDetailList\": [], \"Policies\": [], \"RoleDetailList\": [\n".to_owned();
    for number in 0..roles {
        let _ = writeln!(
            text,
            r#"{{"RoleName": "r{number}", "RoleId": "AROAEXAMPLE{number}", "Arn": "arn:aws:iam::111122223333:role/r{number}", "RolePolicyList": [{{"PolicyName": "p",
            "PolicyDocument": {{"Version": "2012-10-17", "Statement": [{statement}{{"Effect": "Deny", "Action": "*", "Resource": "*"}}]}}}}], "AttachedManagedPolicies": [],
            "AssumeRolePolicyDocument": {{"Version": "2012-10-17", "Statement": []}}}}{}"#,
            if number + 1 == roles { "" } else { "," }
        );
    }
    text + "]}"
}

fn median(times: usize, mut work: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    taken.sort_unstable();
    taken.get(times / 2).copied().unwrap_or_default()
}

fn main() -> ExitCode {
    let texts = [MESSAGE.to_owned(), ROLE.to_owned(), policy("a"), policy("b")];
    let small = median(101, || {
        let all = together(texts.iter().filter_map(|text| import("pasted", text).ok()));
        assert_eq!(analyze(&all.scenario).steps.len(), 1);
    });
    let dump = dump(1_000);
    let large = median(5, || {
        let all = together(import("dump.json", &dump).ok());
        assert_eq!(all.scenario.principals.len(), 1_000);
    });
    println!("a message, a role and two policies, decided: {small:?}");
    println!("a dump of 1,000 roles, {:.1} MB: {large:?}", dump.len() as f64 / 1e6);
    let all = std::env::args().any(|argument| argument == "--all");
    let small_texts = texts::SMALL.iter().map(|(name, text)| ((*name).to_owned(), text()));
    let hostile = slowest(all, small_texts, "small and hostile");
    let large_texts = texts::PIECES.iter().map(|piece| (format!("{piece:?}"), piece.repeat(10_000_000 / piece.len())));
    let megabytes = slowest(all, large_texts, "10 MB");
    let wide_texts = texts::WIDE.iter().flat_map(|text| {
        // What is too long is refused at once, so the longest that is read is tried, too.
        [MAX_PARSED_BYTES - 1_000, 10_000_000].map(|bytes| (format!("{}, {bytes}", text.0), texts::wide(text, bytes)))
    });
    let wide = slowest(all, wide_texts, "many names");
    let holds = small < Duration::from_millis(5)
        && large < Duration::from_secs(1)
        && hostile < Duration::from_millis(100)
        && megabytes < Duration::from_secs(1)
        && wide < Duration::from_secs(1);
    if std::env::args().any(|argument| argument == "--hold") && !holds { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The longest time that one of the texts takes; the three slowest are printed, or all.
fn slowest(all: bool, texts: impl Iterator<Item = (String, String)>, what: &str) -> Duration {
    let mut taken: Vec<(Duration, String)> = texts
        .map(|(name, text)| (median(3, || drop(import("pasted", &text).map(|one| together([one])))), name))
        .collect();
    taken.sort_unstable();
    for (time, name) in taken.iter().rev().take(if all { usize::MAX } else { 3 }) {
        println!("{what}: {time:?} {name}");
    }
    taken.last().map(|(time, _)| *time).unwrap_or_default()
}
