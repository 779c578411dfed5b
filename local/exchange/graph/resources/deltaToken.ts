// The state of a delta or next link: the changes of a calendar that a client has been told. Opaque to clients, checked
// here.
import { createHash } from 'node:crypto';
import type { Folder } from '../../store/folders.ts';

export interface DeltaPosition {
  readonly kind: 'calendarView' | 'events';
  /** The window, in milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  /** Earlier rounds told everything up to this change number; 0 in the first round. */
  readonly since: number;
  /** This round has told everything up to this number, and ends at `upTo`. */
  readonly at: number;
  readonly upTo: number;
}

const checkOf = (text: string): string => createHash('sha256').update(`delta ${text}`).digest('base64url').slice(0, 12);

/** `epoch` is the mailbox's. A token of an earlier epoch is no longer valid. */
export function writeToken(folder: Folder, epoch: number, position: DeltaPosition): string {
  const text = Buffer.from(JSON.stringify({ ...position, epoch, folder: checkOf(folder.id) })).toString('base64url');
  return `${text}.${checkOf(text)}`;
}

/** The position; undefined for a token that this folder did not issue in this epoch. */
export function readToken(token: string, folder: Folder, epoch: number): DeltaPosition | undefined {
  const [text = '', check] = token.split('.');
  if (check !== checkOf(text)) return undefined;
  const { epoch: its, folder: mark, ...position } = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  return its === epoch && mark === checkOf(folder.id) ? position : undefined;
}
