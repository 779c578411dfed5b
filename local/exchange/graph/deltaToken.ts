// What a delta or next link says: which part of a calendar's changes a client was told. Opaque to clients, checked here.
import { createHash } from 'node:crypto';
import type { Folder } from '../folders.ts';

export interface DeltaPosition {
  readonly kind: 'calendarView' | 'events';
  /** The window, in milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  /** Everything up to this change number was told in earlier rounds; 0 in the first one. */
  readonly since: number;
  /** And in this round everything up to this one, of all up to `upTo`. */
  readonly at: number;
  readonly upTo: number;
}

const checkOf = (text: string): string => createHash('sha256').update(`delta ${text}`).digest('base64url').slice(0, 12);

/** `epoch` is the mailbox's: a token of an earlier one is gone. */
export function writeToken(folder: Folder, epoch: number, position: DeltaPosition): string {
  const text = Buffer.from(JSON.stringify({ ...position, epoch, folder: checkOf(folder.id) })).toString('base64url');
  return `${text}.${checkOf(text)}`;
}

/** The position, or undefined for what this folder of this epoch never gave out. */
export function readToken(token: string, folder: Folder, epoch: number): DeltaPosition | undefined {
  const [text = '', check] = token.split('.');
  if (check !== checkOf(text)) return undefined;
  const { epoch: its, folder: mark, ...position } = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  return its === epoch && mark === checkOf(folder.id) ? position : undefined;
}
