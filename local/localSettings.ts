// The secrets of the local product, made at the first start and kept in one file that only its owner can read.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const settingsSchema = z.object({
  ENCRYPTION_KEY: z.string(),
  MARKS_KEY: z.string(),
  OPERATOR_KEY: z.string(),
  /** Password of the service account at the local Exchange. */
  EXCHANGE_PASSWORD: z.string(),
  /** API key of the company that the first start creates; absent before. */
  COMPANY_API_KEY: z.string().optional(),
  /** The address of the connection to Exchange that the last start saved. */
  EXCHANGE_ADDRESS: z.string().optional(),
});

export type LocalSettings = z.infer<typeof settingsSchema>;

/** Reads the file, or creates it. Throws one sentence when the file exists and cannot be used. */
export function openLocalSettings(file: string): LocalSettings {
  if (!existsSync(file)) {
    const settings: LocalSettings = {
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      MARKS_KEY: randomBytes(32).toString('base64'),
      OPERATOR_KEY: randomBytes(32).toString('base64url'),
      EXCHANGE_PASSWORD: randomBytes(12).toString('base64url'),
    };
    saveLocalSettings(file, settings);
    return settings;
  }
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new Error(`${file} is not a settings file of this version; delete its folder to start anew.`);
  }
}

/** Replaces the file as a whole. */
export function saveLocalSettings(file: string, settings: LocalSettings): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
