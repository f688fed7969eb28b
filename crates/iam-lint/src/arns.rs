//! Fields that a service's ARNs have.

use iam_catalog::ServiceDetails;
use iam_syntax::{Arn, Span};

use crate::subject::Subject;

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

/// ARNs among the resources of a policy whose service is known, with the fields that such ARNs have. Those with a variable before their resource
/// are left out.
pub(crate) fn arns<'s>(subject: &Subject<'s, '_>) -> Vec<(Arn<'s>, Shape, Span)> {
    let items = subject.statements().iter().filter_map(|own| own.resource.as_ref()).flat_map(|own| &own.items);
    let known = items.filter_map(|item| {
        let arn = Arn::parse(&item.value.text)?;
        let has_variable = [arn.service, arn.region, arn.account].iter().any(|it| it.contains('$'));
        (!has_variable && !arn.service.contains(['*', '?']))
            .then(|| (arn, subject.linter.shape(arn.service), item.span))
    });
    known.collect()
}
