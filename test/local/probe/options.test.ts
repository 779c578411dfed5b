import { describe, expect, it } from 'vitest';
import { readProbeOptions } from '../../../local/probe/options.ts';

const environment = { IVANTI_KEY: 'a key' };
const ARGS = ['ivanti', '--url', 'https://tenant.example/', '--key-env', 'IVANTI_KEY'];

describe('readProbeOptions', () => {
  it('reads only, unless told to write', () => {
    expect(readProbeOptions(ARGS, environment)).toMatchObject({
      url: 'https://tenant.example',
      secret: 'a key',
      writes: false,
      allowedNetworks: [],
    });
    expect(readProbeOptions([...ARGS, '--write', '--owner', 'anna'], environment)).toMatchObject({ writes: true });
  });

  it.each([
    [['--url', 'https://tenant.example'], 'Name the application'],
    [['ivanti'], '--url takes'],
    [['ivanti', '--url', 'http://tenant.example'], '--url takes'],
    [['ivanti', '--url', 'https://tenant.example', '--key-env', 'NONE'], '--key-env'],
    [[...ARGS, '--write'], '--write also needs --owner'],
    [[...ARGS, '--wrong'], '--wrong'],
  ])('names the mistake of %j', (args, sentence) => {
    expect(readProbeOptions(args, environment)).toContain(sentence);
  });
});
