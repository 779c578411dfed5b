import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLocalSettings, saveLocalSettings } from '../../local/localSettings.ts';

const newFile = (): string => join(mkdtempSync(join(tmpdir(), 'settings-')), 'settings.json');

describe('openLocalSettings', () => {
  it('makes secrets once, in a file that only its owner reads', () => {
    const file = newFile();
    const made = openLocalSettings(file);
    expect(Buffer.from(made.ENCRYPTION_KEY, 'base64')).toHaveLength(32);
    expect(made.OPERATOR_KEY.length).toBeGreaterThanOrEqual(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openLocalSettings(file)).toEqual(made);
    expect(openLocalSettings(newFile())).not.toEqual(made);
  });

  it('reads what was saved', () => {
    const file = newFile();
    const settings = { ...openLocalSettings(file), COMPANY_API_KEY: 'key' };
    saveLocalSettings(file, settings);
    expect(openLocalSettings(file)).toEqual(settings);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{}', '{"ENCRYPTION_KEY":1}'])('names the file that holds "%s", and leaves it as it is', (text) => {
    const file = newFile();
    writeFileSync(file, text);
    expect(() => openLocalSettings(file)).toThrow(`${file} is not a settings file`);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
