//! Requests held against AWS's reference data. What does not fit is a warning in the report; no decision changes.

use std::net::IpAddr;

use iam_catalog::{ActionCheck, ActionDetails, Catalog, ConditionKey, KeyFit, KeyType, ResourceFit, ServiceDetails};
use iam_eval::Instant;
use iam_syntax::Arn;

use crate::english::requests;
use crate::report::{Report, RequestWarning, RequestWarningCode, StepReport};
use crate::scenario::{ContextInput, Input, Scenario, Step, StepResource, TouchedResource};

/// Adds a warning to the report of a scenario for each action that does not exist, each resource that the action cannot have, and each condition
/// key that its requests do not carry or that is of another type.
///
/// ```
/// use rolescope::report::RequestWarningCode;
/// use rolescope::catalog::check_requests;
/// use rolescope::{Scenario, analyze};
///
/// let scenario = Scenario::from_json(r#"{ "steps": [{ "caller": "anonymous", "action": "s3:GetObjet" }] }"#)?;
/// let mut report = analyze(&scenario);
/// check_requests(&scenario, &mut report, &iam_catalog::embedded::catalog());
/// let warning = &report.steps[0].warnings[0];
/// assert_eq!((warning.code, warning.meant[0].as_str()), (RequestWarningCode::UnknownAction, "s3:GetObject"));
/// # Ok::<(), rolescope::scenario::ScenarioError>(())
/// ```
pub fn check_requests(scenario: &Scenario, report: &mut Report, catalog: &Catalog<'_>) {
    let mut services: Vec<ServiceDetails<'_>> = Vec::new();
    for (at, (step, told)) in scenario.steps.iter().zip(&mut report.steps).enumerate() {
        let prefix = step.action.split_once(':').map_or("", |(prefix, _)| prefix);
        if !services.iter().any(|known| known.prefix.eq_ignore_ascii_case(prefix)) {
            services.extend((catalog.service)(prefix));
        }
        let details = services.iter().find(|known| known.prefix.eq_ignore_ascii_case(prefix));
        told.warnings = Checked { catalog, details, step, at, found: Vec::new() }.warnings(told);
    }
}

/// One step while it is checked.
struct Checked<'c, 's> {
    catalog: &'s Catalog<'c>,
    details: Option<&'s ServiceDetails<'c>>,
    step: &'s Step,
    at: usize,
    found: Vec<RequestWarning>,
}

