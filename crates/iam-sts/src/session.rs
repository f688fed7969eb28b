//! Temporary credentials.

use iam_eval::{Instant, Tag};

/// A role session (ST-06).
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`
    pub arn: String,
    /// `RoleSessionName`.
    pub name: String,
    /// `AROA…:SESSION`
    pub assumed_role_id: String,
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
    /// What `aws:MultiFactorAuthPresent` says; `None`: the key is absent (ST-27).
    pub mfa: Option<bool>,
}

impl Session {
    /// Whether the credentials are no longer taken at `now`.
    pub fn expired(&self, now: Instant) -> bool {
        now >= self.expires_at
    }
}
