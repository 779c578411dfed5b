import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_SPECS, schemaFor } from './ewsSchema.ts';

const samples = resolve(process.env.SPECS_DIR ?? join(import.meta.dirname, '../../../shared/specs'), 'ews/samples');
const versions = [
  'Exchange2010',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2016',
  'Exchange2019',
];

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

  it('judges a request by the schema of the version that it declares, 2007 too', async ({ skip }) => {
    const schema = await schemaFor('Exchange2007');
    if (!schema) return skip(NO_SPECS);
    const request = (version: string, header = '') =>
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">' +
      `<s:Header><t:RequestServerVersion Version="${version}"/>${header}</s:Header><s:Body><m:ConvertId DestinationFormat="EwsId"><m:SourceIds/></m:ConvertId></s:Body></s:Envelope>`;
    const zone = '<t:TimeZoneContext><t:TimeZoneDefinition Id="UTC"/></t:TimeZoneContext>';
    expect(schema.validate(request('Exchange2007')).join()).not.toContain('RequestServerVersion');
    expect(schema.validate(request('Exchange2010')).join()).toContain('RequestServerVersion');
    expect(schema.validate(request('Exchange2007_SP1', zone)).join()).toContain('TimeZoneContext');
    expect((await schemaFor('Exchange2010_SP1'))?.validate(request('Exchange2010', zone)).join()).not.toContain(
      'TimeZoneContext',
    );
  });
});
