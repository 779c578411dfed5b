// An HTML body for the record: compressed, since Outlook's bodies are long and repeat themselves.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FormattedBody } from '../../sync/ports/mailbox.ts';

/** No body that we pack is longer, in bytes. */
const HTML_BYTES_MAX = 64 * 1024 * 1024;

export const packed = (html: string): FormattedBody => deflateRawSync(html).toString('base64');

/** Throws for what `packed` has not made. */
export const unpacked = (body: FormattedBody): string =>
  inflateRawSync(Buffer.from(body, 'base64'), { maxOutputLength: HTML_BYTES_MAX }).toString();
