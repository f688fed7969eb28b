#!/usr/bin/env python3
"""Holds `rolescope diff` to Z3 on random pairs of policies.

    pip install z3-solver
    python3 tests/analysis/z3_check.py target/release/rolescope --pairs 1000 --from 0 --log FILE

Nothing of the project but its command takes part: policies are encoded here, from docs/semantics.md. Encoded are `Action`, `NotAction`,
`Resource`, `NotResource`, and for keys with one value text, numbers, `Bool`, `Null` and `IfExists`. Every pair has a number, and a log
tells which are done: a run goes on where the last one ended. Where a difference is told, Z3 is asked about each witness; where none is,
about all requests. Z3's own "unknown" is counted and never taken for agreement.
"""

import argparse
import collections
import fnmatch
import json
import os
import random
import re
import subprocess
import sys
import tempfile

import z3

ACTIONS = ["*", "s3:*", "s3:Get*", "s3:GetObject", "s3:*Object", "s3:PutObject", "s3:ListAllMyBuckets", "s3:?et*", "ec2:Run*",
           "ec2:*", "sqs:SendMessage", "*:Get*", "s*:Get*"]
RESOURCES = ["*", "arn:aws:s3:::*", "arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::b/*/x", "arn:aws:s3:::?/x*",
             "arn:aws:s3:::b*", "arn:aws:s3:::*/x", "arn:aws:sqs:eu-west-1:111122223333:q*", "arn:aws:s3:::b/x/y"]
TEXT_KEYS = ["aws:RequestedRegion", "aws:SourceVpc"]
TEXTS = ["eu-west-1", "eu-*", "*", "?*", "eu-west-?", "us-east-1", "*-1", "", "eu-*-1"]
TEXT_OPERATORS = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"]
NUMBER_KEY = "aws:MultiFactorAuthAge"
NUMBER_OPERATORS = {
    "NumericEquals": lambda a, b: a == b, "NumericLessThan": lambda a, b: a < b, "NumericLessThanEquals": lambda a, b: a <= b,
    "NumericGreaterThan": lambda a, b: a > b, "NumericGreaterThanEquals": lambda a, b: a >= b,
}
NUMBERS = ["0", "10", "10.5", "-1", "300"]
BOOL_KEY = "aws:SecureTransport"


def some(rng, of, most):
    return sorted({rng.choice(of) for _ in range(rng.randint(1, most))})


def condition(rng):
    sort = rng.randint(0, 7)
    if_exists = rng.choice(["", "", "IfExists"])
    if sort == 0:
        return "Null", rng.choice(TEXT_KEYS + [NUMBER_KEY, BOOL_KEY]), [rng.choice(["true", "false"])]
    if sort == 1:
        return "Bool" + if_exists, BOOL_KEY, [rng.choice(["true", "false"])]
    if sort == 2:
        return rng.choice(list(NUMBER_OPERATORS)) + if_exists, NUMBER_KEY, some(rng, NUMBERS, 2)
    return rng.choice(TEXT_OPERATORS) + if_exists, rng.choice(TEXT_KEYS), some(rng, TEXTS, 3)


def statement(rng):
    conditions = {}
    for _ in range(rng.choice([0, 0, 1, 1, 2])):
        operator, key, values = condition(rng)
        conditions.setdefault(operator, {})[key] = values
    made = {
        "Effect": rng.choice(["Allow", "Allow", "Deny"]),
        rng.choice(["Action", "Action", "Action", "NotAction"]): some(rng, ACTIONS, 3),
        rng.choice(["Resource", "Resource", "Resource", "NotResource"]): some(rng, RESOURCES, 3),
    }
    if conditions:
        made["Condition"] = conditions
    return made


def pair(number):
    rng = random.Random(number)
    one = [statement(rng) for _ in range(rng.randint(1, 4))]
    if number % 3 == 0:
        return one, [statement(rng) for _ in range(rng.randint(1, 4))]
    other = json.loads(json.dumps(one))
    at = rng.randrange(len(other))
    change = rng.randint(0, 3)
    if change == 0 and len(other) > 1:
        del other[at]
    elif change == 1 and "Condition" in other[at]:
        del other[at]["Condition"]
    elif change == 2:
        rng.shuffle(other)
        other.append(json.loads(json.dumps(rng.choice(other))))
    else:
        other.append(statement(rng))
    return one, other


ANY = z3.AllChar(z3.ReSort(z3.StringSort()))
NO_COLON = z3.Diff(ANY, z3.Re(":"))


def glob(pattern):
    parts = [z3.Star(ANY) if letter == "*" else ANY if letter == "?" else z3.Re(letter) for letter in pattern]
    return z3.Re("") if not parts else parts[0] if len(parts) == 1 else z3.Concat(*parts)


