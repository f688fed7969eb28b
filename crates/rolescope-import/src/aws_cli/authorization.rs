//! IAM Access Troubleshooter: details and policies behind an authorization id
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied-authorization-id.html>).

use iam_syntax::Arn;
use rolescope::report::PolicyType;
use rolescope::scenario::{Account, CallerSession, ContextInput, Expectation, Step, StepResource};

use super::given;
use crate::ask::{Ask, Need, iam_name};
use crate::facts::{Answer, Effect, EvaluatedPolicy};
use crate::tree::Node;
use crate::{Import, Kind};

pub(super) fn import(node: &Node) -> Option<Import> {
    if node.has("evaluations") && node.has("requestContext") { details(node) } else { captured(node) }
}

/// `GetRequestAuthorizationPolicy`: a policy as AWS captured it, perhaps without actions of other services. The answer is the document; what
/// was copied together with the list of policies has their kinds and URIs, too.
///
/// <https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationPolicy.html>
fn captured(node: &Node) -> Option<Import> {
    let document = |policy: &Node| -> Option<Node> {
        let text = ["policyDocument", "document", "policy"].iter().find_map(|name| policy.get(name))?;
        super::resource::document(text).filter(crate::policy::is_policy)
    };
    let is_answer = node.members().iter().all(|(name, _)| {
        matches!(name.as_str(), "policyDocument" | "document" | "policy" | "ResponseMetadata" | "$metadata")
    });
    let policies = node.get("policies").map(Node::items).filter(|policies| !policies.is_empty());
    let policies = policies.unwrap_or_else(|| std::slice::from_ref(node));
    let mut import = Import::new(Kind::AuthorizationPolicy, "");
    for policy in policies {
        let uri = policy.text_of("uri");
        let Some(document) = document(policy).filter(|_| uri.is_some() || is_answer) else { continue };
        let kind = policy.text_of("type").and_then(policy_type).unwrap_or_else(|| crate::policy::kind(&document));
        crate::policy::loose(&mut import, kind, uri.and_then(|uri| uri.rsplit('/').next()), &document);
        if let Some(loose) = import.documents.last_mut() {
            loose.arn = uri.filter(|uri| uri.starts_with("arn:")).map(str::to_owned);
        }
    }
    if import.documents.is_empty() {
        return None;
    }
    import.what = format!("{} policies as AWS captured them", import.documents.len());
    import.partial = true;
    import.note("the policies may be incomplete: AWS can leave out actions of other services");
    import.ask(Ask::words("which principal has the policies, and the call"));
    Some(import)
}

/// Keys that the engine derives from caller, time and resource when they have their usual values, so that they need not be said.
const DERIVED: [(&str, Option<&str>); 15] = [
    ("aws:viaawsservice", Some("false")),
    ("aws:viaawsmcpservice", Some("false")),
    ("aws:multifactorauthpresent", None),
    ("aws:tokenissuetime", None),
    ("aws:resourceorgpaths", None),
    ("aws:resourceorgid", None),
    ("aws:userid", None),
    ("aws:principalaccount", None),
    ("aws:principalarn", None),
    ("aws:principalorgpaths", None),
    ("aws:principalorgid", None),
    ("aws:principalisawsservice", None),
    ("aws:epochtime", None),
    ("aws:currenttime", None),
    ("aws:securetransport", Some("true")),
];

/// `GetRequestAuthorizationDetails`.
fn details(node: &Node) -> Option<Import> {
    let request = node.get("requestContext")?;
    let key = |name: &str| {
        request.members().iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).and_then(|(_, value)| value.text())
    };
    let principal = key("aws:PrincipalArn")?;
    let (id, session) = key("aws:UserId").map_or(("", ""), |id| id.split_once(':').unwrap_or((id, "")));
    let arn = Arn::parse(principal)?;
    let mut import =
        Import::new(Kind::AuthorizationDetails, format!("how AWS decided for {}", crate::input::called(principal)));
    import.scenario.time = key("aws:CurrentTime").map(str::to_owned);
    let paths = key("aws:PrincipalOrgPaths").map(|paths| paths.trim_matches(['[', ']']));
    if let Some(path) = paths.and_then(|paths| paths.split(',').next()).filter(|path| !path.is_empty()) {
        let account = Account {
            id: arn.account.to_owned(),
            organization_path: Some(path.trim().to_owned()),
            ..Account::default()
        };
        import.scenario.accounts.push(account);
    }
    import.principal(principal, request.line, |known| known.id = (!id.is_empty()).then(|| id.to_owned()));
    let is_session = arn.is_role() && !session.is_empty();
    let caller = if is_session {
        format!("arn:{}:sts::{}:assumed-role/{}/{session}", arn.partition, arn.account, arn.name())
    } else {
        principal.to_owned()
    };
    let mfa = (key("aws:MultiFactorAuthPresent") == Some("true")).then_some(true);
    let issued_at = key("aws:TokenIssueTime").map(str::to_owned);
    let caller_session = is_session.then(|| CallerSession { issued_at, mfa, ..CallerSession::default() });
    let base = Step { caller, caller_session, context: said(request), ..Step::default() };
    for evaluation in node.get("evaluations").map(Node::items).unwrap_or_default() {
        evaluated(&mut import, evaluation, base.clone());
    }
    policies(&mut import, node);
    import.partial = true;
    Some(import)
}

