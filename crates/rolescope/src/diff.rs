//! Policies compared over all requests: what is allowed after a change and was not before, and the other way round.
//!
//! ```
//! use iam_catalog::embedded;
//! use iam_syntax::PolicyKind;
//! use rolescope::diff::{Verdict, policies};
//!
//! let policy = |actions: &str| format!(
//!     r#"{{ "Version": "2012-10-17", "Statement": {{ "Effect": "Allow", "Action": {actions}, "Resource": "*" }} }}"#
//! );
//! let (before, after) = (policy(r#""s3:GetObject""#), policy(r#"["s3:GetObject", "s3:DeleteObject"]"#));
//! let diff = policies(&before, &after, PolicyKind::Identity, embedded::index()).unwrap();
//! assert_eq!(diff.verdict, Verdict::Wider);
//! assert_eq!(diff.gained[0].actions, ["s3:DeleteObject"]);
//! ```

pub(crate) mod answer;
pub(crate) mod replay;
mod with_principals;

pub use answer::{Diff, Level, Region, Restriction, Unknown, Verdict, Witness};

use iam_analysis::{Budget, Reason, difference, difference_by_caller};
use iam_catalog::{ActionName, Index, by_level};
use iam_eval::Values;
/// Kind of a policy.
pub use iam_syntax::PolicyKind as Kind;
use iam_syntax::{ActionPattern, LineIndex, Parse, Policy, PolicyKind, Statement, parse};

use crate::english;
use crate::english::problems;
use crate::report::ContextValue;

impl Verdict {
    /// The verdict in one word.
    pub const fn word(self) -> &'static str {
        english::diff::verdict(self).0
    }

    /// The verdict in one sentence, to stand after the word.
    pub const fn sentence(self) -> &'static str {
        english::diff::verdict(self).1
    }
}

/// A policy that AWS would not read, so that nothing can be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// True if it is the policy before the change.
    pub is_before: bool,
    /// The mistake.
    pub message: String,
    /// Line of the mistake, counted from 1.
    pub line: usize,
    /// Column of the mistake, counted from 1.
    pub column: usize,
}

/// Compares two policies of one kind. Each is compared alone: what else bears on a request plays no part. Callers of policies with principals
/// are taken to be allowed by all of their own policies.
///
/// # Errors
///
/// AWS would refuse to read one of the policies.
pub fn policies(before: &str, after: &str, kind: PolicyKind, index: &Index<'_>) -> Result<Diff, Unreadable> {
    let (old, new) = (tree(before, kind, true)?, tree(after, kind, false)?);
    let keys = replay::keys(&[&old, &new]);
    let has_principals = [&old, &new].iter().any(|policy| policy.statements.iter().any(|own| own.principal.is_some()));
    if !has_principals && !kind.names_callers() {
        let texts = replay::Texts { before, after, keys };
        let side = |one: &Policy, other: &Policy| {
            let found = difference(&[one], &[other], index, &mut Budget::default());
            let region = |own: &iam_analysis::Region<'_>| Region::new(own, None, texts.link(own));
            Side { regions: found.regions.iter().map(region).collect(), undecided: found.undecided }
        };
        return Ok(Diff::new(side(&new, &old), side(&old, &new)));
    }
    let side = |one: &Policy, text: &str, other: &Policy, other_text: &str| {
        let found = difference_by_caller(one, other, kind, index, &mut Budget::default());
        let region = |own: &iam_analysis::CallerRegion<'_>| {
            let link = with_principals::link(own, kind, [text, other_text], &keys);
            Region::new(&own.region, Some((english::diff::callers(&own.callers), kind)), (own.caller.clone(), link))
        };
        Side { regions: found.regions.iter().map(region).collect(), undecided: found.undecided }
    };
    Ok(Diff::new(side(&new, after, &old, before), side(&old, before, &new, after)))
}

/// Regions of one direction, and reasons for which there may be more.
struct Side {
    regions: Vec<Region>,
    undecided: Vec<Reason>,
}

