//! Code, severity and effect of every finding.

use super::{DiagnosticKind, Element, Severity};
use crate::open_points::REPEATED_KEYS_BLOCK;
use crate::parse::has_strict_sids;
use crate::{Family, PolicyKind, Quantifier, json};

/// Code, severity, and whether the finding blocks a decision.
type Facts = (&'static str, Severity, bool);

impl DiagnosticKind {
    /// A stable name: Access Analyzer's where it has the finding, else one in its style.
    pub fn code(&self) -> &'static str {
        self.facts().0
    }

    /// Severity of the finding.
    pub fn severity(&self) -> Severity {
        self.facts().1
    }

    /// True if AWS could not read the policy, so that it takes part in no decision. Structure blocks, values do not.
    pub fn blocks(&self) -> bool {
        self.facts().2
    }

    // Inlined, so that whoever asks for no code carries none: the page does not show them.
    #[inline(always)]
    fn facts(&self) -> Facts {
        use DiagnosticKind as K;
        match self {
            K::EmptyText => ("EMPTY_TEXT", Severity::Note, true),
            K::TextTooLarge { .. } => blocking("TEXT_TOO_LARGE"),
            K::YamlText => blocking("YAML_TEXT"),
            K::UrlEncodedText => blocking("URL_ENCODED_TEXT"),
            K::WrappedPolicy { .. } => blocking("WRAPPED_POLICY"),
            K::BareStatement => blocking("BARE_STATEMENT"),
            K::TooManyProblems => ("TOO_MANY_PROBLEMS", Severity::Note, false),
            K::Json { problem: json::ProblemKind::ByteOrderMark } => ("BYTE_ORDER_MARK", Severity::Note, false),
            K::Json { .. } => blocking("JSON_SYNTAX_ERROR"),

            K::DuplicateKey { .. } if !REPEATED_KEYS_BLOCK.taken() => error("DUPLICATE_KEY"),
            K::DuplicateKey { .. } => blocking("DUPLICATE_KEY"),
            K::UnknownElement { .. } => blocking("INVALID_POLICY_ELEMENT"),
            K::ForbiddenElement { element, policy } => blocking(forbidden_code(*element, *policy)),
            K::WrongType { .. } => blocking("DATA_TYPE_MISMATCH"),
            K::MissingStatement => blocking("MISSING_STATEMENT"),
            K::EmptyStatementList => error("MISSING_STATEMENT"),
            K::MissingElement { element, .. } => blocking(missing_code(*element)),
            K::ExclusiveElements { .. } => blocking("UNSUPPORTED_ELEMENT_COMBINATION"),
            K::InvalidEffect { .. } => blocking("INVALID_EFFECT"),
            K::InvalidVersion { .. } => blocking("INVALID_VERSION"),
            K::BarePrincipal { .. } => blocking("INVALID_PRINCIPAL_FORMAT"),
            K::UnknownPrincipalType { .. } => blocking("INVALID_PRINCIPAL_KEY"),
            K::UnknownOperator { .. } => blocking("INVALID_CONDITION_OPERATOR"),
            K::NullIfExists => blocking("NULL_WITH_IF_EXISTS"),

            K::MissingVersion { policy: PolicyKind::ResourceControl } => error("MISSING_VERSION"),
            K::MissingVersion { .. } => warning("MISSING_VERSION"),
            K::ResourceControlVersion => error("RCP_SYNTAX_ERROR_VERSION"),
            K::RefusedCharacter { .. } => error("UNSUPPORTED_CHARACTER"),
            K::UnsupportedSid { .. } => error("UNSUPPORTED_SID"),
            K::EmptySid => warning("EMPTY_SID_VALUE"),
            K::DuplicateSid { policy, .. } => duplicate_sid(*policy),
            K::ResourceControlAllow => error("RCP_SYNTAX_ERROR_ALLOW"),
            K::EmptyList { element } => warning(empty_list_code(*element)),

            K::TrustPrincipalStar => error("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL"),
            K::TrustOpenToEveryone => warning("ROLE_TRUST_POLICY_OPEN_TO_EVERYONE"),
            K::ResourceControlPrincipal => error("RCP_SYNTAX_ERROR_PRINCIPAL"),
            K::AllowWithNotPrincipal => warning("ALLOW_WITH_NOT_PRINCIPAL"),
            K::EmptyPrincipalObject => warning("EMPTY_OBJECT_PRINCIPAL"),
            K::WildcardInPrincipal { .. } => error("UNSUPPORTED_WILDCARD_IN_PRINCIPAL"),
            K::GroupPrincipal { .. } => error("UNSUPPORTED_GROUP_IN_PRINCIPAL"),
            K::InvalidPrincipal { .. } => error("INVALID_PRINCIPAL"),
            K::UniqueIdPrincipal { id } if id.starts_with("AROA") => warning("INVALID_ROLE_REFERENCE"),
            K::UniqueIdPrincipal { .. } => warning("INVALID_USER_REFERENCE"),
            K::FederatedOutsideTrust => error("FEDERATED_PRINCIPAL_NOT_SUPPORTED"),
            K::ForeignProvider { .. } => warning("PROVIDER_OF_ANOTHER_ACCOUNT"),
            K::InvalidFederatedPrincipal { .. } => error("INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY"),

            K::ActionColons { .. } | K::ActionWithoutService { .. } | K::WildcardInService { .. } => {
                error("INVALID_ACTION")
            }
            K::ResourceControlActionStar => error("RCP_SYNTAX_ERROR_ACTION"),
            K::InvalidArnPrefix { .. } => error("INVALID_ARN_PREFIX"),
            K::MissingArnField { policy: PolicyKind::Identity | PolicyKind::Boundary, .. } => {
                warning("MISSING_ARN_FIELD")
            }
            K::MissingArnField { .. } => error("MISSING_ARN_FIELD"),

            K::MissingBraceInVariable => error("MISSING_BRACE_IN_VARIABLE"),
            K::MissingQuoteInVariable => error("MISSING_QUOTE_IN_VARIABLE"),
            K::SpaceInVariable => error("UNSUPPORTED_SPACE_IN_VARIABLE"),
            K::EmptyVariable => error("EMPTY_VARIABLE"),
            K::VariableInElement { .. } => error("VARIABLE_UNSUPPORTED_IN_ELEMENT"),
            K::VariableInVersion => error("VARIABLE_UNSUPPORTED_IN_VERSION"),
            K::VariableForOperator { operator } if operator.kind.family() == Family::Bool => {
                warning("INVALID_VARIABLE_FOR_OPERATOR")
            }
            K::VariableForOperator { .. } => error("INVALID_VARIABLE_FOR_OPERATOR"),

            K::ConditionKeysDifferInCase { .. } => error("DUPLICATE_KEYS_WITH_DIFFERENT_CASE"),
            K::ConditionKeyFormat { .. } => error("INVALID_CONDITION_KEY_FORMAT"),
            K::MissingTagKey { .. } => error("MISSING_TAG_KEY_IN_CONDITION"),
            K::MixedValueTypes => error("INVALID_CONDITION_DATA_TYPE"),
            K::SeveralBooleans => error("INVALID_CONDITION_MULTIPLE_BOOLEAN"),
            K::InvalidAddressRange { .. } => error("TYPE_MISMATCH_IP_RANGE"),
            K::EmptyConditionObject => warning("EMPTY_OBJECT_CONDITION"),
            K::EmptyConditionValues { operator } => warning(match (operator.quantifier, operator.if_exists) {
                (Some(Quantifier::ForAllValues), _) => "EMPTY_ARRAY_CONDITION_FORALLVALUES",
                (Some(Quantifier::ForAnyValue), _) => "EMPTY_ARRAY_CONDITION_FORANYVALUE",
                (None, true) => "EMPTY_ARRAY_CONDITION_IFEXISTS",
                (None, false) => "EMPTY_ARRAY_CONDITION",
            }),
        }
    }
}

