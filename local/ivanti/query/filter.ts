// `$filter` as Ivanti reads it: six operators, `and`, `or`. It drops or misreads the rest, and mostly says nothing.
import { refused } from '../http/answer.ts';
import type { Field } from '../objects/businessObjects.ts';
import type { Value, Values } from '../records/tenant.ts';
import { readDate } from '../records/values.ts';
import { type Token, tokensOf, unreadable } from './tokens.ts';

type Condition = (row: Values) => boolean;

/** Undefined: Ivanti drops the clause. */
type Clause = Condition | undefined;

interface Joined {
  /** The word before the clause. The first clause has `and`. */
  readonly by: 'and' | 'or';
  readonly clause: Clause;
  /** A group that is not the very first thing. */
  readonly isLateGroup: boolean;
}

export interface FilterContext {
  readonly fields: ReadonlyMap<string, Field>;
  /** The zone of dates without offset. */
  readonly zone: string;
}

const NOTHING: Condition = () => false;
const EVERYTHING: Condition = () => true;

/** The rows that a filter leaves. Throws 400 for an unknown field and for what cannot be read at all. */
export function filterOf(filter: string, context: FilterContext): Condition {
  const reader = { tokens: tokensOf(filter), at: 0, context };
  const condition = readLevel(reader);
  if (reader.at < reader.tokens.length) throw unreadable();
  return condition ?? EVERYTHING;
}

interface Reader {
  readonly tokens: readonly Token[];
  readonly context: FilterContext;
  at: number;
}

/** Clauses up to the end, or to the bracket that closes the level. */
function readLevel(reader: Reader): Clause {
  const clauses = [readClause(reader, 'and', true)];
  for (let by = connective(reader); by !== undefined; by = connective(reader)) {
    clauses.push(readClause(reader, by, false));
  }
  return joined(clauses);
}

function connective(reader: Reader): 'and' | 'or' | undefined {
  const word = wordAt(reader)?.toLowerCase();
  if (word !== 'and' && word !== 'or') return undefined;
  reader.at += 1;
  return word;
}

function wordAt({ tokens, at }: Reader): string | undefined {
  const token = tokens[at];
  return token?.kind === 'word' ? token.value : undefined;
}

function readClause(reader: Reader, by: 'and' | 'or', isFirst: boolean): Joined {
  const token = reader.tokens[reader.at];
  if (token?.kind === 'call') {
    skipCall(reader);
    return { by, clause: undefined, isLateGroup: false };
  }
  if (wordAt(reader)?.toLowerCase() === 'not') return { by, clause: readNot(reader), isLateGroup: false };
  if (token?.kind !== 'open') return { by, clause: readComparison(reader), isLateGroup: false };
  const clause = readGroup(reader);
  return { by, clause: isFirst ? clause : undefined, isLateGroup: !isFirst };
}

/** A function, and its comparison where it has one: `contains(…) eq true`. */
function skipCall(reader: Reader): void {
  reader.at += 1;
  if (isOperator(wordAt(reader)?.toLowerCase() ?? '')) reader.at += 2;
}

function readGroup(reader: Reader): Clause {
  reader.at += 1;
  const clause = readLevel(reader);
  if (reader.tokens[reader.at]?.kind !== 'close') throw unreadable();
  reader.at += 1;
  return clause;
}

/** `not (…)` is dropped with what it denies; `not` without a bracket is refused. */
function readNot(reader: Reader): undefined {
  reader.at += 1;
  if (reader.tokens[reader.at]?.kind !== 'open') throw unreadable();
  readGroup(reader);
}

/**
 * One level: `and` binds closer than `or`, as long as no `and` follows an `or`; that, and a late group after `or`,
 * matches no row. A late group after `and` is dropped, so that more rows match.
 */
function joined(clauses: readonly Joined[]): Clause {
  const firstOr = clauses.findIndex(({ by }) => by === 'or');
  const isMisread = firstOr >= 0 && clauses.slice(firstOr).some(({ by }) => by === 'and');
  if (isMisread || clauses.some(({ by, isLateGroup }) => by === 'or' && isLateGroup)) return NOTHING;
  const split = firstOr < 0 ? clauses.length : firstOr;
  const all = kept(clauses.slice(0, split));
  const others = kept(clauses.slice(split));
  if (all.length === 0 && others.length === 0) return undefined;
  return (row) => (all.length > 0 && all.every((each) => each(row))) || others.some((each) => each(row));
}

const kept = (clauses: readonly Joined[]): Condition[] => clauses.flatMap(({ clause }) => (clause ? [clause] : []));

type Operator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
const isOperator = (word: string): word is Operator => /^(eq|ne|lt|le|gt|ge)$/.test(word);

function readComparison(reader: Reader): Condition {
  const name = wordAt(reader);
  const operator = wordAt({ ...reader, at: reader.at + 1 })?.toLowerCase();
  const literal = reader.tokens[reader.at + 2];
  if (name === undefined || operator === undefined || !isOperator(operator) || literal === undefined)
    throw unreadable();
  const field = reader.context.fields.get(name);
  if (field === undefined) throw refused(`Unknown field '${name}'.`);
  reader.at += 3;
  const isEmptyMark = literal.kind === 'text' && literal.value === '$NULL';
  const wanted = isEmptyMark ? null : literalOf(literal, field, reader.context);
  return (row) => compares(comparable(row[name], field), wanted, operator);
}

/** The value of a literal. Dates are bare; text is in quotes. Throws 400 for another form. */
function literalOf(literal: Token, { type }: Field, { zone }: FilterContext): string | number {
  const isText = type === 'text' || type === 'rich';
  if (literal.kind === 'text' && isText) return literal.value.toLowerCase();
  if (literal.kind !== 'word' || isText) throw unreadable();
  const value = type === 'date' ? readDate(literal.value, zone) : bareValue(literal.value);
  if (value === undefined) throw unreadable();
  return value;
}

function bareValue(word: string): number | undefined {
  if (/^(true|false)$/i.test(word)) return Number(word.toLowerCase() === 'true');
  const number = Number(word);
  return Number.isFinite(number) ? number : undefined;
}

/** Text without its case, a flag as 0 or 1. A flag without value is false. */
function comparable(value: Value | undefined, { type }: Field): string | number | null {
  if (type === 'flag') return Number(value === true);
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'number' ? value : `${value}`.toLowerCase();
}

function compares(value: string | number | null, wanted: string | number | null, operator: Operator): boolean {
  if (operator === 'eq') return value === wanted;
  if (operator === 'ne') return value !== wanted;
  if (value === null || wanted === null) return false;
  const order = value < wanted ? -1 : value > wanted ? 1 : 0;
  switch (operator) {
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
  }
}
