import { describe, expect, it } from 'vitest';
import { grantOf } from '../../../../../shared/exchange/graph/http/grant.ts';
import { tokenOf } from '../scriptedGraph.ts';

describe('grantOf', () => {
  it('reads organisation and permissions; a token without permissions has none', () => {
    expect(grantOf(tokenOf({ tid: 't', roles: ['A', 'B'], aud: 'x' }))).toEqual({ tenant: 't', roles: ['A', 'B'] });
    expect(grantOf(tokenOf({ tid: 't' }))).toEqual({ tenant: 't', roles: [] });
  });

  it.each(['', 'a', 'a.b.c', `e30.${Buffer.from('[]').toString('base64url')}.c`, tokenOf({}), tokenOf({ tid: 1 })])(
    '%s is no token of an organisation',
    (text) => {
      expect(grantOf(text)).toBeUndefined();
    },
  );
});
