//! Time that imports take: `cargo run --release -p rolescope-import --example import_speed -- --hold`.
//!
//! With `--hold` it fails when a message, a role and two policies take 5 ms to be decided, or a dump of 1,000 roles takes a second.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use rolescope::analyze;
use rolescope_import::{import, together};

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
    let line = "x = [{ ".repeat(10_000_000 / 7);
    let hostile = median(3, || assert!(import("pasted", &line).is_err()));
    println!("a message, a role and two policies, decided: {small:?}");
    println!("a dump of 1,000 roles, {:.1} MB: {large:?}", dump.len() as f64 / 1e6);
    println!("10 MB in one line, refused: {hostile:?}");
    let holds = small < Duration::from_millis(5) && large < Duration::from_secs(1) && hostile < Duration::from_secs(1);
    if std::env::args().any(|argument| argument == "--hold") && !holds { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
