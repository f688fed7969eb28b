//! Times completion, expansion and look-up over all actions: `cargo run --release -p iam-catalog --example bench`. With `--hold` it fails when a
//! completion takes more than 16 ms.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use iam_catalog::embedded::{self, INDEX};
use iam_catalog::{Index, ServiceDetails};

const TIMES: u32 = 25;

const LIMIT: Duration = Duration::from_millis(16);

/// Texts as they grow at each key, and those with the most matches.
const TYPED: [&str; 14] =
    ["e", "ge", "get", "geto", "getob", "gob", "des", "descinst", "s3:", "s3:g", "ec2:d", "ec2:desins", "tag", "eaeoe"];

fn main() -> ExitCode {
    println!("read the index: {:?}", median(|| Index::parse(INDEX).map(|index| index.services().len())));
    let ec2 = embedded::SERVICES.iter().find(|(prefix, _)| *prefix == "ec2").map_or("", |(_, text)| text);
    println!(
        "read the largest service: {:?}",
        median(|| ServiceDetails::parse("ec2", ec2).map(|it| it.actions().len()))
    );
    let index = embedded::index();
    println!("expand *:*Tag*: {:?}", median(|| index.expand("*:*Tag*").map(|it| it.actions.len())));
    println!("check s3:GetObjet: {:?}", median(|| index.check("s3:GetObjet")));
    let mut slowest = Duration::ZERO;
    for typed in TYPED {
        let time = median(|| index.complete(typed, 50));
        slowest = slowest.max(time);
        println!("complete {typed}: {time:?}");
    }
    let fails = std::env::args().any(|argument| argument == "--hold") && slowest > LIMIT;
    println!("slowest completion: {slowest:?}, the limit is {LIMIT:?}");
    if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn median<T>(work: impl Fn() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
