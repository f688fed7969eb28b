//! Properties of the importer that hold for every text, whatever is in it.

use rolescope::{Scenario, analyze};
use rolescope_import::{import, together};

/// Texts longer than this are left to the tests: a fuzzer finds more with short ones.
const LONGEST: usize = 8 << 10;

/// A form of input, with what stands around a text to make it one of this form.
pub(crate) struct Form {
    /// Name, that of the folder of its seeds, too.
    pub(crate) name: &'static str,
    before: &'static str,
    after: &'static str,
}

const fn form(name: &'static str, before: &'static str, after: &'static str) -> Form {
    Form { name, before, after }
}

/// Every form. Kinds of input that one module reads are one form.
pub(crate) const FORMS: [Form; 14] = [
    form("authorization", r#"{"decision": "Deny", "context": "#, "}"),
    form("cloudformation", "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n", ""),
    form("cloudtrail", r#"{"eventSource": "s3.amazonaws.com", "eventName": "GetObject", "userIdentity": "#, "}"),
    form("command", r#"{"Role": "#, "}"),
    form("hcl", "resource \"aws_iam_role\" \"r\" {\n  name = ", "\n}\n"),
    form(
        "kubernetes",
        "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  annotations:\n    eks.amazonaws.com/role-arn: ",
        "\n",
    ),
    form("link", "https://example.com/#s=", ""),
    form(
        "message",
        "User: arn:aws:sts::111122223333:assumed-role/app/s1 is not authorized to perform: ",
        " because no identity-based policy allows it",
    ),
    form("plan", r#"{"format_version": "1.2", "planned_values": {"root_module": "#, "}}"),
    form("policy", r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "#, "}]}"),
    form("profile", "[profile a]\nrole_arn = arn:aws:iam::111122223333:role/app\n", "\n"),
    form(
        "sam",
        "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n",
        "",
    ),
    form("token", r#"{"iss": "https://token.actions.githubusercontent.com", "aud": "sts.amazonaws.com", "sub": "#, "}"),
    form(
        "workflow",
        "jobs:\n  a:\n    steps:\n      - uses: aws-actions/configure-aws-credentials@v4\n        with:\n",
        "",
    ),
];

/// Holds a text as it is, and as one of the form.
///
/// # Panics
///
/// A property does not hold.
pub(crate) fn hold(form: &Form, text: &str) {
    if text.len() <= LONGEST {
        hold_text(text);
        hold_text(&[form.before, text, form.after].concat());
    }
}

/// Imports a text, and the result with itself: nothing panics, a refusal is at a place of the text, the scenario is read back as it was
/// written and decided, no command has what a shell would take for its own, and the same input twice is no conflict.
fn hold_text(text: &str) {
    let found = match import("fuzz", text) {
        Ok(found) => found,
        Err(refused) => {
            // To YAML, a carriage return alone ends a line, too.
            let lines = text.matches(['\n', '\r']).count() + 1;
            assert!((1..=lines).contains(&refused.line) && !refused.message.is_empty(), "{refused:?} of {lines} lines");
            return;
        }
    };
    for command in found.ask.iter().filter_map(|ask| ask.command.as_deref()) {
        assert!(
            !command.contains(['$', '`', '\\', '"', ';', '&', '|', '<', '>', '\n', '\r', '\u{1b}', '\u{202e}']),
            "{command}"
        );
        assert!(command.matches('\'').count().is_multiple_of(2), "{command}");
    }
    let all = together([found.clone(), found]);
    let lines = text.matches(['\n', '\r']).count() + 1;
    assert!(
        all.sources().iter().all(|source| (1..=lines).contains(&source.line)),
        "{:?} of {lines} lines",
        all.sources()
    );
    let written = all.scenario.to_json();
    assert_eq!(Scenario::from_json(&written).as_ref(), Ok(&all.scenario), "{written}");
    assert!(all.conflicts.is_empty(), "{:?}", all.conflicts);
    assert!(serde_json::from_str::<serde_json::Value>(&all.to_json()).is_ok());
    assert_eq!(analyze(&all.scenario).steps.len(), all.scenario.steps.len());
}
