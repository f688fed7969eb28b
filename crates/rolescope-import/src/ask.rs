//! Things that a person still has to say or paste, with the command that tells each.
//!
//! A name comes from the input, so it goes into a command only if it fits AWS's characters for it, in single quotes, which none of them has.

use iam_syntax::Arn;

/// Something to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// In words.
    pub what: String,
    /// Command that only reads and tells it.
    pub command: Option<String>,
    /// The gap that the answer closes.
    pub(crate) need: Need,
}

/// A gap in a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A call to decide.
    Call,
    /// The trust policy of the role with this name.
    TrustPolicy(String),
    /// Policies of the role or user with this name.
    IdentityPolicies(String),
    /// The policy of the resource with this ARN.
    ResourcePolicy(String),
    /// A gap that no scenario shows closed.
    Other,
}

impl Ask {
    pub(crate) fn command(what: impl Into<String>, command: impl Into<String>, need: Need) -> Self {
        Self { what: what.into(), command: Some(command.into()), need }
    }

    pub(crate) fn words(what: impl Into<String>) -> Self {
        Self { what: what.into(), command: None, need: Need::Other }
    }

    pub(crate) fn which_call() -> Self {
        Self {
            what: "which call: paste the AccessDenied message, or name caller, action and resource".to_owned(),
            command: None,
            need: Need::Call,
        }
    }

    pub(crate) fn trust_policy(role: &str) -> Self {
        let command = format!("aws iam get-role --role-name {}", iam_name(role, "ROLE-NAME"));
        let what = if role.contains("UNRESOLVED") {
            "trust policy of the role".to_owned()
        } else {
            format!("trust policy of role {role}")
        };
        Self::command(what, command, Need::TrustPolicy(role.to_owned()))
    }

    /// Both lists of a role's or user's policies: attached ones and inline ones.
    pub(crate) fn identity_policies(kind: &str, name: &str) -> [Self; 2] {
        let (kind, placeholder) = if kind == "user" { ("user", "USER-NAME") } else { ("role", "ROLE-NAME") };
        let quoted = iam_name(name, placeholder);
        let need = || Need::IdentityPolicies(name.to_owned());
        [
            Self::command(
                format!("attached identity policies of {kind} {name}"),
                format!("aws iam list-attached-{kind}-policies --{kind}-name {quoted}"),
                need(),
            ),
            Self::command(
                format!("inline identity policies of {kind} {name}"),
                format!("aws iam list-{kind}-policies --{kind}-name {quoted}"),
                need(),
            ),
        ]
    }

    /// The document of a managed policy, in its default version or a given one.
    pub(crate) fn policy_document(arn: &str, version: Option<&str>, what: &str) -> Self {
        let version = version.filter(|version| is_made_of(version, 16, |it| it.is_ascii_alphanumeric()));
        let version = version.map_or("DEFAULT-VERSION".to_owned(), |version| format!("'{version}'"));
        let command =
            format!("aws iam get-policy-version --policy-arn {} --version-id {version}", arn_name(arn, "POLICY-ARN"));
        Self::command(what, command, Need::Other)
    }

    /// The resource-based policy of a resource, with its service's own command.
    pub(crate) fn resource_policy(arn: &str) -> Option<Self> {
        let parsed = Arn::parse(arn)?;
        let need = Need::ResourcePolicy(arn.to_owned());
        let (what, command) = match parsed.service {
            "s3" => {
                let bucket = parsed.resource.split('/').next()?;
                let command = format!("aws s3api get-bucket-policy --bucket {}", bucket_name(bucket));
                return Some(Self::command(format!("bucket policy of {bucket}"), command, need));
            }
            "kms" => (
                "policy of the key",
                format!("aws kms get-key-policy --policy-name default --key-id {}", arn_name(arn, "KEY-ARN")),
            ),
            "secretsmanager" => (
                "policy of the secret",
                format!("aws secretsmanager get-resource-policy --secret-id {}", arn_name(arn, "SECRET-ARN")),
            ),
            "sns" => (
                "policy of the topic",
                format!("aws sns get-topic-attributes --topic-arn {}", arn_name(arn, "TOPIC-ARN")),
            ),
            "sqs" => ("policy of the queue", queue_command(&parsed)),
            "lambda" => (
                "policy of the function",
                format!("aws lambda get-policy --function-name {}", arn_name(arn, "FUNCTION-ARN")),
            ),
            "ecr" => (
                "policy of the repository",
                format!(
                    "aws ecr get-repository-policy --repository-name {}",
                    arn_name(parsed.typed()?.1, "REPOSITORY")
                ),
            ),
            _ => return None,
        };
        Some(Self::command(what, command, need))
    }
}

