// The secrets by which applications sign their webhooks. Each is derived from the encryption key, the company, the source
// and its generation, so that none is stored. A new generation makes the former secret worthless.
import { createHmac } from 'node:crypto';
import { deriveKeys, type KeyRing } from '../../access/keys.ts';

export interface WebhookName {
  readonly company: string;
  readonly source: string;
  readonly generation: number;
}

/** The secret under each key of the ring, that of the key in use first (Standard Webhooks, "Signature scheme": `whsec_`). */
export function webhookSecrets(keys: KeyRing, { company, source, generation }: WebhookName): readonly string[] {
  return deriveKeys(keys, 'webhooks', [company, source]).map(({ key }) => {
    const secret = createHmac('sha256', key).update(`${generation}`).digest('base64');
    return `whsec_${secret}`;
  });
}
