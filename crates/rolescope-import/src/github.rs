//! Workflows of GitHub Actions that assume a role with GitHub's token.
//!
//! <https://docs.github.com/en/actions/reference/security/oidc>

use iam_syntax::Arn;
use rolescope::scenario::{ContextInput, Input, SessionRequest, Step, StepResource, StringOrList};

use crate::ask::{Ask, Need};
use crate::input::placeholder_arn;
use crate::tree::Node;
use crate::{Import, Kind};

const ACTION: &str = "aws-actions/configure-aws-credentials";

/// Reads the roles that a workflow assumes; `None` if this is none.
pub(crate) fn import(workflow: &Node) -> Option<Import> {
    let jobs = workflow.get("jobs").filter(|jobs| jobs.is_map())?;
    let mut import = Import::new(Kind::GithubWorkflow, "");
    for (_, job) in jobs.members() {
        let steps = job.get("steps").map(Node::items).unwrap_or_default();
        let assuming =
            steps.iter().filter(|step| step.text_of("uses").is_some_and(|uses| uses.split('@').next() == Some(ACTION)));
        for step in assuming {
            add(&mut import, workflow, job, step);
        }
    }
    import.what = format!("a workflow that assumes {} roles", import.scenario.steps.len());
    Some(import)
}

fn add(import: &mut Import, workflow: &Node, job: &Node, step: &Node) {
    let input = |name: &str| step.at(&["with", name]).and_then(Node::scalar);
    let role = role(import, input("role-to-assume"), step.line);
    let account = Arn::parse(&role).map_or("", |arn| arn.account).to_owned();
    if !may_ask_for_token(workflow, job) {
        import.note("neither the workflow nor the job has `permissions: id-token: write`, so GitHub gives it no token");
    }
    let (subject, why) = match job
        .get("environment")
        .map(|environment| environment.get("name").unwrap_or(environment))
        .and_then(Node::scalar)
    {
        Some(environment) => {
            (format!("repo:UNRESOLVED-repository:environment:{environment}"), "the file does not name its repository")
        }
        None => (
            "repo:UNRESOLVED-repository:ref:refs/heads/UNRESOLVED-branch".to_owned(),
            "the file names neither its repository nor what it ran for",
        ),
    };
    import.unresolved("UNRESOLVED-repository", why, Some(step.line));
    let claims = [("aud", input("audience").unwrap_or_else(|| "sts.amazonaws.com".to_owned())), ("sub", subject)];
    let mut call = Step {
        caller: format!("arn:aws:iam::{account}:oidc-provider/token.actions.githubusercontent.com"),
        action: "sts:AssumeRoleWithWebIdentity".to_owned(),
        session: Some(SessionRequest {
            name: Some(input("role-session-name").unwrap_or_else(|| "GitHubActions".to_owned())),
            duration_seconds: input("role-duration-seconds").and_then(|seconds| seconds.parse().ok()),
            claims: claims.into_iter().map(|(name, value)| (name.to_owned(), StringOrList::One(value))).collect(),
            ..SessionRequest::default()
        }),
        ..Step::default()
    };
    if let Some(region) = input("aws-region").filter(|region| !region.contains("${{")) {
        call.context.insert("aws:RequestedRegion", ContextInput::One(Input::Text(region)));
    }
    import.ask(Ask::words("repository, and branch or environment: the token's claims"));
    import.ask(Ask::trust_policy(Arn::parse(&role).map_or("UNRESOLVED-role", |arn| arn.name())));
    call.resource = Some(StepResource::One(role));
    import.step(call, step.line);
}

/// The role, or what stands for an expression that only GitHub knows.
fn role(import: &mut Import, written: Option<String>, line: usize) -> String {
    match written {
        Some(role) if role.starts_with("arn:") && !role.contains("${{") => role,
        written => {
            import.unresolved(
                "UNRESOLVED-role",
                format!("role-to-assume is {}", written.as_deref().unwrap_or("not given")),
                Some(line),
            );
            import.ask(Ask::command(
                "which role (role-to-assume)",
                "aws iam list-roles --query 'Roles[].Arn'",
                Need::Other,
            ));
            import.placeholder_account = true;
            placeholder_arn("role/UNRESOLVED-role")
        }
    }
}

/// True if workflow or job may ask for a token.
fn may_ask_for_token(workflow: &Node, job: &Node) -> bool {
    let permissions = job.get("permissions").or_else(|| workflow.get("permissions"));
    permissions.is_some_and(|permissions| {
        permissions.text() == Some("write-all") || permissions.text_of("id-token") == Some("write")
    })
}
