// Writes docs/problems.md from the catalogue, so that an operator who searches a code finds what to do.
import { writeFile } from 'node:fs/promises';
import { type Audience, problems } from '../../shared/problems.ts';

export const PROBLEMS_PAGE = new URL('../../docs/problems.md', import.meta.url);

/** The text of docs/problems.md. */
export function problemsPage(): string {
  const rows = Object.entries(problems).map(
    ([code, { sentence, action, who, status }]) =>
      `| \`${code}\` | ${cell(sentence)} | ${cell(action)} | ${PEOPLE[who]} | ${status} |`,
  );
  return `${[...HEAD, ...rows].join('\n')}\n`;
}

const HEAD = [
  '# Problems',
  '',
  'Every code that the API, a link or the connection test can answer. Its row says what happened and what it means for the',
  'calendar, what to do about it, and who can. Generated from `shared/problems.ts` by `node local/generate/problems.ts`.',
  '',
  '| code | what happened | what to do | who | HTTP |',
  '|---|---|---|---|---|',
];

const PEOPLE: Readonly<Record<Audience, string>> = {
  user: 'the user',
  administrator: 'an administrator of the company',
  'exchange-administrator': 'an administrator of Exchange',
  operator: 'the operator',
  'api-client': 'whoever calls the API',
  nobody: 'nobody: it heals by itself',
};

/** A bar would end the table's cell. A browser would read an angle bracket as HTML. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

if (import.meta.main) await writeFile(PROBLEMS_PAGE, problemsPage());
