//! Places in which a scenario has names.

use std::collections::HashMap;
use std::net::IpAddr;
use std::ops::Range;

use iam_syntax::Arn;
use rolescope::is_account_id;

use super::words::{replaced, words};

/// Keys, in lower case, whose texts are words of AWS or of the format of scenarios.
const KEPT: [&str; 20] = [
    "action",
    "notaction",
    "effect",
    "version",
    "format",
    "expect",
    "time",
    "issuedat",
    "service",
    "aws:principaltype",
    "aws:requestedregion",
    "aws:calledvia",
    "aws:calledviafirst",
    "aws:calledvialast",
    "aws:principalservicename",
    "kms:viaservice",
    "transitivetagkeys",
    "sts:transitivetagkeys",
    "aws:tagkeys",
    "sts:taskpolicyarn",
];

/// Keys, in lower case, whose texts are names.
const NAMES: [&str; 27] = [
    "name",
    "id",
    "target",
    "organizationpath",
    "sid",
    "account",
    "externalid",
    "sourceidentity",
    "sub",
    "issuer",
    "aws:userid",
    "aws:username",
    "aws:sourceidentity",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:resourceorgid",
    "aws:resourceorgpaths",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "s3:prefix",
    "sts:externalid",
    "sts:rolesessionname",
    "sts:sourceidentity",
    "saml:sub",
    "aws",
];

/// Segments of paths that AWS gives meaning.
const SEGMENTS: [&str; 3] = ["service-role", "aws-service-role", "aws-reserved"];

/// Services whose resources are named without a type before the name.
const UNTYPED: [&str; 4] = ["sqs", "sns", "execute-api", "codecommit"];

/// Kind of a text, by its keys and its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A word of AWS.
    Kept,
    /// An ARN, perhaps with wildcards.
    Arn,
    /// A name or an id.
    Name,
    /// A text that may mention names.
    Words,
}

impl Place {
    pub(super) fn of(keys: &[String], text: &str) -> Self {
        let key = keys.last().map(|key| key.to_ascii_lowercase()).unwrap_or_default();
        let is_caller = matches!(key.as_str(), "caller" | "federated") && !text.starts_with("arn:");
        let is_known = is_caller && text.contains('.');
        if KEPT.contains(&key.as_str()) || is_known || text.ends_with(".amazonaws.com") || is_value(text) {
            return Self::Kept;
        }
        if text.starts_with("arn:") {
            return Self::Arn;
        }
        let is_of_aws = key == "name" && (text.starts_with("Amazon") || text.contains("AWS"));
        let is_claim = keys.iter().any(|key| key == "claims") && !matches!(key.as_str(), "aud" | "azp" | "iss" | "amr");
        let is_tag = is_claim || key.contains("tag/") || keys.iter().any(|key| key == "tags");
        let is_name = NAMES.contains(&key.as_str()) || is_tag || key.ends_with(":sub");
        match (is_of_aws, is_name) {
            (true, _) => Self::Kept,
            (false, true) => Self::Name,
            (false, false) => Self::Words,
        }
    }

    /// Words of the text that have to be replaced, everywhere: those that tell something, and beginnings of them in patterns.
    pub(super) fn names(self, text: &str) -> Vec<&str> {
        let tells = |word: &str| match word.bytes().all(|it| it.is_ascii_digit()) {
            true => is_account_id(word),
            false => word.len() > 1 && self != Self::Words,
        };
        let begins = |span: &Range<usize>| text.get(span.end..).is_some_and(|rest| rest.starts_with(['*', '?']));
        let spans = self.words(text).into_iter();
        let of_pattern = |span: &Range<usize>| self != Self::Words && begins(span);
        spans.filter_map(|span| text.get(span.clone()).filter(|word| tells(word) || of_pattern(&span))).collect()
    }

    /// The text with its words replaced.
    pub(super) fn replace(self, text: &str, replacements: &HashMap<String, String>) -> String {
        let (mut out, mut end) = (String::with_capacity(text.len()), 0);
        for span in self.words(text) {
            let (Some(before), Some(word)) = (text.get(end..span.start), text.get(span.clone())) else { continue };
            out.push_str(before);
            out.push_str(replaced(word, replacements).as_deref().unwrap_or(word));
            end = span.end;
        }
        out.push_str(text.get(end..).unwrap_or_default());
        out
    }

    /// Places of the words that may be replaced.
    fn words(self, text: &str) -> Vec<Range<usize>> {
        match self {
            Self::Kept => Vec::new(),
            Self::Arn => in_arn(text),
            Self::Name | Self::Words => words(text),
        }
    }
}

