// The calls that the developers' guide lists are the ones that functions/ registers. The settings that the operators'
// guide lists are the ones that shared/config.ts reads and local.settings.sample.json holds.
import { describe, expect, it } from 'vitest';
import { readPage, sources, tableAfter } from './pages.ts';

const registered = sources
  .filter((path) => path.startsWith('functions/'))
  .flatMap((path) => {
    const text = withConstants(readPage(path));
    return [
      ...[...text.matchAll(/method: '(\w+)',\s*path: '([^']+)'/g)].map(([, method, route]) => `${method} ${route}`),
      ...[...text.matchAll(/route: '([^']+)',\s*methods: \['(\w+)'\]/g)].map(
        ([, route, method]) => `${method} ${route}`,
      ),
    ];
  })
  .sort();

/** A path that several calls share stands in a constant. */
function withConstants(text: string): string {
  const constants = new Map([...text.matchAll(/^const (\w+) = ('[^']+');$/gm)].map(([, name, value]) => [name, value]));
  return text.replaceAll(/path: (\w+)/g, (whole, name) =>
    constants.has(name) ? `path: ${constants.get(name)}` : whole,
  );
}

const listed = tableAfter(readPage('docs/guides/developer.md'), '## Every call')
  .flatMap(([call = '']) => {
    const [route = '', ...methods] = call.split(/,? /).reverse();
    return methods.map((method) => `${method} ${route}`);
  })
  .sort();

describe('docs/guides/developer.md', () => {
  it('lists every call of the API, and none that does not exist', () => {
    expect(registered.length).toBeGreaterThan(15);
    expect(listed).toEqual(registered);
  });
});

describe('docs/guides/operator.md', () => {
  const settings = tableAfter(readPage('docs/guides/operator.md'), '## Settings').map(([name]) => name ?? '');

  it('lists every setting that is read', () => {
    const schema = /z\.object\(\{([\s\S]*?)\n\}\)/.exec(readPage('shared/config.ts'))?.[1] ?? '';
    const read = [...schema.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name ?? '');
    expect(read.length).toBeGreaterThan(3);
    // The Functions host reads this one.
    expect([...settings].sort()).toEqual([...read, 'SCHEDULE'].sort());
  });

  /** The settings that only an app in Azure has. */
  const inAzure = ['AZURE_CLIENT_ID'];

  it('lists the settings of local.settings.sample.json, and those of Azure', () => {
    const sample: { readonly Values: Readonly<Record<string, string>> } = JSON.parse(
      readPage('local.settings.sample.json'),
    );
    // Every function app has this one.
    const own = Object.keys(sample.Values).filter((name) => name !== 'FUNCTIONS_WORKER_RUNTIME');
    expect([...settings].sort()).toEqual([...own, ...inAzure].sort());
  });
});
