// The content of SyncState: the part of one folder's history that a client has been told. Opaque to clients, checked
// here.
//
// A folder's history is numbered. A client that knows everything up to `toldUpTo` is told the later changes, newest first
// (Exchange 2010 SP2 and later). While pages are outstanding there is a gap. The client then knows everything up to
// `toldUpTo`, and everything after `gapEnd` up to `upTo`. It does not know the changes between.
import { createHash } from 'node:crypto';
import type { Folder } from '../store/folders.ts';

export interface SyncPosition {
  readonly toldUpTo: number;
  readonly gapEnd: number;
  readonly upTo: number;
}

const VERSION = 3;
const BYTES = 1 + 4 + 16 + 3 * 6;
const CHECK_BYTES = 8;

const folderMark = (folder: Folder) => createHash('sha256').update(folder.id).digest().subarray(0, 16);

export function writeSyncState(folder: Folder, epoch: number, position: SyncPosition): string {
  const state = Buffer.alloc(BYTES);
  state.writeUInt8(VERSION, 0);
  state.writeUInt32BE(epoch, 1);
  folderMark(folder).copy(state, 5);
  state.writeUIntBE(position.toldUpTo, 21, 6);
  state.writeUIntBE(position.gapEnd, 27, 6);
  state.writeUIntBE(position.upTo, 33, 6);
  return Buffer.concat([state, checkOf(state)]).toString('base64');
}

const checkOf = (state: Buffer) => createHash('sha256').update(state).digest().subarray(0, CHECK_BYTES);

/** The position; undefined for a text that this folder did not issue in this epoch. */
export function readSyncState(text: string, folder: Folder, epoch: number): SyncPosition | undefined {
  const bytes = Buffer.from(text, 'base64');
  const state = bytes.subarray(0, BYTES);
  if (bytes.length !== BYTES + CHECK_BYTES || !checkOf(state).equals(bytes.subarray(BYTES))) return undefined;
  if (state.readUInt8(0) !== VERSION || state.readUInt32BE(1) !== epoch) return undefined;
  if (!state.subarray(5, 21).equals(folderMark(folder))) return undefined;
  return { toldUpTo: state.readUIntBE(21, 6), gapEnd: state.readUIntBE(27, 6), upTo: state.readUIntBE(33, 6) };
}
