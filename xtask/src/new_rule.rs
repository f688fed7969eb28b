//! Makes the file of a new rule of the linter.

use std::fs;

use crate::process::{Failure, Outcome, root};

/// Writes `crates/iam-lint/src/rules/NAME.rs` and lists it. The new rule finds nothing yet, so its test fails until its check is written.
pub(crate) fn make(arguments: &[String]) -> Outcome {
    let [name] = arguments else {
        return Err(Failure::new("name the rule by its code, as `cargo xtask new-rule ALLOW_NOT_ACTION`".to_owned()));
    };
    if name.is_empty() || !name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_') {
        return Err(Failure::new(format!("`{name}` is no code: write letters, digits and underscores")));
    }
    let (code, module) = (name.to_ascii_uppercase(), name.to_ascii_lowercase());
    let sources = root().join("crates/iam-lint/src");
    let file = sources.join("rules").join(format!("{module}.rs"));
    if file.exists() {
        return Err(Failure::new(format!("there is a rule {code} already: {}", file.display())));
    }
    let list = sources.join("rules.rs");
    let failed = |error: std::io::Error| Failure::new(error.to_string());
    let listed = fs::read_to_string(&list).map_err(failed)?;
    fs::write(&list, with_module(&listed, &module)).map_err(failed)?;
    fs::write(&file, TEMPLATE.replace("CODE", &code)).map_err(failed)?;
    println!("wrote {}; add its row to docs/lint.md", file.display());
    Ok(())
}

/// The list with one more module, in the order of names.
fn with_module(list: &str, module: &str) -> String {
    let new = format!("    {module},");
    let Some((head, rest)) = list.rsplit_once("rules! {\n") else { return list.to_owned() };
    let mut lines: Vec<&str> = rest.lines().filter(|line| line.ends_with(',')).collect();
    lines.push(&new);
    lines.sort_unstable();
    format!("{head}rules! {{\n{}\n}}\n", lines.join("\n"))
}

const TEMPLATE: &str = r##"//! `CODE`.

use crate::rule::prelude::*;

/// The rule.
pub(crate) static RULE: Rule = Rule {
    code: "CODE",
    severity: Severity::Warning,
    summary: "",
    why: "",
    help: "",
    example: Example {
        kind: PolicyKind::Identity,
        text: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
            ^^^^^^^
"#,
    },
    instead: r#"
{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
"#,
    page: CHECKS,
    check,
};

fn check(subject: &Subject<'_, '_>, found: &mut Findings) {
    let _ = (subject, found);
}
"##;

#[cfg(test)]
mod tests {
    use super::with_module;

    #[test]
    fn a_module_is_listed_in_the_order_of_names() {
        assert_eq!(with_module("x\nrules! {\n    a,\n    c,\n}\n", "b"), "x\nrules! {\n    a,\n    b,\n    c,\n}\n");
    }
}
