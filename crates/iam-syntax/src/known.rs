//! Actions and condition keys that rules of IAM name. Every other one is a name like any other: there is no catalog of services here.

use std::cmp::Ordering;

macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($variant:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name as AWS spells it.
            #[inline]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The same in lower case.
            pub const fn lower(self) -> &'static str {
                match self {
                    $(Self::$variant => {
                        const LOWER: [u8; $name.len()] = in_lower_case($name);
                        text(&LOWER)
                    })*
                }
            }
        }
    };
}

/// The letters of a name in lower case.
const fn in_lower_case<const LENGTH: usize>(name: &str) -> [u8; LENGTH] {
    let mut lower = [0; LENGTH];
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    lower
}

const fn text(letters: &'static [u8]) -> &'static str {
    match std::str::from_utf8(letters) {
        Ok(text) => text,
        Err(_) => "",
    }
}

names! {
    /// An action that some rule treats in its own way.
    KnownAction {
        AssumeRole = "sts:AssumeRole",
        AssumeRoleWithSaml = "sts:AssumeRoleWithSAML",
        AssumeRoleWithWebIdentity = "sts:AssumeRoleWithWebIdentity",
        AssumeRoot = "sts:AssumeRoot",
        GetCallerIdentity = "sts:GetCallerIdentity",
        GetFederationToken = "sts:GetFederationToken",
        GetScopedCredentials = "sts:GetScopedCredentials",
        GetSessionToken = "sts:GetSessionToken",
        SetContext = "sts:SetContext",
        SetSourceIdentity = "sts:SetSourceIdentity",
        TagSession = "sts:TagSession",
        CreatePolicy = "iam:CreatePolicy",
        CreatePolicyVersion = "iam:CreatePolicyVersion",
        CreateServiceLinkedRole = "iam:CreateServiceLinkedRole",
        DeletePolicy = "iam:DeletePolicy",
        DeletePolicyVersion = "iam:DeletePolicyVersion",
        DeleteServiceLinkedRole = "iam:DeleteServiceLinkedRole",
        SetDefaultPolicyVersion = "iam:SetDefaultPolicyVersion",
        TagPolicy = "iam:TagPolicy",
        UntagPolicy = "iam:UntagPolicy",
        UpdateRole = "iam:UpdateRole",
        UpdateRoleDescription = "iam:UpdateRoleDescription",
        CreateAlias = "kms:CreateAlias",
        DeleteAlias = "kms:DeleteAlias",
        RetireGrant = "kms:RetireGrant",
        UpdateAlias = "kms:UpdateAlias",
        DeleteBucketPolicy = "s3:DeleteBucketPolicy",
        GetBucketPolicy = "s3:GetBucketPolicy",
        ListAllMyBuckets = "s3:ListAllMyBuckets",
        PutBucketPolicy = "s3:PutBucketPolicy",
        GetQueueAttributes = "sqs:GetQueueAttributes",
        SetQueueAttributes = "sqs:SetQueueAttributes",
    }
}

names! {
    /// A condition key that some rule treats in its own way, or that any request can have (semantics 7.1 to 7.6). Names that end in a
    /// slash go on with the key of a tag.
    KnownKey {
        AssumedRoot = "aws:AssumedRoot",
        CalledVia = "aws:CalledVia",
        CalledViaFirst = "aws:CalledViaFirst",
        CalledViaLast = "aws:CalledViaLast",
        CurrentTime = "aws:CurrentTime",
        Ec2InstanceSourcePrivateIpv4 = "aws:Ec2InstanceSourcePrivateIPv4",
        Ec2InstanceSourceVpc = "aws:Ec2InstanceSourceVpc",
        EpochTime = "aws:EpochTime",
        FederatedProvider = "aws:FederatedProvider",
        MultiFactorAuthAge = "aws:MultiFactorAuthAge",
        MultiFactorAuthPresent = "aws:MultiFactorAuthPresent",
        PrincipalAccount = "aws:PrincipalAccount",
        PrincipalArn = "aws:PrincipalArn",
        PrincipalIsAwsService = "aws:PrincipalIsAWSService",
        PrincipalOrgId = "aws:PrincipalOrgID",
        PrincipalOrgPaths = "aws:PrincipalOrgPaths",
        PrincipalServiceName = "aws:PrincipalServiceName",
        PrincipalServiceNamesList = "aws:PrincipalServiceNamesList",
        PrincipalTag = "aws:PrincipalTag/",
        PrincipalType = "aws:PrincipalType",
        RequestTag = "aws:RequestTag/",
        RequestedRegion = "aws:RequestedRegion",
        ResourceAccount = "aws:ResourceAccount",
        ResourceOrgId = "aws:ResourceOrgID",
        ResourceOrgPaths = "aws:ResourceOrgPaths",
        ResourceTag = "aws:ResourceTag/",
        SecureTransport = "aws:SecureTransport",
        SourceAccount = "aws:SourceAccount",
        SourceArn = "aws:SourceArn",
        SourceIdentity = "aws:SourceIdentity",
        SourceIp = "aws:SourceIp",
        SourceOrgId = "aws:SourceOrgID",
        SourceOrgPaths = "aws:SourceOrgPaths",
        SourceVpc = "aws:SourceVpc",
        SourceVpcArn = "aws:SourceVpcArn",
        SourceVpce = "aws:SourceVpce",
        TagKeys = "aws:TagKeys",
        TokenIssueTime = "aws:TokenIssueTime",
        UserAgent = "aws:UserAgent",
        ViaAwsService = "aws:ViaAWSService",
        VpcSourceIp = "aws:VpcSourceIp",
        VpceAccount = "aws:VpceAccount",
        VpceOrgId = "aws:VpceOrgID",
        VpceOrgPaths = "aws:VpceOrgPaths",
        Referer = "aws:referer",
        UserId = "aws:userid",
        Username = "aws:username",
        StsExternalId = "sts:ExternalId",
        StsRoleSessionName = "sts:RoleSessionName",
        StsSourceIdentity = "sts:SourceIdentity",
        StsTransitiveTagKeys = "sts:TransitiveTagKeys",
        // From here on: keys of single services, which completion leaves out.
        SourceOwner = "aws:SourceOwner",
        DynamodbAttributes = "dynamodb:Attributes",
        DynamodbLeadingKeys = "dynamodb:LeadingKeys",
        IamResourceTag = "iam:ResourceTag/",
        KmsCallerAccount = "kms:CallerAccount",
        LogGeneratingResourceArns = "logs:LogGeneratingResourceArns",
        S3BucketTag = "s3:BucketTag/",
        S3DataAccessPointAccount = "s3:DataAccessPointAccount",
        S3DataAccessPointArn = "s3:DataAccessPointArn",
        S3EncryptionKeyId = "s3:x-amz-server-side-encryption-aws-kms-key-id",
        S3ExistingObjectTag = "s3:ExistingObjectTag/",
        S3ResourceAccount = "s3:ResourceAccount",
        SamlAud = "saml:aud",
        SamlDoc = "saml:doc",
        SamlSub = "saml:sub",
        StsIdentityTokenAudience = "sts:IdentityTokenAudience",
        StsRequestContextProviders = "sts:RequestContextProviders",
        StsTaskPolicyArn = "sts:TaskPolicyArn",
    }
}

impl KnownAction {
    /// The action of this name, whatever its case (MA-01).
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.name().eq_ignore_ascii_case(name))
    }
}

