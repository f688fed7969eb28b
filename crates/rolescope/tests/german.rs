//! Fifty sentences in German, made from reports alone: a second language is one more module.

#![cfg(test)]
#![expect(clippy::wildcard_enum_match_arm, reason = "a part of the sentences shows that the data suffice")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use iam_syntax::DiagnosticKind;
use rolescope::report::{
    AwsThing, Because, Cause, Comparison, Effect, FailedElement, Listing, MissingKey, NamedAs, NamedStatement,
    NotApplicableReason, PolicyType, Refusal, SecondsLimit, Trace, Why, WithoutSession,
};
use rolescope::{Scenario, analyze};

/// Satz zu einem Eintrag.
fn detail(why: &Why) -> Option<String> {
    Some(match why {
        Why::CallerIdentity => {
            "Jeder darf fragen, wer er ist; keine Richtlinie kann das erlauben oder verbieten.".into()
        }
        Why::OwnSession => "Ein Benutzer darf eine eigene Sitzung verlangen; sie kann, was er kann.".into(),
        Why::RootAssumesNoRole => "Der Root-Benutzer eines Kontos kann keine Rolle annehmen.".into(),
        Why::Refused { refusal, .. } => format!("{}.", refused(refusal)?),
        Why::OwnedByAws { thing } => match thing {
            AwsThing::ManagedPolicy => "AWS gehören die verwalteten Richtlinien.".into(),
            AwsThing::ReservedRole | AwsThing::ServiceLinkedRole => "Nur ihr AWS-Dienst ändert diese Rolle.".into(),
            AwsThing::KeyAlias => "Aliase unter `alias/aws/` gehören AWS.".into(),
            _ => return None,
        },
        Why::NotInScenario { name, .. } => format!("`{name}` ist nicht im Szenario."),
        Why::RootIssued => "Der Root-Benutzer hat diese Zugangsdaten ausgestellt.".into(),
        Why::ForeignRoot => "Der Root-Benutzer braucht auf seiner Seite nichts.".into(),
        Why::OwnRoot => "Der Root-Benutzer darf in seinem Konto alles.".into(),
        Why::DefaultEndpointPolicy => "Der Endpunkt hat seine Standardrichtlinie, die alles erlaubt.".into(),
        Why::DefaultKeyPolicy => "Der Schlüssel ist nicht im Szenario, also gilt die Standardrichtlinie.".into(),
        Why::NotApplicable { policy_type, because: NotApplicableReason::NoPolicy } => {
            format!("Es gibt hier {}.", none(*policy_type))
        }
        Why::NotApplicable { because: NotApplicableReason::Unsigned, .. } => {
            "Der Aufrufer ist weder Benutzer noch Rolle.".into()
        }
        Why::NotApplicable { because: NotApplicableReason::ManagementAccount, .. } => {
            "Das Verwaltungskonto ist nicht gebunden.".into()
        }
        Why::NotApplicable { because: NotApplicableReason::ServiceLinkedRole, .. } => {
            "Dienstgebundene Rollen sind ausgenommen.".into()
        }
        Why::NotApplicable { because: NotApplicableReason::RootUser, .. } => {
            "Eine Grenze bindet den Root-Benutzer nicht.".into()
        }
        Why::NotApplicable { because: NotApplicableReason::NotCovered, .. } => {
            "RCPs gelten für diese Aktion nicht.".into()
        }
        Why::PublicAccessBlocked => "Die Richtlinie des Buckets ist öffentlich, und das ist gesperrt.".into(),
        Why::DenyApplies => "Ein Deny greift, und ein Deny geht jedem Allow vor.".into(),
        Why::NamesCaller { action, ways } => format!("Sie erlaubt `{action}` und nennt den Aufrufer {}.", named(ways)),
        Why::NoLevels => "Die Liste der Ebenen ist leer, also ist nichts erlaubt.".into(),
        Why::NoAllow { action, .. } => format!("Nichts davon erlaubt hier `{action}`."),
        Why::StatementMatches { effect: Effect::Allow } => "Alles daran passt, also erlaubt sie den Aufruf.".into(),
        Why::StatementMatches { effect: Effect::Deny } => "Alles daran passt, also verbietet sie den Aufruf.".into(),
        Why::ElementsDoNotMatch { elements } => format!("Es passen nicht: {}.", failed(elements)),
        Why::Fits { list, value, found } if list.negated() => format!("`{value}` nimmt `{found}` aus."),
        Why::Fits { value, found, .. } => format!("`{value}` passt auf `{found}`."),
        Why::FitsNone { list, found, .. } if list.negated() => format!("{} nimmt `{found}` nicht aus.", list.name()),
        Why::FitsNone { list: Listing::Action, found, .. } => format!("Keine Aktion davon passt auf `{found}`."),
        Why::FitsNone { found, .. } => format!("Keine Ressource davon passt auf `{found}`."),
        Why::ListsNothing { list } => format!("{} ist leer.", list.name()),
        Why::UnresolvedVariable { value, key, .. } => format!("`{value}` braucht `{key}`, was der Anfrage fehlt."),
        Why::ResourceCase { value, found, .. } => format!("`{found}` und `{value}` sind verschieden groß geschrieben."),
        Why::Everybody => "`*` nennt alle.".into(),
        Why::InAccount { caller, account } => format!("`{caller}` gehört zum Konto {account}."),
        Why::SessionOf { caller, role } => format!("`{caller}` ist eine Sitzung von `{role}`."),
        Why::CallerNamed { value } => format!("`{value}` nennt den Aufrufer."),
        Why::CallerListed => "Der Aufrufer ist ausgenommen.".into(),
        Why::BoundaryOverridesNotPrincipal => "Der Aufrufer hat eine Berechtigungsgrenze.".into(),
        Why::CallerNotListed { caller } => format!("`{caller}` ist nicht ausgenommen."),
        Why::CallerNotNamed { caller, .. } => format!("Nichts davon nennt `{caller}`."),
        Why::KeyMissing { key, outcome: MissingKey::Fails, operator, .. } => {
            format!("Der Anfrage fehlt `{key}`, also ist `{operator}` falsch.")
        }
        Why::KeyMissing { key, .. } => format!("Der Anfrage fehlt `{key}`."),
        Why::KeyPresence { key, present: true, .. } => format!("Die Anfrage hat `{key}`."),
        Why::KeyPresence { key, present: false, .. } => format!("Die Anfrage hat kein `{key}`."),
        Why::Compared { key, value, result: Comparison::Fits { with }, .. } => {
            format!("`{key}` ist `{value}` und passt zu `{with}`.")
        }
        Why::Compared { key, value, values, .. } => {
            format!("`{key}` ist `{value}`, verlangt ist `{}`.", values.join("`, `"))
        }
        _ => return None,
    })
}

