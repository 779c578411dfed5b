// Text that was sealed before a release opens after it: the words of each context are as they were.
import { describe, expect, it } from 'vitest';
import {
  exchangeSecretContext,
  loserContext,
  sourceSecretContext,
} from '../../../../shared/app/secrets/sealContexts.ts';

describe('the contexts of sealed values', () => {
  it('are those of earlier releases', () => {
    expect(exchangeSecretContext('acme')).toEqual(['exchange-password', 'acme']);
    expect(sourceSecretContext('acme', 's1')).toEqual(['source-secret', 'acme', 's1']);
    expect(loserContext('acme', 'ada')).toEqual(['loser', 'acme', 'ada']);
  });
});
