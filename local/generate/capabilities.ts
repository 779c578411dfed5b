// Writes docs/capabilities.md from the table of abilities and the list of applications.
import { writeFile } from 'node:fs/promises';
import { CAPABILITIES, lacksOf } from '../../shared/sources/connect/capabilities.ts';
import { APPLICATIONS } from '../../shared/sources/registry.ts';

export const CAPABILITIES_PAGE = new URL('../../docs/capabilities.md', import.meta.url);

/** The text of docs/capabilities.md. */
export function capabilitiesPage(): string {
  const abilities = Object.entries(CAPABILITIES).map(
    ([name, { ability, without }]) => `| \`${name}\` | ${ability} | ${without} |`,
  );
  const lacks = APPLICATIONS.flatMap((application) =>
    (application.keepsEntries === 'here' ? [] : lacksOf(application.lacks)).map(
      ({ capability, because }) => `| \`${application.kind}\` | \`${capability}\` | ${because} |`,
    ),
  );
  return `${[...HEAD, ...abilities, ...MIDDLE, ...lacks].join('\n')}\n`;
}

const HEAD = [
  '# Capabilities',
  '',
  'The abilities that the synchronisation would like from a business application, and its way without each of them.',
  'Generated from `shared/sources/connect/capabilities.ts` and the descriptions of the applications by',
  '`node local/generate/capabilities.ts`. `GET sources/{sourceId}` shows the same in its field `lacks`.',
  '',
  '| ability | the application can | without it |',
  '|---|---|---|',
];

const MIDDLE = [
  '',
  '## Missing abilities',
  'The built-in source has every ability, and so has an application that is not named here.',
  '',
  '| application | ability | why it lacks it |',
  '|---|---|---|',
];

if (import.meta.main) await writeFile(CAPABILITIES_PAGE, capabilitiesPage());
