// package-lock.json holds every optional package, those of other platforms too. A registry that lacks some of them
// makes `npm install` leave them out in silence, and `npm ci` then refuses the lock file on every machine.
import { z } from 'zod';

const names = z.record(z.string(), z.string()).default({});
const lockFile = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), z.object({ optionalDependencies: names })),
});

/** One line for each optional package without an entry; `text` is the lock file's. */
export function checkLockFile(text: string): { readonly problems: readonly string[]; readonly packages: number } {
  const { packages } = lockFile.parse(JSON.parse(text));
  const places = new Set(Object.keys(packages));
  const problems = Object.entries(packages).flatMap(([place, { optionalDependencies }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(places, place, name))
      .map(
        ([name, version]) =>
          `package-lock.json: ${name}@${version} has no entry: npm ci refuses the file. Add version, os, cpu, libc and optional.`,
      ),
  );
  return { problems, packages: places.size };
}

/** Looked for as Node does: beside the package that needs it, then in each folder above. */
function isLocked(places: ReadonlySet<string>, place: string, name: string): boolean {
  for (let folder = place; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (places.has(folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`)) return true;
    if (folder === '') return false;
  }
}
