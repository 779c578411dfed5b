// Progress on the terminal's error output: one line that is overwritten on a terminal, one line a step elsewhere.
import type { WriteStream } from 'node:tty';

export interface Progress {
  readonly tell: (line: string) => void;
  /** Writes a line that stays. */
  readonly note: (line: string) => void;
  /** Moves the terminal to the beginning of a line. */
  readonly end: () => void;
}

export function createProgress(
  stream: Pick<WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>,
): Progress {
  const write = (text: string): void => void stream.write(text);
  const line = (text: string): void => write(`${text}\n`);
  if (!stream.isTTY) return { tell: line, note: line, end: () => undefined };
  const columns = stream.columns ?? DEFAULT_COLUMNS;
  return {
    tell: (text) => write(`${ERASE_LINE}${text.slice(0, columns - 1)}`),
    note: (text) => write(`${ERASE_LINE}${text}\n`),
    end: () => write(ERASE_LINE),
  };
}

const DEFAULT_COLUMNS = 80;
/** Moves to the first column and erases to the end (ECMA-48: EL). */
const ERASE_LINE = '\r\u001b[2K';
