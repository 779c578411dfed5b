// Repair: the library calls util.isNullOrUndefined for every extended property, and Node 23 removed that function (issue
// 459 of ews-javascript-api). Our tags are extended properties.
import util from 'node:util';

/** Gives node:util the function again. */
export function restoreIsNullOrUndefined(): void {
  if ('isNullOrUndefined' in util) return;
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
}
