// npm start answers a wrong command line with one sentence and status 2, and starts nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const start = (...given: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, '../../local/start.ts'), ...given], { encoding: 'utf8' });

describe('npm start', () => {
  it.each([
    [['--graph=yes'], "Option '--graph' does not take an argument"],
    [['--source', 'outlook'], '--source takes severa or ivanti, not "outlook".'],
    [['--port', 'x'], '--port takes a number'],
    [['--exchange-port', '65536'], '--exchange-port takes a number'],
    [['--ics', 'ada'], '--ics takes MAILBOX=FILE'],
    [['--ics', `nobody=${import.meta.filename}`], 'There is no mailbox nobody'],
    [['--ics', 'ada@example.com=/no/such/file'], 'The file /no/such/file cannot be read.'],
    [['--ics', `ada=${import.meta.filename}`], 'is not a calendar (.ics).'],
    [['--colour'], "Unknown option '--colour'"],
  ])('refuses %j', (given, sentence) => {
    const { status, stderr, stdout } = start(...given);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});
