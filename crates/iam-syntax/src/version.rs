//! Versions of the policy language.

/// Version of the policy language (GR-09).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// `2008-10-17`: policy variables are plain text (GR-11).
    V2008,
    /// `2012-10-17`.
    V2012,
}