/// True if a text is a Boolean, the caller who did not sign, an IP address or range, or a Region, which conditions compare by what it means.
fn is_value(text: &str) -> bool {
    let address = text.split('/').next().unwrap_or(text);
    let is_bool = text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false");
    is_bool || text == "anonymous" || address.parse::<IpAddr>().is_ok() || is_region(text)
}

/// `eu-west-1`, `us-gov-east-1`.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let letters = |part: &&str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase());
    match parts.as_slice() {
        [area, middle @ .., number] => {
            area.len() == 2
                && !middle.is_empty()
                && middle.iter().all(letters)
                && matches!(number.as_bytes(), [digit] if digit.is_ascii_digit())
        }
        _ => false,
    }
}

/// Words of an ARN's account, and of its resource behind the type.
fn in_arn(text: &str) -> Vec<Range<usize>> {
    let Some(arn) = Arn::parse(text) else { return Vec::new() };
    if arn.account == "aws" {
        return Vec::new();
    }
    let resource = text.len() - arn.resource.len();
    let account = resource.saturating_sub(arn.account.len() + 1);
    let mut found = shifted(words(arn.account), account);
    let is_untyped = UNTYPED.contains(&arn.service) || (arn.service == "s3" && arn.account.is_empty());
    let typed = if is_untyped { None } else { arn.resource.find(['/', ':']) };
    let names = typed.map_or(0, |at| at + 1);
    if arn.resource.starts_with("oidc-provider/") || arn.resource == "root" {
        return found;
    }
    let path = arn.resource.get(names..).unwrap_or_default();
    let is_name = |span: &Range<usize>| {
        let segment = segment(path, span);
        let is_of_aws = arn.service == "iam" && (SEGMENTS.contains(&segment) || segment.ends_with(".amazonaws.com"));
        !is_of_aws && path.get(span.clone()).is_some_and(|word| !is_of_aws_word(word))
    };
    found.extend(shifted(words(path).into_iter().filter(is_name).collect(), resource + names));
    found
}

/// Segment of a path in which a word is.
fn segment<'p>(path: &'p str, word: &Range<usize>) -> &'p str {
    let start = path.get(..word.start).and_then(|before| before.rfind('/')).map_or(0, |at| at + 1);
    let rest = path.get(start..).unwrap_or_default();
    rest.split('/').next().unwrap_or(rest)
}

/// Beginnings of role names that AWS alone gives.
fn is_of_aws_word(word: &str) -> bool {
    word == "AWSReservedSSO" || word.starts_with("AWSServiceRoleFor")
}

fn shifted(spans: Vec<Range<usize>>, by: usize) -> Vec<Range<usize>> {
    spans.into_iter().map(|span| span.start + by..span.end + by).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<'t>(key: &str, text: &'t str) -> Vec<&'t str> {
        Place::of(&[key.to_owned()], text).names(text)
    }

    #[test]
    fn types_services_and_regions_of_arns_are_no_names() {
        assert_eq!(
            names("arn", "arn:aws:iam::444455556666:role/service-role/team/app"),
            ["444455556666", "team", "app"]
        );
        assert_eq!(names("resource", "arn:aws:s3:::s3-data/a.csv"), ["s3", "data", "csv"]);
        assert_eq!(names("resource", "arn:aws:lambda:eu-west-1:444455556666:function:f*"), ["444455556666", "f"]);
        assert_eq!(names("resource", "arn:aws:s3:::data/${aws:PrincipalTag/team}/0*"), ["data", "0"]);
        assert_eq!(names("AWS", "arn:aws:iam::444455556666:root"), ["444455556666"]);
        assert_eq!(names("resource", "arn:aws:sqs:eu-west-1:444455556666:jobs"), ["444455556666", "jobs"]);
        assert_eq!(names("arn", "arn:aws:iam::aws:policy/ReadOnlyAccess"), [""; 0]);
    }

    #[test]
    fn words_of_aws_stay() {
        for (key, text) in [
            ("Action", "s3:GetObject"),
            ("Service", "ec2.amazonaws.com"),
            ("caller", "accounts.google.com"),
            ("aws:RequestedRegion", "eu-west-1"),
            ("name", "AmazonS3ReadOnlyAccess"),
            ("name", "FullAWSAccess"),
        ] {
            assert_eq!(names(key, text), [""; 0], "{key} {text}");
        }
        assert_eq!(names("title", "who is 444455556666"), ["444455556666"]);
    }
}
