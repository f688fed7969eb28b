//! Inputs that want to break the importer: each ends in a message, or in a result, and none in a panic.

#![cfg(test)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rolescope_import::{MAX_BYTES, import, together};
use serde_json::json;

/// The message that refuses a text.
fn refused(text: &str) -> String {
    match import("pasted", text) {
        Ok(import) => panic!("taken as {:?}: {}", import.kind, import.what),
        Err(error) => error.message,
    }
}

#[test]
fn aliases_that_multiply_are_refused() {
    let mut laughs = "Resources:\n  A: { Type: AWS::IAM::Role }\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let of = format!("*a{}, ", level - 1).repeat(10);
        writeln!(laughs, "a{level}: &a{level} [{of}]").unwrap();
    }
    assert!(refused(&laughs).contains("values"), "{}", refused(&laughs));
    let many = format!("Resources:\n  A: &a {{ Type: AWS::IAM::Role }}\nb: [{}]\n", "*a, ".repeat(2_000));
    assert!(refused(&many).contains("aliases"), "{}", refused(&many));
}

#[test]
fn an_alias_of_itself_is_refused() {
    assert!(!refused("Resources: &a\n  A: { Type: AWS::IAM::Role, Properties: *a }\n").is_empty());
}

#[test]
fn deep_nesting_is_refused_in_every_language() {
    for depth in [200, 10_000, 1_000_000] {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        for text in [
            format!("{open}{close}"),
            format!("{{\"Resources\": {open}{close}}}"),
            format!("Resources:\n  A: {open}{close}\n"),
            format!("resource \"aws_iam_role\" \"a\" {{\n  name = {open}{close}\n}}\n"),
            format!("locals {{\n  a = \"{}{}\"\n}}\n", "${\"".repeat(depth), "\"}".repeat(depth)),
        ] {
            assert!(!refused(&text).is_empty());
        }
    }
    let blocks: String = (0..500).fold("Resources:\n".to_owned(), |text, depth| text + &" ".repeat(depth + 1) + "a:\n");
    assert!(refused(&blocks).contains("YAML"), "{}", refused(&blocks));
}

#[test]
fn long_chains_of_operators_and_references_end() {
    let chain = format!("locals {{\n  a = {}1\n}}\n", "1 + ".repeat(100_000));
    assert!(!refused(&chain).is_empty());
    let mut doubled = "locals {\n  a0 = [\"x\", \"x\"]\n".to_owned();
    let mut long = "locals {\n  a0 = \"xx\"\n".to_owned();
    for level in 1..300 {
        writeln!(doubled, "  a{level} = concat(local.a{0}, local.a{0})", level - 1).unwrap();
        writeln!(long, "  a{level} = \"${{local.a{0}}}${{local.a{0}}}\"", level - 1).unwrap();
    }
    let user = "}\nresource \"aws_iam_role\" \"r\" {\n  name = \"r\"\n  managed_policy_arns = local.a30\n  path = local.a299\n}\n";
    for text in [doubled + user, long + user] {
        let import = import("main.tf", &text).unwrap();
        assert!(!import.unresolved.is_empty());
    }
    let cycle = "locals {\n  a = local.b\n  b = local.a\n}\nresource \"aws_iam_role\" \"r\" {\n  name = local.a\n}\n";
    assert!(import("main.tf", cycle).unwrap().unresolved.iter().any(|known| known.text.contains("local.a")));
}

#[test]
fn names_that_multiply_in_a_template_end() {
    let mut text =
        "Resources:\n  R0: { Type: AWS::IAM::Role, Properties: { RoleName: xxxxxxxxxxxxxxxx } }\n".to_owned();
    for level in 1..100 {
        let name = format!("${{R{0}}}${{R{0}}}", level - 1);
        writeln!(text, "  R{level}: {{ Type: AWS::IAM::Role, Properties: {{ RoleName: !Sub \"{name}\" }} }}").unwrap();
    }
    let import = import("template.yaml", &text).unwrap();
    assert!(import.scenario.principals.iter().all(|role| role.arn.len() < 100_000));
}

#[test]
fn a_megabyte_in_one_line_ends() {
    for piece in [
        "a",
        "{",
        "[",
        "\"",
        "x = ",
        "User: ",
        " is not authorized to perform: ",
        "%7B",
        "${",
        "eyJ",
        "&a ",
        "password",
        "- ",
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        // Something may be understood; it ends either way.
        let _ = import("pasted", &text);
    }
    assert!(refused(&"a".repeat(MAX_BYTES + 1)).contains("longer than 16 MiB"));
}