class Request:
    def __init__(self):
        self.action, self.resource = z3.String("action"), z3.String("resource")
        keys = TEXT_KEYS + [NUMBER_KEY, BOOL_KEY]
        self.has = {key: z3.Bool("has " + key) for key in keys}
        self.text = {key: z3.String(key) for key in TEXT_KEYS}
        self.number, self.is_number = z3.Real(NUMBER_KEY), z3.Bool("is a number")
        self.true, self.false = z3.Bool("is true"), z3.Bool("is false")

    def domain(self):
        some_field, field = z3.Plus(NO_COLON), z3.Star(NO_COLON)
        colon = z3.Re(":")
        arn = z3.Concat(z3.Re("arn:"), some_field, colon, some_field, colon, field, colon, field, colon, z3.Plus(ANY))
        upper = z3.Range("A", "Z")
        letters = z3.Plus(z3.Diff(NO_COLON, upper))
        return [
            z3.InRe(self.action, z3.Concat(letters, colon, letters)),
            z3.Or(self.resource == z3.StringVal("*"), z3.InRe(self.resource, arn)),
            z3.Not(z3.And(self.true, self.false)),
        ]

    def on(self, pattern):
        fits = z3.InRe(self.resource, glob(pattern))
        if not fnmatch.fnmatchcase("arn:aws:s3:::*", pattern):
            return fits
        lists = z3.And(self.action == z3.StringVal("s3:listallmybuckets"), self.resource == z3.StringVal("*"))
        return z3.Or(fits, lists)

    def condition(self, operator, key, values):
        has = self.has[key]
        if operator == "Null":
            return z3.Not(has) if values == ["true"] else has
        if_exists = operator.endswith("IfExists")
        plain = operator.removesuffix("IfExists")
        negated = "Not" in plain
        if key == BOOL_KEY:
            equal = z3.Or([self.true if value == "true" else self.false for value in values])
        elif key == NUMBER_KEY:
            compared = [NUMBER_OPERATORS[plain](self.number, z3.RealVal(value)) for value in values]
            equal = z3.And(self.is_number, z3.Or(compared))
        elif "Like" in plain:
            equal = z3.Or([z3.InRe(self.text[key], glob(value)) for value in values])
        else:
            equal = z3.Or([self.text[key] == z3.StringVal(value) for value in values])
        if negated:
            return z3.Implies(has, z3.Not(equal))
        return z3.Implies(has, equal) if if_exists else z3.And(has, equal)

    def matches(self, own):
        negate = lambda what, yes: z3.Not(what) if yes else what
        actions = own.get("Action") or own["NotAction"]
        resources = own.get("Resource") or own["NotResource"]
        all_of = [
            negate(z3.Or([z3.InRe(self.action, glob(text.lower())) for text in actions]), "NotAction" in own),
            negate(z3.Or([self.on(text) for text in resources]), "NotResource" in own),
        ]
        for operator, keys in own.get("Condition", {}).items():
            all_of += [self.condition(operator, key, values) for key, values in keys.items()]
        return z3.And(all_of)

    def allowed(self, statements):
        of = lambda effect: [self.matches(own) for own in statements if own["Effect"] == effect]
        return z3.And(z3.Or(of("Allow")), z3.Not(z3.Or(of("Deny"))))


    def is_witness(self, witness):
        """The request is this one."""
        known = {key.lower(): value for key, value in witness["context"].items()}
        facts = [self.action == z3.StringVal(witness["action"].lower()), self.resource == z3.StringVal(witness["resource"])]
        facts += [has if key.lower() in known else z3.Not(has) for key, has in self.has.items()]
        facts += [text == z3.StringVal(known[key.lower()]) for key, text in self.text.items() if key.lower() in known]
        number, bool_text = known.get(NUMBER_KEY.lower()), known.get(BOOL_KEY.lower(), "").lower()
        if number is not None:
            is_number = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", number) is not None
            facts.append(self.is_number if is_number else z3.Not(self.is_number))
            facts += [self.number == z3.RealVal(number)] if is_number else []
        facts.append(self.true if bool_text == "true" else z3.Not(self.true))
        facts.append(self.false if bool_text == "false" else z3.Not(self.false))
        return facts


def asked_of_z3(one, other, witnesses, timeout):
    """A request that only `one` allows: where there are witnesses, each of them has to be one."""
    for witness in witnesses or [None]:
        request = Request()
        solver = z3.Solver()
        solver.set("timeout", timeout)
        solver.add(request.domain() if witness is None else request.is_witness(witness) + request.domain())
        solver.add(request.allowed(one), z3.Not(request.allowed(other)))
        answer = str(solver.check())
        if answer != "sat":
            return answer
    return "sat"


def asked_of_rolescope(program, before, after):
    policy = lambda statements: json.dumps({"Version": "2012-10-17", "Statement": statements})
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, name) for name in ("before.json", "after.json")]
        for name, statements in zip(names, (before, after)):
            with open(name, "w") as file:
                file.write(policy(statements))
        told = subprocess.run([program, "diff", "--format", "json", *names], capture_output=True, text=True)
    if told.returncode not in (0, 1, 3):
        raise SystemExit(f"{told.stderr}{policy(before)}\n{policy(after)}")
    return json.loads(told.stdout)


def done_before(log):
    if not log or not os.path.exists(log):
        return set()
    with open(log) as file:
        return {int(line.split()[0]) for line in file if line[:1].isdigit()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--log")
    parser.add_argument("--timeout", type=int, default=20_000, help="of a question to Z3, in milliseconds")
    order = parser.parse_args()
    known = done_before(order.log)
    counts, wrong = collections.Counter(), 0
    log = open(order.log, "a") if order.log else sys.stdout
    for number in range(order.first, order.first + order.pairs):
        if number in known:
            continue
        before, after = pair(number)
        told = asked_of_rolescope(order.program, before, after)
        words = []
        for side, one, other in (("gained", after, before), ("lost", before, after)):
            ours = "sat" if told[side] else "open" if any(side in it["why"] for it in told["unknown"]) else "unsat"
            theirs = asked_of_z3(one, other, [region["witness"] for region in told[side]], order.timeout)
            agree = ours == theirs
            words.append(f"{side}:{ours}/{theirs}")
            counts[f"{ours}/{theirs}"] += 1
            wrong += not agree and "open" != ours and theirs != "unknown"
        print(number, *words, file=log, flush=True)
    summary = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    print(f"rolescope/Z3 {z3.get_version_string()}: {summary}; {wrong} disagreements", file=log, flush=True)
    print(f"{summary}; {wrong} disagreements")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