/// Satz zu einer Entscheidung.
fn reason(cause: &Cause) -> Option<String> {
    Some(match &cause.because {
        Because::CallerIdentity => "Erlaubt: Jeder darf fragen, wer er ist.".into(),
        Because::Granted { by, action } => format!("Erlaubt: {} erlaubt `{action}`.", statements(by)),
        Because::NamedByResource { by, action, ways } => {
            format!("Erlaubt: {} erlaubt `{action}` und nennt den Aufrufer {}.", statement(by), named(ways))
        }
        Because::Trusted { by, caller } => format!("Erlaubt: {} lässt `{caller}` die Rolle annehmen.", statement(by)),
        Because::Denied { by: Some(by), action, .. } => format!("Verboten: {} verbietet `{action}`.", statement(by)),
        Because::Refused { refusal, .. } => format!("Abgelehnt: {}.", refused(refusal)?),
        Because::NothingAllows { action } => format!("Verweigert: Nichts erlaubt `{action}`."),
        Because::NoAllow { action, nearest: Some(nearest), .. } => {
            let why = detail(&nearest.why)?;
            format!("Verweigert: Nichts erlaubt `{action}`. Am nächsten kommt {}: {why}", statement(&nearest.statement))
        }
        Because::NoAllow { action, .. } => format!("Verweigert: Nichts erlaubt `{action}`."),
        _ => return None,
    })
}

