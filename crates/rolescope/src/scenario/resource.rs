//! Resources of a scenario.

use serde::Serialize;

use super::NamedPolicy;
use crate::map::Map;

/// A resource that carries a policy, tags or an owner.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resource {
    /// ARN; may hold `*` and `?`. Of several that match, the one with the most literal characters counts.
    pub arn: String,
    /// Owner; else the ARN's account field; else the caller's account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The resource's own policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<NamedPolicy>,
    /// Tags of the resource.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub tags: Map<String>,
    /// Block Public Access of an S3 bucket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_access_block: Option<PublicAccessBlock>,
}

/// Access that S3 blocks to a bucket, whatever its policy says (EV-71).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PublicAccessBlock {
    /// A public bucket policy lets in nobody but the owner's account and AWS services.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restrict_public_buckets: bool,
}
