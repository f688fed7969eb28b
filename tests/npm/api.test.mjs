// What the package's functions answer, in Node.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { ROOT, importInto, newProject } from './project.mjs';

const project = newProject();
const { Engine, analyze, analyzeText, decodeLink, encodeLink, suspicions } = await importInto(project);
const CORPUS = new URL('tests/corpus/', ROOT);
const ANA = 'arn:aws:iam::111122223333:user/ana';

function allow(more) {
  return { Version: '2012-10-17', Statement: { Effect: 'Allow', ...more } };
}

/** A scenario in which Ana may read, and tries to. */
function ana({ document, ...more } = {}) {
  const read = document ?? allow({ Action: 's3:GetObject', Resource: '*' });
  return {
    principals: [{ arn: ANA, identityPolicies: [{ name: 'read', document: read }] }],
    steps: [{ caller: ANA, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' }],
    ...more,
  };
}

test('objects and texts come to the same over the whole corpus', () => {
  const files = readdirSync(CORPUS, { recursive: true }).filter((name) => name.endsWith('.json'));
  assert.ok(files.length > 900);
  for (const name of files) {
    const text = readFileSync(new URL(name, CORPUS), 'utf8');
    const written = JSON.parse(analyzeText(text));
    const result = analyze(text);
    assert.deepEqual(result.report, written.report, name);
    assert.deepEqual(result.decisions, written.report.steps.map((step) => step.decision), name);
    const object = JSON.parse(text);
    assert.deepEqual(analyze(object).report, JSON.parse(analyzeText(JSON.stringify(object))).report, name);
  }
});

test('a trace is as long as it was asked for, and nothing else in the report changes', () => {
  const document = { Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }, { Effect: 'Deny', Action: 's3:PutObject', Resource: '*' },
  ] };
  const scenario = ana({ document });
  const [none, deciding, all] = ['none', 'deciding', 'all'].map((trace) => analyze(scenario, { trace }).report);
  assert.deepEqual([all, all], [analyze(scenario).report, analyze(scenario, { trace: undefined }).report]);
  assert.deepEqual(none.steps[0].trace, []);
  assert.deepEqual(deciding.steps[0].trace.map((gate) => gate.policyType), ['identityBased']);
  const titles = (report) => report.steps[0].trace.at(-1).children?.[0].children.map(({ title }) => title);
  const identity = all.steps[0].trace.find((gate) => gate.policyType === 'identityBased');
  assert.equal(identity.children[0].children.length, 2);
  assert.deepEqual(titles(deciding), ['Allow · statement 1']);
  for (const report of [none, deciding]) {
    const steps = report.steps.map((step) => ({ ...step, trace: all.steps[0].trace }));
    assert.deepEqual({ ...report, steps }, all);
  }
  const { engine } = Engine.compile(scenario);
  for (const [trace, report] of Object.entries({ none, deciding, all })) {
    assert.deepEqual(JSON.parse(analyzeText(JSON.stringify(scenario), { trace })).report, report);
    assert.deepEqual(engine.report({ trace }), report);
    assert.deepEqual(engine.explainRequest(scenario.steps[0], { trace }).step, report.steps[0]);
  }
});

test('a part of a trace that there is not is refused', () => {
  for (const [trace, found] of [['some', "'some'"], [7, 'number'], [null, undefined]]) {
    const message = `trace: ${found} where 'none', 'deciding' or 'all' belongs`;
    const refused = { ok: false, error: { message, cause: { kind: 'unknownTracePart', found }, field: '' } };
    if (found === undefined) {
      assert.ok(analyze(ana(), { trace }).ok);
      continue;
    }
    const { engine } = Engine.compile(ana());
    assert.deepEqual(analyze(ana(), { trace }), refused);
    assert.deepEqual(JSON.parse(analyzeText('{}', { trace })), { error: refused.error });
    assert.deepEqual(engine.explainRequest(ana().steps[0], { trace }), refused);
    assert.throws(() => engine.report({ trace }), { name: 'TypeError', message });
  }
});

