// Bundles scripts and styles into the site. Takes a request as JSON:
//   site       the folder to write to
//   entries    paths of what to bundle, by name
//   fixed      whether files keep the names of their entries; otherwise a hash of the content is part of the name
//   minify     whether files are made small
//   built      paths of files that the build made, which scripts import as `built:NAME`
//   constants  values of names that scripts use without declaring them
// Answers with esbuild's own account of what it wrote.
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { build } from 'esbuild';

const { site, entries, fixed, minify, built = {}, constants = {} } = JSON.parse(readFileSync(0, 'utf8'));
const names = fixed ? '[name]' : '[name]-[hash]';

const builtFiles = {
  name: 'built files',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^built:/ }, ({ path }) => ({ path: path.slice('built:'.length), namespace: 'built' }));
    // So the glue calls it.
    onResolve({ filter: /__wasm_split\.js$/ }, () => ({ path: 'loaders.js', namespace: 'built' }));
    onLoad({ filter: /(?:)/, namespace: 'built' }, ({ path }) => ({
      contents: readFileSync(built[path]),
      resolveDir: process.cwd(),
      loader: { '.js': 'js', '.css': 'css', '.wasm': 'file' }[extname(path)],
    }));
  },
};

const licenses = {
  name: 'licenses',
  setup({ onLoad }) {
    onLoad({ filter: /web.editor.main\.js$/ }, ({ path }) => ({
      contents: readFileSync(new URL('../../web/editor/licenses.txt', import.meta.url), 'utf8') + readFileSync(path, 'utf8'),
    }));
  },
};

const { metafile } = await build({
  entryPoints: entries,
  outdir: site,
  bundle: true,
  splitting: !fixed,
  format: 'esm',
  target: 'es2022',
  entryNames: names,
  chunkNames: names,
  assetNames: names,
  minify,
  define: Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)])),
  plugins: [builtFiles, licenses],
  charset: 'utf8',
  legalComments: 'inline',
  logLevel: 'warning',
  // The glue names the loaders' script once for each chunk.
  logOverride: { 'duplicate-object-key': 'silent' },
  metafile: true,
});
console.log(JSON.stringify(metafile));
