//! From a principal type and a text to whom they name.

use super::PrincipalValue;
use crate::excerpt::excerpt;
use crate::pattern::has_variable_start;
use crate::{Arn, DiagnosticKind, Element, PolicyKind};

/// A key of the `Principal` object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalType {
    /// `AWS`: accounts, users, roles, sessions.
    Aws,
    /// A service.
    Service,
    /// An identity provider.
    Federated,
    /// A user of S3 by canonical id.
    CanonicalUser,
}

impl PrincipalType {
    /// All types.
    pub const ALL: &'static [Self] = &[Self::Aws, Self::Service, Self::Federated, Self::CanonicalUser];

    /// The name as AWS spells it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::Service => "Service",
            Self::Federated => "Federated",
            Self::CanonicalUser => "CanonicalUser",
        }
    }
}

impl PrincipalValue {
    /// Reads one value of the given type, with what is wrong about it.
    pub(crate) fn parse(
        principal_type: PrincipalType,
        text: &str,
        policy: PolicyKind,
        element: Element,
    ) -> (Self, Option<DiagnosticKind>) {
        if principal_type == PrincipalType::Aws && text == "*" {
            return (Self::Everyone, None);
        }
        if has_variable_start(text) {
            return (Self::Nobody { text: text.into() }, Some(DiagnosticKind::VariableInElement { element }));
        }
        if text.contains(['*', '?']) {
            let finding = DiagnosticKind::WildcardInPrincipal { text: excerpt(text) };
            return (Self::Nobody { text: text.into() }, Some(finding));
        }
        match principal_type {
            PrincipalType::Aws => aws(text),
            PrincipalType::Service => (Self::Service { name: text.into() }, None),
            PrincipalType::Federated => (Self::Provider { name: text.into() }, federated_finding(text, policy)),
            PrincipalType::CanonicalUser => (Self::CanonicalUser { id: text.into() }, None),
        }
    }
}

fn aws(text: &str) -> (PrincipalValue, Option<DiagnosticKind>) {
    if is_account_id(text) {
        return (PrincipalValue::Account { id: text.into(), partition: None }, None);
    }
    if is_unique_id(text) {
        let finding = DiagnosticKind::UniqueIdPrincipal { id: text.into() };
        return (PrincipalValue::UniqueId { id: text.into() }, Some(finding));
    }
    if let Some(value) = Arn::parse(text).and_then(|arn| from_arn(&arn, text)) {
        return (value, None);
    }
    let is_group = Arn::parse(text).is_some_and(|arn| arn.service == "iam" && arn.resource.starts_with("group/"));
    let finding = if is_group {
        DiagnosticKind::GroupPrincipal { text: excerpt(text) }
    } else {
        DiagnosticKind::InvalidPrincipal { text: excerpt(text) }
    };
    (PrincipalValue::Nobody { text: text.into() }, Some(finding))
}

/// The principals that IAM and STS have ARNs for (PR-03 to PR-08).
fn from_arn(arn: &Arn<'_>, text: &str) -> Option<PrincipalValue> {
    if arn.service == "iam" && arn.resource == "root" {
        let partition = Some(arn.partition.into());
        return is_account_id(arn.account).then(|| PrincipalValue::Account { id: arn.account.into(), partition });
    }
    let (resource_type, name) = arn.typed()?;
    (!name.is_empty()).then_some(())?;
    let arn_text = text.into();
    match (arn.service, resource_type) {
        ("iam", "user") => Some(PrincipalValue::User { arn: arn_text }),
        ("iam", "role") => Some(PrincipalValue::Role { arn: arn_text }),
        ("sts", "federated-user") => Some(PrincipalValue::FederatedUser { arn: arn_text }),
        ("sts", "assumed-role") => {
            let (role, session) = name.split_once('/')?;
            let complete = !role.is_empty() && !session.is_empty() && !session.contains('/');
            complete.then_some(PrincipalValue::RoleSession { arn: arn_text })
        }
        _ => None,
    }
}

/// True if the text is the id of an account: twelve digits.
///
/// ```
/// use iam_syntax::is_account_id;
///
/// assert!(is_account_id("111122223333"));
/// assert!(!is_account_id("1111-2222-3333"));
/// ```
pub fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Ids of users and roles; other prefixes name no principals (PR-24, PR-26).
fn is_unique_id(text: &str) -> bool {
    let id = text.strip_prefix("AIDA").or_else(|| text.strip_prefix("AROA"));
    id.is_some_and(|rest| rest.len() >= 4 && rest.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit()))
}

