//! Random policies: every difference is replayed, and every *same* is attacked with random requests.

#![cfg(test)]

use iam_analysis::{Answer, Budget, Reason, allowed_only_by};

mod grow;

use grow::Random;

/// Counts of answers.
#[derive(Debug, Default)]
struct Counts {
    differs: usize,
    same: usize,
    open: usize,
    /// Differences that the random requests alone would have shown.
    shown: usize,
}

fn run(pairs: u64, requests: usize) -> Counts {
    let mut counts = Counts::default();
    for seed in 0..pairs {
        let random = &mut Random::new(seed + 1);
        let one = grow::policy(random);
        let other = if seed % 2 == 0 { grow::policy(random) } else { grow::changed(&one, random) };
        let answer = allowed_only_by(&[&one], &[&other], &mut Budget::default());
        let told = (0..requests)
            .map(|_| grow::request(random))
            .find(|request| request.is_allowed_by(&[&one]) && !request.is_allowed_by(&[&other]));
        match answer {
            Answer::Differs(witness) => {
                assert!(witness.is_allowed_by(&[&one]) && !witness.is_allowed_by(&[&other]), "{seed}: {witness:?}");
                counts.differs += 1;
                counts.shown += usize::from(told.is_some());
            }
            Answer::Same => {
                assert_eq!(told, None, "{seed} is not the same: {one:#?} {other:#?}");
                counts.same += 1;
            }
            Answer::Undecided(reason) => {
                assert!(!matches!(reason, Reason::Replay | Reason::Budget), "{seed}: {reason:?}");
                counts.open += 1;
            }
        }
    }
    counts
}

#[test]
fn no_random_request_refutes_an_answer() {
    let counts = run(600, 200);
    assert!(counts.differs > 100 && counts.same > 50 && counts.open < 60, "{counts:?}");
    // The requests are worth something: they alone would show most of the differences.
    assert!(counts.shown * 2 > counts.differs, "{counts:?}");
}

/// More of it: `ROLESCOPE_CASES=100000 cargo test --release -p iam-analysis --test random -- --ignored --nocapture`.
#[test]
#[ignore = "as many as one wants"]
fn no_random_request_refutes_an_answer_of_many() {
    let cases = std::env::var("ROLESCOPE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(20_000);
    println!("{:?}", run(cases, 1_000));
}
