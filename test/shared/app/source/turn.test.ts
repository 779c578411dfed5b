import { describe, expect, it, vi } from 'vitest';
import { waitForTurn } from '../../../../shared/app/source/turn.ts';

describe('waitForTurn', () => {
  it('ends after the time that it is given', async () => {
    const ended = vi.fn();
    const turn = waitForTurn(5).then(ended);
    expect(ended).not.toHaveBeenCalled();
    await turn;
    expect(ended).toHaveBeenCalledOnce();
  });
});
