//! The table of fields: how each is called and what it takes.

use rolescope::Expectation;

use crate::state::{Entity, Field};

/// Look of a field.
pub(super) struct Look {
    pub(super) label: &'static str,
    /// Choices for the field.
    pub(super) hint: &'static str,
    pub(super) shape: Shape,
}

pub(super) enum Shape {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    /// One of several values, each with its word.
    Choice(&'static [(&'static str, &'static str)]),
}

const SWITCH: Shape = Shape::Choice(&[("", "no"), ("yes", "yes")]);
const ANSWER: Shape = Shape::Choice(&[("", "left out"), ("yes", "yes"), ("no", "no")]);
const EXPECTED: Shape = Shape::Choice(&[
    ("", "nothing in particular"),
    (Expectation::Allowed.word(), "allowed"),
    (Expectation::Denied.word(), "denied, either way"),
    (Expectation::ExplicitDeny.word(), "denied explicitly"),
    (Expectation::ImplicitDeny.word(), "denied: nothing allows it"),
    (Expectation::Error.word(), "refused"),
]);

/// The table of fields.
pub(super) fn look(entity: Entity, field: Field) -> Look {
    let (label, hint, shape) = match field {
        Field::Name => match entity {
            Entity::Scenario => ("Title", "What this scenario shows", Shape::Line),
            Entity::Step(_) => ("Name of the step", "assume", Shape::Line),
            Entity::Group(..) => ("Group", "developers", Shape::Line),
            Entity::Account(_) | Entity::Level(..) | Entity::Principal(_) | Entity::Resource(_) => {
                ("Name", "production", Shape::Line)
            }
        },
        Field::Arn => match entity {
            Entity::Account(_) => ("Account id", "111122223333", Shape::Line),
            Entity::Level(..) => ("Attached to", "ou-ab12-11111111", Shape::Line),
            Entity::Scenario | Entity::Principal(_) | Entity::Group(..) | Entity::Resource(_) | Entity::Step(_) => {
                ("ARN", "arn:aws:…", Shape::Line)
            }
        },
        Field::Time => {
            let label = if entity == Entity::Scenario { "Time of the first step" } else { "Time of the call" };
            (label, "2026-11-23T10:00:00Z", Shape::Line)
        }
        Field::Description => ("Description", "Markdown", Shape::Lines),
        Field::Id => ("Unique id", "AROA…", Shape::Line),
        Field::ManagementAccount => ("Management account", "", SWITCH),
        Field::DelegatedAdministrator => ("Delegated administrator of root access", "", SWITCH),
        Field::OrganizationPath => ("Organization path", "o-a1b2c3d4e5/r-ab12/", Shape::Line),
        Field::Tags => ("Tags", "team = blue", Shape::Lines),
        Field::MaxSessionDuration => ("Longest session in seconds", "3600", Shape::Line),
        Field::Owner => ("Account that owns it", "111122223333", Shape::Line),
        Field::RestrictPublicBuckets => ("Restrict public buckets", "", SWITCH),
        Field::Caller => ("Caller", "arn:aws:iam::111122223333:user/ana", Shape::Line),
        Field::Action => ("Action", "s3:GetObject", Shape::Line),
        Field::Touched(_) => ("Resource", "*", Shape::Line),
        Field::TouchedKeys(_) => ("Condition keys of resource", "s3:prefix = home/", Shape::Lines),
        Field::Expect => ("Expected decision", "", EXPECTED),
        Field::SessionName => ("Session name", "", Shape::Line),
        Field::Duration => ("Duration in seconds", "3600", Shape::Line),
        Field::SourceIdentity | Field::CallerSourceIdentity => ("Source identity", "", Shape::Line),
        Field::ExternalId => ("External ID", "", Shape::Line),
        Field::Mfa => ("MFA code given", "", ANSWER),
        Field::SessionTags | Field::CallerTags => ("Session tags", "team = blue", Shape::Lines),
        Field::TransitiveTagKeys => ("Transitive tag keys", "one key a line", Shape::Lines),
        Field::Claims => ("Claims of the token", "aud = sts.amazonaws.com", Shape::Lines),
        Field::ProvidedContexts => ("Provided contexts", "provider ARN = assertion", Shape::Lines),
        Field::IssuedAt => ("Issued at", "2026-11-23T09:00:00Z", Shape::Line),
        Field::CallerMfa => ("Made with MFA", "", ANSWER),
        Field::Issuer => ("User who made the federated user", "arn:aws:iam::…:user/ana", Shape::Line),
        Field::EndpointId => ("VPC endpoint", "vpce-1a2b3c4d", Shape::Line),
    };
    Look { label, hint, shape }
}
