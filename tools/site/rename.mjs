// Gives the properties in the wasm's glue the short names that wasm-opt gave to imports and exports. Takes
// `{ from, to, names, generated }` as JSON: the two files, the names, and a pattern of names that only the wasm knows.
// Answers with the names that the glue used before.
import { readFileSync, writeFileSync } from 'node:fs';
import { transform } from 'esbuild';

const { from, to, names, generated } = JSON.parse(readFileSync(0, 'utf8'));
const escaped = (name) => name.replace(/[^\w]/g, '\\$&');
const options = {
  format: 'esm',
  charset: 'utf8',
  target: 'es2022',
  mangleQuoted: true,
  reserveProps: /^__proto__$/,
  mangleProps: new RegExp(`^(?:${[generated, ...Object.keys(names).map(escaped)].join('|')})$`),
};
const text = readFileSync(from, 'utf8');
const { mangleCache } = await transform(text, { ...options, mangleCache: {} });
const { code } = await transform(text, { ...options, mangleCache: names });
writeFileSync(to, code);
console.log(JSON.stringify(Object.keys(mangleCache)));
