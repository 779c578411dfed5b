// Bundles the functions into one CommonJS file, dist/main.cjs: one file starts quickest on Azure, and only CommonJS
// reaches @azure/functions-core, which the Functions worker provides. What is imported with `await import()` stays
// unevaluated until then.
// Usage: node local/build.ts [--quiet]
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');
const outfile = join(root, 'dist', 'main.cjs');

/**
 * ews-javascript-api brings an HTTP client of its own, with a native module in its dependencies that cannot be bundled.
 * It is never used, since shared/exchange/ews has its own transport: an empty module takes its place.
 */
const withoutXhr: Plugin = {
  name: 'without-xhr',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@ewsjs\/xhr$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '', loader: 'js' }));
  },
};

const { values } = parseArgs({ options: { quiet: { type: 'boolean', default: false } } });
const startedAt = performance.now();
// On failure esbuild prints what is wrong and rejects.
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['functions/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  sourcemap: true,
  // What is written for ES modules asks where it stands; in CommonJS esbuild would answer nothing.
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  external: ['@azure/functions-core'],
  plugins: [withoutXhr],
  write: false,
  logLevel: 'warning',
}).catch(() => process.exit(1));
await mkdir(dirname(outfile), { recursive: true });
for (const { path, contents } of outputFiles) {
  // Replaced as a whole: another process may be loading the bundle.
  await writeFile(`${path}.${process.pid}`, contents);
  await rename(`${path}.${process.pid}`, path);
}
const bytes = outputFiles.find(({ path }) => path === outfile)?.contents.length ?? 0;
if (!values.quiet) {
  console.log(`Built dist/main.cjs: ${(bytes / 1e6).toFixed(1)} MB in ${Math.round(performance.now() - startedAt)} ms`);
}