/// Kind of a policy, told from the document: with principals it is a trust policy where it has actions of STS alone and no resources, else a
/// resource-based policy; without principals an identity-based policy.
pub fn kind(text: &str) -> PolicyKind {
    let statements = parse(text, PolicyKind::Resource).tree.map(|tree| tree.statements).unwrap_or_default();
    if statements.iter().all(|statement| statement.principal.is_none()) {
        return PolicyKind::Identity;
    }
    let of_sts = |action: &ActionPattern| action.pattern.text.starts_with("sts:");
    let is_trust = |own: &Statement| own.resource.is_none() && own.action.items.iter().all(|it| of_sts(&it.value));
    if statements.iter().all(is_trust) { PolicyKind::Trust } else { PolicyKind::Resource }
}

fn tree(text: &str, kind: PolicyKind, is_before: bool) -> Result<Policy, Unreadable> {
    let parse = parse(text, kind);
    let unreadable = |message, start| {
        let place = LineIndex::new(text).line_column(text, start);
        Unreadable { is_before, message, line: place.line as usize, column: place.column as usize }
    };
    let of = |found: &iam_syntax::Diagnostic| unreadable(problems::message(&found.kind), found.span.start);
    if let Some(found) = parse.blocked() {
        return Err(of(found));
    }
    let Parse { tree, diagnostics } = parse;
    tree.ok_or_else(|| diagnostics.first().map_or_else(|| unreadable("this is not a policy".to_owned(), 0), of))
}

impl Diff {
    fn new(gained: Side, lost: Side) -> Self {
        let verdict = match (gained.regions.is_empty(), lost.regions.is_empty()) {
            (false, false) => Verdict::Both,
            (false, true) => Verdict::Wider,
            (true, _) if !gained.undecided.is_empty() => Verdict::Unknown,
            (true, true) if !lost.undecided.is_empty() => Verdict::Unknown,
            (true, false) => Verdict::Narrower,
            (true, true) => Verdict::Same,
        };
        let unknown = gained.undecided.iter().map(|reason| english::diff::unknown(reason, true));
        let unknown = unknown.chain(lost.undecided.iter().map(|reason| english::diff::unknown(reason, false)));
        let unknown = unknown.map(|why| Unknown { why }).collect();
        Self { verdict, gained: gained.regions, lost: lost.regions, unknown }
    }
}

impl Region {
    /// `of`: its callers and the kind of the policy, where policies name callers.
    fn new(
        own: &iam_analysis::Region<'_>,
        of: Option<(Vec<String>, PolicyKind)>,
        (caller, link): (String, Option<String>),
    ) -> Self {
        let mut resources = own.resources.clone().into_iter();
        let is_trust = of.as_ref().is_some_and(|(_, kind)| *kind == PolicyKind::Trust);
        let value = |values: &Values| match values {
            Values::One(value) => ContextValue::One(value.clone()),
            Values::Many(values) => ContextValue::List(values.clone()),
        };
        let restriction = |own: &iam_analysis::Restriction| Restriction {
            key: own.key.clone(),
            operator: own.operator.clone(),
            values: own.values.clone(),
            holds: own.holds,
        };
        let mut region = Self {
            actions: own.actions.clone(),
            action_count: own.known.len(),
            levels: levels(&own.known),
            resources: resources.next().unwrap_or_default(),
            also_resources: resources.collect(),
            except_resources: own.except_resources.clone(),
            principals: of.map(|(callers, _)| callers),
            conditions: own.conditions.iter().map(restriction).collect(),
            words: String::new(),
            witness: Witness {
                caller,
                action: own.witness.action.clone(),
                resource: if is_trust { with_principals::ROLE.to_owned() } else { own.witness.resource.clone() },
                context: own.witness.context.iter().map(|(key, values)| (key.clone(), value(values))).collect(),
            },
            link,
        };
        region.words = english::diff::region(&region, is_trust);
        region
    }
}

/// Access levels of the actions, the most dangerous first.
pub(crate) fn levels(actions: &[ActionName<'_>]) -> Vec<Level> {
    let mut levels: Vec<_> = by_level(actions).into_iter().collect();
    levels.sort_by_key(|(level, _)| iam_analysis::danger(*level));
    let of = |(level, actions): (iam_catalog::AccessLevel, Vec<ActionName<'_>>)| Level {
        access_level: level.name().to_owned(),
        count: actions.len(),
    };
    levels.into_iter().map(of).collect()
}
