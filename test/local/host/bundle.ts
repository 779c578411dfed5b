// Bundles an app for the runner under test, in the way local/build.ts bundles the product.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** Answers the path of a bundle of the fixture app, or of the given source text. */
export async function bundle(source?: string): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'host-fixture-')), 'app.cjs');
  const input: BuildOptions =
    source === undefined
      ? { entryPoints: [join(import.meta.dirname, 'fixtureApp.ts')] }
      : { stdin: { contents: source, resolveDir: import.meta.dirname } };
  await build({
    ...input,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@azure/functions-core'],
    logLevel: 'silent',
  });
  return outfile;
}