test('names that objects are made of are names like any other', () => {
  const names = '{ "__proto__": "polluted", "constructor": "c", "toString": "t", "plain": "p" }';
  const principals = JSON.stringify(ana({ document: allow({ Action: 'sts:*', Resource: '*' }) }).principals);
  const text = `{ "principals": ${principals}, "steps": [{
    "caller": "${ANA}", "action": "sts:GetFederationToken", "context": ${names},
    "session": { "name": "ana", "tags": ${names.replaceAll('polluted', 'tag')} }
  }] }`;
  for (const given of [text, JSON.parse(text)]) {
    const result = analyze(given);
    assert.ok(result.ok);
    const { context, session } = result.report.steps[0];
    assert.equal(Object.getOwnPropertyDescriptor(context, '__proto__').value.value, 'polluted');
    assert.equal(Object.getOwnPropertyDescriptor(session.tags, '__proto__').value, 'tag');
    for (const names of [context, session.tags]) assert.equal(Object.getPrototypeOf(names), Object.prototype);
    assert.equal(context.toString.value, 't');
    assert.deepEqual(result.report, JSON.parse(analyzeText(text)).report);
  }
  const sealed = analyze(JSON.parse('{ "__proto__": { "steps": [] } }'));
  assert.equal(sealed.error.field, '__proto__');
  assert.equal({}.polluted, undefined);
  assert.equal({}.value, undefined);
});

test('what JSON cannot say is refused by the name of its field', () => {
  const itself = ana();
  itself.steps[0].context = { itself };
  const deep = JSON.parse('['.repeat(150) + ']'.repeat(150));
  const cases = [
    [undefined, '', 'undefined where a JSON value belongs'],
    [() => {}, '', 'a function where a JSON value belongs'],
    [Symbol('s'), '', 'a symbol where a JSON value belongs'],
    [ana({ title: 7n }), 'title', 'a bigint where a JSON value belongs'],
    [ana({ time: new Date(0) }), 'time', 'a Date where a JSON value belongs'],
    [ana({ steps: [undefined] }), 'steps[0]', 'undefined where a JSON value belongs'],
    [ana({ steps: [, {}] }), 'steps[0]', 'undefined where a JSON value belongs'],
    [ana({ document: { Statement: [{ Action: () => {} }] } }),
      'principals[0].identityPolicies[0].document.Statement[0].Action', 'a function where a JSON value belongs'],
    [{ steps: [{ caller: 'x', action: 'a:b', context: { n: NaN } }] }, 'steps[0].context.n',
      'NaN where a JSON value belongs'],
    [{ principals: [{ arn: ANA, maxSessionDuration: Infinity }] }, 'principals[0].maxSessionDuration',
      'Infinity where a JSON value belongs'],
    [{ principals: [{ arn: ANA, tags: new Map([['a', 'b']]) }] }, 'principals[0].tags',
      'a Map where a JSON value belongs'],
    [new Uint8Array(3), '', 'a Uint8Array where a JSON value belongs'],
    [itself, 'steps[0].context.itself', 'an object that holds itself where a JSON value belongs'],
    [{ title: deep }, `title${'[0]'.repeat(99)}`, 'nested more than 100 levels deep'],
    [{ title: 'half a \ud83d' }, 'title', 'half a character (a lone surrogate)'],
  ];
  const causes = { nested: { kind: 'tooDeep', most: 100 }, half: { kind: 'loneSurrogate' }, an: { kind: 'circular' } };
  for (const [given, field, message] of cases) {
    const cause = causes[message.split(' ')[0]] ?? { kind: 'notAJsonValue', found: /^(?:a )?(\S+) where/.exec(message)[1] };
    assert.deepEqual(analyze(given), { ok: false, error: { message, cause, field } });
    assert.deepEqual(Engine.compile(given), { ok: false, error: { message, cause, field } });
  }
});

