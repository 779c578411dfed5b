// The product's own seal of entries, with a key of the tests.
import { keyRing } from '../../shared/access/keys.ts';
import { entrySeal } from '../../shared/app/secrets/entrySeal.ts';

export const sealOf = entrySeal(keyRing(new Uint8Array(32).fill(9), []));
