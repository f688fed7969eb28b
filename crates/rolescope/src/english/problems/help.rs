//! Advice on what to do about a problem of a policy text.

use iam_syntax::{DiagnosticKind, Element, PolicyKind};

use super::character::{self, is_invisible, look_alike, quoted};
use super::json;

/// Advice on what to do about a problem, where there is some.
pub fn help(kind: &DiagnosticKind) -> Option<String> {
    use DiagnosticKind as K;
    let help = match kind {
        K::EmptyText => "paste a policy, or start with an example".into(),
        K::TextTooLarge { .. } => "the largest policies of AWS have 32 KB".into(),
        K::YamlText => "write the policy as JSON".into(),
        K::UrlEncodedText => "decode it once; the text then begins with `{`".into(),
        K::WrappedPolicy { member } => format!("paste only the value of {}", quoted(member)),
        K::BareStatement => "put it into `{\"Version\": \"2012-10-17\", \"Statement\": […]}`".into(),
        K::TooManyProblems => "fix the first ones; others may go with them".into(),
        K::Json { problem } => return json::help(problem),

        K::DuplicateKey { .. } => "keep one of them; a list takes several values".into(),
        K::UnknownElement { name, meant } => return element_help(name, *meant),
        K::ForbiddenElement { element, policy } => return forbidden_help(*element, *policy),
        K::WrongType { .. } => return None,
        K::MissingStatement | K::EmptyStatementList => "add `\"Statement\": […]` with one statement or more".into(),
        K::MissingElement { element, policy } => return missing_help(*element, *policy),
        K::ExclusiveElements { .. } => "keep one, or make two statements".into(),
        K::InvalidEffect { text } => return effect_help(text),
        K::InvalidVersion { .. } => {
            "write `\"Version\": \"2012-10-17\"`; the value is fixed, and not the date of your policy".into()
        }
        K::MissingVersion { .. } | K::ResourceControlVersion => "write `\"Version\": \"2012-10-17\"`".into(),
        K::BarePrincipal { text } => format!("write its type: `{{\"AWS\": \"{}\"}}`", character::shown(text)),
        K::UnknownPrincipalType { meant: Some(meant), .. } => format!("did you mean `{meant}`?"),
        K::UnknownPrincipalType { meant: None, .. } => {
            "types are `AWS`, `Service`, `Federated`, `CanonicalUser`".into()
        }
        K::UnknownOperator { meant: Some(meant), .. } => format!("did you mean `{meant}`?"),
        K::UnknownOperator { text, meant: None } => {
            let is_text = text.starts_with("String");
            return is_text.then(|| "`StringLike` with `*` finds the beginning, the end or a part of a text".into());
        }
        K::NullIfExists => "write `Null`".into(),

        K::RefusedCharacter { character } => return refused_help(*character),
        K::UnsupportedSid { .. } => "use letters and digits only".into(),
        K::EmptySid => "give it a name, or leave the element out".into(),
        K::DuplicateSid { policy: PolicyKind::Resource | PolicyKind::VpcEndpoint, .. } => {
            "some services refuse that; give each statement its own `Sid`".into()
        }
        K::DuplicateSid { .. } => "give each statement its own `Sid`".into(),
        K::ResourceControlAllow => "write `Deny`; AWS attaches the policy that allows everything itself".into(),
        K::EmptyList { .. } => "list at least one value, or remove the statement".into(),

        K::TrustPrincipalStar => "`{\"AWS\": \"*\"}` is accepted, but opens the role to every account".into(),
        K::TrustOpenToEveryone => "name accounts or roles, or add a condition".into(),
        K::ResourceControlPrincipal => "narrow it with a condition on `aws:PrincipalArn`".into(),
        K::AllowWithNotPrincipal => "name the intended callers in `Principal`".into(),
        K::EmptyPrincipalObject => "name at least one principal".into(),
        K::WildcardInPrincipal { .. } => "name the account and narrow it with `ArnLike` on `aws:PrincipalArn`".into(),
        K::GroupPrincipal { .. } => "name the users, or a role that they assume".into(),
        K::InvalidPrincipal { .. } => "write an account id, or the full ARN of a user, role or session".into(),
        K::UniqueIdPrincipal { .. } => "write the ARN; AWS stores the id itself".into(),
        K::FederatedOutsideTrust => "name the role that federated users assume".into(),
        K::ForeignProvider { account, .. } => format!("name a provider in account {}", quoted(account)),
        K::InvalidFederatedPrincipal { .. } => {
            "write `arn:aws:iam::ACCOUNT:oidc-provider/HOST`, `…:saml-provider/NAME` or `accounts.google.com`".into()
        }

        K::ActionColons { .. } => "an action is `service:Name`".into(),
        K::ActionWithoutService { .. } => "write `service:Name`, such as `s3:GetObject`".into(),
        K::WildcardInService { .. } => {
            "write one action for each service, or `*` for all actions of all services".into()
        }
        K::ResourceControlActionStar => "name a service, such as `s3:*`".into(),
        K::InvalidArnPrefix { .. } => "ARNs begin with `arn:`, such as `arn:aws:s3:::amzn-s3-demo-bucket/*`".into(),
        K::MissingArnField { .. } => "an ARN is `arn:partition:service:region:account:resource`".into(),

        K::MissingBraceInVariable => "end it with `}`; for a plain dollar sign write `${$}`".into(),
        K::MissingQuoteInVariable => "write `${key, 'default'}`".into(),
        K::SpaceInVariable => "remove the space".into(),
        K::EmptyVariable => "name a condition key, such as `${aws:username}`".into(),
        K::VariableInElement { .. } => "variables work in `Resource` and in values of conditions".into(),
        K::VariableInVersion => "write `\"Version\": \"2012-10-17\"` to have it replaced".into(),
        K::VariableForOperator { .. } => "variables work with operators for strings and ARNs".into(),

        K::ConditionKeysDifferInCase { .. } => "put both values into one list, or keep one".into(),
        K::ConditionKeyFormat { .. } => "keys are `prefix:name`, such as `aws:username`".into(),
        K::MissingTagKey { key } => format!("write `{}/TAG`", character::shown(key.trim_end_matches('/'))),
        K::MixedValueTypes => "write all of them in quotes".into(),
        K::SeveralBooleans => "write `true` or `false`; both together match every request".into(),
        K::InvalidAddressRange { .. } => "write a range such as `203.0.113.0/24`, without leading zeros".into(),
        K::EmptyConditionObject => "remove it, or add a key".into(),
        K::EmptyConditionValues { .. } => "list at least one value, or remove the key".into(),
    };
    Some(help)
}