const fn blocking(code: &'static str) -> Facts {
    (code, Severity::Error, true)
}

const fn error(code: &'static str) -> Facts {
    (code, Severity::Error, false)
}

const fn warning(code: &'static str) -> Facts {
    (code, Severity::Warning, false)
}

fn forbidden_code(element: Element, policy: PolicyKind) -> &'static str {
    use PolicyKind as P;
    match (element, policy) {
        (Element::Principal | Element::NotPrincipal, P::ServiceControl) => "SCP_SYNTAX_ERROR_PRINCIPAL",
        (Element::Principal | Element::NotPrincipal, P::ResourceControl) => "RCP_SYNTAX_ERROR_PRINCIPAL",
        (Element::NotPrincipal, P::Trust) => "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
        (Element::Principal | Element::NotPrincipal, _) => "UNSUPPORTED_PRINCIPAL",
        (Element::Resource | Element::NotResource, _) => "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
        (Element::NotAction, _) => "RCP_SYNTAX_ERROR_NOTACTION",
        (
            Element::Version
            | Element::Id
            | Element::Statement
            | Element::Sid
            | Element::Effect
            | Element::Action
            | Element::Condition,
            _,
        ) => "INVALID_POLICY_ELEMENT",
    }
}

fn missing_code(element: Element) -> &'static str {
    match element {
        Element::Version => "MISSING_VERSION",
        Element::Effect => "MISSING_EFFECT",
        Element::Principal | Element::NotPrincipal => "MISSING_PRINCIPAL",
        Element::Action | Element::NotAction => "MISSING_ACTION",
        Element::Resource | Element::NotResource => "MISSING_RESOURCE",
        Element::Id | Element::Statement | Element::Sid | Element::Condition => "MISSING_STATEMENT",
    }
}

fn empty_list_code(element: Element) -> &'static str {
    match element {
        Element::Action | Element::NotAction => "EMPTY_ARRAY_ACTION",
        Element::Resource | Element::NotResource => "EMPTY_ARRAY_RESOURCE",
        Element::Principal | Element::NotPrincipal => "EMPTY_ARRAY_PRINCIPAL",
        Element::Version | Element::Id | Element::Statement | Element::Sid | Element::Effect | Element::Condition => {
            "EMPTY_ARRAY_CONDITION"
        }
    }
}

/// AWS refuses equal Sids in the policies that IAM and Organizations keep; elsewhere they are only confusing (GR-16).
fn duplicate_sid(policy: PolicyKind) -> Facts {
    if has_strict_sids(policy) { error("UNIQUE_SIDS_REQUIRED") } else { warning("UNIQUE_SIDS_RECOMMENDED") }
}
