//! Claims that are no condition keys, and why.

use iam_sts::{IdentityProvider, LeftOut};

use super::words;
use crate::provider::{identity_provider, provider_host};
use crate::report::{LeftOutClaim, LeftOutReason};

/// A claim that was left out.
pub(crate) fn left_out(provider: &str, claim: &str, why: LeftOut) -> LeftOutClaim {
    let read = identity_provider(provider);
    let (saml, host) = (read == IdentityProvider::Saml, provider_host(provider));
    let because = match (why, saml) {
        (LeftOut::NotListed, _) => {
            let names: Vec<String> = read.claims().collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let what = if saml { "an assertion" } else { host };
            format!("from {what} it reads only {}", words::values(&names))
        }
        (LeftOut::OtherPrefix, true) => {
            "write what an assertion says under its condition key, such as `saml:sub`".to_owned()
        }
        (LeftOut::OtherPrefix, false) => format!("keys of this provider begin with `{host}:`"),
        (LeftOut::OtherSource, true) => "the condition key with this name is made from the provider's ARN".to_owned(),
        (LeftOut::OtherSource, false) => "the condition key with this name has the value of `aud`".to_owned(),
    };
    let why = match why {
        LeftOut::NotListed => LeftOutReason::NotListed,
        LeftOut::OtherPrefix => LeftOutReason::OtherPrefix,
        LeftOut::OtherSource => LeftOutReason::OtherSource,
    };
    let text = format!("AWS provides no condition key for the claim `{claim}`: {because}.");
    LeftOutClaim { claim: claim.to_owned(), why, text }
}
