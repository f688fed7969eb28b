//! ARNs among the resources of a policy.

use iam_syntax::{Arn, Span};

use crate::shape::Shape;
use crate::subject::Subject;

/// ARNs among the resources of a policy whose service is known, with the fields that such ARNs have. Those with a variable before their resource
/// are left out.
pub(crate) fn arns<'s>(subject: &Subject<'s, '_>) -> Vec<(Arn<'s>, Shape, Span)> {
    let items = subject.statements().iter().filter_map(|own| own.resource.as_ref()).flat_map(|own| &own.items);
    let known = items.filter_map(|item| {
        let arn = Arn::parse(&item.value.text)?;
        let has_variable = [arn.service, arn.region, arn.account].iter().any(|it| it.contains('$'));
        (!has_variable && !arn.service.contains(['*', '?']))
            .then(|| (arn, subject.reference.shape(arn.service), item.span))
    });
    known.collect()
}
