//! Scenarios that come with the page. The first is part of it; the others are files beside it.

use rolescope::Scenario;

use crate::layout::laid_out;
use crate::ready;

/// A scenario that comes with the page.
#[derive(Debug, PartialEq)]
pub(crate) struct Example {
    /// Its name in storage and in links, and of its file.
    pub(crate) id: &'static str,
    /// As in the file.
    pub(crate) title: &'static str,
    /// Subject of the example, in a line.
    pub(crate) line: &'static str,
}

/// Examples on one subject.
pub(crate) struct Shelf {
    pub(crate) subject: &'static str,
    pub(crate) examples: &'static [Example],
}

/// Example of a first visit.
pub(crate) const FIRST: &str = "ec2-reads-s3";

/// All of them.
pub(crate) const SHELVES: [Shelf; 5] = [
    Shelf {
        subject: "Roles of services",
        examples: &[
            Example {
                id: FIRST,
                title: "A web app on EC2 reads its configuration from S3",
                line: "A service role from end to end: trust, session, permission.",
            },
            Example {
                id: "service-on-behalf-of-a-stranger",
                title: "A service is asked to use the role for somebody else",
                line: "The confused deputy, and the condition that stops it.",
            },
            Example {
                id: "service-linked-role-and-scp",
                title: "A service control policy does not bind a service-linked role",
                line: "The same Deny stops a person and not the service.",
            },
        ],
    },
    Shelf {
        subject: "Roles for people and accounts",
        examples: &[
            Example {
                id: "user-assumes-role",
                title: "Two colleagues try the same role",
                line: "The trust policy names one of them.",
            },
            Example {
                id: "same-account-needs-mfa",
                title: "The role asks for a second factor",
                line: "A condition on MFA in the trust policy.",
            },
            Example {
                id: "delegated-between-two-accounts",
                title: "A developer of one account works in another",
                line: "Both accounts must agree.",
            },
            Example {
                id: "third-party-external-id",
                title: "A monitoring company brings the right number",
                line: "What the ExternalId is for.",
            },
            Example {
                id: "chain-of-three",
                title: "From a laptop through two roles",
                line: "A chain: each session opens the next role.",
            },
        ],
    },
    Shelf {
        subject: "Federation and other credentials",
        examples: &[
            Example {
                id: "saml-sign-in",
                title: "An employee signs in with the company account",
                line: "SAML: the assertion is the key.",
            },
            Example {
                id: "github-deploys",
                title: "A job of GitHub Actions deploys the site",
                line: "OpenID Connect: one repository, one branch.",
            },
            Example {
                id: "federation-token",
                title: "A session for somebody without a user",
                line: "GetFederationToken and the policy passed to it.",
            },
            Example {
                id: "assume-root",
                title: "Root of a member account, for one task",
                line: "AssumeRoot unlocks a bucket and can do nothing else.",
            },
        ],
    },
    Shelf {
        subject: "Ceilings",
        examples: &[
            Example {
                id: "lambda-under-a-boundary",
                title: "A boundary takes back what the role was given",
                line: "Permissions boundary: both must allow.",
            },
            Example {
                id: "session-policy-narrows",
                title: "A session that may do less than its role",
                line: "A session policy passed at the call.",
            },
            Example {
                id: "same-account-denied-by-the-organization",
                title: "The organization denies assuming one role",
                line: "A service control policy from above.",
            },
        ],
    },
    Shelf {
        subject: "Buckets",
        examples: &[
            Example {
                id: "bucket-names-role",
                title: "The bucket lets a role in",
                line: "A bucket policy instead of a permissions policy.",
            },
            Example {
                id: "bucket-or-object",
                title: "Reading works, listing does not",
                line: "The bucket and its objects have two ARNs.",
            },
        ],
    },
];

/// The storage name of a scenario that the visitor brought along; `own-` and more for each.
pub(crate) const OWN: &str = "own";

/// The storage name of what is made of a scenario that came with a link; `link-` and more for each.
pub(crate) const LINKED: &str = "link";

/// True if the scenario of this storage name came with a link.
pub(crate) fn is_linked(id: &str) -> bool {
    is_of(id, LINKED)
}

/// True if something of this storage name can be kept: an example, a scenario of the visitor's own, one of a link.
pub(crate) fn is_slot(id: &str) -> bool {
    let plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
    is_known(id) || id.len() <= 60 && id.bytes().all(plain) && (is_of(id, OWN) || is_linked(id))
}

