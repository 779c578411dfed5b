// OData query options that Graph's calendar supports. All others are refused.
import { GraphError, invalidRequest } from './errors.ts';

export interface Query {
  /** The properties to show; undefined for all of them. */
  readonly select: readonly string[] | undefined;
  readonly top: number | undefined;
  readonly skip: number;
  readonly filter: string | undefined;
  readonly orderBy: string | undefined;
  readonly count: boolean;
  /** Navigation properties to show, each with the filter in its parentheses. */
  readonly expand: ReadonlyMap<string, string | undefined>;
  readonly startDateTime: string | undefined;
  readonly endDateTime: string | undefined;
  readonly deltaToken: string | undefined;
  readonly skipToken: string | undefined;
}

const TOP_MAX = 1000;
const KNOWN = '$select $top $skip $filter $orderby $count $expand startdatetime enddatetime $deltatoken $skiptoken';

/** Reads the part of a URL after `?`. Throws GraphError. */
export function readQuery(text: string): Query {
  const options = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) options.set(name.toLowerCase(), value);
  for (const name of options.keys()) {
    if (name.startsWith('$') && !KNOWN.split(' ').includes(name))
      throw new GraphError(400, { code: 'BadRequest', message: `The query parameter '${name}' is not supported.` });
  }
  const number = (name: string) => readNumber(name, options.get(name));
  const top = number('$top');
  if (top !== undefined && (top < 1 || top > TOP_MAX)) throw invalidRequest(`$top must be between 1 and ${TOP_MAX}.`);
  return {
    select: options
      .get('$select')
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    top,
    skip: number('$skip') ?? 0,
    filter: options.get('$filter'),
    orderBy: options.get('$orderby'),
    count: options.get('$count') === 'true',
    expand: readExpand(options.get('$expand') ?? ''),
    startDateTime: options.get('startdatetime'),
    endDateTime: options.get('enddatetime'),
    deltaToken: options.get('$deltatoken'),
    skipToken: options.get('$skiptoken'),
  };
}

function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new GraphError(400, { code: 'BadRequest', message: `Invalid value '${text}' for ${name} query option found.` });
}

/** `singleValueExtendedProperties($filter=id eq 'A' or id eq 'B'),exceptionOccurrences` */
function readExpand(text: string): Map<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const part of splitOutside(text)) {
    const [, name, inner] = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(part) ?? [];
    if (name === undefined)
      throw new GraphError(400, {
        code: 'BadRequest',
        message: `Term '${part}' is not valid in a $expand expression.`,
      });
    const filter = /^\s*\$filter\s*=(.*)$/s.exec(inner ?? '')?.[1];
    if (inner !== undefined && filter === undefined && !/^\s*\$select\s*=/.test(inner))
      throw new GraphError(400, {
        code: 'BadRequest',
        message: `'${inner}' is not supported in a $expand expression.`,
      });
    found.set(name, filter);
  }
  return found;
}

/** Splits at commas outside parentheses and quotes. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === "'") quoted = !quoted;
    if (quoted) continue;
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter !== ',' || depth > 0) continue;
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)].filter((part) => part.trim() !== '');
}

/** The properties of a resource that `$select` names, or all without it. The id is always among them. */
export const selected = (resource: Readonly<Record<string, unknown>>, { select }: Query): object =>
  select
    ? Object.fromEntries(Object.entries(resource).filter(([name]) => name === 'id' || select.includes(name)))
    : resource;
