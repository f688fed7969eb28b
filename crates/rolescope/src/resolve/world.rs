//! A scenario, looked up: policies read once, accounts, principals and resources found by name.

use std::sync::Arc;

use iam_eval::{Attached, Level, PolicyId, Tag, fits};
use iam_syntax::{Arn, DiagnosticKind, Parse, Pattern, PolicyKind, parse};

use crate::map::Map;
use crate::names::Names;
use crate::report::refusal::Refusal;
use crate::resolve::budget::Budget;
use crate::resolve::parsed_policies::{ParsedPolicies, ParsedPolicy};
use crate::scenario::{Account, NamedPolicy, PolicyEntry, PolicyLevel, Principal, Resource, Scenario};

/// A scenario with its policies read.
pub(crate) struct World<'s> {
    pub(crate) scenario: &'s Scenario,
    pub(crate) parsed: Arc<ParsedPolicies>,
    /// Address of each policy in memory, in that order: the scenario holds still while somebody looks things up in it.
    by_address: Vec<(usize, PolicyId)>,
    /// Accounts by their ids.
    accounts: Names<'s>,
    /// Principals by their ARNs.
    principals: Names<'s>,
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
        let entries = scenario.policies();
        let address = |(at, entry): (usize, &PolicyEntry<'_>)| (address(entry.policy), PolicyId(at as u32));
        let mut by_address: Vec<(usize, PolicyId)> = entries.iter().enumerate().map(address).collect();
        by_address.sort_by_key(|(address, _)| *address);
        let each = entries.into_iter().enumerate().map(|(at, entry)| ParsedPolicy {
            parse: read(entry.policy.document.shared(), entry.policy_type.kind(), at),
            name: entry.policy.name.as_str().into(),
            pointer: entry.pointer.as_str().into(),
            owner: entry.owner.into(),
            text: entry.policy.document.shared().clone(),
        });
        let policies: Vec<ParsedPolicy> = each.collect();
        let accounts = Names::of(scenario.accounts.iter().map(|account| account.id.as_str()));
        let principals = Names::of(scenario.principals.iter().map(|principal| principal.arn.as_str()));
        let resources = scenario.resources.iter().map(|entry| Pattern::parse(&entry.arn, true, false)).collect();
        let unreadable = |read: &ParsedPolicy| read.parse.diagnostics.iter().any(|found| found.kind.blocks());
        let has_unreadable = policies.iter().any(unreadable);
        let parsed = Arc::new(ParsedPolicies::new(policies));
        Self { scenario, parsed, by_address, accounts, principals, resources, budget: Budget::new(), has_unreadable }
    }

    /// Refuses a policy with a finding of this sort.
    pub(crate) fn refuse(&self, id: PolicyId, sort: fn(&DiagnosticKind) -> bool) -> Result<(), Refusal> {
        let found = self.parsed.policy(id).and_then(|read| read.parse.diagnostics.iter().position(|it| sort(&it.kind)));
        found.map_or(Ok(()), |finding| Err(Refusal::Malformed { policy: id, finding }))
    }

    /// A policy of the scenario, to be asked.
    pub(crate) fn attached(&self, policy: &NamedPolicy) -> Option<Attached<'_>> {
        let found = self.by_address.binary_search_by_key(&address(policy), |(address, _)| *address);
        debug_assert!(found.is_ok(), "a copy of a policy is not the scenario's own");
        let at = found.ok()?;
        let (_, id) = *self.by_address.get(at)?;
        Some(Attached { id, policy: self.parsed.tree(id) })
    }

    /// All of these policies of the scenario.
    pub(crate) fn attached_all(&self, policies: &[NamedPolicy]) -> Vec<Attached<'_>> {
        policies.iter().filter_map(|policy| self.attached(policy)).collect()
    }

    /// An account's levels, root first.
    pub(crate) fn levels(&self, levels: &[PolicyLevel]) -> Vec<Level<'_>> {
        levels.iter().map(|level| Level { policies: self.attached_all(&level.policies) }).collect()
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

    /// The resource entry that stands for this ARN: of several that match, the one with the most literal
    /// characters. A bucket's entry also serves its objects.
    pub(crate) fn resource(&self, arn: &str) -> Option<(usize, &'s Resource)> {
        self.matching_resources(arn, arn).or_else(|| self.bucket(arn))
    }

    /// The entry of the bucket that an object is in.
    pub(crate) fn bucket(&self, arn: &str) -> Option<(usize, &'s Resource)> {
        let parsed = Arn::parse(arn)?;
        let (bucket, _) = parsed.resource.split_once('/')?;
        let length = arn.len() - (parsed.resource.len() - bucket.len());
        (parsed.service == "s3").then(|| arn.get(..length))?.and_then(|bucket| self.matching_resources(bucket, arn))
    }

    fn matching_resources(&self, arn: &str, not: &str) -> Option<(usize, &'s Resource)> {
        let literal = |entry: &Resource| entry.arn.chars().filter(|c| !matches!(c, '*' | '?')).count();
        let entries = self.scenario.resources.iter().zip(&self.resources).enumerate();
        entries
            .filter(|(_, (_, pattern))| fits(pattern, arn) && (arn == not || !fits(pattern, not)))
            .map(|(at, (entry, _))| (at, entry))
            .max_by_key(|(at, entry)| (literal(entry), std::cmp::Reverse(*at)))
    }
}

fn address(policy: &NamedPolicy) -> usize {
    std::ptr::from_ref(policy) as usize
}

/// Tags of a scenario as the engine takes them.
pub(crate) fn tags(tags: &Map<String>) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}
