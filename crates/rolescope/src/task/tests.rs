use super::*;
use crate::who_can::who_can_assume;

const ROLE: &str = "arn:aws:iam::111122223333:role/deploy";
const SCENARIO: &str = r#"{"principals": [
    {"arn": "arn:aws:iam::111122223333:role/deploy", "trustPolicy": {"name": "t", "document": {"Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"},
        "Condition": {"StringEquals": {"sts:ExternalId": "tenant-4711"}}}}}},
    {"arn": "arn:aws:iam::111122223333:user/ana"},
    {"arn": "arn:aws:iam::111122223333:user/ben"}]}"#;

fn request(scenario: &str, role: &str) -> String {
    Request { revision: 7, task: Task::WhoCan { scenario: scenario.to_owned(), role: role.to_owned() } }.to_json()
}

/// All that a worker says, pausing after each progress if `pausing`.
fn replies(request: &str, most: usize, pausing: bool) -> Vec<Reply> {
    let (mut work, mut said) = (Work::new(request, most), Vec::new());
    loop {
        let last = work.go_on(&mut |progress| {
            said.push(Reply::from_json(progress));
            pausing
        });
        if let Some(last) = last {
            said.push(Reply::from_json(&last));
            return said;
        }
    }
}

fn error(request: &str, most: usize) -> Failure {
    let last = replies(request, most, false).pop().unwrap();
    let Said::Error(failure) = last.said else { panic!("{last:?}") };
    failure
}

#[test]
fn progress_counts_callers_up_to_the_answer_and_all_of_it_names_the_revision() {
    let replies = replies(&request(SCENARIO, ROLE), usize::MAX, false);
    assert!(replies.iter().all(|reply| reply.revision == 7));
    let (answer, progress) = replies.split_last().unwrap();
    let total = progress.len();
    let counts: Vec<Said> = (1..=total).map(|done| Said::Progress { done, total }).collect();
    assert_eq!(progress.iter().map(|reply| reply.said.clone()).collect::<Vec<_>>(), counts);
    assert!(matches!(&answer.said, Said::Answer(tried) if tried.len() >= 3));
}

#[test]
fn the_answer_is_that_of_who_can_assume_however_often_the_work_pauses() {
    let candidates = who_can_assume(&Scenario::from_json(SCENARIO).unwrap(), ROLE).unwrap();
    let expected = Said::Answer(candidates.into_iter().map(Tried::from).collect());
    for pausing in [false, true] {
        assert_eq!(replies(&request(SCENARIO, ROLE), usize::MAX, pausing).pop().unwrap().said, expected);
    }
    let Said::Answer(tried) = expected else { panic!() };
    assert_eq!(tried[0].answer, Answer::CanIf);
    assert_eq!(tried[0].sentences[0], "Can, if the request carries the external id `tenant-4711`.");
}

#[test]
fn what_cannot_be_answered_says_why() {
    assert_eq!(error("{}", usize::MAX), Failure::Broken);
    assert!(matches!(error(&request("{", ROLE), usize::MAX), Failure::Refused(_)));
    let unknown = error(&request(SCENARIO, "arn:aws:iam::111122223333:role/other"), usize::MAX);
    assert!(matches!(unknown, Failure::Refused(why) if why.contains("role/other")));
}

#[test]
fn more_than_what_was_granted_is_refused_before_anything_is_tried() {
    let Said::Progress { total, .. } = replies(&request(SCENARIO, ROLE), usize::MAX, false)[0].said else { panic!() };
    assert!(matches!(replies(&request(SCENARIO, ROLE), total, false).pop().unwrap().said, Said::Answer(_)));
    let refused = replies(&request(SCENARIO, ROLE), total - 1, false);
    assert_eq!(refused.len(), 1);
    assert!(matches!(&refused[0].said, Said::Error(Failure::Refused(why)) if why.contains(&total.to_string())));
}

#[test]
fn another_language_is_a_worker_that_broke() {
    assert_eq!(Reply::from_json("hello").said, Said::Error(Failure::Broken));
    assert_eq!(
        Reply::from_json(r#"{"revision":1,"said":{"error":"unreachable"}}"#).said,
        Said::Error(Failure::Unreachable)
    );
}

#[test]
fn the_page_writes_requests_as_serde_does_and_reads_what_serde_writes() {
    let task = Task::WhoCan { scenario: "{\"title\": \"\u{1}\\ ä 🦀\"}".to_owned(), role: "a\"b\n".to_owned() };
    let request = Request { revision: u32::MAX, task };
    assert_eq!(request.to_json(), serde_json::to_string(&request).unwrap());
    let tried = |answer, decision| Tried {
        who: "`x` \"ä\" \u{7}".to_owned(),
        answer,
        decision,
        sentences: vec![String::new(), "because\n🦀".to_owned()],
    };
    let all = vec![
        tried(Answer::Can, Decision::Allowed),
        tried(Answer::CanIf, Decision::ImplicitDeny),
        tried(Answer::Cannot, Decision::ExplicitDeny),
        tried(Answer::Cannot, Decision::Error),
    ];
    let failures = [Failure::Unreachable, Failure::Broken, Failure::Refused("too \"many\"".to_owned())];
    let said = [Said::Progress { done: 3, total: 4_000 }, Said::Answer(all), Said::Answer(Vec::new())];
    for said in said.into_iter().chain(failures.map(Said::Error)) {
        let reply = Reply { revision: u32::MAX, said };
        assert_eq!(Reply::from_json(&serde_json::to_string(&reply).unwrap()), reply);
    }
}
