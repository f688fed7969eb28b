//! Forms of inputs.

use serde::Serialize;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $words:literal,)*) => {
        /// Form of an input.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase")]
        #[non_exhaustive]
        pub enum Kind { $($(#[$doc])* $name,)* }

        impl Kind {
            /// All forms.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The form in words: `an AccessDenied message`.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }
    };
}

kinds! {
    /// A scenario of Rolescope.
    Scenario = "a scenario",
    /// A link that holds a scenario.
    Link = "a Rolescope link",
    /// AWS's text that a call was denied.
    AccessDeniedMessage = "an AccessDenied message",
    /// Output of `aws sts decode-authorization-message`.
    DecodedAuthorizationMessage = "a decoded authorization message",
    /// Output of `GetRequestAuthorizationDetails`.
    AuthorizationDetails = "details of an authorization",
    /// Output of `GetRequestAuthorizationPolicy`.
    AuthorizationPolicy = "policies of an authorization",
    /// One event of CloudTrail, or several.
    CloudTrailEvent = "events of CloudTrail",
    /// A policy.
    Policy = "a policy",
    /// Output of `aws iam get-role`.
    GetRole = "output of get-role",
    /// Output of `aws iam get-user`.
    GetUser = "output of get-user",
    /// Output of `aws iam get-role-policy`.
    GetRolePolicy = "output of get-role-policy",
    /// Output of `aws iam get-user-policy`.
    GetUserPolicy = "output of get-user-policy",
    /// Output of `aws iam get-group-policy`.
    GetGroupPolicy = "output of get-group-policy",
    /// Output of `aws iam get-policy-version`.
    GetPolicyVersion = "output of get-policy-version",
    /// Output of `aws iam list-attached-role-policies` and its like.
    ListAttachedPolicies = "output of list-attached-role-policies",
    /// Output of `aws iam list-role-policies` and its like.
    ListPolicies = "output of list-role-policies",
    /// Output of `aws iam get-account-authorization-details`.
    AccountAuthorizationDetails = "output of get-account-authorization-details",
    /// Output of `aws s3api get-bucket-policy`.
    GetBucketPolicy = "output of get-bucket-policy",
    /// Output of `aws kms get-key-policy`.
    GetKeyPolicy = "output of get-key-policy",
    /// Output of `aws sqs get-queue-attributes`.
    GetQueueAttributes = "output of get-queue-attributes",
    /// Output of `aws sns get-topic-attributes`.
    GetTopicAttributes = "output of get-topic-attributes",
    /// Output of `aws ecr get-repository-policy`.
    GetRepositoryPolicy = "output of get-repository-policy",
    /// Output of `aws secretsmanager get-resource-policy`.
    GetResourcePolicy = "output of get-resource-policy",
    /// Output of `aws lambda get-policy`.
    GetFunctionPolicy = "output of lambda get-policy",
    /// Output of `aws organizations describe-policy`.
    DescribePolicy = "output of describe-policy",
    /// Output of `aws ec2 describe-vpc-endpoints`.
    DescribeVpcEndpoints = "output of describe-vpc-endpoints",
    /// Output of `aws sso-admin get-inline-policy-for-permission-set` and its like.
    PermissionSet = "a permission set",
    /// A Pod Identity association of EKS.
    PodIdentityAssociation = "a Pod Identity association",
    /// Output of `aws iam simulate-principal-policy`.
    SimulatePrincipalPolicy = "output of simulate-principal-policy",
    /// Terraform's plan as JSON.
    TerraformPlan = "a Terraform plan",
    /// Terraform's configuration.
    TerraformHcl = "a Terraform configuration",
    /// A template of CloudFormation.
    CloudFormation = "a CloudFormation template",
    /// A template of the Serverless Application Model.
    Sam = "a SAM template",
    /// A template that the CDK made.
    Cdk = "a template of the CDK",
    /// A service account of Kubernetes with a role.
    KubernetesServiceAccount = "a Kubernetes service account",
    /// A workflow of GitHub Actions.
    GithubWorkflow = "a GitHub workflow",
    /// Claims of a token of OpenID Connect.
    OidcToken = "claims of a token",
    /// Profiles of the AWS command line.
    AwsConfig = "profiles of the AWS command line",
}
