// Values as they are sent, kept and shown: dates, flags, and text that the server renders anew.
import type { Instant } from '../../../shared/calendar/event.ts';
import { offsetAt, toInstant, toLocal } from '../../../shared/calendar/timeZone.ts';
import { refused } from '../http/answer.ts';
import type { IvantiBehaviour } from '../http/behaviour.ts';
import type { Field } from '../objects/businessObjects.ts';
import type { Value } from './tenant.ts';

const DATE_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/i;
const OFFSET = /T.*(Z|[+-]\d\d:\d\d)$/i;
const NO_DATE = '0001-01-01T00:00:00Z';
const SECONDS_AT = '2026-11-20T09:00:00'.length;

/** The instant of a text in whole seconds, in `zone` where it has no offset; undefined for what is no date. */
export function readDate(text: string, zone: string): Instant | undefined {
  if (!DATE_TIME.test(text)) return undefined;
  const utc = Date.parse(OFFSET.test(text) ? text : text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`);
  if (Number.isNaN(utc)) return undefined;
  const second = Math.floor(utc / 1000) * 1000;
  return OFFSET.test(text) ? second : toInstant(new Date(second).toISOString().slice(0, SECONDS_AT), zone);
}

/** A value of a body, as it is kept. Throws 400 for a value that the field cannot hold. */
export function readValue(field: Field, value: unknown, behaviour: IvantiBehaviour): Value {
  if (value === null || value === undefined) return null;
  switch (field.type) {
    case 'date':
      return readDateField(field, value, behaviour.zone);
    case 'flag':
      return readFlag(field, value);
    case 'number':
      if (typeof value !== 'number') throw invalid(field);
      return value;
    case 'rich':
      return rendered(textOf(field, value), behaviour);
    case 'text':
      return shortened(field, textOf(field, value), behaviour);
  }
}

const invalid = ({ name }: Field) => refused(`Invalid value for the field ${name}.`);

function textOf(field: Field, value: unknown): string {
  if (typeof value !== 'string') throw invalid(field);
  return value;
}

function readDateField(field: Field, value: unknown, zone: string): Value {
  if (value === '' || value === NO_DATE) return null;
  const instant = typeof value === 'string' ? readDate(value, zone) : undefined;
  if (instant === undefined) throw invalid(field);
  return instant;
}

/** Some programs send flags as text. */
function readFlag(field: Field, value: unknown): Value {
  const text = `${value}`.toLowerCase();
  if (text !== 'true' && text !== 'false') throw invalid(field);
  return text === 'true';
}

function shortened(field: Field, text: string, { longText }: IvantiBehaviour): string {
  if (field.max === undefined || text.length <= field.max) return text;
  if (longText === 'refuse') throw refused(`The value of the field ${field.name} is too long.`);
  return text.slice(0, field.max);
}

const TAG = /<\/?[a-z][^>]*>/i;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\n': '<br>' };

/** Rich text in a block, its characters above ASCII as references. Text without a tag becomes the HTML of it. */
function rendered(text: string, { richText }: IvantiBehaviour): string {
  if (richText === 'asSent' || text === '') return text;
  const html = TAG.test(text) ? text : text.replaceAll(/[&<>\n]/g, (character) => ENTITIES[character] ?? '');
  const ascii = html.replaceAll(/[\u0080-\u{10ffff}]/gu, (character) => `&#${character.codePointAt(0)};`);
  return /^<div>.*<\/div>$/s.test(ascii) ? ascii : `<div>${ascii}</div>`;
}

/** A kept value as JSON shows it. */
export function showValue(field: Field, value: Value | undefined, behaviour: IvantiBehaviour): Value {
  if (field.type !== 'date') return value ?? null;
  if (typeof value === 'number') return writeDate(value, behaviour);
  return behaviour.emptyDate === 'null' ? null : NO_DATE;
}

function writeDate(instant: Instant, { times, zone }: IvantiBehaviour): string {
  if (times === 'Z') return `${toLocal(instant, 'UTC')}Z`;
  const minutes = Math.round(offsetAt(instant, zone) / 60_000);
  const part = (value: number) => `${value}`.padStart(2, '0');
  const size = Math.abs(minutes);
  const offset = `${minutes < 0 ? '-' : '+'}${part(Math.floor(size / 60))}:${part(size % 60)}`;
  return `${toLocal(instant, zone)}${offset}`;
}
