// Bundles the functions into one CommonJS file, dist/main.cjs. One file starts quickest on Azure. Only CommonJS reaches
// @azure/functions-core, which the Functions worker provides. Modules imported with `await import()` are evaluated only
// then.
// Usage: node local/build.ts [--quiet]
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');
const outfile = join(root, 'dist', 'main.cjs');

/**
 * ews-javascript-api depends on an HTTP client with a native module, which cannot be bundled. The product never uses
 * that client, since shared/exchange/ews has its own transport. An empty module takes its place.
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
// On failure esbuild prints the reason and rejects.
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['functions/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  sourcemap: true,
  // ES modules read import.meta.url. In CommonJS esbuild would leave it undefined.
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  external: ['@azure/functions-core'],
  plugins: [withoutXhr],
  write: false,
  logLevel: 'warning',
}).catch(() => process.exit(1));
await mkdir(dirname(outfile), { recursive: true });
for (const { path, contents } of outputFiles) {
  // The file is replaced as a whole: another process may be loading the bundle.
  await writeFile(`${path}.${process.pid}`, contents);
  await rename(`${path}.${process.pid}`, path);
}
const bytes = outputFiles.find(({ path }) => path === outfile)?.contents.length ?? 0;
if (!values.quiet) {
  console.log(`Built dist/main.cjs: ${(bytes / 1e6).toFixed(1)} MB in ${Math.round(performance.now() - startedAt)} ms`);
}
