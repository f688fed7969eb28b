// The README's examples run in Node and print what they say.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { newProject, readmeBlocks, write } from './project.mjs';

const project = newProject();
const examples = readmeBlocks(project, 'js');

// A server with the package's files, for the example that names an address.
write(project, 'server.mjs', `
  import { readFileSync } from 'node:fs';
  globalThis.fetch = async (address) => new Response(
    readFileSync('node_modules/rolescope/' + String(address).split('/').at(-1)),
    { headers: { 'Content-Type': 'application/wasm' } },
  );
`);

for (const [at, code] of examples.entries()) {
  const title = /import \{(.*?)\} from/.exec(code)[1].trim();
  test(`example ${at + 1}, on ${title}, prints what it says`, () => {
    const name = `example-${at + 1}.mjs`;
    write(project, name, code);
    const options = { cwd: project, encoding: 'utf8' };
    const printed = execFileSync(process.execPath, ['--import', './server.mjs', name], options).trimEnd().split('\n');
    const said = promised(code);
    assert.equal(printed.length, said.length, printed.join('\n'));
    said.forEach((pattern, line) => assert.match(printed[line], pattern));
  });
}

test('the README is not without examples', () => {
  assert.ok(examples.length >= 6);
});

/** Text behind the calls that print; `…` is anything. */
function promised(code) {
  return Array.from(code.matchAll(/console\.log\(.*\);(?: \/\/ (.*))?$/gm), ([line, said]) => {
    assert.ok(said, `what does \`${line}\` print?`);
    return new RegExp(`^${said.split('…').map(escaped).join('.*')}$`);
  });
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
