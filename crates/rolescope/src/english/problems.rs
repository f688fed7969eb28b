//! Problems of a policy text, in English, with advice.
//!
//! Messages begin in lower case and have no final period; the user's words stand in backticks. They never hold a
//! control character or an invisible one: those are written as escapes.

mod character;
mod help;
mod json;

pub use help::help;

use character::{described, quoted};
use iam_syntax::json::Type;
use iam_syntax::{DiagnosticKind, Element, Expected, Place, PolicyKind, Quantifier};

/// Reason for which a text is no JSON, in one clause.
pub(crate) fn json_message(problem: &iam_syntax::json::ProblemKind) -> String {
    json::message(problem)
}

/// A problem of a policy in one clause: `message` of the report.
pub fn message(kind: &DiagnosticKind) -> String {
    use DiagnosticKind as K;
    match kind {
        K::EmptyText => "no policy yet".into(),
        K::TextTooLarge { bytes } => format!("{} is not a policy", megabytes(*bytes)),
        K::YamlText => "this looks like YAML, and IAM reads only JSON".into(),
        K::UrlEncodedText => "this text is URL-encoded, as the IAM API returns policies".into(),
        K::WrappedPolicy { member } => format!("the policy is inside this text, in {}", quoted(member)),
        K::BareStatement => "this is a statement without the policy around it".into(),
        K::TooManyProblems => "there are more mistakes than are listed here".into(),
        K::Json { problem } => json::message(problem),

        K::DuplicateKey { key } => format!("duplicate key {}", quoted(key)),
        K::UnknownElement { name, .. } => unknown_element(name),
        K::ForbiddenElement { element, policy } => format!("{} has no `{}`", with_article(*policy), element.name()),
        K::WrongType { place, expected, found } => wrong_type(place, *expected, *found),
        K::MissingStatement => "the policy has no `Statement`".into(),
        K::EmptyStatementList => "the policy has no statement, so it grants nothing".into(),
        K::MissingElement { element, .. } => missing_element(*element),
        K::ExclusiveElements { second, first } => {
            format!("`{}` and `{}` cannot be in one statement", first.name(), second.name())
        }
        K::InvalidEffect { text } => format!("`Effect` is `Allow` or `Deny`, not {}", quoted(text)),
        K::InvalidVersion { text } => format!("{} is not a version of the policy language", quoted(text)),
        K::BarePrincipal { text } => format!("{} cannot be a principal on its own, only `\"*\"` can", quoted(text)),
        K::UnknownPrincipalType { name, .. } => format!("{} is not a type of principal", quoted(name)),
        K::UnknownOperator { text, .. } => format!("there is no condition operator {}", quoted(text)),
        K::NullIfExists => "`Null` has no `IfExists` form: it already tests whether the key exists".into(),

        K::MissingVersion { policy: PolicyKind::ResourceControl } => {
            "a resource control policy needs `\"Version\": \"2012-10-17\"`".into()
        }
        K::MissingVersion { .. } => "without `Version` the rules of 2008-10-17 apply: `${…}` is plain text".into(),
        K::ResourceControlVersion => "a resource control policy must have version 2012-10-17".into(),
        K::RefusedCharacter { character } => format!("IAM does not accept {} in a policy", described(*character)),
        K::UnsupportedSid { sid } => format!("the Sid {} has characters other than A-Z, a-z and 0-9", quoted(sid)),
        K::EmptySid => "this `Sid` is empty".into(),
        K::DuplicateSid { sid, .. } => format!("two statements have the Sid {}", quoted(sid)),
        K::ResourceControlAllow => "a resource control policy can only deny".into(),
        K::EmptyList { element } => empty_list(*element),

        K::TrustPrincipalStar => "a role trust policy does not accept `\"Principal\": \"*\"`".into(),
        K::TrustOpenToEveryone => "everybody in every AWS account may try to assume this role".into(),
        K::ResourceControlPrincipal => "in a resource control policy the principal is `\"*\"` and nothing else".into(),
        K::AllowWithNotPrincipal => {
            "`Allow` with `NotPrincipal` grants to everybody else, anonymous callers too".into()
        }
        K::EmptyPrincipalObject => "no principal is listed, so the statement has no effect".into(),
        K::WildcardInPrincipal { text } => format!("{} names nobody: a principal takes no wildcards", quoted(text)),
        K::GroupPrincipal { text } => format!("{} names nobody: an IAM group is not a principal", quoted(text)),
        K::InvalidPrincipal { text } => format!("{} is not a principal that AWS knows", quoted(text)),
        K::UniqueIdPrincipal { id } => format!("{} is the unique id of a user or role", quoted(id)),
        K::FederatedOutsideTrust => "identity providers can be named in role trust policies only".into(),
        K::ForeignProvider { provider, .. } => {
            format!("{} is not in the role's account, so nobody can assume the role with it", quoted(provider))
        }
        K::InvalidFederatedPrincipal { text } => {
            format!("{} is neither the ARN of an identity provider nor a host name", quoted(text))
        }

        K::ActionColons { text } => format!("the action {} has more than one colon", quoted(text)),
        K::ActionWithoutService { text } => format!("the action {} has no service", quoted(text)),
        K::WildcardInService { text } => format!("the service of {} has a wildcard", quoted(text)),
        K::ResourceControlActionStar => "a resource control policy does not accept `\"*\"` for all actions".into(),
        K::InvalidArnPrefix { text } => format!("{} is neither `*` nor an ARN", quoted(text)),
        K::MissingArnField { text, policy } => missing_arn_field(text, *policy),

        K::MissingBraceInVariable => "this variable has no closing brace".into(),
        K::MissingQuoteInVariable => "the default value of this variable is not in single quotes".into(),
        K::SpaceInVariable => "the name of this variable contains a space".into(),
        K::EmptyVariable => "this variable has no name".into(),
        K::VariableInElement { element } => format!("`{}` takes no variables", element.name()),
        K::VariableInVersion => "without version 2012-10-17 this variable is plain text".into(),
        K::VariableForOperator { operator } => format!("`{operator}` does not take variables"),

        K::ConditionKeysDifferInCase { key } => {
            format!("duplicate key {}: condition keys ignore case", quoted(key))
        }
        K::ConditionKeyFormat { key } => format!("the condition key {} is not of the form `prefix:name`", quoted(key)),
        K::MissingTagKey { key } => format!("{} does not say which tag", quoted(key)),
        K::MixedValueTypes => "the values of one key must all be strings, all numbers or all booleans".into(),
        K::SeveralBooleans => "`Bool` takes one value".into(),
        K::InvalidAddressRange { text } => format!("{} is not a range of IP addresses", quoted(text)),
        K::EmptyConditionObject => "the block is empty, so it adds no restriction".into(),
        K::EmptyConditionValues { operator } => empty_values(operator.quantifier, operator.if_exists).into(),
    }
}

