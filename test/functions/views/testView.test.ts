import { describe, expect, it } from 'vitest';
import { testView } from '../../../functions/views/testView.ts';

describe('testView', () => {
  it('shows each step, and its problem in the words of the catalogue', () => {
    const view = testView({
      ok: false,
      steps: [
        { step: 'reach', state: 'ok', tried: 'Tried to reach it.' },
        { step: 'signIn', state: 'failed', tried: 'Tried to sign in.', problem: 'source-sign-in-refused' },
      ],
    });
    expect(view).toMatchObject({
      ok: false,
      steps: [
        { step: 'reach', state: 'ok' },
        { step: 'signIn', problem: { code: 'source-sign-in-refused', action: expect.any(String) } },
      ],
    });
  });
});