/// Satz zu einer Ablehnung.
fn refused(refusal: &Refusal) -> Option<String> {
    Some(match refusal {
        Refusal::UnknownCaller { caller } => format!("`{caller}` kann nichts aufrufen"),
        Refusal::NoSession { name, because: WithoutSession::Denied } => format!("Schritt `{name}` wurde verweigert"),
        Refusal::BadAction { action } => format!("`{action}` ist keine Aktion"),
        Refusal::TooLong { asked, most, limit: SecondsLimit::Role } => {
            format!("{asked} Sekunden sind verlangt, und die Rolle erlaubt höchstens {most}")
        }
        Refusal::UnreadablePolicy(policy) => {
            let (name, line, why) = (&policy.place.policy, policy.line, problem(&policy.cause)?);
            format!("AWS kann die Richtlinie `{name}` nicht lesen: Zeile {line}, {why}")
        }
        _ => return None,
    })
}

/// Satz zu einem Fehler in einer Richtlinie.
fn problem(cause: &DiagnosticKind) -> Option<String> {
    Some(match cause {
        DiagnosticKind::EmptyText => "noch keine Richtlinie".into(),
        DiagnosticKind::DuplicateKey { key } => format!("der Schlüssel `{key}` ist doppelt"),
        DiagnosticKind::UnknownElement { name, meant: Some(meant) } => {
            format!("Richtlinien haben kein Element `{name}`; gemeint ist wohl `{}`", meant.name())
        }
        DiagnosticKind::UnknownElement { name, meant: None } => format!("Richtlinien haben kein Element `{name}`"),
        DiagnosticKind::MissingElement { element, .. } => format!("der Anweisung fehlt `{}`", element.name()),
        DiagnosticKind::InvalidEffect { text } => format!("`Effect` ist `Allow` oder `Deny`, nicht `{text}`"),
        DiagnosticKind::MissingVersion { .. } => "ohne `Version` gelten die Regeln von 2008-10-17".into(),
        DiagnosticKind::ForeignProvider { account, .. } => format!("der Anbieter ist nicht im Konto {account}"),
        _ => return None,
    })
}

fn none(policy_type: PolicyType) -> &'static str {
    match policy_type {
        PolicyType::ResourceControl => "keine Richtlinie für Ressourcen der Organisation",
        PolicyType::ServiceControl => "keine Richtlinie für Dienste der Organisation",
        PolicyType::VpcEndpoint => "keinen VPC-Endpunkt",
        PolicyType::PermissionsBoundary => "keine Berechtigungsgrenze",
        PolicyType::Session => "keine Sitzungsrichtlinie",
        PolicyType::ScopeDown => "keine Richtlinie, die weiter einschränkt",
        PolicyType::Trust | PolicyType::ResourceBased | PolicyType::IdentityBased => "keine eigene Richtlinie",
    }
}

fn named(ways: &[NamedAs]) -> String {
    let word = |way: &NamedAs| match way {
        NamedAs::User => "als Benutzer",
        NamedAs::Role => "als Rolle",
        NamedAs::Session => "als Sitzung",
        NamedAs::FederatedUser => "als föderierten Benutzer",
        NamedAs::Account => "über sein Konto",
        NamedAs::Everybody => "als irgendwen",
        NamedAs::Service => "als Dienst",
        NamedAs::Provider => "über seinen Identitätsanbieter",
    };
    ways.iter().map(word).collect::<Vec<_>>().join(" und ")
}

