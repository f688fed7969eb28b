//! Short forms of resources, which the resource that the policy hangs on completes (AM-15).

use std::sync::Arc;

use iam_syntax::{Arn, Diagnostic, DiagnosticKind, Parse, Pattern, Version};

/// Services whose resource policies may name a resource in short, with the beginning of the short form.
const SHORT_FORMS: [(&str, &str); 1] = [("execute-api", "execute-api:/")];

/// The policy that hangs on `owner`, with its short resources completed; the same policy where it has none (AM-15).
pub(super) fn completed(parse: Arc<Parse>, owner: &str) -> Arc<Parse> {
    let Some((short, full)) = forms(owner) else { return parse };
    let mut completed = Parse::clone(&parse);
    let Some(tree) = &mut completed.tree else { return parse };
    let variables = tree.version == Version::V2012;
    let patterns = tree.statements.iter_mut().filter_map(|statement| statement.resource.as_mut());
    let mut some = false;
    for pattern in patterns.flat_map(|clause| &mut clause.items).map(|item| &mut item.value) {
        if let Some(rest) = pattern.text.strip_prefix(short) {
            *pattern = Pattern::parse(&format!("{full}{rest}"), true, variables);
            some = true;
        }
    }
    if !some {
        return parse;
    }
    let of_short = |found: &Diagnostic| matches!(&found.kind, DiagnosticKind::InvalidArnPrefix { text } if text.starts_with(short));
    completed.diagnostics.retain(|found| !of_short(found));
    Arc::new(completed)
}

/// The beginning of short forms in the policy of `owner`, and what it stands for.
fn forms(owner: &str) -> Option<(&'static str, String)> {
    let arn = Arn::parse(owner)?;
    let (service, short) = SHORT_FORMS.into_iter().find(|(service, _)| *service == arn.service)?;
    let id = arn.resource.split('/').next()?;
    Some((short, format!("arn:{}:{service}:{}:{}:{id}/", arn.partition, arn.region, arn.account)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_syntax::{PolicyKind, parse};

    const API: &str = "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/*";

    fn policy(resource: &str) -> Arc<Parse> {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":"*","Action":"*","Resource":"{resource}"}}}}"#
        );
        Arc::new(parse(&text, PolicyKind::Resource))
    }

    fn resource(parse: &Parse) -> &str {
        &parse.tree.as_ref().unwrap().statements[0].resource.as_ref().unwrap().items[0].value.text
    }

    #[test]
    fn a_short_form_gets_region_account_and_id_of_its_api() {
        let read = completed(policy("execute-api:/test/GET/*"), API);
        assert_eq!(resource(&read), "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/test/GET/*");
        assert_eq!(read.diagnostics, []);
    }

    #[test]
    fn a_full_arn_and_the_policy_of_another_service_stay_as_they_are() {
        let full = policy(API);
        assert!(Arc::ptr_eq(&completed(full.clone(), API), &full));
        let elsewhere = policy("execute-api:/test/GET/*");
        let read = completed(elsewhere.clone(), "arn:aws:sqs:eu-west-1:111122223333:queue");
        assert!(Arc::ptr_eq(&read, &elsewhere) && !read.diagnostics.is_empty());
    }
}
