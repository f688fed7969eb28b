//! Resources of a scenario.

use super::NamedPolicy;
use crate::map::Map;

record! {
    /// A resource that carries a policy, tags or an owner.
    Resource {
        /// ARN; may hold `*` and `?`. Of several that match, the one with the most literal characters counts.
        required arn: String = "arn",
        /// Owner; else the ARN's account field; else the caller's account.
        account: Option<String> = "account",
        /// The resource's own policy.
        policy: Option<NamedPolicy> = "policy" (ResourceBased),
        /// Tags of the resource.
        tags: Map<String> = "tags",
        /// True if attribute-based access control is enabled on an S3 general purpose bucket: only then do its tags become condition keys
        /// (AM-23).
        abac: bool = "abac",
        /// Block Public Access of an S3 bucket.
        public_access_block: Option<PublicAccessBlock> = "publicAccessBlock",
    }
}

record! {
    /// Access that S3 blocks to a bucket, whatever its policy says (EV-71).
    #[derive(Copy, Eq)]
    PublicAccessBlock {
        /// A public bucket policy lets in nobody but the owner's account and AWS services.
        restrict_public_buckets: bool = "restrictPublicBuckets",
    }
}
