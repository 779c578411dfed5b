// The answers of Ivanti, told apart: rows, nothing, a refusal, and pages for people. It says "nothing" in four ways, and
// "not there" with the code of any other refusal. None of them is evidence of an absence.
import { z } from 'zod';
import type { Instant } from '../../calendar/event.ts';
import type { HttpAnswer } from '../../net/https.ts';
import { type Failure, failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { BROKEN_ANSWER, failureOfAnswer, failureOfEntry } from '../connect/failures.ts';

/** A record, by the names of its properties. */
export type Row = Readonly<Record<string, unknown>>;

const row = z.record(z.string(), z.unknown());
const rows = z.array(row);
const envelope = z.object({ value: z.unknown() });
/** A page has 100 rows at most. */
const ROWS_MAX = 1000;
const refusal = z.object({ code: z.string(), message: z.union([z.array(z.string()), z.string()]).optional() });

/** The rows of a list: the empty list stands for every way to say nothing. */
export function rowsOf(answer: HttpAnswer): Outcome<readonly Row[]> {
  if (isWebPage(answer)) return failed(BROKEN_ANSWER);
  if (answer.status === 204 || answer.body === '') return ok([]);
  const json = jsonOf(answer.body);
  const parsed = envelope.safeParse(Array.isArray(json) ? { value: json } : json);
  if (!parsed.success) return failed(BROKEN_ANSWER);
  const { value } = parsed.data;
  if (Array.isArray(value)) {
    const read = value.length > ROWS_MAX ? undefined : rows.safeParse(value);
    return read?.success ? ok(read.data) : failed(BROKEN_ANSWER);
  }
  if (typeof value !== 'string') return failed(BROKEN_ANSWER);
  return /^no instances found/i.test(value) ? ok([]) : failed(BROKEN_ANSWER);
}

/** One record. An answer without its id is no record: `$select` and a lost session leave none of its properties. */
export function recordOf(answer: HttpAnswer): Outcome<Row> {
  const parsed = isWebPage(answer) ? undefined : row.safeParse(jsonOf(answer.body));
  const isRecord = parsed?.success === true && typeof parsed.data.RecId === 'string' && parsed.data.RecId !== '';
  return isRecord ? ok(parsed.data) : failed(BROKEN_ANSWER);
}

/**
 * The failure that an answer means; undefined where it is none. `about`: one record. Only there may a refusal say that
 * the record does not exist: the caller has to confirm it.
 */
export function failureOf(answer: HttpAnswer, about: 'entry' | 'all', now: Instant): Failure | undefined {
  const { status, body } = answer;
  if (status === 400 || status === 404) return refusalOf(body, status, about);
  if (status === 410) return BROKEN_ANSWER;
  return about === 'entry' ? failureOfEntry(answer, now) : failureOfAnswer(answer, now);
}

const MISSING = /invalid key|cannot be found|does not exist/i;
/** No such address: nothing is said of a record. */
const NO_PATH = 'ISM_4004';
const NO_RIGHTS = /does not have rights/i;

/** Bodies may name sessions and accounts. Only the code is told on. */
function refusalOf(body: string, status: number, about: 'entry' | 'all'): Failure {
  const parsed = refusal.safeParse(jsonOf(body));
  // Some server between has answered, and not Ivanti.
  if (!parsed.success) return { ...BROKEN_ANSWER, detail: `HTTP ${status}` };
  const code = /^[A-Z]+_\d+$/.test(parsed.data.code) ? parsed.data.code : 'no code';
  const text = [parsed.data.message ?? []].flat().join(' ');
  const detail = `HTTP ${status} ${code}`;
  if (NO_RIGHTS.test(text)) return { kind: 'denied', code: 'source-rights-missing', detail };
  if (about === 'entry' && MISSING.test(text)) return { kind: 'gone' };
  if (about === 'all' || code === NO_PATH) return { ...BROKEN_ANSWER, detail };
  return { kind: 'rejected', code: 'item-rejected', detail };
}

/** A sign-in page or a page of a firewall, whatever its status says. */
export const isWebPage = ({ headers, body }: HttpAnswer): boolean =>
  `${headers['content-type'] ?? ''}`.includes('text/html') || body.trimStart().startsWith('<');

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
