//! The `Principal` element, its values parsed once (semantics 3.1).

mod parse;

pub use parse::{PrincipalType, is_account_id};

use crate::{Span, Spanned};

/// `Principal` or `NotPrincipal`.
#[derive(Clone, Debug, PartialEq)]
pub struct PrincipalClause {
    /// Written as `NotPrincipal`.
    pub negated: bool,
    /// The element's name, quotes included.
    pub name_span: Span,
    /// From the element's name to the end of its value.
    pub span: Span,
    /// The alternatives, of all principal types together (GR-24); may be empty (GR-19).
    pub items: Vec<Spanned<PrincipalValue>>,
}

/// Whom a principal value names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PrincipalValue {
    /// `"*"`, or `"*"` under `AWS` (PR-01).
    Everyone,
    /// An account, as id or as `arn:…:root` (PR-03).
    Account {
        /// Twelve digits.
        id: Box<str>,
        /// Partition of the ARN; `None` where only the id is written (PR-22).
        partition: Option<Box<str>>,
    },
    /// An IAM user's full ARN (PR-05).
    User {
        /// As written.
        arn: Box<str>,
    },
    /// A role's full ARN (PR-06).
    Role {
        /// As written.
        arn: Box<str>,
    },
    /// One role session: `arn:…:assumed-role/ROLE/SESSION` (PR-07).
    RoleSession {
        /// As written.
        arn: Box<str>,
    },
    /// `arn:…:federated-user/NAME` (PR-08).
    FederatedUser {
        /// As written.
        arn: Box<str>,
    },
    /// `AIDA…` or `AROA…` (PR-24).
    UniqueId {
        /// As written.
        id: Box<str>,
    },
    /// A service, such as `ec2.amazonaws.com` (PR-10).
    Service {
        /// As written.
        name: Box<str>,
    },
    /// An identity provider: an ARN, or the host name of a built-in one (PR-14, PR-15).
    Provider {
        /// As written.
        name: Box<str>,
    },
    /// A canonical user id of S3 (PR-18).
    CanonicalUser {
        /// As written.
        id: Box<str>,
    },
    /// Something that names nobody: a partial wildcard, a group, other text (PR-02, PR-19).
    Nobody {
        /// As written.
        text: Box<str>,
    },
}
