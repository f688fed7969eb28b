//! Gaps that a message leaves, most telling first.

use iam_syntax::Arn;
use rolescope::report::PolicyType;
use rolescope::scenario::{Step, StepResource};

use super::{Denial, account_of, details_command, reason};
use crate::Import;
use crate::ask::{Ask, Need, arn_name, iam_name};
use crate::facts::{Answer, Effect};

/// Longest encoded message that goes into a command.
const MAX_ENCODED: usize = 4096;

pub(super) fn ask(import: &mut Import, step: &Step, denial: &Denial<'_>, answer: &Answer) {
    match answer.denied_by {
        Some(kind) => of_kind(import, kind, step, answer),
        None => of_no_kind(import, step, answer),
    }
    if denial.reason.contains("Encoded authorization failure message:") {
        import.ask(decode(denial.reason));
    }
    if let Some(id) = reason::authorization_id(denial.reason) {
        import.ask(Ask::command(format!("details of the authorization {id}"), details_command(id), Need::Other));
    }
}

/// The command that decodes the message; read-only, with the message's own text if it fits.
pub(super) fn decode(text: &str) -> Ask {
    let encoded =
        text.split_once("Encoded authorization failure message: ").and_then(|(_, rest)| rest.split(' ').next());
    let encoded = encoded
        .filter(|encoded| encoded.len() <= MAX_ENCODED)
        .map_or("ENCODED-MESSAGE".to_owned(), |it| arn_name(it, "ENCODED-MESSAGE"));
    let command = format!("aws sts decode-authorization-message --encoded-message {encoded}");
    Ask::command("output of aws sts decode-authorization-message", command, Need::Other)
}

fn of_kind(import: &mut Import, kind: PolicyType, step: &Step, answer: &Answer) {
    match kind {
        PolicyType::ServiceControl => {
            organization(import, answer, PolicyType::ServiceControl, account_of(&step.caller))
        }
        PolicyType::ResourceControl => {
            let owner = resource(step).and_then(account_of);
            if owner.is_none() {
                import.ask(Ask::words("account that owns the resource (the identity pool, the bucket, the key)"));
            }
            organization(import, answer, PolicyType::ResourceControl, owner);
        }
        PolicyType::VpcEndpoint => import.ask(Ask::command(
            "policy and id of the VPC endpoint",
            "aws ec2 describe-vpc-endpoints --query 'VpcEndpoints[].[VpcEndpointId,PolicyDocument]'",
            Need::Other,
        )),
        PolicyType::Session => import.ask(Ask::words("session policies that were passed to AssumeRole")),
        PolicyType::ScopeDown => import.ask(Ask::words("policy that was passed to GetScopedCredentials")),
        PolicyType::Trust => trust(import, step),
        PolicyType::PermissionsBoundary => match &answer.policy {
            Some(arn) => document(import, arn, arn.rsplit('/').next().unwrap_or(arn)),
            None => boundary(import, step),
        },
        PolicyType::IdentityBased => match &answer.policy {
            Some(arn) => document(import, arn, arn),
            None => identity(import, step),
        },
        PolicyType::ResourceBased => resource_policy(import, step),
    }
    // In one account either side can allow.
    if kind == PolicyType::ResourceBased {
        identity(import, step);
    } else if kind == PolicyType::IdentityBased && answer.effect == Some(Effect::Implicit) {
        resource_policy(import, step);
    }
}

fn of_no_kind(import: &mut Import, step: &Step, answer: &Answer) {
    if answer.effect == Some(Effect::Explicit) {
        import.ask(Ask::words("every policy that applies: the form before 2021 names no policy type"));
    }
    if step.action.starts_with("sts:AssumeRole") {
        trust(import, step);
    }
    identity(import, step);
}

fn resource(step: &Step) -> Option<&str> {
    match &step.resource {
        Some(StepResource::One(arn)) => Some(arn),
        Some(StepResource::Several(_)) | None => None,
    }
}

/// A policy of the organization: the one that denied, or all that apply to an account.
fn organization(import: &mut Import, answer: &Answer, kind: PolicyType, account: Option<&str>) {
    let name = kind.kind().name();
    if let Some(arn) = &answer.policy {
        let id = arn.rsplit('/').next().unwrap_or(arn);
        let command = format!("aws organizations describe-policy --policy-id {}", iam_name(id, "POLICY-ID"));
        import.ask(Ask::command(format!("document of {name} {id}"), command, Need::Other));
        return;
    }
    // AWS's filter is the kind in capitals.
    let filter = name.to_ascii_uppercase().replace(' ', "_");
    let target = account.map_or("ACCOUNT-ID".to_owned(), |account| iam_name(account, "ACCOUNT-ID"));
    let command = format!("aws organizations list-policies-for-target --filter {filter} --target-id {target}");
    let whose = account.map_or("the owner's account".to_owned(), |account| format!("account {account}"));
    let what = format!("{} that apply to {whose}", name.replace("policy", "policies"));
    import.ask(Ask::command(what, command, Need::Other));
}

fn document(import: &mut Import, arn: &str, name: &str) {
    import.ask(Ask::policy_document(arn, None, &format!("document of {name}")));
}

/// Type and name of the user or role that calls.
fn caller(step: &Step) -> Option<(&'static str, &str)> {
    let arn = Arn::parse(&step.caller)?;
    match (arn.service, arn.typed()?) {
        ("sts", ("assumed-role", rest)) => Some(("role", rest.split('/').next()?)),
        ("iam", ("role", _)) => Some(("role", arn.name())),
        ("iam", ("user", _)) => Some(("user", arn.name())),
        _ => None,
    }
}

fn identity(import: &mut Import, step: &Step) {
    if let Some((kind, name)) = caller(step) {
        for ask in Ask::identity_policies(kind, name) {
            import.ask(ask);
        }
    }
}

fn boundary(import: &mut Import, step: &Step) {
    if let Some((kind, name)) = caller(step) {
        let command = format!("aws iam get-{kind} --{kind}-name {}", iam_name(name, "NAME"));
        import.ask(Ask::command(format!("permissions boundary of {kind} {name}"), command, Need::Other));
    }
}

fn trust(import: &mut Import, step: &Step) {
    let role = resource(step).and_then(Arn::parse).map(|arn| arn.name());
    match role {
        Some("UNRESOLVED-role") | None => {
            let need = Need::TrustPolicy("UNRESOLVED-role".to_owned());
            import.ask(Ask::command("trust policy of the role", "aws iam get-role --role-name ROLE-NAME", need));
        }
        Some(role) => import.ask(Ask::trust_policy(role)),
    }
}

fn resource_policy(import: &mut Import, step: &Step) {
    if let Some(ask) = resource(step).and_then(Ask::resource_policy) {
        import.ask(ask);
    }
}
