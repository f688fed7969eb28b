//! Temporary credentials.

use iam_eval::{Instant, Tag};

/// A session of a role, of a federated user, or of a user or root itself (ST-06).
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// ARN of the identity that acts with the credentials: `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`, `…:federated-user/NAME`, or
    /// the user's or root user's own ARN.
    pub arn: String,
    /// `RoleSessionName`, or the federated user's name.
    pub name: String,
    /// `AROA…:SESSION`, of a federated user `ACCOUNT:NAME`; a user's or root's own session has none.
    pub id: Option<String>,
    /// `ASIA…`
    pub access_key_id: String,
    /// When it was issued.
    pub issued_at: Instant,
    /// When it ends.
    pub expires_at: Instant,
    /// Tags of the session: the role's, overridden by those passed and inherited (ST-21, ST-23).
    pub tags: Vec<Tag>,
    /// Tags that a next session of the chain inherits (ST-22).
    pub transitive: Vec<Tag>,
    /// Source identity (ST-25).
    pub source_identity: Option<String>,
    /// Value of `aws:MultiFactorAuthPresent`; `None`: the key is absent (ST-27).
    pub mfa: Option<bool>,
}

impl Session {
    /// True if the credentials are no longer taken at `now`.
    pub fn expired(&self, now: Instant) -> bool {
        now >= self.expires_at
    }
}
