//! Advice on what to do about a problem of a policy text.

use iam_syntax::{DiagnosticKind, Element, PolicyKind};

use super::character::{self, is_invisible, look_alike, quoted};
use super::json;

/// Advice on what to do about it, where that can be said.
pub(crate) fn help(kind: &DiagnosticKind) -> Option<String> {
    use DiagnosticKind as K;
    let help = match kind {
        K::EmptyText => "paste a policy, or start with an example".into(),
        K::TextTooLarge { .. } => "the largest policies of AWS have 32 KB".into(),
        K::YamlText => "write the policy as JSON".into(),
        K::UrlEncodedText => "decode it once; the text then begins with `{`".into(),
        K::WrappedPolicy { member } => format!("paste only the value of {}", quoted(member)),
        K::BareStatement => "put it into `{\"Version\": \"2012-10-17\", \"Statement\": […]}`".into(),
        K::TooManyProblems => "repair the first ones, the others follow".into(),
        K::Json(problem) => return json::help(problem),

        K::DuplicateKey { .. } => "keep one of them; a list takes several values".into(),
        K::UnknownElement { name, meant } => return element_help(name, *meant),
        K::ForbiddenElement { element, policy } => return forbidden_help(*element, *policy),
        K::WrongType { .. } => return None,
        K::MissingStatement | K::EmptyStatementList => "add `\"Statement\": […]` with one statement or more".into(),
        K::MissingElement { element, policy } => return missing_help(*element, *policy),
        K::ExclusiveElements { .. } => "keep one, or make two statements".into(),
        K::InvalidEffect { text } => return effect_help(text),
        K::InvalidVersion { .. } => "write `\"Version\": \"2012-10-17\"`; it is no date of yours to choose".into(),
        K::MissingVersion { .. } | K::ResourceControlVersion => "write `\"Version\": \"2012-10-17\"`".into(),
        K::BarePrincipal { text } => format!("say what it is: `{{\"AWS\": \"{}\"}}`", character::shown(text)),
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
            "some services refuse that; give each statement its own".into()
        }
        K::DuplicateSid { .. } => "give each statement its own".into(),
        K::ResourceControlAllow => "write `Deny`; AWS attaches the policy that allows everything itself".into(),
        K::EmptyList { .. } => "list at least one value, or take the statement out".into(),

        K::TrustPrincipalStar => "`{\"AWS\": \"*\"}` is accepted, but opens the role to every account".into(),
        K::TrustOpenToEveryone => "name accounts or roles, or add a condition".into(),
        K::ResourceControlPrincipal => "narrow it with a condition on `aws:PrincipalArn`".into(),
        K::AllowWithNotPrincipal => "name in `Principal` who is meant".into(),
        K::EmptyPrincipalObject => "name at least one principal".into(),
        K::WildcardInPrincipal { .. } => "name the account and narrow it with `ArnLike` on `aws:PrincipalArn`".into(),
        K::GroupPrincipal { .. } => "name the users, or a role that they assume".into(),
        K::InvalidPrincipal { .. } => "write an account id, or the full ARN of a user, role or session".into(),
        K::UniqueIdPrincipal { .. } => "write the ARN; AWS keeps the id by itself".into(),
        K::FederatedOutsideTrust => "name the role that federated users assume".into(),
        K::InvalidFederatedPrincipal { .. } => {
            "write `arn:aws:iam::ACCOUNT:oidc-provider/HOST`, `…:saml-provider/NAME` or `accounts.google.com`".into()
        }

        K::ActionColons { .. } => "an action is `service:Name`".into(),
        K::ActionWithoutService { .. } => "write `service:Name`, such as `s3:GetObject`".into(),
        K::WildcardInService { .. } => "write one action for each service, or `*` for all actions of all".into(),
        K::ResourceControlActionStar => "name a service, such as `s3:*`".into(),
        K::InvalidArnPrefix { .. } => "ARNs begin with `arn:`, such as `arn:aws:s3:::amzn-s3-demo-bucket/*`".into(),
        K::MissingArnField { .. } => "an ARN is `arn:partition:service:region:account:resource`".into(),

        K::MissingBraceInVariable => "end it with `}`; for a plain dollar sign write `${$}`".into(),
        K::MissingQuoteInVariable => "write `${key, 'default'}`".into(),
        K::SpaceInVariable => "take the blank out".into(),
        K::EmptyVariable => "name a condition key, such as `${aws:username}`".into(),
        K::VariableInElement { .. } => "variables work in `Resource` and in values of conditions".into(),
        K::VariableInVersion => "write `\"Version\": \"2012-10-17\"` to have it replaced".into(),
        K::VariableForOperator { .. } => "variables work with operators for strings and ARNs".into(),

        K::ConditionKeysDifferInCase { .. } => "put both values into one list, or keep one".into(),
        K::ConditionKeyFormat { .. } => "keys are `prefix:name`, such as `aws:username`".into(),
        K::MissingTagKey { key } => format!("write `{}/TAG`", character::shown(key.trim_end_matches('/'))),
        K::MixedValueTypes => "write all of them in quotes".into(),
        K::SeveralBooleans => "write `true` or `false`; both together are true of everything".into(),
        K::InvalidAddressRange { .. } => {
            "write a range such as `203.0.113.0/24`, without zeros in front of a number".into()
        }
        K::EmptyConditionObject => "take it out, or add a key".into(),
        K::EmptyConditionValues { .. } => "list at least one value, or take the key out".into(),
    };
    Some(help)
}

fn element_help(name: &str, meant: Option<Element>) -> Option<String> {
    match (meant, name) {
        (Some(meant), _) => Some(format!("did you mean `{}`?", meant.name())),
        (None, "Version" | "Id" | "Statement") => Some("it stands in the policy, beside `Statement`".into()),
        (None, _) => Element::ALL
            .iter()
            .any(|element| element.name() == name)
            .then(|| "it stands in a statement, inside `Statement`".into()),
    }
}

fn forbidden_help(element: Element, policy: PolicyKind) -> Option<String> {
    let help = match (element, policy) {
        (Element::Principal | Element::NotPrincipal, PolicyKind::ServiceControl) => {
            "it concerns everybody in the accounts it is attached to"
        }
        (Element::NotPrincipal, PolicyKind::Trust | PolicyKind::ResourceControl) => "use `Principal` with a condition",
        (Element::Principal | Element::NotPrincipal, _) => "it concerns whoever it is attached to",
        (Element::Resource | Element::NotResource, _) => "the role that carries it is its resource; take it out",
        (Element::NotAction, _) => "list the actions in `Action`",
        (Element::Id, _) => "take it out; statements can have a `Sid`",
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
        (Element::Principal, _) => "say whom it concerns: `{\"AWS\": \"111122223333\"}`, or `\"*\"` for everybody",
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
        None if is_invisible(character) => "take it out".into(),
        None => "policies hold only U+0009, U+000A, U+000D and U+0020 to U+00FF".into(),
    })
}