fn queue_command(arn: &Arn<'_>) -> String {
    let fits = [arn.region, arn.account, arn.resource]
        .iter()
        .all(|part| is_made_of(part, 80, |it| it.is_ascii_alphanumeric() || "-_.".contains(it)));
    let url = format!("https://sqs.{}.amazonaws.com/{}/{}", arn.region, arn.account, arn.resource);
    let url = if fits { format!("'{url}'") } else { "QUEUE-URL".to_owned() };
    format!("aws sqs get-queue-attributes --attribute-names Policy QueueArn --queue-url {url}")
}

/// A name of IAM for a command: up to 128 of `[A-Za-z0-9+=,.@_-]`.
pub(crate) fn iam_name(name: &str, placeholder: &str) -> String {
    quoted(name, 128, |it| it.is_ascii_alphanumeric() || "+=,.@_-".contains(it), placeholder)
}

/// An ARN, id or path for a command.
pub(crate) fn arn_name(arn: &str, placeholder: &str) -> String {
    quoted(arn, 2048, |it| it.is_ascii_alphanumeric() || "+=,.@_-/:".contains(it), placeholder)
}

/// A bucket's name for a command: 3 to 63 of `[a-z0-9.-]`.
fn bucket_name(name: &str) -> String {
    let fits = name.len() >= 3;
    quoted(
        if fits { name } else { "" },
        63,
        |it| it.is_ascii_lowercase() || it.is_ascii_digit() || ".-".contains(it),
        "BUCKET",
    )
}

/// A name in single quotes, or the placeholder if it does not fit, could be taken for an option, or is not known.
fn quoted(name: &str, longest: usize, allowed: impl Fn(char) -> bool, placeholder: &str) -> String {
    if is_made_of(name, longest, allowed) && !name.starts_with('-') && !name.contains("UNRESOLVED") {
        format!("'{name}'")
    } else {
        placeholder.to_owned()
    }
}

fn is_made_of(text: &str, longest: usize, allowed: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.len() <= longest && text.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_into_a_command_only_if_it_fits() {
        assert_eq!(iam_name("app+team=a,b.c@d_e-f", "X"), "'app+team=a,b.c@d_e-f'");
        let hostile = [
            "$(reboot)",
            "a'b",
            "a\"b",
            "a\nb",
            "a\u{1b}[31m",
            "a\u{202e}b",
            "a b",
            "a;b",
            "`a`",
            "--all",
            "",
            "a\\b",
            "é",
        ];
        for name in hostile {
            assert_eq!(iam_name(name, "ROLE-NAME"), "ROLE-NAME", "{name:?}");
            assert_eq!(arn_name(name, "ARN"), "ARN", "{name:?}");
            assert_eq!(bucket_name(name), "BUCKET", "{name:?}");
        }
        assert_eq!(iam_name(&"a".repeat(129), "ROLE-NAME"), "ROLE-NAME");
    }

    /// Asks of every template of a command, about one name.
    fn asks(name: &str) -> Vec<Ask> {
        let resources =
            ["s3:::", "s3:::b/", "kms:eu-west-1:111122223333:key/", "secretsmanager:eu-west-1:111122223333:secret:"];
        let others =
            ["sns", "sqs", "lambda", "ecr"].map(|service| format!("{service}:eu-west-1:111122223333:repository/"));
        let arns = resources.map(str::to_owned).into_iter().chain(others).map(|arn| format!("arn:aws:{arn}{name}"));
        let mut asks: Vec<Ask> = arns.filter_map(|arn| Ask::resource_policy(&arn)).collect();
        asks.push(Ask::trust_policy(name));
        asks.extend(["role", "user", name].iter().flat_map(|kind| Ask::identity_policies(kind, name)));
        asks.push(Ask::policy_document(name, Some(name), "a policy"));
        asks
    }

    #[test]
    fn no_command_has_a_hostile_name() {
        let hostile = [
            "$(reboot)",
            "a'; reboot #",
            "a\"; reboot",
            "a\nreboot",
            "a\u{1b}[31m",
            "a\u{202e}toober",
            "`reboot`",
            "a & reboot",
            "a\\x27",
        ];
        for name in hostile {
            let commands: Vec<String> = asks(name).into_iter().filter_map(|ask| ask.command).collect();
            assert!(commands.len() >= 15, "{name:?}: {commands:?}");
            for command in commands {
                assert!(command.starts_with("aws ") && !command.contains(name), "{name:?}: {command}");
                let plain = |it: char| it.is_ascii_alphanumeric() || " '-_.:/".contains(it);
                assert!(command.chars().all(plain) && command.matches('\'').count() % 2 == 0, "{name:?}: {command}");
            }
        }
    }

    #[test]
    fn a_queue_is_asked_for_by_its_address() {
        let ask = Ask::resource_policy("arn:aws:sqs:eu-west-1:111122223333:jobs").unwrap();
        assert!(ask.command.unwrap().ends_with("--queue-url 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs'"));
        let ask = Ask::resource_policy("arn:aws:sqs:eu-west-1:111122223333:jobs'; reboot").unwrap();
        assert!(ask.command.unwrap().ends_with("--queue-url QUEUE-URL"));
    }
}
