import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_SPECS, schemaFor } from './ewsSchema.ts';

const samples = resolve(process.env.SPECS_DIR ?? join(import.meta.dirname, '../../../shared/specs'), 'ews/samples');
const versions = ['Exchange2010_SP2', 'Exchange2013', 'Exchange2013_SP1', 'Exchange2016', 'Exchange2019'];

describe('schemaFor', () => {
  it.for(versions)(
    '%s: good envelopes pass, bad ones and text that is no XML are refused',
    async (version, { skip }) => {
      const schema = await schemaFor(version);
      if (!schema) return skip(NO_SPECS);
      for (const name of readdirSync(samples)) {
        const xml = readFileSync(join(samples, name), 'utf8').replace(
          /Version="Exchange[^"]*"/,
          `Version="${version === 'Exchange2019' ? 'Exchange2016' : version}"`,
        );
        expect(schema.validate(xml).length > 0, name).toBe(name.startsWith('bad-'));
      }
      expect(schema.validate('<html>')).not.toEqual([]);
    },
  );
});
