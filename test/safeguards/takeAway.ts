// Takes a safeguard away while its file is loaded by a test, so that the product's own text stays as it is.
import type { Change, Safeguard } from './safeguards.ts';

/** The text without the safeguard. Throws when what is to be changed does not stand there exactly once. */
export function changed(text: string, { file, from, to }: Change): string {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${file}: this does not stand there exactly once: ${from.trim()}`);
  }
  return before + to + after;
}

/** A plugin of Vite that loads the files of the safeguard without it. */
export const takeAway = ({ name, changes }: Safeguard) => ({
  name: `without ${name}`,
  enforce: 'pre' as const,
  transform: (text: string, id: string): string | undefined => {
    const its = changes.filter(({ file }) => id.endsWith(`/${file}`));
    return its.length === 0 ? undefined : its.reduce(changed, text);
  },
});