impl KnownKey {
    /// The key of this name, whatever its case (CO-04).
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.is(name))
    }

    /// Keys that any request can have, and those of calls to STS that a trust policy asks for.
    pub fn general() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().take_while(|known| *known != Self::SourceOwner)
    }

    /// True if this is the key's name, whatever its case.
    #[inline]
    pub fn is(self, name: &str) -> bool {
        let own = self.name();
        match own.len().cmp(&name.len()) {
            Ordering::Equal => name.eq_ignore_ascii_case(own),
            Ordering::Less if own.ends_with('/') => {
                name.get(..own.len()).is_some_and(|start| start.eq_ignore_ascii_case(own))
            }
            Ordering::Less | Ordering::Greater => false,
        }
    }

    /// True if the key is multivalued by definition (CO-43).
    pub fn is_multivalued(name: &str) -> bool {
        MULTIVALUED.iter().any(|known| known.eq_ignore_ascii_case(name)) || name.ends_with(":amr")
    }
}

const MULTIVALUED: [&str; 13] = [
    KnownKey::CalledVia.name(),
    KnownKey::PrincipalOrgPaths.name(),
    KnownKey::PrincipalServiceNamesList.name(),
    KnownKey::ResourceOrgPaths.name(),
    KnownKey::SourceOrgPaths.name(),
    KnownKey::TagKeys.name(),
    KnownKey::VpceOrgPaths.name(),
    KnownKey::DynamodbAttributes.name(),
    KnownKey::DynamodbLeadingKeys.name(),
    KnownKey::LogGeneratingResourceArns.name(),
    KnownKey::StsIdentityTokenAudience.name(),
    KnownKey::StsRequestContextProviders.name(),
    KnownKey::StsTransitiveTagKeys.name(),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whatever_their_case() {
        for known in KnownAction::ALL {
            assert_eq!(KnownAction::of(&known.name().to_ascii_uppercase()), Some(*known));
        }
        for known in KnownKey::ALL {
            assert_eq!(known.lower(), known.name().to_ascii_lowercase());
            assert_eq!(KnownKey::of(known.lower()), Some(*known));
        }
        assert_eq!(KnownAction::of("sts:AssumeRol"), None);
    }

    #[test]
    fn a_key_of_a_tag_goes_on_with_its_name() {
        assert_eq!(KnownKey::of("AWS:ResourceTag/team"), Some(KnownKey::ResourceTag));
        assert_eq!(KnownKey::of("aws:ResourceTag"), None);
        assert_eq!(KnownKey::of("aws:SourceArn/x"), None);
    }

    #[test]
    fn keys_of_single_services_are_not_general() {
        let general: Vec<_> = KnownKey::general().collect();
        assert!(general.contains(&KnownKey::StsTransitiveTagKeys) && !general.contains(&KnownKey::S3ResourceAccount));
    }
}
