//! Looking things up in a scenario.

use std::borrow::Cow;

use serde_json::Value;

use super::document;
use super::pattern::glob;

pub(super) struct World<'a> {
    pub(super) scenario: &'a Value,
}

/// The elements of a list; none when it is absent.
pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The documents of a list of named policies.
pub(super) fn documents(policies: &Value) -> Vec<Cow<'_, Value>> {
    list(policies).iter().map(document::read).collect()
}

/// Field `index` of an ARN, counted from 0; the last field keeps its colons.
pub(super) fn arn_field(arn: &str, index: usize) -> &str {
    arn.splitn(6, ':').nth(index).unwrap_or_default()
}

impl<'a> World<'a> {
    pub(super) fn account(&self, id: &str) -> &'a Value {
        list(&self.scenario["accounts"]).iter().find(|account| account["id"] == id).unwrap_or(&Value::Null)
    }

    pub(super) fn principal(&self, arn: &str) -> &'a Value {
        list(&self.scenario["principals"]).iter().find(|entry| entry["arn"] == arn).unwrap_or(&Value::Null)
    }

    /// The role of a session: same account, same name, whatever its path.
    pub(super) fn role(&self, account: &str, name: &str) -> &'a Value {
        list(&self.scenario["principals"])
            .iter()
            .find(|entry| {
                let arn = entry["arn"].as_str().unwrap_or_default();
                let last = arn_field(arn, 5);
                arn_field(arn, 2) == "iam"
                    && arn_field(arn, 4) == account
                    && last.starts_with("role/")
                    && last.rsplit('/').next() == Some(name)
            })
            .unwrap_or(&Value::Null)
    }

    /// The entry of a resource: of several that match, the one with the most literal characters.
    pub(super) fn resource(&self, arn: &str) -> &'a Value {
        let mut best = &Value::Null;
        let mut best_literals = None;
        for entry in list(&self.scenario["resources"]) {
            let pattern = entry["arn"].as_str().unwrap_or_default();
            let bucket = pattern.starts_with("arn:") && arn_field(pattern, 2) == "s3" && !pattern.contains('/');
            let serves = glob(pattern, arn) || (bucket && glob(&format!("{pattern}/*"), arn));
            let literals = pattern.chars().filter(|c| *c != '*' && *c != '?').count();
            if serves && best_literals.is_none_or(|other| literals > other) {
                best = entry;
                best_literals = Some(literals);
            }
        }
        best
    }

    /// Whose a resource is, when nothing but its ARN or entry says so.
    pub(super) fn owner(&self, arn: &str) -> Option<String> {
        if let Some(account) = self.resource(arn)["account"].as_str() {
            return Some(account.to_owned());
        }
        let field = arn_field(arn, 4);
        let is_account = field.len() == 12 && field.chars().all(|c| c.is_ascii_digit());
        is_account.then(|| field.to_owned())
    }
}