fn failed(elements: &[FailedElement]) -> String {
    let word = |element: &FailedElement| match element {
        FailedElement::Action => "die Aktion".to_owned(),
        FailedElement::Resource => "die Ressource".to_owned(),
        FailedElement::Caller => "der Aufrufer".to_owned(),
        FailedElement::Condition { key } => format!("die Bedingung zu `{key}`"),
    };
    elements.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn statement(named: &NamedStatement) -> String {
    let name = named.sid.clone().unwrap_or_else(|| (named.statement + 1).to_string());
    format!("Anweisung `{name}` von `{}`", named.policy)
}

fn statements(all: &[NamedStatement]) -> String {
    all.iter().map(statement).collect::<Vec<_>>().join(" und ")
}

/// All sentences of a trace; entries that have a reason have one here, too.
fn sentences(trace: &Trace, found: &mut Vec<String>) {
    for entry in trace {
        assert_eq!(entry.detail, entry.why.as_ref().map(rolescope::english::detail), "{}", entry.title);
        found.extend(entry.why.as_ref().map(|why| detail(why).unwrap_or_else(|| panic!("no German for {why:?}"))));
        sentences(&entry.children, found);
    }
}

fn report(effect: &str, condition: &str, resource: &str) -> rolescope::Report {
    let json = format!(
        r#"{{"principals": [{{"arn": "arn:aws:iam::111122223333:user/ana", "identityPolicies": [{{"name": "lesen", "document":
            {{"Version": "2012-10-17", "Statement": [{{"Sid": "Lesen", "Effect": "{effect}", "Action": "s3:Get*",
            "Resource": "arn:aws:s3:::{resource}/*"{condition}}}]}}}}]}}],
          "steps": [{{"caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:GetObject",
            "resource": "arn:aws:s3:::akten/a.txt", "context": {{"aws:SourceIp": "203.0.113.9"}}}}]}}"#
    );
    analyze(&Scenario::from_json(&json).unwrap())
}

#[test]
fn a_report_is_told_in_german_from_its_data_alone() {
    let range = r#", "Condition": {"IpAddress": {"aws:SourceIp": "198.51.100.0/24"}}"#;
    let table = [
        ("Allow", "", "akten", "Erlaubt: Anweisung `Lesen` von `lesen` erlaubt `s3:GetObject`."),
        ("Deny", "", "akten", "Verboten: Anweisung `Lesen` von `lesen` verbietet `s3:GetObject`."),
        (
            "Allow",
            "",
            "bilder",
            "Verweigert: Nichts erlaubt `s3:GetObject`. Am nächsten kommt Anweisung `Lesen` von `lesen`: Keine Ressource davon \
             passt auf `arn:aws:s3:::akten/a.txt`.",
        ),
        (
            "Allow",
            range,
            "akten",
            "Verweigert: Nichts erlaubt `s3:GetObject`. Am nächsten kommt Anweisung `Lesen` von `lesen`: `aws:SourceIp` ist \
             `203.0.113.9`, verlangt ist `198.51.100.0/24`.",
        ),
    ];
    for (effect, condition, resource, expected) in table {
        let report = report(effect, condition, resource);
        let step = &report.steps[0];
        assert_eq!(reason(step.cause.as_ref().unwrap()).as_deref(), Some(expected));
        let mut found = Vec::new();
        sentences(&step.trace, &mut found);
        assert!(found.iter().any(|sentence| sentence.contains("keine Berechtigungsgrenze")), "{found:?}");
        assert!(found.iter().any(|sentence| sentence == "`s3:Get*` passt auf `s3:GetObject`."), "{found:?}");
    }
}