impl<'c> Checked<'c, '_> {
    fn warnings(mut self, told: &StepReport) -> Vec<RequestWarning> {
        self.check_action();
        let known = self.details.and_then(|details| {
            let (_, name) = self.step.action.split_once(':')?;
            Some((details, details.action(name)?))
        });
        if let Some((details, action)) = known {
            self.check_resources(details, action);
            self.check_keys(details, action, told);
        }
        self.found
    }

    fn check_action(&mut self) {
        let (code, meant) = match self.catalog.index.check(&self.step.action) {
            ActionCheck::Known(_) => return,
            ActionCheck::NoService { meant } => (RequestWarningCode::NoService, texts(meant)),
            ActionCheck::UnknownService { meant } => (RequestWarningCode::UnknownService, texts(meant)),
            ActionCheck::UnknownAction { meant } => (RequestWarningCode::UnknownAction, texts(meant)),
        };
        self.warn("action", code, &self.step.action, |warning| warning.meant = meant);
    }

    fn check_resources(&mut self, details: &ServiceDetails<'c>, action: &ActionDetails<'c>) {
        match &self.step.resource {
            None => {}
            Some(StepResource::One(arn)) => self.check_resource(details, action, "resource", arn),
            Some(StepResource::Several(all)) => {
                for (number, touched) in all.iter().enumerate() {
                    match touched {
                        TouchedResource::Arn(arn) => {
                            self.check_resource(details, action, &format!("resource/{number}"), arn);
                        }
                        TouchedResource::WithContext(resource) => {
                            self.check_resource(details, action, &format!("resource/{number}/arn"), &resource.arn);
                        }
                    }
                }
            }
        }
    }

    /// A step with `*` leaves its resource open.
    fn check_resource(&mut self, details: &ServiceDetails<'c>, action: &ActionDetails<'c>, field: &str, arn: &str) {
        let fit = details.resource_fit(action.name, arn).filter(|_| arn != "*");
        match fit {
            None | Some(ResourceFit::Fits(_)) => {}
            Some(ResourceFit::TakesNone) => self.warn(field, RequestWarningCode::NoResource, arn, |_| {}),
            Some(ResourceFit::DoesNotFit { is, takes }) => {
                self.warn(field, RequestWarningCode::OtherResource, arn, |warning| {
                    warning.found = is.map(|is| is.name.to_owned());
                    warning.expected = takes.iter().map(|resource| resource.arn.to_owned()).collect();
                });
            }
        }
    }

    fn check_keys(&mut self, details: &ServiceDetails<'c>, action: &ActionDetails<'c>, told: &StepReport) {
        let step = self.step;
        for (key, value) in step.context.iter() {
            self.check_key(details, action, &field_of("context", key), key, value);
        }
        if let Some(StepResource::Several(all)) = &step.resource {
            for (number, touched) in all.iter().enumerate() {
                let TouchedResource::WithContext(resource) = touched else { continue };
                for (key, value) in resource.context.iter() {
                    let field = field_of(&format!("resource/{number}/context"), key);
                    self.check_key(details, action, &field, key, value);
                }
            }
        }
        for key in &told.missing_context_keys {
            let fit = details.key_fit(action, key, self.catalog.global_keys, self.catalog.index);
            match fit {
                KeyFit::Never => self.warn("action", RequestWarningCode::KeyAskedInVain, key, |_| {}),
                KeyFit::Unknown => self.warn_of_unknown_key(details, action, "action", key),
                KeyFit::Listed | KeyFit::Global | KeyFit::NotKnown => {}
            }
        }
    }

    fn check_key(
        &mut self,
        details: &ServiceDetails<'c>,
        action: &ActionDetails<'c>,
        field: &str,
        key: &str,
        value: &ContextInput,
    ) {
        if *value == ContextInput::Absent {
            return;
        }
        match details.key_fit(action, key, self.catalog.global_keys, self.catalog.index) {
            KeyFit::Listed | KeyFit::Global => {
                let global = || self.catalog.global_keys.find(key).map(|global| global.key);
                if let Some(known) = details.key(key).copied().or_else(global) {
                    self.check_values(&known, field, key, value);
                }
            }
            KeyFit::Never => self.warn(field, RequestWarningCode::KeyNeverSent, key, |_| {}),
            KeyFit::Unknown => self.warn_of_unknown_key(details, action, field, key),
            KeyFit::NotKnown => {}
        }
    }

    fn warn_of_unknown_key(
        &mut self,
        details: &ServiceDetails<'c>,
        action: &ActionDetails<'c>,
        field: &str,
        key: &str,
    ) {
        let meant = texts(details.meant_keys(action, key, self.catalog.global_keys));
        self.warn(field, RequestWarningCode::UnknownKey, key, |warning| warning.meant = meant);
    }

    fn check_values(&mut self, known: &ConditionKey<'_>, field: &str, key: &str, value: &ContextInput) {
        let values = match value {
            ContextInput::Absent => &[],
            ContextInput::One(value) => std::slice::from_ref(value),
            ContextInput::List(values) => values.as_slice(),
        };
        if !known.multivalued && values.len() > 1 {
            let found = values.len().to_string();
            self.warn(field, RequestWarningCode::SeveralValues, key, |warning| warning.found = Some(found));
        }
        let Some(value_type) = known.value_type else { return };
        if let Some(wrong) = values.iter().map(Input::to_string).find(|value| !is_of_type(value, value_type)) {
            self.warn(field, RequestWarningCode::OtherType, key, |warning| {
                warning.found = Some(wrong);
                warning.expected = vec![value_type.name().to_owned()];
            });
        }
    }

    fn warn(&mut self, field: &str, code: RequestWarningCode, name: &str, fill: impl FnOnce(&mut RequestWarning)) {
        let mut warning = RequestWarning {
            code,
            pointer: format!("/steps/{}/{field}", self.at),
            name: name.to_owned(),
            found: None,
            expected: Vec::new(),
            meant: Vec::new(),
            text: String::new(),
        };
        fill(&mut warning);
        warning.text = requests::sentence(&self.step.action, &warning);
        self.found.push(warning);
    }
}

fn texts(names: Vec<impl ToString>) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

/// Pointer of a key from its step on.
fn field_of(object: &str, key: &str) -> String {
    format!("{object}/{}", key.replace('~', "~0").replace('/', "~1"))
}

fn is_of_type(value: &str, value_type: KeyType) -> bool {
    match value_type {
        KeyType::Arn => Arn::parse(value).is_some(),
        KeyType::Bool => value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false"),
        KeyType::Date => Instant::parse(value).is_some(),
        KeyType::IpAddress => value.parse::<IpAddr>().is_ok(),
        KeyType::Numeric => value.parse::<f64>().is_ok_and(f64::is_finite),
        // Texts of any form, also in base64, whose letters the evaluator reads.
        KeyType::String | KeyType::Binary => true,
    }
}
