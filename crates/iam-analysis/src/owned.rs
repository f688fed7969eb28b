//! Requests that AWS refuses whatever a policy allows (EV-90 to EV-92): no two sets of policies differ in them.

use iam_syntax::{KnownAction, Pattern};

/// Things that AWS owns: the actions that are refused, and the resources.
pub(crate) struct Owned {
    /// Patterns of the actions, in lower case.
    pub(crate) actions: &'static [&'static str],
    /// Patterns of actions among them that are not refused.
    pub(crate) except: &'static [&'static str],
    /// Pattern of the ARNs, read field by field.
    resource: &'static str,
}

impl Owned {
    pub(crate) fn resource(&self) -> Pattern {
        Pattern::parse(self.resource, true, false)
    }
}

/// Reads, and what changes roles without being refused.
const READS: &[&str] = &["iam:get*", "iam:list*", "iam:generate*", "iam:simulate*"];
const LINKED: &[&str] = &[
    "iam:get*",
    "iam:list*",
    "iam:generate*",
    "iam:simulate*",
    "iam:updateroledescription",
    "iam:updaterole",
    "iam:createservicelinkedrole",
    "iam:deleteservicelinkedrole",
];

/// All of them.
pub(crate) const OWNED: [Owned; 4] = [
    Owned {
        actions: &[
            "iam:createpolicy",
            "iam:createpolicyversion",
            "iam:deletepolicy",
            "iam:deletepolicyversion",
            "iam:setdefaultpolicyversion",
            "iam:tagpolicy",
            "iam:untagpolicy",
        ],
        except: &[],
        resource: "arn:*:iam:*:aws:policy/*",
    },
    Owned { actions: &["iam:*"], except: READS, resource: "arn:*:iam:*:*:role/aws-reserved/*" },
    Owned { actions: &["iam:*"], except: LINKED, resource: "arn:*:iam:*:*:role/aws-service-role/*" },
    Owned {
        actions: &["kms:createalias", "kms:updatealias", "kms:deletealias"],
        except: &[],
        resource: "arn:*:kms:*:*:alias/aws/*",
    },
];

/// The action whose resource policies name as all buckets (MA-06), in lower case.
pub(crate) fn lists_buckets() -> String {
    KnownAction::ListAllMyBuckets.name().to_ascii_lowercase()
}