#[test]
fn pages_binaries_and_nothing_are_named() {
    for (text, words) in [
        ("", "no text"),
        (" \n\t", "no text"),
        ("<!DOCTYPE html><html><body>AccessDenied</body></html>", "web page"),
        ("\u{0}\u{1}ELF", "not text: it has control characters"),
        ("{\"Resources\": {\"A\": {\"Type\": \"AWS::IAM::Role\"", "not complete JSON"),
        ("Resources:\n  A: [\n", "not YAML"),
        ("resource \"aws_iam_role\" \"a\" {\n", "not complete Terraform"),
        ("hello", "nothing in this text is recognized"),
        ("{\"__proto__\": {\"constructor\": 1}}", "nothing in this text is recognized"),
    ] {
        assert!(refused(text).contains(words), "{text:?}: {}", refused(text));
    }
}

#[test]
fn a_refusal_says_the_line() {
    let error = import("main.tf", "resource \"aws_iam_role\" \"a\" {\n  name = \n}\n").unwrap_err();
    assert_eq!(error.line, 2, "{error:?}");
    let error = import("x.json", "{\n  \"Role\": {\n").unwrap_err();
    assert!(error.line >= 2, "{error:?}");
}

/// Every prefix of every input, and every input with a byte turned: what is pasted is often cut off.
#[test]
fn half_of_an_input_never_panics() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/paste");
    let mut tried = 0;
    for folder in [folder.clone(), folder.join("own")] {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            if path.to_str().unwrap().ends_with(".want.json") {
                continue;
            }
            let step = (text.len() / 20).max(1);
            for end in (0..text.len()).step_by(step).filter(|end| text.is_char_boundary(*end)) {
                let (before, after) = text.split_at(end);
                let _ = import("half", before).map(|import| together([import]).to_json());
                let _ = import("half", after).map(|import| together([import]).to_json());
                let mut turned: Vec<char> = text.chars().collect();
                if let Some(character) = turned.get_mut(end) {
                    *character = ['"', '{', '}', '\n', ':', '\u{202e}', '\'', '*'][tried % 8];
                }
                let _ = import("turned", &turned.into_iter().collect::<String>())
                    .map(|import| together([import]).to_json());
                tried += 1;
            }
        }
    }
    assert!(tried > 1_000, "{tried}");
}

#[test]
fn hostile_names_reach_no_command() {
    for name in ["$(reboot)", "a'b", "a\"b", "a`id`b", "a;b", "a b", "a\u{1b}b", "a\u{202e}b", "a\nb", "--all"] {
        let arn = format!("arn:aws:iam::111122223333:role/{name}");
        let role = json!({"Role": {"RoleName": "x", "Arn": arn, "AssumeRolePolicyDocument": {}}}).to_string();
        let import = import("role.json", &role).unwrap_or_else(|error| panic!("{name:?}: {error}"));
        let commands: Vec<&str> = import.ask.iter().filter_map(|ask| ask.command.as_deref()).collect();
        assert!(commands.iter().any(|command| command.ends_with("ROLE-NAME")), "{name:?}: {commands:?}");
        for command in commands {
            assert!(!command.contains(name), "{name:?}: {command}");
        }
    }
}

#[test]
fn a_target_role_without_an_arn_takes_nothing_from_the_association() {
    let association = |target: &str| {
        let role = "arn:aws-cn:iam::111122223333:role/pods";
        let text = json!({"association": {"clusterName": "c", "namespace": "n", "serviceAccount": "s", "roleArn": role, "targetRoleArn": target}});
        import("association.json", &text.to_string()).unwrap().scenario.steps
    };
    assert_eq!(association("target").len(), 1);
    let steps = association("arn:aws-cn:iam::444455556666:role/target");
    assert_eq!(steps[1].caller, "arn:aws-cn:sts::111122223333:assumed-role/pods/eks-c-s-EXAMPLE");
}

#[test]
fn credentials_are_nowhere_in_the_result() {
    let key = ["AKIA", "QWERTZUIOPASDFGH"].concat();
    let text = format!(
        "{{\"Version\": \"2012-10-17\", \"Statement\": [{{\"Sid\": \"{key}\", \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}], \
         \"SecretAccessKey\": \"abcdefghijklmnopqrstuvwxyz0123456789ABCD\"}}"
    );
    let import = import("policy.json", &text).unwrap();
    assert_eq!(import.secrets.len(), 2);
    let all = format!("{import:?}") + &together([import]).to_json();
    assert!(!all.contains(&key) && !all.contains("abcdefghijklmnop"), "{all}");
}