fn federated_finding(text: &str, policy: PolicyKind) -> Option<DiagnosticKind> {
    if policy != PolicyKind::Trust {
        return Some(DiagnosticKind::FederatedOutsideTrust);
    }
    let is_provider = match Arn::parse(text) {
        Some(arn) => arn.service == "iam" && matches!(arn.typed(), Some(("saml-provider" | "oidc-provider", _))),
        None => text.contains('.') && !text.contains([':', ' ']),
    };
    (!is_provider).then(|| DiagnosticKind::InvalidFederatedPrincipal { text: excerpt(text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aws_value(text: &str) -> (PrincipalValue, Option<&'static str>) {
        let (value, finding) = PrincipalValue::parse(PrincipalType::Aws, text, PolicyKind::Trust, Element::Principal);
        (value, finding.map(|finding| finding.code()))
    }

    #[test]
    fn account_id_and_root_arn_are_the_same_principal() {
        let account = |partition: Option<&str>| PrincipalValue::Account {
            id: "111122223333".into(),
            partition: partition.map(Into::into),
        };
        assert_eq!(aws_value("111122223333"), (account(None), None));
        assert_eq!(aws_value("arn:aws:iam::111122223333:root"), (account(Some("aws")), None));
    }

    #[test]
    fn each_arn_form_names_its_kind_of_principal() {
        let arn = |text: &str| Box::<str>::from(text);
        for (text, value) in [
            (
                "arn:aws:iam::111122223333:user/a/b",
                PrincipalValue::User { arn: arn("arn:aws:iam::111122223333:user/a/b") },
            ),
            ("arn:aws:iam::111122223333:role/r", PrincipalValue::Role { arn: arn("arn:aws:iam::111122223333:role/r") }),
            (
                "arn:aws:sts::111122223333:assumed-role/r/s",
                PrincipalValue::RoleSession { arn: arn("arn:aws:sts::111122223333:assumed-role/r/s") },
            ),
            (
                "arn:aws:sts::111122223333:federated-user/j",
                PrincipalValue::FederatedUser { arn: arn("arn:aws:sts::111122223333:federated-user/j") },
            ),
        ] {
            assert_eq!(aws_value(text), (value, None));
        }
    }

    #[test]
    fn unique_ids_are_accepted_with_a_warning() {
        let id = Box::<str>::from("AROAAPPEXAMPLE");
        assert_eq!(aws_value("AROAAPPEXAMPLE"), (PrincipalValue::UniqueId { id }, Some("INVALID_ROLE_REFERENCE")));
        assert_eq!(aws_value("AIDAANAEXAMPLE").1, Some("INVALID_USER_REFERENCE"));
    }

    #[test]
    fn whoever_cannot_be_named_is_nobody() {
        for (text, code) in [
            ("arn:aws:iam::111122223333:role/ap*", "UNSUPPORTED_WILDCARD_IN_PRINCIPAL"),
            ("arn:aws:iam::111122223333:group/g", "UNSUPPORTED_GROUP_IN_PRINCIPAL"),
            ("arn:aws:iam::111122223333:user/${aws:username}", "VARIABLE_UNSUPPORTED_IN_ELEMENT"),
            ("arn:aws:sts::111122223333:assumed-role/r", "INVALID_PRINCIPAL"),
            ("arn:aws:iam::1111:root", "INVALID_PRINCIPAL"),
            ("11112222333", "INVALID_PRINCIPAL"),
            ("ana", "INVALID_PRINCIPAL"),
            ("", "INVALID_PRINCIPAL"),
        ] {
            assert_eq!(aws_value(text), (PrincipalValue::Nobody { text: text.into() }, Some(code)), "{text}");
        }
    }

    #[test]
    fn star_is_everyone_only_under_aws() {
        assert_eq!(aws_value("*"), (PrincipalValue::Everyone, None));
        for other in [PrincipalType::Service, PrincipalType::Federated, PrincipalType::CanonicalUser] {
            let (value, finding) = PrincipalValue::parse(other, "*", PolicyKind::Trust, Element::Principal);
            assert_eq!(value, PrincipalValue::Nobody { text: "*".into() });
            assert_eq!(finding.map(|it| it.code()), Some("UNSUPPORTED_WILDCARD_IN_PRINCIPAL"));
        }
    }

    #[test]
    fn federated_values_are_provider_arns_or_host_names_in_trust_policies() {
        let finding = |text, policy| {
            let (_, finding) = PrincipalValue::parse(PrincipalType::Federated, text, policy, Element::Principal);
            finding.map(|finding| finding.code())
        };
        let saml = "arn:aws:iam::111122223333:saml-provider/corp";
        assert_eq!(finding(saml, PolicyKind::Trust), None);
        assert_eq!(finding("accounts.google.com", PolicyKind::Trust), None);
        assert_eq!(finding("corp", PolicyKind::Trust), Some("INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY"));
        assert_eq!(finding(saml, PolicyKind::Resource), Some("FEDERATED_PRINCIPAL_NOT_SUPPORTED"));
    }
}