test('what is JSON and no scenario is refused as the reader of texts refuses it', () => {
  const cases = [
    [null, '', 'null where an object belongs'],
    [[], '', 'a list where an object belongs'],
    [7, '', 'a number where an object belongs'],
    [ana({ title: JSON.parse('['.repeat(99) + ']'.repeat(99)) }), '', 'nested more than 64 levels (IAM policies need 6)'],
    [ana({ steps: {} }), 'steps', 'an object where a list belongs'],
    [ana({ steps: [{ caller: ANA }] }), 'steps[0]', 'missing field `action`'],
    [ana({ document: 7 }), 'principals[0].identityPolicies[0].document', /^a number where a policy/],
    [{ principals: [{ arn: 7 }] }, 'principals[0].arn', 'a number where a string belongs'],
    [{ principals: [{ arn: ANA, maxSessionDuration: 1.5 }] }, 'principals[0].maxSessionDuration',
      'a number where a whole number belongs'],
    [{ stepz: [] }, 'stepz', /^unknown field `stepz`/],
  ];
  for (const [given, field, message] of cases) {
    const { ok, error } = analyze(given);
    assert.deepEqual([ok, error.field, 'line' in error, typeof error.cause.kind], [false, field, false, 'string']);
    if (typeof message === 'string') assert.equal(error.message, message);
    else assert.match(error.message, message);
  }
});

test('a mistake in a text has line and column', () => {
  const { error } = analyze('{\n  "steps": [{ "caler": "x" }]\n}');
  assert.deepEqual([error.field, error.line, error.column], ['steps[0].caler', 2, 15]);
  const half = analyze('{\n "title": "é \udc00" }');
  assert.deepEqual(half.error, {
    message: 'half a character (a lone surrogate)', cause: { kind: 'loneSurrogate' }, field: '', line: 2, column: 14,
  });
  assert.deepEqual(JSON.parse(analyzeText('{')).error, analyze('{').error);
});

test('texts that nest without end are answered', () => {
  for (const text of ['['.repeat(100_000), '{"steps":'.repeat(100_000), '['.repeat(100_000) + ']'.repeat(100_000)]) {
    assert.equal(analyze(text).ok, false);
    const { ok, report } = analyze(ana({ document: text }));
    assert.ok(ok && report.problems.length > 0);
  }
});

test('a field that is undefined is not there', () => {
  const without = { name: undefined, time: undefined, expect: undefined };
  const scenario = ana();
  const bare = analyze(scenario).report;
  const key = 'aws:PrincipalArn';
  scenario.steps[0] = { ...scenario.steps[0], ...without, context: { [key]: undefined } };
  assert.deepEqual(analyze(scenario).report, bare);
  assert.equal(bare.steps[0].context[key].origin, 'derived');
  scenario.steps[0].context[key] = null;
  assert.equal(analyze(scenario).report.steps[0].context[key], undefined);
});

test('objects of classes and of no class count by their fields', () => {
  class Step {
    caller = ANA;
    action = 's3:GetObject';

    toJSON() {
      return 'not the fields';
    }
  }
  const scenario = Object.assign(Object.create(null), ana({ steps: [new Step()] }));
  assert.deepEqual(analyze(scenario).decisions, ['allowed']);
});

test('the caller\'s own exceptions come back as errors, and objects without end do end', () => {
  const trap = { get steps() { throw new Error('not today'); } };
  assert.match(analyze(trap).error.message, /could not be read: not today/);
  assert.deepEqual(analyze(trap).error.cause, { kind: 'unreadableObject', thrown: 'not today' });
  let reads = 0;
  const steps = [];
  const later = { get steps() { if (++reads > 3) throw new Error('not again'); return steps; } };
  assert.match(analyze(later).error.message, /could not be read: not again/);
  let shared = ['x'];
  for (let floor = 0; floor < 60; floor += 1) shared = [shared, shared];
  assert.match(analyze({ title: shared }).error.message, /more than 2,000,000 values/);
  assert.deepEqual(analyze({ title: shared }).error.cause, { kind: 'tooManyValues', most: 2_000_000 });
  // It ends where a list of as many values does.
  const [list, endless] = [Array(1_900_000).fill('x'), shared].map((title) => fastest(() => analyze({ title })));
  assert.ok(endless < 5 * list, `${endless} ms beside ${list} ms`);
});

