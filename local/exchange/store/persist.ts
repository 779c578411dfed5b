// Keeps mailboxes between starts in one JSON file, which is replaced as a whole. It is written before a change is
// answered, shortly after a change without an answer (a test's person), and on close.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { SavedMailbox } from './store.ts';

interface SavedState {
  readonly format: typeof FORMAT;
  readonly mailboxes: readonly SavedMailbox[];
}

const FORMAT = 3;
/** Changes within this time are written together: a run changes hundreds of items in a second. */
const WRITE_DELAY_MS = 300;

export interface Persistence {
  readonly saved: ReadonlyMap<string, SavedMailbox>;
  /** Reports a change, which is written soon. */
  changed(): void;
  /** Writes all changes that are not written yet. */
  flush(): void;
}

/** Without a file nothing is kept. Throws when the file has another format. */
export function openState(file: string | undefined, collect: () => SavedMailbox[]): Persistence {
  if (file === undefined) return { saved: new Map(), changed() {}, flush() {} };
  let timer: NodeJS.Timeout | undefined;
  let dirty = false;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (!dirty) return;
    dirty = false;
    const state: SavedState = { format: FORMAT, mailboxes: collect() };
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  };
  return {
    saved: new Map(readState(file).map((mailbox) => [mailbox.address.toLowerCase(), mailbox])),
    changed() {
      dirty = true;
      timer ??= setTimeout(flush, WRITE_DELAY_MS);
    },
    flush,
  };
}

function readState(file: string): readonly SavedMailbox[] {
  if (!existsSync(file)) return [];
  const state: SavedState = JSON.parse(readFileSync(file, 'utf8'));
  if (state.format !== FORMAT)
    throw new Error(`The state file ${file} was written by another version; delete it to start anew.`);
  return state.mailboxes;
}
