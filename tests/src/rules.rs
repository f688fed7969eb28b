//! Rules that are seen to decide: what comes out differently when a scenario is changed so that a rule says nothing.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::reference::{self, Decided};

mod change;

use change::{Calls, drop_parameter};

/// Effect of a rule on a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    /// The step is allowed because of the rule.
    Opens,
    /// The step is not allowed because of the rule.
    Closes,
}

use Effect::{Closes, Opens};

/// A rule, the effects that it has, and the change that takes them away.
struct Rule {
    name: &'static str,
    effects: &'static [Effect],
    change: fn(&mut Value),
}

const fn rule(name: &'static str, effects: &'static [Effect], change: fn(&mut Value)) -> Rule {
    Rule { name, effects, change }
}

const BOTH: &[Effect] = &[Opens, Closes];
const CLOSES: &[Effect] = &[Closes];
const OPENS: &[Effect] = &[Opens];

const RULES: &[Rule] = &[
    rule("AM-01 source identity of a session that chains", BOTH, change::hide_source_identities),
    rule("AM-02 external id with a token or assertion", CLOSES, |it| {
        drop_parameter(it, "externalId", Calls::Federated)
    }),
    rule("AM-02 device with a token or assertion", CLOSES, |it| drop_parameter(it, "mfa", Calls::Federated)),
    rule("AM-02 contexts with a token or assertion", CLOSES, |it| {
        drop_parameter(it, "providedContexts", Calls::Federated);
    }),
    rule("AM-02 claims at AssumeRole", CLOSES, |it| drop_parameter(it, "claims", Calls::AssumeRole)),
    rule("AM-02 device of a service", CLOSES, |it| drop_parameter(it, "mfa", Calls::OfService)),
    rule("AM-02 device of a role session", CLOSES, |it| drop_parameter(it, "mfa", Calls::OfRoleSession)),
    rule("AM-02 device of a user", BOTH, |it| drop_parameter(it, "mfa", Calls::OfUser)),
    rule("AM-02 external id at AssumeRole", BOTH, |it| drop_parameter(it, "externalId", Calls::AssumeRole)),
    rule("AM-05 tag keys that differ in case alone", CLOSES, change::drop_repeated_tags),
    rule("AM-07 policy of a queue and its owner's root", OPENS, change::receive_instead),
    rule("AM-08 claims of a token that are no keys", BOTH, |it| change::claims_as_keys(it, Calls::WithToken)),
    rule("AM-08 attributes of an assertion that are no keys", BOTH, |it| {
        change::claims_as_keys(it, Calls::WithAssertion)
    }),
    rule("CK-11 claims of a token that are keys", BOTH, |it| drop_parameter(it, "claims", Calls::WithToken)),
    rule("CK-20 attributes of an assertion that are keys", BOTH, |it| {
        drop_parameter(it, "claims", Calls::WithAssertion)
    }),
    rule("CK-11 claims that end with the login", BOTH, change::keep_claims),
    rule("AM-09 s3:ResourceAccount of a known owner", BOTH, change::hide_owners),
    rule("AM-09 s3:ResourceAccount of no known owner", BOTH, change::name_owners),
    rule("AM-10 kms:CallerAccount on a key", BOTH, change::hide_caller_accounts),
    rule("AM-11 tags under the service's own key", BOTH, change::hide_own_tags),
    rule("AM-12 policy of a repository without Resource", BOTH, change::name_no_repository),
    rule("AM-13 origin access identity", OPENS, change::call_anonymously),
    rule("AM-14 tags of a certificate as the caller's", OPENS, change::hide_certificates),
    rule("AM-15 short resource in an API's policy", BOTH, change::write_no_api),
    rule("AM-20 scope down policy as a ceiling", CLOSES, change::widen_scopes),
    rule("AM-31 RCPs of calls without a resource", CLOSES, change::drop_rcps_of_calls_without_resource),
    rule("AM-30 provider of tokens of another account", CLOSES, |it| change::bring_home(it, ":oidc-provider/")),
    rule("AM-30 provider of assertions of another account", CLOSES, |it| change::bring_home(it, ":saml-provider/")),
    rule("AM-30 provider of tokens of the role's account", OPENS, |it| change::send_away(it, ":oidc-provider/")),
    rule("AM-30 provider of assertions of the role's account", OPENS, |it| change::send_away(it, ":saml-provider/")),
    rule("EV-07 call on no resource", CLOSES, change::give_resource),
    rule("GR-19 no actions", BOTH, |it| change::fill_lists(it, "Action")),
    rule("GR-19 no resources", BOTH, |it| change::fill_lists(it, "Resource")),
    rule("GR-19 no principals", BOTH, change::fill_principals),
    rule("CO-22 no values", BOTH, |it| change::empty_lists_hold(it, |name| !is_negated(name) && is_plain(name))),
    rule("CO-22 no values, negated", BOTH, |it| {
        change::empty_lists_hold(it, |name| is_negated(name) && is_plain(name))
    }),
    rule("CO-21 no values, IfExists", BOTH, |it| {
        change::empty_lists_hold(it, |name| !is_negated(name) && if_exists(name))
    }),
    rule("CO-21 no values, negated, IfExists", BOTH, |it| {
        change::empty_lists_hold(it, |name| is_negated(name) && if_exists(name));
    }),
    rule("CO-21 no values, of a set", BOTH, |it| change::empty_lists_hold(it, |name| name.starts_with("For"))),
    rule("CO-21 no values and no key", BOTH, |it| change::empty_lists_fail(it, |name| !is_plain(name))),
    rule("EV-65 default policy of another account's key", CLOSES, |it| {
        change::list_keys(
            it,
            true,
            &json!({ "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*" }),
        );
    }),
    rule("EV-66 default policy of a key", OPENS, |it| change::list_keys(it, false, &json!([]))),
];