function fastest(act) {
  return Math.min(...[1, 2, 3].map(() => {
    const start = performance.now();
    act();
    return performance.now() - start;
  }));
}

test('nothing at all throws', () => {
  const values = [Object.create(null), undefined, null, 0, -0, 1e300, 7n, NaN, '', '{', '\ud800', [], {}, [[]], /x/, () => {}, new Map(), new Proxy({}, {})];
  const fields = ['title', 'time', 'accounts', 'principals', 'resources', 'steps', 'arn', 'action', 'caller', 'document', 'context'];
  let seed = 1;
  const next = (most) => (seed = (seed * 48271) % 2147483647) % most;
  const random = (floor) => {
    if (floor === 0 || next(3) === 0) return values[next(values.length)];
    const inside = Array.from({ length: next(4) }, () => random(floor - 1));
    return next(2) ? inside : Object.fromEntries(inside.map((value) => [fields[next(fields.length)], value]));
  };
  for (let round = 0; round < 5000; round += 1) {
    const value = random(4);
    assert.equal(typeof analyze(value).ok, 'boolean');
    const { engine } = Engine.compile(ana());
    assert.equal(typeof engine.decideRequest(value).ok, 'boolean');
    assert.equal(typeof engine.edit('/principals/0/identityPolicies/0', value).ok, 'boolean');
    assert.equal(typeof engine.edit(value, '{}').ok, 'boolean');
    assert.equal(typeof JSON.parse(analyzeText(value)), 'object');
    engine.free();
  }
});

test('an engine decides steps and requests as a scenario that has them', () => {
  const scenario = ana();
  const request = { caller: ANA, action: 's3:PutObject', resource: 'arn:aws:s3:::b/k' };
  const { engine } = Engine.compile(scenario);
  assert.deepEqual([engine.decide(0), engine.decide(1), engine.decide(-1), engine.decide('0')],
    ['allowed', undefined, undefined, undefined]);
  assert.deepEqual(engine.decisions(), ['allowed']);
  assert.deepEqual(engine.decideRequest(request), { ok: true, decision: 'implicitDeny' });
  assert.deepEqual(engine.decideRequests([request, scenario.steps[0]]).decisions, ['implicitDeny', 'allowed']);
  const whole = analyze({ ...scenario, steps: [...scenario.steps, request] });
  assert.deepEqual(engine.explainRequest(request), { ok: true, step: whole.report.steps[1] });
  assert.deepEqual(engine.report(), analyze(scenario).report);
  engine.free();
});

test('a request can use the session that a step obtained', () => {
  const arn = 'arn:aws:iam::111122223333:role/app';
  const Principal = { Service: 'ec2.amazonaws.com' };
  const { engine } = Engine.compile({
    principals: [{
      arn,
      trustPolicy: { name: 'trust', document: allow({ Principal, Action: 'sts:AssumeRole' }) },
      identityPolicies: [{ name: 'read', document: allow({ Action: 's3:GetObject', Resource: '*' }) }],
    }],
    steps: [{ name: 'boot', caller: 'ec2.amazonaws.com', action: 'sts:AssumeRole', resource: arn }],
  });
  const request = { caller: '@boot', action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };
  assert.deepEqual(engine.decideRequest(request), { ok: true, decision: 'allowed' });
});

