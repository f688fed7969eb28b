//! The table of fields: the name that each has in the format, and how it is called in forms.

use crate::state::entity::Entity;

/// Words of a field in a form.
pub(crate) struct Words {
    pub(crate) label: &'static str,
    /// Text that shows what goes into it.
    pub(crate) hint: &'static str,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $path:literal, $label:literal, $hint:literal;)*) => {
        /// The fields of the format that hold no policies. Each entity has some of them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Field {
            /// Title of the scenario, name of an account, a group or a step.
            Name,
            /// ARN of a principal or resource, id of an account, target of a level.
            Arn,
            /// "Now" of the scenario or of a step.
            Time,
            /// One of the step's resources, counted from 0.
            Touched(usize),
            /// Condition keys of one of several resources.
            TouchedKeys(usize),
            $($(#[$doc])* $name,)*
        }

        impl Field {
            /// Names in the format: those of the objects that the field is in, and its own.
            pub(super) const fn path(self, entity: Entity) -> &'static str {
                match (self, entity) {
                    (Self::Name, Entity::Scenario) => "title",
                    (Self::Name, _) => "name",
                    (Self::Arn, Entity::Account(_)) => "id",
                    (Self::Arn, Entity::Level(..)) => "target",
                    (Self::Arn, _) => "arn",
                    (Self::Time, _) => "time",
                    (Self::Touched(_), _) => "resource",
                    (Self::TouchedKeys(_), _) => "context",
                    $((Self::$name, _) => $path,)*
                }
            }

            /// Words of the field in the form of an entity.
            pub(crate) const fn words(self, entity: Entity) -> Words {
                let (label, hint) = match (self, entity) {
                    (Self::Name, Entity::Scenario) => ("Title", "What this scenario shows"),
                    (Self::Name, Entity::Step(_)) => ("Name of the step", "assume"),
                    (Self::Name, Entity::Group(..)) => ("Group", "developers"),
                    (Self::Name, _) => ("Name", "production"),
                    (Self::Arn, Entity::Account(_)) => ("Account id", "111122223333"),
                    (Self::Arn, Entity::Level(..)) => ("Attached to", "ou-ab12-11111111"),
                    (Self::Arn, _) => ("ARN", "arn:aws:…"),
                    (Self::Time, Entity::Scenario) => ("Time of the first step", "2026-11-23T10:00:00Z"),
                    (Self::Time, _) => ("Time of the call", "2026-11-23T10:00:00Z"),
                    (Self::Touched(_), _) => ("Resource", "*"),
                    (Self::TouchedKeys(_), _) => ("Condition keys of resource", "s3:prefix = home/"),
                    $((Self::$name, _) => ($label, $hint),)*
                };
                Words { label, hint }
            }
        }
    };
}

fields! {
    Description = "description", "Description", "Markdown";
    /// Unique id of a principal.
    Id = "id", "Unique id", "AROA…";
    ManagementAccount = "managementAccount", "Management account", "";
    DelegatedAdministrator = "delegatedAdministrator", "Delegated administrator of root access", "";
    OrganizationPath = "organizationPath", "Organization path", "o-a1b2c3d4e5/r-ab12/";
    Tags = "tags", "Tags", "team = blue";
    MaxSessionDuration = "maxSessionDuration", "Longest session in seconds", "3600";
    /// Account that owns a resource.
    Owner = "account", "Account that owns it", "111122223333";
    Abac = "abac", "Access by tags of a bucket (ABAC)", "";
    RestrictPublicBuckets = "publicAccessBlock/restrictPublicBuckets", "Restrict public buckets", "";
    Caller = "caller", "Caller", "arn:aws:iam::111122223333:user/ana";
    Action = "action", "Action", "s3:GetObject";
    Expect = "expect", "Expected decision", "";
    SessionName = "session/name", "Session name", "";
    Duration = "session/durationSeconds", "Duration in seconds", "3600";
    SourceIdentity = "session/sourceIdentity", "Source identity", "";
    ExternalId = "session/externalId", "External ID", "";
    Mfa = "session/mfa", "MFA code given", "";
    SessionTags = "session/tags", "Session tags", "team = blue";
    TransitiveTagKeys = "session/transitiveTagKeys", "Transitive tag keys", "one key a line";
    Claims = "session/claims", "Claims of the token", "aud = sts.amazonaws.com";
    ProvidedContexts = "session/providedContexts", "Provided contexts", "provider ARN = assertion";
    CallerTags = "callerSession/tags", "Session tags", "team = blue";
    CallerSourceIdentity = "callerSession/sourceIdentity", "Source identity", "";
    IssuedAt = "callerSession/issuedAt", "Issued at", "2026-11-23T09:00:00Z";
    CallerMfa = "callerSession/mfa", "Made with MFA", "";
    Issuer = "callerSession/issuer", "User who made the federated user", "arn:aws:iam::…:user/ana";
    EndpointId = "vpcEndpoint/id", "VPC endpoint", "vpce-1a2b3c4d";
}