fn is_of(id: &str, kind: &str) -> bool {
    id.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// True if a scenario of this name comes with the page.
pub(crate) fn is_known(id: &str) -> bool {
    SHELVES.iter().flat_map(|shelf| shelf.examples).any(|example| example.id == id)
}

/// The scenario of a first visit.
pub(crate) fn first() -> Scenario {
    ready::first_visit().0
}

/// The scenario in the text of an example's file.
pub(crate) fn read(json: &str) -> Option<Scenario> {
    Scenario::from_json(json).ok().map(laid_out)
}

#[cfg(test)]
pub(crate) mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::layout::nested;

    #[test]
    fn guard_js_knows_the_first_example() {
        assert!(include_str!("../guard.js").contains(&format!("value === '{FIRST}'")));
    }

    /// An example as the page fetches it.
    pub(crate) fn example(id: &str) -> Scenario {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let page = fs::read_to_string(root.join("index.html")).unwrap();
        let file = format!("/{id}.json\" data-target-path=\"scenarios\"");
        let path =
            page.lines().find(|line| line.contains(&file)).map(|line| line.split('"').nth(3).unwrap().to_owned());
        let path = path.unwrap_or_else(|| format!("web/scenarios/{id}.json"));
        read(&fs::read_to_string(root.join(path)).unwrap()).unwrap()
    }

    /// The names of all examples.
    pub(crate) fn all() -> impl Iterator<Item = &'static Example> {
        SHELVES.iter().flat_map(|shelf| shelf.examples)
    }

    #[test]
    fn every_example_reads_says_its_title_and_meets_what_it_expects() {
        for known in all() {
            let scenario = example(known.id);
            assert_eq!(scenario.title, known.title);
            let report = rolescope::analyze(&scenario);
            assert_eq!(report.steps.len(), scenario.steps.len(), "{}", known.id);
            assert!(
                report.problems.iter().all(|problem| problem.severity != rolescope::report::Severity::Error),
                "{}",
                known.id
            );
            for step in &report.steps {
                assert_eq!(step.met, Some(true), "{}: {:?} {}", known.id, step.name, step.reason);
            }
        }
    }

    #[test]
    fn the_page_brings_the_file_of_every_example_but_the_first_and_no_other() {
        let page = include_str!("../../index.html");
        let brought = page.matches("data-target-path=\"scenarios\"").count();
        assert_eq!(brought, all().count() - 1);
        for known in all().filter(|known| known.id != FIRST) {
            assert!(page.contains(&format!("/{}.json\" data-target-path", known.id)), "{}", known.id);
        }
    }

    #[test]
    fn the_first_example_is_the_one_of_its_file() {
        assert_eq!(first(), example(FIRST));
        assert!(is_known(FIRST) && !is_known(OWN));
    }

    #[test]
    fn only_names_of_ours_are_names_in_the_storage() {
        for id in [FIRST, OWN, LINKED, "own-k3f9-12", "link-0a1b-k3f9"] {
            assert!(is_slot(id), "{id}");
        }
        for id in ["", "owner", "linked", "own-\u{202e}", "own- x", "other", "own.x", "link/../own"] {
            assert!(!is_slot(id), "{id}");
        }
        assert!(!is_slot(&format!("own-{}", "x".repeat(100))));
        assert!(is_linked("link-1") && is_linked(LINKED) && !is_linked("own-link") && !is_linked(FIRST));
    }

    #[test]
    fn policy_texts_begin_at_the_left_edge() {
        for entry in first().policies() {
            assert!(entry.policy.document.text().starts_with("{\n  \"Version\""), "{}", entry.pointer);
        }
    }

    #[test]
    fn a_scenario_as_a_file_is_indented_as_the_file_was() {
        let lines = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        let file = include_str!("../scenarios/ec2-reads-s3.json");
        let documents = |text: &str| -> Vec<String> {
            Scenario::from_json(text)
                .unwrap()
                .policies()
                .iter()
                .map(|it| it.policy.document.text().to_owned())
                .collect()
        };
        assert_eq!(documents(&nested(first()).to_json()), documents(&lines(file)));
        for known in all() {
            let scenario = example(known.id);
            assert_eq!(read(&nested(scenario.clone()).to_json()), Some(scenario), "{}", known.id);
        }
        let json = r#"{"principals":[{"arn":"a","trustPolicy":{"name":"t","document":"{\n    \"a\": 1\n"}}]}"#;
        let broken = Scenario::from_json(json).unwrap();
        assert_eq!(nested(broken.clone()), broken);
    }

    #[test]
    fn line_ends_are_what_a_text_area_keeps() {
        let json = r#"{"principals":[{"arn":"a","trustPolicy":{"name":"t","document":"{\r\n}\r"}}]}"#;
        let scenario = laid_out(Scenario::from_json(json).unwrap());
        assert_eq!(scenario.policies()[0].policy.document.text(), "{\n}\n");
    }
}