#[test]
fn refusals_are_told_in_german_from_their_data_alone() {
    let role = "arn:aws:iam::111122223333:role/leser";
    let json = format!(
        r#"{{"principals": [{{"arn": "{role}", "trustPolicy": {{"name": "vertrauen", "document": {{"Version": "2012-10-17",
            "Statement": [{{"Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "sts:AssumeRole"}}]}}}}}},
          {{"arn": "arn:aws:iam::111122223333:user/ana", "identityPolicies": [{{"name": "lesen", "document": "{{\n\"Statment\": []}}"}}]}},
          {{"arn": "arn:aws:iam::111122223333:user/ben"}}],
          "steps": [
            {{"caller": "ana", "action": "s3:GetObject"}},
            {{"caller": "arn:aws:iam::111122223333:user/ben", "action": "s3:Get*"}},
            {{"name": "lang", "caller": "arn:aws:iam::111122223333:user/ben", "action": "sts:AssumeRole", "resource": "{role}",
              "session": {{"durationSeconds": 7200}}}},
            {{"caller": "arn:aws:iam::111122223333:user/ana", "action": "s3:ListAllMyBuckets"}}
          ]}}"#
    );
    let report = analyze(&Scenario::from_json(&json).unwrap());
    let said: Vec<String> = report.steps.iter().filter_map(|step| reason(step.cause.as_ref()?)).collect();
    let expected = [
        "Abgelehnt: `ana` kann nichts aufrufen.",
        "Abgelehnt: `s3:Get*` ist keine Aktion.",
        "Abgelehnt: 7200 Sekunden sind verlangt, und die Rolle erlaubt höchstens 3600.",
        "Abgelehnt: AWS kann die Richtlinie `lesen` nicht lesen: Zeile 2, Richtlinien haben kein Element `Statment`; gemeint ist wohl \
         `Statement`.",
    ];
    assert_eq!(said, expected);
    for step in &report.steps {
        let error = step.error.as_ref().unwrap();
        let Because::Refused { code, refusal, .. } = &step.cause.as_ref().unwrap().because else { panic!("{step:?}") };
        assert_eq!((&**code, &error.message), (refusal.code(), &rolescope::english::refusal(refusal)));
        sentences(&step.trace, &mut Vec::new());
    }
}

/// Every scenario of the corpus, with its report.
fn corpus(folder: &Path, reports: &mut Vec<rolescope::Report>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            corpus(&path, reports);
        } else {
            reports.push(analyze(&Scenario::from_json(&fs::read_to_string(path).unwrap()).unwrap()));
        }
    }
}

/// Sorts of reasons in a trace that have a sentence here.
fn sorts(trace: &Trace, told: &mut BTreeSet<String>) {
    for entry in trace {
        told.extend(entry.why.as_ref().and_then(|why| named_if(detail(why), "why", why)));
        sorts(&entry.children, told);
    }
}

/// The sort of a reason, as JSON names it, if there is a sentence.
fn named_if(sentence: Option<String>, what: &str, reason: &impl serde::Serialize) -> Option<String> {
    let kind = serde_json::to_value(reason).unwrap()["kind"].as_str().unwrap().to_owned();
    sentence.map(|_| format!("{what} {kind}"))
}

#[test]
fn fifty_sorts_of_reasons_of_the_corpus_are_told_in_german() {
    let mut reports = Vec::new();
    corpus(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus"), &mut reports);
    let mut told = BTreeSet::new();
    for report in &reports {
        for step in &report.steps {
            sorts(&step.trace, &mut told);
            let cause = step.cause.as_ref().unwrap();
            told.extend(named_if(reason(cause), "because", &cause.because));
            if let Because::Refused { refusal, .. } = &cause.because {
                told.extend(named_if(refused(refusal), "refusal", &**refusal));
            }
        }
        told.extend(report.problems.iter().filter_map(|found| {
            let sort = serde_json::to_value(found).unwrap()["cause"]["kind"].as_str().unwrap().to_owned();
            problem(&found.cause).map(|_| format!("problem {sort}"))
        }));
    }
    assert!(told.len() >= 50, "only {}: {told:?}", told.len());
}

#[test]
fn a_report_that_was_written_and_read_again_says_the_same() {
    let report = report("Allow", "", "bilder");
    let again: rolescope::Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
    assert_eq!(again, report);
    let step = &again.steps[0];
    assert_eq!(rolescope::english::reason(step.cause.as_ref().unwrap()), step.reason);
    assert!(reason(step.cause.as_ref().unwrap()).is_some());
}
