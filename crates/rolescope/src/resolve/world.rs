//! A scenario, looked up: policies read once, accounts, principals and resources found by name.

use std::sync::Arc;

use iam_eval::{Attached, Level, PolicyId, Tag, fits};
use iam_syntax::{Arn, DiagnosticKind, Parse, Pattern, PolicyKind, parse};

use crate::map::Map;
use crate::names::Names;
use crate::report::Refusal;
use crate::resolve::budget::Budget;
use crate::resolve::parsed_policies::{ParsedPolicies, ParsedPolicy};
use crate::resolve::repository::needs_no_resource;
use crate::resolve::short_resource::completed;
use crate::scenario::{Account, PolicyEntry, PolicyField, PolicyLevel, Principal, Resource, Scenario};

/// A scenario with its policies read.
pub(crate) struct World<'s> {
    pub(crate) scenario: &'s Scenario,
    pub(crate) parsed: Arc<ParsedPolicies>,
    /// The policies by the fields that they are in, in the order of each field.
    by_field: Vec<(PolicyField, PolicyId)>,
    /// Accounts by their ids.
    accounts: Names<'s>,
    /// Principals by their ARNs.
    principals: Names<'s>,
    /// ARNs of the resource entries.
    resources: Vec<Pattern>,
    /// Work that the report may still do.
    pub(crate) budget: Budget,
    /// True if there is a policy that AWS could not read.
    pub(crate) has_unreadable: bool,
}

/// Reads the text of the policy of this number, or knows it already.
type ReadText<'a> = dyn FnMut(&Arc<str>, PolicyKind, usize) -> Arc<Parse> + 'a;

impl<'s> World<'s> {
    pub(crate) fn new(scenario: &'s Scenario) -> Self {
        Self::with(scenario, &mut |text, kind, _| Arc::new(parse(text, kind)))
    }

    /// As [`Self::new`], with texts read by `read`, which is told the policy's number too.
    pub(crate) fn with(scenario: &'s Scenario, read: &mut ReadText<'_>) -> Self {
        let entries = scenario.policies_by_field();
        let number = |(at, (field, _)): (usize, &(PolicyField, PolicyEntry<'_>))| (*field, PolicyId(at as u32));
        let mut by_field: Vec<(PolicyField, PolicyId)> = entries.iter().enumerate().map(number).collect();
        by_field.sort_by_key(|(field, _)| *field);
        let each = entries.into_iter().enumerate().map(|(at, (_, entry))| ParsedPolicy {
            parse: completed(read(entry.policy.document.shared(), entry.policy_type.kind(), at), entry.owner),
            needs_no_resource: needs_no_resource(entry.owner),
            name: entry.policy.name.as_str().into(),
            pointer: entry.pointer,
            owner: entry.owner.into(),
            text: entry.policy.document.shared().clone(),
        });
        let policies: Vec<ParsedPolicy> = each.collect();
        let accounts = Names::of(scenario.accounts.iter().map(|account| account.id.as_str()));
        let principals = Names::of(scenario.principals.iter().map(|principal| principal.arn.as_str()));
        let resources = scenario.resources.iter().map(|entry| Pattern::parse(&entry.arn, true, false)).collect();
        let unreadable = |read: &ParsedPolicy| read.findings().any(|(_, found)| found.kind.blocks());
        let has_unreadable = policies.iter().any(unreadable);
        let parsed = Arc::new(ParsedPolicies::new(policies));
        Self { scenario, parsed, by_field, accounts, principals, resources, budget: Budget::new(), has_unreadable }
    }

    /// Refuses a policy with a finding of this sort.
    pub(crate) fn refuse(&self, id: PolicyId, sort: fn(&DiagnosticKind) -> bool) -> Result<(), Refusal> {
        let found = self.parsed.policy(id).and_then(|read| read.findings().find(|(_, found)| sort(&found.kind)));
        let unreadable = found.and_then(|found| self.parsed.unreadable(id, found));
        unreadable.map_or(Ok(()), |policy| Err(Refusal::UnreadablePolicy(Box::new(policy))))
    }

    /// The policies in a field of the object at this position of a list of the scenario, those further below included.
    pub(crate) fn policies_in(
        &self,
        list: &'static str,
        at: usize,
        field: &'static str,
    ) -> impl Iterator<Item = Attached<'_>> {
        let wanted = PolicyField { list, at, field };
        let first = self.by_field.partition_point(|(field, _)| *field < wanted);
        let found = self.by_field.iter().skip(first).take_while(move |(field, _)| *field == wanted);
        found.map(|(_, id)| Attached { id: *id, policy: self.parsed.tree(*id) })
    }

    /// The trust policy of the principal at this position.
    pub(crate) fn trust_policy(&self, principal: usize) -> Option<Attached<'_>> {
        self.policies_in("principals", principal, "trustPolicy").next()
    }