fn element_help(name: &str, meant: Option<Element>) -> Option<String> {
    match (meant, name) {
        (Some(meant), _) => Some(format!("did you mean `{}`?", meant.name())),
        (None, "Version" | "Id" | "Statement") => Some("it belongs in the policy, next to `Statement`".into()),
        (None, _) => Element::ALL
            .iter()
            .any(|element| element.name() == name)
            .then(|| "it belongs in a statement, inside `Statement`".into()),
    }
}

fn forbidden_help(element: Element, policy: PolicyKind) -> Option<String> {
    let help = match (element, policy) {
        (Element::Principal | Element::NotPrincipal, PolicyKind::ServiceControl) => {
            "it applies to everybody in the accounts it is attached to"
        }
        (Element::NotPrincipal, PolicyKind::Trust | PolicyKind::ResourceControl) => "use `Principal` with a condition",
        (Element::Principal | Element::NotPrincipal, _) => "it applies to the identity that it is attached to",
        (Element::Resource | Element::NotResource, _) => "its resource is the role that it is attached to; remove it",
        (Element::NotAction, _) => "list the actions in `Action`",
        (Element::Id, _) => "remove it; statements can have a `Sid`",
        (
            Element::Version
            | Element::Statement
            | Element::Sid
            | Element::Effect
            | Element::Action
            | Element::Condition,
            _,
        ) => return None,
    };
    Some(help.into())
}

fn missing_help(element: Element, policy: PolicyKind) -> Option<String> {
    let help = match (element, policy) {
        (Element::Effect, _) => "add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`",
        (Element::Action, _) => "add `\"Action\": \"service:Name\"`",
        (Element::Resource, _) => "add `\"Resource\": \"arn:…\"`, or `\"*\"` for every resource",
        (Element::Principal, PolicyKind::Trust) => {
            "say who may assume the role: `{\"Service\": \"ec2.amazonaws.com\"}`"
        }
        (Element::Principal, PolicyKind::ResourceControl) => "add `\"Principal\": \"*\"`",
        (Element::Principal, _) => "say to whom it applies: `{\"AWS\": \"111122223333\"}`, or `\"*\"` for everybody",
        (
            Element::Version
            | Element::Id
            | Element::Statement
            | Element::Sid
            | Element::NotPrincipal
            | Element::NotAction
            | Element::NotResource
            | Element::Condition,
            _,
        ) => return None,
    };
    Some(help.into())
}

fn effect_help(text: &str) -> Option<String> {
    let meant = ["Allow", "Deny"].into_iter().find(|it| it.eq_ignore_ascii_case(text.trim()))?;
    Some(format!("did you mean `{meant}`?"))
}

fn refused_help(character: char) -> Option<String> {
    Some(match look_alike(character) {
        Some(latin) if latin.is_ascii_alphabetic() => format!("did you mean Latin `{latin}`?"),
        Some(plain) => format!("did you mean `{plain}`?"),
        None if is_invisible(character) => "remove it".into(),
        None => "policies hold only U+0009, U+000A, U+000D and U+0020 to U+00FF".into(),
    })
}
