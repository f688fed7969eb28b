//! Places where a scenario names one of its things, and another name in all of them.

use super::{Scenario, StepResource, TouchedResource};

impl Scenario {
    /// In how many places steps and policies name exactly this ARN; its own entry is none of them.
    pub fn mentions(&self, arn: &str) -> usize {
        let quoted = format!("\"{arn}\"");
        let of_steps = self.steps.iter().flat_map(|step| {
            let (one, several) = match &step.resource {
                Some(StepResource::One(arn)) => (Some(arn), &[][..]),
                Some(StepResource::Several(touched)) => (None, touched.as_slice()),
                None => (None, &[][..]),
            };
            let touched = several.iter().map(|touched| match touched {
                TouchedResource::Arn(arn) => arn,
                TouchedResource::WithContext(with) => &with.arn,
            });
            let issuer = step.caller_session.as_ref().and_then(|session| session.issuer.as_ref());
            [&step.caller].into_iter().chain(one).chain(touched).chain(issuer)
        });
        let policies = self.policies();
        let of_policies = policies.iter().map(|entry| places(entry.policy.document.text(), &quoted).count());
        of_steps.filter(|name| *name == arn).count() + of_policies.sum::<usize>()
    }

    /// Writes another ARN in all places that [`Scenario::mentions`] counts.
    ///
    /// ```
    /// let text = r#"{ "principals": [{ "arn": "arn:aws:iam::111122223333:user/ana" }],
    ///   "steps": [{ "caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:ListAllMyBuckets" }] }"#;
    /// let mut scenario = rolescope::Scenario::from_json(text)?;
    /// let (ana, ben) = ("arn:aws:iam::111122223333:user/ana", "arn:aws:iam::111122223333:user/ben");
    /// assert_eq!(scenario.mentions(ana), 1);
    /// scenario.rename(ana, ben);
    /// assert_eq!((scenario.steps[0].caller.as_str(), scenario.mentions(ana)), (ben, 0));
    /// # Ok::<(), rolescope::scenario::ScenarioError>(())
    /// ```
    pub fn rename(&mut self, arn: &str, new: &str) {
        let exchange = |name: &mut String| {
            if name == arn {
                new.clone_into(name);
            }
        };
        for step in &mut self.steps {
            exchange(&mut step.caller);
            match &mut step.resource {
                Some(StepResource::One(arn)) => exchange(arn),
                Some(StepResource::Several(touched)) => touched.iter_mut().for_each(|touched| match touched {
                    TouchedResource::Arn(arn) => exchange(arn),
                    TouchedResource::WithContext(with) => exchange(&mut with.arn),
                }),
                None => {}
            }
            step.caller_session.iter_mut().flat_map(|session| &mut session.issuer).for_each(exchange);
        }
        let (quoted, new) = (format!("\"{arn}\""), format!("\"{new}\""));
        self.change_policies(|policy| {
            let text = policy.document.text();
            let mut written = String::new();
            let mut behind = 0;
            for at in places(text, &quoted) {
                written.push_str(text.get(behind..at).unwrap_or_default());
                written.push_str(&new);
                behind = at + quoted.len();
            }
            if behind > 0 {
                written.push_str(text.get(behind..).unwrap_or_default());
                policy.document = policy.document.rewritten(written);
            }
        });
    }
}

/// Place of a quoted string in a JSON text. A quote behind a backslash begins none.
fn places<'t>(text: &'t str, quoted: &'t str) -> impl Iterator<Item = usize> + 't {
    let bytes = text.as_bytes();
    let begins = move |at: &usize| at.checked_sub(1).and_then(|before| bytes.get(before)) != Some(&b'\\');
    let found = bytes.windows(quoted.len()).enumerate().filter(move |(_, window)| *window == quoted.as_bytes());
    let mut behind = 0;
    let mut apart = move |at: &usize| {
        let apart = *at >= behind;
        behind = if apart { *at + quoted.len() } else { behind };
        apart
    };
    found.map(|(at, _)| at).filter(begins).filter(move |at| apart(at))
}

#[cfg(test)]
mod tests {
    use crate::Scenario;
    use crate::scenario::DocumentForm;

    const OLD: &str = "arn:aws:iam::111122223333:role/app";
    const NEW: &str = "arn:aws:iam::111122223333:role/web-app";

    #[test]
    fn a_new_name_reaches_steps_and_policies_and_nothing_else() {
        let text = format!(
            r#"{{"principals": [{{"arn": "{OLD}", "trustPolicy": {{"name": "t", "document": {{"Statement": {{"Principal": {{"AWS":
                ["{OLD}", "{OLD}-2"]}}, "Sid": "\"{OLD}\""}}}}}}}}],
              "resources": [{{"arn": "*", "policy": {{"name": "p", "document": "{{ \"Resource\": \"{OLD}\", "}}}}],
              "steps": [
                {{"caller": "{OLD}", "action": "a:B", "resource": ["{OLD}", {{"arn": "{OLD}", "context": {{}}}}, "{OLD}/x"]}},
                {{"caller": "arn:aws:sts::111122223333:federated-user/f", "action": "a:B", "resource": "{OLD}",
                  "callerSession": {{"issuer": "{OLD}"}}}}]}}"#
        );
        let mut scenario = Scenario::from_json(&text).unwrap();
        assert_eq!((scenario.mentions(OLD), scenario.mentions(NEW)), (7, 0));
        scenario.rename(OLD, NEW);
        assert_eq!((scenario.mentions(OLD), scenario.mentions(NEW)), (0, 7));
        assert_eq!(scenario.principals[0].arn, OLD);
        let documents: Vec<_> = scenario.policies().iter().map(|entry| entry.policy.document.clone()).collect();
        assert_eq!((documents[0].form(), documents[1].form()), (DocumentForm::Object, DocumentForm::Text));
        assert!(documents[0].text().contains(&format!(r#""{OLD}-2""#)));
        assert!(documents[0].text().contains(&format!(r#""\"{OLD}\"""#)));
        assert_eq!(documents[1].text(), format!("{{ \"Resource\": \"{NEW}\", "));
        scenario.rename(NEW, OLD);
        assert_eq!(scenario, Scenario::from_json(&text).unwrap());
    }

    #[test]
    fn a_name_in_no_place_changes_nothing() {
        let mut scenario = Scenario::from_json(include_str!("../../tests/data/every-field.json")).unwrap();
        let before = scenario.clone();
        assert_eq!(scenario.mentions(""), 0);
        scenario.rename("arn:aws:iam::111122223333:role/nobody", NEW);
        assert_eq!(scenario, before);
    }
}
