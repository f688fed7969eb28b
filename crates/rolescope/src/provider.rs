//! Identity providers by their ARNs and host names.

use iam_sts::IdentityProvider;
use iam_syntax::Arn;

/// True if an identity provider is in another account than a role (AM-30).
pub(crate) fn is_foreign_provider(provider: &str, role: &str) -> bool {
    let account = |arn| Arn::parse(arn).map(|arn| arn.account);
    account(provider).is_some_and(|of_provider| account(role) != Some(of_provider))
}

/// Identity provider of this ARN or host name.
pub(crate) fn identity_provider(name: &str) -> IdentityProvider<'_> {
    if saml_provider(name).is_some() { IdentityProvider::Saml } else { IdentityProvider::Oidc(provider_host(name)) }
}

/// Account and name of `arn:aws:iam::ACCOUNT:saml-provider/NAME`.
pub(crate) fn saml_provider(arn: &str) -> Option<(&str, &str)> {
    let arn = Arn::parse(arn)?;
    Some((arn.account, arn.resource.strip_prefix("saml-provider/")?))
}

/// Host and path of an OIDC provider, as its keys begin: of an ARN what stands behind `oidc-provider/`.
pub(crate) fn provider_host(provider: &str) -> &str {
    let of_arn = Arn::parse(provider).and_then(|arn| arn.resource.strip_prefix("oidc-provider/"));
    of_arn.unwrap_or(provider)
}