    /// The levels of service control policies of the account at this position, root first; `None`: none in force.
    pub(crate) fn service_control(&self, (at, account): (usize, &Account)) -> Option<Vec<Level<'_>>> {
        Some(self.levels(at, "serviceControlPolicies", account.service_control_policies.as_ref()?))
    }

    /// The same of resource control policies.
    pub(crate) fn resource_control(&self, (at, account): (usize, &Account)) -> Option<Vec<Level<'_>>> {
        Some(self.levels(at, "resourceControlPolicies", account.resource_control_policies.as_ref()?))
    }

    fn levels(&self, account: usize, field: &'static str, levels: &[PolicyLevel]) -> Vec<Level<'_>> {
        let mut policies = self.policies_in("accounts", account, field);
        levels.iter().map(|level| Level { policies: policies.by_ref().take(level.policies.len()).collect() }).collect()
    }

    pub(crate) fn account(&self, id: Option<&str>) -> Option<(usize, &'s Account)> {
        let at = self.accounts.first(id?)?;
        Some((at, self.scenario.accounts.get(at)?))
    }

    /// Principals whose ARN is exactly this one.
    pub(crate) fn principal(&self, arn: &str) -> Option<(usize, &'s Principal)> {
        let at = self.principals.first(arn)?;
        Some((at, self.scenario.principals.get(at)?))
    }

    /// The role behind a session: same account, same name, whatever its path.
    pub(crate) fn role_by_name(&self, account: &str, name: &str) -> Option<(usize, &'s Principal)> {
        self.scenario.principals.iter().enumerate().find(|(_, principal)| {
            Arn::parse(&principal.arn).is_some_and(|arn| arn.is_role() && arn.account == account && arn.name() == name)
        })
    }

    /// Cost of looking up what has this ARN: every entry is looked at.
    pub(crate) fn search_cost(&self, arn: &str) -> usize {
        let patterns: usize = self.resources.iter().map(|pattern| pattern.text.len()).sum();
        let scenario = self.scenario;
        let entries = scenario.accounts.len() + scenario.principals.len() + scenario.resources.len();
        patterns.saturating_mul(1 + arn.len() / 64).saturating_add(entries)
    }

    /// The resource entries that bear on an ARN.
    pub(crate) fn entries(&self, arn: &str) -> ResourceEntries<'s> {
        let own = self.closest(|pattern| fits(pattern, arn));
        let bucket = bucket_of(arn).filter(|_| !self.resources.is_empty());
        let bucket = bucket.and_then(|bucket| self.closest(|pattern| fits(pattern, bucket) && !fits(pattern, arn)));
        ResourceEntries { own, bucket }
    }

    /// Of the entries whose ARN fits, the one with the most literal characters.
    fn closest(&self, fits: impl Fn(&Pattern) -> bool) -> Option<ResourceEntry<'s>> {
        let literals = |entry: &Resource| entry.arn.chars().filter(|c| !matches!(c, '*' | '?')).count();
        let entries = self.scenario.resources.iter().zip(&self.resources).enumerate();
        let mut fitting = entries.filter(|(_, (_, pattern))| fits(pattern)).map(|(at, (entry, _))| (at, entry));
        let first = fitting.next()?;
        let Some(second) = fitting.next() else { return Some(first) };
        [first, second].into_iter().chain(fitting).max_by_key(|(at, entry)| (literals(entry), std::cmp::Reverse(*at)))
    }
}

/// An entry of the scenario's resources, with its position.
pub(crate) type ResourceEntry<'s> = (usize, &'s Resource);

/// The resource entries that bear on an ARN.
pub(crate) struct ResourceEntries<'s> {
    /// The entry whose ARN fits.
    own: Option<ResourceEntry<'s>>,
    /// The entry of the bucket that the object is in.
    pub(crate) bucket: Option<ResourceEntry<'s>>,
}

impl<'s> ResourceEntries<'s> {
    /// The entry that stands for the ARN. A bucket's entry also serves its objects.
    pub(crate) fn resource(&self) -> Option<ResourceEntry<'s>> {
        self.own.or(self.bucket)
    }
}

/// ARN of the bucket that an object is in.
fn bucket_of(arn: &str) -> Option<&str> {
    let parsed = Arn::parse(arn).filter(|arn| arn.service == "s3")?;
    let (bucket, _) = parsed.resource.split_once('/')?;
    arn.get(..arn.len() - (parsed.resource.len() - bucket.len()))
}

/// Tags of a scenario as the engine takes them.
pub(crate) fn tags(tags: &Map<String>) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}