/// The kind of policy with its article.
fn with_article(policy: PolicyKind) -> String {
    let article = if policy == PolicyKind::Identity { "an" } else { "a" };
    format!("{article} {}", policy.name())
}

fn megabytes(bytes: usize) -> String {
    // Without floats, whose printing the page would download for this alone.
    let tenths = bytes / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

fn unknown_element(name: &str) -> String {
    if Element::ALL.iter().any(|element| element.name() == name) {
        format!("{} does not belong here", quoted(name))
    } else {
        format!("policies have no element {}", quoted(name))
    }
}

fn missing_element(element: Element) -> String {
    let negated = match element {
        Element::Action => Some("NotAction"),
        Element::Resource => Some("NotResource"),
        Element::Version
        | Element::Id
        | Element::Statement
        | Element::Sid
        | Element::Effect
        | Element::Principal
        | Element::NotPrincipal
        | Element::NotAction
        | Element::NotResource
        | Element::Condition => None,
    };
    match negated {
        Some(negated) => format!("the statement has neither `{}` nor `{negated}`", element.name()),
        None => format!("the statement has no `{}`", element.name()),
    }
}

fn empty_list(element: Element) -> String {
    match element {
        Element::NotAction | Element::NotResource | Element::NotPrincipal => {
            format!("`{}` is empty, so it excludes nothing", element.name())
        }
        Element::Version
        | Element::Id
        | Element::Statement
        | Element::Sid
        | Element::Effect
        | Element::Principal
        | Element::Action
        | Element::Resource
        | Element::Condition => format!("`{}` is empty, so the statement has no effect", element.name()),
    }
}

fn missing_arn_field(text: &str, policy: PolicyKind) -> String {
    if matches!(policy, PolicyKind::Identity | PolicyKind::Boundary) {
        format!("the ARN {} is incomplete: its missing fields count as `*`", quoted(text))
    } else {
        format!("the ARN {} has fewer than six fields", quoted(text))
    }
}

fn empty_values(quantifier: Option<Quantifier>, if_exists: bool) -> &'static str {
    match (quantifier, if_exists) {
        (Some(Quantifier::ForAnyValue), false) => "this condition has no values, so it never matches",
        (Some(Quantifier::ForAllValues), _) | (_, true) => {
            "this condition has no values, so it matches only when the key is missing"
        }
        (None, false) => "this condition has no values, so the statement has no effect",
    }
}

fn wrong_type(place: &Place, expected: Expected, found: Type) -> String {
    let place = match place {
        Place::Document => "a policy".into(),
        Place::Statement => "a statement".into(),
        Place::Element(element) => format!("`{}`", element.name()),
        Place::Entry(element) => format!("each value of `{}`", element.name()),
        Place::OperatorBlock(name) => quoted(name),
        Place::PrincipalType(name) | Place::ConditionValues(name) => match expected {
            Expected::String | Expected::Scalar => format!("each value of {}", quoted(name)),
            Expected::Object
            | Expected::ObjectOrList
            | Expected::StringOrList
            | Expected::StarOrObject
            | Expected::ScalarOrList => quoted(name),
        },
    };
    let expected = match expected {
        Expected::Object => "an object",
        Expected::ObjectOrList => "an object or a list of objects",
        Expected::String => "a string",
        Expected::StringOrList => "a string or a list of strings",
        Expected::StarOrObject => "`\"*\"` or an object",
        Expected::ScalarOrList => "a string, a number, a boolean or a list of them",
        Expected::Scalar => "a string, a number or a boolean",
    };
    let found = match found {
        Type::Object => "an object",
        Type::Array => "a list",
        Type::String => "a string",
        Type::Number => "a number",
        Type::Boolean => "a boolean",
        Type::Null => "`null`",
    };
    format!("{place} must be {expected}, not {found}")
}

#[cfg(test)]
mod tests;
