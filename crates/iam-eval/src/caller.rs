//! Callers (semantics 3.4).

use iam_syntax::Arn;

/// Users that a service has of its own: what stands for the account in their ARNs, which is nobody's, and the beginning of their resource
/// (AM-13).
const SERVICE_USERS: [(&str, &str); 1] = [("cloudfront", "user/CloudFront Origin Access Identity ")];

/// True if this is the ARN of a user that a service has of its own, such as an origin access identity of CloudFront (AM-13).
///
/// ```
/// let identity = iam_syntax::Arn::parse("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2EXAMPLE1OAI").unwrap();
/// assert!(iam_eval::is_service_user(&identity));
/// ```
pub fn is_service_user(arn: &Arn<'_>) -> bool {
    let of = |(account, start): &(&str, &str)| arn.account == *account && arn.resource.starts_with(start);
    arn.service == "iam" && SERVICE_USERS.iter().any(of)
}

/// True if this is the ARN of a service-linked role (RO-03).
///
/// ```
/// let arn = "arn:aws:iam::111122223333:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO";
/// assert!(iam_eval::is_service_linked(arn));
/// assert!(!iam_eval::is_service_linked("arn:aws:iam::111122223333:role/app"));
/// ```
pub fn is_service_linked(role_arn: &str) -> bool {
    Arn::parse(role_arn).is_some_and(|arn| arn.resource.starts_with("role/aws-service-role/"))
}

/// A principal in the moment of a request (PR-40).
#[derive(Clone, Debug, PartialEq)]
pub struct Caller {
    /// Kind of caller, and the names it carries.
    pub kind: CallerKind,
    /// Its account; `None` for services and their users, anonymous callers and those that an identity provider vouches for.
    pub account: Option<String>,
    /// True if its user or role has a permissions boundary (PR-31).
    pub has_boundary: bool,
}

/// Kinds of callers and the names each carries.
#[derive(Clone, Debug, PartialEq)]
pub enum CallerKind {
    /// An IAM user.
    User {
        /// Full ARN, path included.
        arn: String,
        /// `AIDA…`
        id: String,
    },
    /// A session of a role.
    RoleSession {
        /// ARN of the role, path included.
        role_arn: String,
        /// `AROA…`
        role_id: String,
        /// ARN of the session; `None` for a session whose name nobody knows.
        session_arn: Option<String>,
        /// True if the role is a service-linked one (RO-03).
        service_linked: bool,
    },
    /// A session of GetFederationToken.
    FederatedUser {
        /// ARN of the session.
        arn: String,
        /// ARN of the IAM user who made it.
        issuer: Option<String>,
        /// `AIDA…` of that user.
        issuer_id: Option<String>,
    },
    /// The root user of an account.
    Root {
        /// `arn:aws:iam::ID:root`
        arn: String,
    },
    /// An AWS service in its own name.
    Service {
        /// `cloudtrail.amazonaws.com`
        name: String,
    },
    /// Somebody with a token of an OpenID Connect provider, before there is a session.
    WebIdentity {
        /// ARN or host name of the provider.
        provider: String,
    },
    /// Somebody with a SAML assertion, before there is a session.
    Saml {
        /// ARN of the provider.
        provider: String,
    },
    /// Nobody known.
    Anonymous,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Key; compared without case (CO-04).
    pub key: String,
    /// Value; compared with case (CO-05).
    pub value: String,
}

impl CallerKind {
    /// ARN of the IAM user: the caller itself, or who made a federated user's session (PR-09).
    pub fn user_arn(&self) -> Option<&str> {
        let (Self::User { arn, .. } | Self::FederatedUser { issuer: Some(arn), .. }) = self else { return None };
        Some(arn)
    }

    /// `AIDA…` of the IAM user: the caller itself, or who made a federated user's session.
    pub fn user_id(&self) -> Option<&str> {
        let (Self::User { id, .. } | Self::FederatedUser { issuer_id: Some(id), .. }) = self else { return None };
        Some(id)
    }

    /// ARN of the role behind a session, path included.
    pub fn role_arn(&self) -> Option<&str> {
        if let Self::RoleSession { role_arn, .. } = self { Some(role_arn) } else { None }
    }

    /// `AROA…` of the role behind a session.
    pub fn role_id(&self) -> Option<&str> {
        if let Self::RoleSession { role_id, .. } = self { Some(role_id) } else { None }
    }

    /// ARN of a role session.
    pub fn session_arn(&self) -> Option<&str> {
        if let Self::RoleSession { session_arn, .. } = self { session_arn.as_deref() } else { None }
    }

    /// ARN of a federated user's session.
    pub fn federated_user_arn(&self) -> Option<&str> {
        if let Self::FederatedUser { arn, .. } = self { Some(arn) } else { None }
    }

    /// Name of a service that calls in its own name.
    pub fn service(&self) -> Option<&str> {
        if let Self::Service { name } = self { Some(name) } else { None }
    }

    /// The identity provider that vouches for a caller who has no session yet.
    pub fn provider(&self) -> Option<&str> {
        let (Self::WebIdentity { provider } | Self::Saml { provider }) = self else { return None };
        Some(provider)
    }
}

impl Caller {
    /// True if the call is made without the credentials of an account: no identity policy, no SCP (section 10).
    pub fn unsigned(&self) -> bool {
        match self.kind {
            CallerKind::Service { .. }
            | CallerKind::WebIdentity { .. }
            | CallerKind::Saml { .. }
            | CallerKind::Anonymous => true,
            // Users of a service have no account (AM-13).
            CallerKind::User { .. } => self.account.is_none(),
            CallerKind::RoleSession { .. } | CallerKind::FederatedUser { .. } | CallerKind::Root { .. } => false,
        }
    }

    /// True if the caller acts through a service-linked role.
    pub fn service_linked(&self) -> bool {
        matches!(self.kind, CallerKind::RoleSession { service_linked: true, .. })
    }

    /// The most telling name: a session's ARN before its role's.
    pub fn name(&self) -> &str {
        match &self.kind {
            CallerKind::User { arn, .. } | CallerKind::FederatedUser { arn, .. } | CallerKind::Root { arn } => arn,
            CallerKind::RoleSession { role_arn, session_arn, .. } => session_arn.as_ref().unwrap_or(role_arn),
            CallerKind::Service { name } => name,
            CallerKind::WebIdentity { provider } | CallerKind::Saml { provider } => provider,
            CallerKind::Anonymous => "anonymous",
        }
    }
}
