//! Fields that a service's ARNs have.

use iam_catalog::ServiceDetails;

/// Presence of a field in the ARNs of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// In all of them.
    Always,
    /// In none.
    Never,
    /// In some, or it is not known.
    Sometimes,
}

/// Fields of the ARNs of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) region: Field,
    pub(crate) account: Field,
}

impl Shape {
    /// Nothing is known of the service.
    pub(crate) const UNKNOWN: Self = Self { region: Field::Sometimes, account: Field::Sometimes };

    /// The shape that all resource types of the service share. Formats of other services' ARNs among them do not count.
    pub(crate) fn of(service: &ServiceDetails<'_>) -> Self {
        let fields = |at: usize| {
            let own = service.resources().iter().filter(|it| it.arn.split(':').nth(2) == Some(service.prefix));
            own.map(move |it| it.arn.split(':').nth(at).unwrap_or_default())
        };
        let field = |at: usize| match (fields(at).count(), fields(at).filter(|it| !it.is_empty()).count()) {
            (0, _) => Field::Sometimes,
            (_, 0) => Field::Never,
            (all, with) if all == with => Field::Always,
            _ => Field::Sometimes,
        };
        Self { region: field(3), account: field(4) }
    }
}