/// The keys of the request that are not derived; lists stand in brackets, addresses with the length of their range.
fn said(request: &Node) -> rolescope::Map<ContextInput> {
    let is_derived = |name: &str, value: &str| {
        DERIVED
            .iter()
            .any(|(known, usual)| known.eq_ignore_ascii_case(name) && usual.is_none_or(|usual| usual == value))
    };
    let pairs = request.members().iter().filter_map(|(name, value)| Some((name, value.text()?)));
    let pairs = pairs.filter(|(name, value)| !is_derived(name, value));
    pairs.map(|(name, value)| (name.clone(), given(value.strip_suffix("/32").unwrap_or(value)))).collect()
}

fn evaluated(import: &mut Import, evaluation: &Node, mut step: Step) {
    let Some(action) = evaluation.text_of("action") else { return };
    action.clone_into(&mut step.action);
    step.resource =
        evaluation.text_of("resource").filter(|arn| *arn != "*").map(|arn| StepResource::One(arn.to_owned()));
    for (key, value) in evaluation.get("context").map(Node::members).unwrap_or_default() {
        if let Some(value) = value.text() {
            step.context.insert(key.clone(), given(value));
        }
    }
    let effect = match evaluation.text_of("evaluatedEffect") {
        Some("EXPLICIT_DENY") => Some((Expectation::ExplicitDeny, Effect::Explicit)),
        Some("IMPLICIT_DENY") => Some((Expectation::ImplicitDeny, Effect::Implicit)),
        _ => None,
    };
    step.expect = effect.map_or(Some(Expectation::Allowed), |(expect, _)| Some(expect));
    import.step(step, evaluation.line);
    let policy = evaluation.get("matchedPolicies").and_then(|policies| policies.items().first());
    let is_telling = import.answer.effect.is_none() || (import.answer.policy.is_none() && policy.is_some());
    if let Some((_, effect)) = effect.filter(|_| is_telling) {
        let statements = policy.and_then(|policy| policy.get("matchedStatements")).map(Node::items).unwrap_or_default();
        import.answer = Answer {
            denied_by: None,
            effect: Some(effect),
            policy: policy.and_then(|policy| policy.text_of("uri")).map(str::to_owned),
            statements: statements.iter().filter_map(|statement| statement.text_of("sid")).map(str::to_owned).collect(),
        };
    }
}

fn policies(import: &mut Import, node: &Node) {
    for policy in node.get("policies").map(Node::items).unwrap_or_default() {
        let (Some(kind), Some(uri)) = (policy.text_of("type").and_then(policy_type), policy.text_of("uri")) else {
            continue;
        };
        if import.answer.policy.as_deref() == Some(uri) {
            import.answer.denied_by = Some(kind);
        }
        import.details.policies_evaluated.push(EvaluatedPolicy { kind, uri: uri.to_owned() });
        let command = format!(
            "aws iam-toolbox get-request-authorization-policy --authorization-id AUTHORIZATION-ID --policy-uri {}",
            crate::ask::arn_name(uri, "URI")
        );
        import.ask(Ask::command(format!("document of {uri}"), command, Need::Other));
    }
    if import.details.policies_evaluated.is_empty() {
        let role = import
            .scenario
            .principals
            .first()
            .and_then(|known| Arn::parse(&known.arn))
            .map_or("ROLE-NAME".to_owned(), |arn| iam_name(arn.name(), "ROLE-NAME"));
        import.ask(Ask::command(
            "policies of the caller",
            format!("aws iam list-attached-role-policies --role-name {role}"),
            Need::Other,
        ));
    }
    import.note("AWS gives details of denials only; those of an implicit deny name no policy, and actions of other services can be left out");
}

/// AWS's words for kinds of policies.
fn policy_type(word: &str) -> Option<PolicyType> {
    let kinds = [
        ("IDENTITY_BASED_POLICY", PolicyType::IdentityBased),
        ("RESOURCE_BASED_POLICY", PolicyType::ResourceBased),
        ("PERMISSIONS_BOUNDARY", PolicyType::PermissionsBoundary),
        ("SESSION_POLICY", PolicyType::Session),
        ("SERVICE_CONTROL_POLICY", PolicyType::ServiceControl),
        ("RESOURCE_CONTROL_POLICY", PolicyType::ResourceControl),
        ("VPC_ENDPOINT_POLICY", PolicyType::VpcEndpoint),
    ];
    kinds.iter().find(|(known, _)| word.starts_with(known)).map(|(_, kind)| *kind)
}
