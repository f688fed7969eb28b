//! Messages that name no caller: S3's, EC2's, KMS's and those of identity providers.

use rolescope::report::PolicyType;
use rolescope::scenario::{Expectation, Step, StepResource};

use crate::ask::{Ask, Need};
use crate::input::placeholder_arn;
use crate::{Import, Kind};

const GITHUB: &str = "oidc-provider/token.actions.githubusercontent.com";

/// Texts that only a denial has.
const MARKS: [&str; 9] = [
    "ot authorized to perform sts:",
    "You are not authorized to perform this operation",
    "<Code>AccessDenied</Code>",
    "(AccessDenied)",
    "(AccessDeniedException)",
    "AccessDenied: Access Denied",
    "ciphertext refers to a customer master key that does not exist",
    "Error Code: AccessDenied",
    "(UnauthorizedOperation)",
];

pub(super) fn is_one(text: &str) -> bool {
    MARKS.iter().any(|mark| text.contains(mark)) || text == "Access Denied"
}

pub(super) fn import(text: &str, original: &str) -> Import {
    let line = original.lines().position(is_one).map_or(1, |at| at + 1);
    let mut import = Import::new(Kind::AccessDeniedMessage, "a denial that names no caller");
    let step = match text.split_once("ot authorized to perform sts:") {
        Some((_, action)) => web_identity(&mut import, text, action, line),
        None if text.contains("ciphertext refers to") => unknown(&mut import, "kms:Decrypt", line),
        None => match operation(text) {
            Some(operation) if text.contains("UnauthorizedOperation") => {
                unknown(&mut import, &format!("ec2:{operation}"), line)
            }
            operation => s3(&mut import, operation.unwrap_or("GetObject"), line),
        },
    };
    import.step(Step { expect: Some(Expectation::Denied), ..step }, line);
    if text.contains("Encoded authorization failure message:") {
        import.ask.insert(0, super::asks::decode(text));
    }
    import
}

/// Name of the operation, as the AWS command line says it.
fn operation(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("when calling the ")?;
    let (name, rest) = rest.split_once(' ')?;
    (rest.starts_with("operation") && name.bytes().all(|it| it.is_ascii_alphanumeric())).then_some(name)
}

fn web_identity(import: &mut Import, text: &str, action: &str, line: usize) -> Step {
    let action = super::text::word(action).0;
    let is_github = text.contains("Could not assume role with OIDC");
    let (caller, why) = match (is_github, action.contains("SAML")) {
        (true, _) => (
            GITHUB,
            "the message names neither provider nor subject; wording is that of aws-actions/configure-aws-credentials, so the provider is GitHub's; the account is a placeholder",
        ),
        (false, true) => ("saml-provider/UNRESOLVED-provider", "the message names neither provider nor subject"),
        (false, false) => ("oidc-provider/UNRESOLVED-provider", "the message names neither provider nor subject"),
    };
    import.answer.denied_by = Some(PolicyType::Trust);
    import.placeholder_account = true;
    import.unresolved("UNRESOLVED-role", "the message does not name the role", Some(line));
    import.unresolved("caller", why, Some(line));
    import.ask(Ask::words("which role (role-to-assume)"));
    import.ask(Ask::command(
        "trust policy of the role",
        "aws iam get-role --role-name ROLE-NAME",
        Need::TrustPolicy("UNRESOLVED-role".to_owned()),
    ));
    import.ask(Ask::words("claims of the token"));
    Step {
        caller: placeholder_arn(caller),
        action: format!("sts:{action}"),
        resource: Some(StepResource::One(placeholder_arn("role/UNRESOLVED-role"))),
        ..Step::default()
    }
}

fn unknown(import: &mut Import, action: &str, line: usize) -> Step {
    import.unresolved("UNRESOLVED-caller", "the message does not name the caller", Some(line));
    import.ask(Ask::command("who called", "aws sts get-caller-identity", Need::Other));
    import.ask(Ask::words("which resource"));
    Step { caller: placeholder_arn("user/UNRESOLVED-caller"), action: action.to_owned(), ..Step::default() }
}

/// S3 tells callers outside of the owner's account and organization nothing.
fn s3(import: &mut Import, operation: &str, line: usize) -> Step {
    import.unresolved(
        "Access Denied",
        "S3 gives no details to callers outside the owner's account and organization; caller and action are placeholders",
        Some(line),
    );
    import.ask(Ask::command("who called", "aws sts get-caller-identity", Need::Other));
    import.ask(Ask::words("which action and object"));
    import.ask(Ask::command("bucket policy", "aws s3api get-bucket-policy --bucket BUCKET", Need::Other));
    import.ask(Ask::words("identity policies of the caller"));
    Step { caller: "anonymous".to_owned(), action: format!("s3:{}", s3_action(operation)), ..Step::default() }
}

/// The permission that an operation of S3 needs.
pub(crate) fn s3_action(operation: &str) -> &str {
    match operation {
        "HeadObject" => "GetObject",
        "ListObjects" | "ListObjectsV2" | "HeadBucket" => "ListBucket",
        "ListBuckets" => "ListAllMyBuckets",
        "CreateMultipartUpload" | "UploadPart" | "CompleteMultipartUpload" | "CopyObject" => "PutObject",
        "DeleteObjects" => "DeleteObject",
        other => other,
    }
}
