//! Amazon resource names.

/// An ARN, split at its first five colons.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, `aws-us-gov`.
    pub partition: &'a str,
    /// `s3`, `iam`.
    pub service: &'a str,
    /// Empty for global resources.
    pub region: &'a str,
    /// Owner's account id; empty for some resources, S3 buckets among them.
    pub account: &'a str,
    /// All the rest, further colons included.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Splits `text`; `None` when it does not begin with `arn:` or has fewer than six fields.
    ///
    /// ```
    /// use iam_syntax::Arn;
    ///
    /// let arn = Arn::parse("arn:aws:iam::111122223333:role/app").unwrap();
    /// assert_eq!((arn.service, arn.account, arn.resource), ("iam", "111122223333", "role/app"));
    /// assert!(arn.is_role());
    /// assert_eq!(Arn::parse("role/app"), None);
    /// ```
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut rest = text.strip_prefix("arn:")?;
        let mut field = || {
            let end = rest.bytes().position(|byte| byte == b':')?;
            let field = rest.get(..end)?;
            rest = rest.get(end + 1..)?;
            Some(field)
        };
        let (partition, service, region, account) = (field()?, field()?, field()?, field()?);
        Some(Self { partition, service, region, account, resource: rest })
    }

    /// True if it names an IAM role, in whatever path.
    pub fn is_role(&self) -> bool {
        self.service == "iam" && self.resource.starts_with("role/")
    }

    /// True if it names an identity provider, of OpenID Connect or of SAML.
    pub fn is_provider(&self) -> bool {
        self.service == "iam" && ["oidc-provider/", "saml-provider/"].iter().any(|it| self.resource.starts_with(it))
    }

    /// The resource's type and the rest, split at the first `/`: `user` and `team/ana` of `user/team/ana`.
    pub fn typed(&self) -> Option<(&'a str, &'a str)> {
        self.resource.split_once('/')
    }

    /// The last part of a path: `ana` of `user/team/ana`.
    pub fn name(&self) -> &'a str {
        self.resource.rsplit('/').next().unwrap_or(self.resource)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colons_in_the_resource_stay() {
        let arn = Arn::parse("arn:aws:logs:eu-west-1:111122223333:log-group:app:*").unwrap();
        assert_eq!(arn.resource, "log-group:app:*");
        assert_eq!(arn.account, "111122223333");
    }

    #[test]
    fn five_fields_are_no_arn() {
        assert_eq!(Arn::parse("arn:aws:sqs:us-east-1:111122223333"), None);
        assert_eq!(Arn::parse("urn:aws:sqs:us-east-1:111122223333:q"), None);
    }

    #[test]
    fn only_iam_has_roles() {
        let is_role = |text| Arn::parse(text).is_some_and(|arn| arn.is_role());
        assert!(is_role("arn:aws:iam::111122223333:role/app"));
        let is_provider = |text| Arn::parse(text).is_some_and(|arn| arn.is_provider());
        assert!(is_provider("arn:aws:iam::111122223333:oidc-provider/token.example.com"));
        assert!(is_provider("arn:aws-cn:iam::111122223333:saml-provider/corp"));
        assert!(!is_provider("login-provider/x") && !is_provider("arn:aws:iam::111122223333:role/oidc-provider/x"));
        assert!(is_role("arn:aws-cn:iam::111122223333:role/team/app"));
        assert!(!is_role("arn:aws:iam::111122223333:user/role/app"));
        assert!(!is_role("arn:aws:sts::111122223333:assumed-role/app/s"));
        assert!(!is_role("arn:aws:s3:::role/app"));
    }

    #[test]
    fn a_user_in_a_path_keeps_type_and_name() {
        let arn = Arn::parse("arn:aws:iam::111122223333:user/team/ana").unwrap();
        assert_eq!(arn.typed(), Some(("user", "team/ana")));
        assert_eq!(arn.name(), "ana");
    }
}