test('a mistake in a request is named from the request on', () => {
  const { engine } = Engine.compile(ana());
  assert.equal(engine.decideRequest({ caller: 7, action: 'a:b' }).error.field, 'caller');
  assert.equal(engine.decideRequest({ caller: ANA }).error.message, 'missing field `action`');
  assert.deepEqual(engine.decideRequest({ caller: ANA }).error.cause, { kind: 'missingField', name: 'action' });
  assert.equal(engine.explainRequest({ caller: () => {} }).error.field, 'caller');
  assert.equal(engine.decideRequests([{ caller: ANA, action: 'a:b' }, { caler: ANA }]).error.field, '[1].caler');
  assert.equal(engine.decideRequests({}).error.message, 'an object where a list belongs');
});

test('an edit changes one policy, and text need not be JSON', () => {
  const { engine } = Engine.compile(ana());
  const pointer = '/principals/0/identityPolicies/0';
  assert.deepEqual(engine.edit(pointer, { Version: '2012-10-17', Statement: [] }), { ok: true });
  assert.deepEqual(engine.decisions(), ['implicitDeny']);
  assert.deepEqual(engine.edit(pointer, '{ "Version": '), { ok: true });
  assert.deepEqual(engine.report().problems[0].pointer, pointer);
  assert.equal(engine.edit(pointer, { Version: 7n }).error.field, 'Version');
  assert.deepEqual(engine.edit('/principals/9/trustPolicy', {}).error,
    { message: 'there is no policy at this pointer', cause: { kind: 'noSuchPolicy' }, field: '/principals/9/trustPolicy' });
  for (const given of [7, null, []]) {
    assert.equal(engine.edit(pointer, given).error.message, 'a policy, as object or as text, belongs here');
    assert.equal(engine.edit(pointer, given).error.cause.kind, 'notAPolicy');
  }
});

test('an engine is freed by hand or at the end of its block, and once', () => {
  const { engine } = Engine.compile(ana());
  assert.equal(engine[Symbol.dispose], engine.free);
  engine.free();
  engine.free();
  assert.throws(() => engine.decide(0), /this engine was freed/);
});

test('answers do not pile up in memory', async () => {
  const { initSync } = await importInto(project, './node_modules/rolescope/glue.js');
  const { memory } = initSync();
  const ask = () => {
    const { engine } = Engine.compile(ana());
    engine.explainRequest(ana().steps[0]);
    engine.free();
    analyze(ana());
    analyze(7);
  };
  for (let round = 0; round < 100; round += 1) ask();
  const before = memory.buffer.byteLength;
  for (let round = 0; round < 2000; round += 1) ask();
  assert.equal(memory.buffer.byteLength, before);
});

test('what looks like a real key is seen before it is shared', () => {
  const key = `AKIA${'Q'.repeat(16)}`;
  assert.deepEqual(suspicions(`{ "title": "${key}" }`), [{ kind: 'access key', at: 12, text: key }]);
  assert.deepEqual(suspicions(JSON.stringify(ana())), []);
});

test('a link leads back to the scenario, and a broken one to an error', async () => {
  const { fragment } = await encodeLink(ana());
  const { scenario } = await decodeLink(`https://example.com/some/page${fragment}`);
  assert.deepEqual(JSON.parse(scenario), ana());
  const text = '{ "title": "a",  "title": "b" }';
  assert.deepEqual(await decodeLink((await encodeLink(text)).fragment), { ok: true, scenario: text });
  const unsaid = [[ana({ title: 7n }), 'notAJsonValue'], ['x'.repeat(70_000), 'tooLong'], ['\ud800', 'loneSurrogate']];
  for (const [given, kind] of unsaid) {
    const { ok, error } = await encodeLink(given);
    assert.deepEqual([ok, error.cause.kind], [false, kind]);
  }
  const broken = [
    ['', 'noScenario'], [null, 'notAString'], [Object.create(null), 'notAString'], ['#s=1.AAAA', 'damaged'],
    ['#s=9.AAAA', 'unknownVersion'], ['https://example.com/', 'noScenario'], [undefined, 'notAString'],
  ];
  for (const [link, kind] of broken) {
    const { ok, error } = await decodeLink(link);
    assert.deepEqual([ok, error.field, typeof error.message, error.cause.kind], [false, '', 'string', kind]);
  }
});
