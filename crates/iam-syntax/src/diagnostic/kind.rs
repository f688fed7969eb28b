//! Every finding there is.

use super::{Element, Expected, Place};
use crate::{Operator, PolicyKind, json};

/// Finding at a place of a policy text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiagnosticKind {
    // The text as a whole.
    /// Nothing but white space: no mistake, but no policy either.
    EmptyText,
    /// Longer than [`json::MAX_BYTES`]; nothing was read.
    TextTooLarge {
        /// Length of the text in bytes.
        bytes: usize,
    },
    /// The text is YAML.
    YamlText,
    /// The text is percent-encoded, as IAM's API returns documents.
    UrlEncodedText,
    /// An answer of an AWS API or another file with the policy inside.
    WrappedPolicy {
        /// The member that holds the policy, from the outside in: `PolicyVersion.Document`.
        member: Box<str>,
    },
    /// A statement, or a list of them, without the policy around it.
    BareStatement,
    /// More findings than are kept; the others are left out.
    TooManyProblems,
    /// The text is not JSON (GR-02, GR-03).
    Json {
        /// The problem.
        problem: json::ProblemKind,
    },

    // Structure.
    /// A key twice in one object (GR-06).
    DuplicateKey {
        /// The key.
        key: Box<str>,
    },
    /// An element that the grammar does not have (GR-01, GR-13).
    UnknownElement {
        /// As written.
        name: Box<str>,
        /// The element that was probably meant.
        meant: Option<Element>,
    },
    /// An element that this kind of policy does not have (semantics 1.3).
    ForbiddenElement {
        /// The element.
        element: Element,
        /// The kind of policy.
        policy: PolicyKind,
    },
    /// A value of a JSON type that its place does not take.
    WrongType {
        /// The place.
        place: Place,
        /// Types that it takes.
        expected: Expected,
        /// Type that stands there.
        found: json::Type,
    },
    /// No `Statement` (GR-04).
    MissingStatement,
    /// `"Statement": []` (GR-05).
    EmptyStatementList,
    /// Neither the element nor, where there is one, its `Not…` form.
    MissingElement {
        /// `Effect`, `Principal`, `Action` or `Resource`.
        element: Element,
        /// The kind of policy.
        policy: PolicyKind,
    },
    /// Two elements that exclude each other, such as `Action` and `NotAction` (GR-13).
    ExclusiveElements {
        /// The one that comes second in the text.
        second: Element,
        /// The one that comes first.
        first: Element,
    },
    /// `Effect` is neither `Allow` nor `Deny` (GR-14).
    InvalidEffect {
        /// As written.
        text: Box<str>,
    },
    /// `Version` is not a version of the policy language (GR-09).
    InvalidVersion {
        /// As written.
        text: Box<str>,
    },
    /// A bare string other than `"*"` as `Principal` (GR-24).
    BarePrincipal {
        /// As written.
        text: Box<str>,
    },
    /// A key of `Principal` that is no principal type (GR-24).
    UnknownPrincipalType {
        /// As written.
        name: Box<str>,
        /// The type that was probably meant.
        meant: Option<Box<str>>,
    },
    /// A condition operator that AWS does not have (semantics 4.3).
    UnknownOperator {
        /// As written.
        text: Box<str>,
        /// The operator that was probably meant.
        meant: Option<Box<str>>,
    },
    /// `NullIfExists` (CO-10).
    NullIfExists,

    // Values of the document and of a statement.
    /// No `Version` (GR-10), in a resource control policy an error (GR-35).
    MissingVersion {
        /// The kind of policy.
        policy: PolicyKind,
    },
    /// A resource control policy of another version than 2012-10-17 (GR-35).
    ResourceControlVersion,
    /// A character that IAM does not take in a policy (GR-02).
    RefusedCharacter {
        /// The character.
        character: char,
    },
    /// A `Sid` with other characters than A-Z, a-z and 0-9 (GR-16).
    UnsupportedSid {
        /// As written.
        sid: Box<str>,
    },
    /// `"Sid": ""` (GR-16).
    EmptySid,
    /// Two statements with one `Sid` (GR-16).
    DuplicateSid {
        /// The `Sid`.
        sid: Box<str>,
        /// The kind of policy; it decides whether AWS refuses it.
        policy: PolicyKind,
    },
    /// An `Allow` in a customer's resource control policy (GR-35).
    ResourceControlAllow,
    /// A list without values: the statement has no effect (GR-19).
    EmptyList {
        /// `Principal`, `Action`, `Resource` or one of their `Not…` forms.
        element: Element,
    },

    // Principals.
    /// `"Principal": "*"` in a trust policy (GR-29).
    TrustPrincipalStar,
    /// `"Principal": {"AWS": "*"}` in a trust policy's `Allow` without a condition (GR-29).
    TrustOpenToEveryone,
    /// A resource control policy's principal that is not `"*"` (GR-35).
    ResourceControlPrincipal,
    /// `Allow` with `NotPrincipal` (GR-39).
    AllowWithNotPrincipal,
    /// `"Principal": {}` (GR-19).
    EmptyPrincipalObject,
    /// A wildcard in a principal that is not the lone `*` under `AWS` (PR-02, PR-12).
    WildcardInPrincipal {
        /// As written.
        text: Box<str>,
    },
    /// A group as principal (PR-19).
    GroupPrincipal {
        /// As written.
        text: Box<str>,
    },
    /// A principal that has no form AWS knows.
    InvalidPrincipal {
        /// As written.
        text: Box<str>,
    },
    /// The unique id of a user or role as principal (PR-24).
    UniqueIdPrincipal {
        /// As written.
        id: Box<str>,
    },
    /// `Federated` outside a trust policy (GR-31).
    FederatedOutsideTrust,
    /// A provider in another account than the role that trusts it (AM-30). The parser does not find it: it does not know whose policy it reads.
    ForeignProvider {
        /// The provider.
        provider: Box<str>,
        /// Account of the role.
        account: Box<str>,
    },
    /// A `Federated` value that is neither a provider's ARN nor a host name.
    InvalidFederatedPrincipal {
        /// As written.
        text: Box<str>,
    },

    // Actions and resources.
    /// An action with more than one colon (GR-21).
    ActionColons {
        /// As written.
        text: Box<str>,
    },
    /// An action without a service prefix, other than `*` (GR-21).
    ActionWithoutService {
        /// As written.
        text: Box<str>,
    },
    /// A wildcard in an action's service prefix (GR-21).
    WildcardInService {
        /// As written.
        text: Box<str>,
    },
    /// The bare `*` as action in a resource control policy (GR-35).
    ResourceControlActionStar,
    /// A resource that is neither `*` nor begins with `arn:` (GR-23).
    InvalidArnPrefix {
        /// As written.
        text: Box<str>,
    },
    /// An ARN of fewer than six fields (GR-23, GR-23b).
    MissingArnField {
        /// As written.
        text: Box<str>,
        /// The kind of policy; in identity policies missing fields count as `*`.
        policy: PolicyKind,
    },

    // Variables.
    /// `${` without `}`.
    MissingBraceInVariable,
    /// A default value that is not in single quotes (VA-02).
    MissingQuoteInVariable,
    /// A blank in a variable's name.
    SpaceInVariable,
    /// `${}`
    EmptyVariable,
    /// A variable outside `Resource` and `Condition` (GR-40).
    VariableInElement {
        /// The element.
        element: Element,
    },
    /// A variable that is plain text, because the version is not 2012-10-17 (GR-10, GR-11).
    VariableInVersion,
    /// A variable in a value whose operator does not replace it (VA-05), or with `Bool` (VA-06).
    VariableForOperator {
        /// The operator.
        operator: Operator,
    },

    // Conditions.
    /// Two keys of one operator block that differ only in case (GR-07).
    ConditionKeysDifferInCase {
        /// The second one, as written.
        key: Box<str>,
    },
    /// A condition key without a colon.
    ConditionKeyFormat {
        /// As written.
        key: Box<str>,
    },
    /// A tag key that is missing behind the slash, as in `aws:RequestTag/`.
    MissingTagKey {
        /// As written.
        key: Box<str>,
    },
    /// Values of several JSON types for one key (GR-18).
    MixedValueTypes,
    /// Several values for `Bool`.
    SeveralBooleans,
    /// A value of `IpAddress` or `NotIpAddress` that is neither address nor range (CO-38, GT-39).
    InvalidAddressRange {
        /// As written.
        text: Box<str>,
    },
    /// `"Condition": {}` or an operator without keys (GR-20).
    EmptyConditionObject,
    /// A condition key without values (CO-21, CO-22).
    EmptyConditionValues {
        /// The operator.
        operator: Operator,
    },
}