fn is_negated(operator: &str) -> bool {
    operator.contains("Not")
}

fn if_exists(operator: &str) -> bool {
    operator.ends_with("IfExists")
}

fn is_plain(operator: &str) -> bool {
    !if_exists(operator) && !operator.starts_with("For")
}

/// So often an effect is seen, then nobody looks any more.
const OFTEN_ENOUGH: usize = 5;

/// Effects of rules that a run has seen, at most a few times each.
#[derive(Debug, Default)]
pub struct Seen(BTreeMap<(&'static str, Effect), usize>);

impl Seen {
    /// Adds the effects of rules on the first step that comes out differently without one.
    pub fn count(&mut self, scenario: &Value, decided: &[Decided]) {
        for rule in RULES {
            if rule.effects.iter().all(|effect| self.times(rule, *effect) >= OFTEN_ENOUGH) {
                continue;
            }
            let mut changed = scenario.clone();
            (rule.change)(&mut changed);
            if changed == *scenario {
                continue;
            }
            let without = reference::decide(&changed);
            let differing = decided.iter().zip(&without).find(|(with, without)| with.decision != without.as_str());
            let effect = differing.and_then(|(with, without)| match (with.decision, without.as_str()) {
                ("allowed", _) => Some(Opens),
                (_, "allowed") => Some(Closes),
                _ => None,
            });
            if let Some(effect) = effect {
                *self.0.entry((rule.name, effect)).or_default() += 1;
            }
        }
    }

    /// Adds what another thread has seen.
    pub fn add(&mut self, other: Self) {
        other.0.into_iter().for_each(|(effect, count)| *self.0.entry(effect).or_default() += count);
    }

    /// Effects that no scenario has shown, one to a line.
    pub fn missing(&self) -> String {
        let all = RULES.iter().flat_map(|rule| rule.effects.iter().map(move |effect| (rule, *effect)));
        all.filter(|(rule, effect)| self.times(rule, *effect) == 0)
            .map(|(rule, effect)| format!("{} {} nothing\n", rule.name, verb(effect)))
            .collect()
    }

    fn times(&self, rule: &Rule, effect: Effect) -> usize {
        self.0.get(&(rule.name, effect)).copied().unwrap_or_default()
    }
}

const fn verb(effect: Effect) -> &'static str {
    match effect {
        Opens => "opens",
        Closes => "closes",
    }
}

impl std::fmt::Display for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "rules that decide, seen at most {OFTEN_ENOUGH} times by each thread")?;
        for rule in RULES {
            write!(f, "  {:<52}", rule.name)?;
            for effect in rule.effects {
                write!(f, " {} {:>3}", verb(*effect), self.times(rule, *effect))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
