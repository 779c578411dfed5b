// $filter: turns an OData expression into a predicate over events, as far as Graph's calendar filters go.
import { extendedKey } from '../../item/extended.ts';
import type { Item } from '../../store/item.ts';
import { propertyPath } from '../event/extended.ts';
import { type Comparable, compare, readPath } from '../event/filterable.ts';
import { GraphError } from '../request/errors.ts';

export type Predicate = (item: Item) => boolean;

const TOKEN = /\s*(?:('(?:[^']|'')*')|([A-Za-z_@][\w./-]*|\d[\w.:+-]*)|([(),:]))/y;

/** Throws GraphError for a malformed expression and for a property that cannot be filtered by. */
export function readFilter(text: string): Predicate {
  const tokens = tokensOf(text);
  const parser = new FilterParser(tokens);
  const predicate = parser.alternatives();
  parser.end();
  return predicate;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.trimEnd().length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw invalidFilter(text);
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
    at = TOKEN.lastIndex;
  }
  return tokens;
}

const invalidFilter = (text: string) =>
  new GraphError(400, { code: 'BadRequest', message: `Invalid filter clause: Syntax error in '${text}'.` });

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

class FilterParser {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  end(): void {
    if (this.at < this.tokens.length) throw invalidFilter(this.tokens.join(' '));
  }

  alternatives(): Predicate {
    const options = [this.conjunction()];
    while (this.take('or')) options.push(this.conjunction());
    return (item) => options.some((holds) => holds(item));
  }

  private conjunction(): Predicate {
    const parts = [this.term()];
    while (this.take('and')) parts.push(this.term());
    return (item) => parts.every((holds) => holds(item));
  }

  private term(): Predicate {
    if (this.take('not')) {
      const inner = this.term();
      return (item) => !inner(item);
    }
    if (this.take('(')) {
      const inner = this.alternatives();
      this.expect(')');
      return inner;
    }
    const name = this.next();
    if (/^singleValueExtendedProperties\/any$/i.test(name)) return this.extendedProperty();
    if (name === 'startswith' || name === 'contains') return this.text(name);
    return this.comparison(name);
  }

  private comparison(path: string): Predicate {
    const read = readPath(path);
    const holds = COMPARISONS[this.next()];
    if (!holds) throw invalidFilter(this.tokens.join(' '));
    const literal = readLiteral(this.next());
    return (item) => holds(compare(read(item), literal));
  }

  private text(kind: 'startswith' | 'contains'): Predicate {
    this.expect('(');
    const read = readPath(this.next());
    this.expect(',');
    const wanted = String(readLiteral(this.next())).toLowerCase();
    this.expect(')');
    return (item) => {
      const value = String(read(item)).toLowerCase();
      return kind === 'startswith' ? value.startsWith(wanted) : value.includes(wanted);
    };
  }

  /**
   * `Any(ep: ep/id eq 'String {…} Name X' and ep/value eq 'v')`: the letter case of the name counts, that of the value
   * does not. `ep/value ne null` matches any value.
   */
  private extendedProperty(): Predicate {
    this.expect('(');
    const variable = this.next();
    this.expect(':');
    const wanted = new Map<string, string>();
    do {
      const path = this.next();
      const isAny = this.take('ne');
      if (isAny) this.expect('null');
      else this.expect('eq');
      wanted.set(path.slice(variable.length + 1), isAny ? ANY : String(readLiteral(this.next())));
    } while (this.take('and'));
    this.expect(')');
    const [id, value] = [wanted.get('id'), wanted.get('value')];
    if (id === undefined || value === undefined) throw invalidFilter(this.tokens.join(' '));
    const key = extendedKey(propertyPath(id));
    return (item) => {
      const held = item.extended[key]?.values[0];
      return value === ANY ? held !== undefined : held?.toLowerCase() === value.toLowerCase();
    };
  }

  private next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw invalidFilter(this.tokens.join(' '));
    this.at += 1;
    return token;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw invalidFilter(this.tokens.join(' '));
  }
}

/** No literal of a filter can contain this character. */
const ANY = '\u0000';

function readLiteral(token: string): Comparable {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === 'true' || token === 'false') return token === 'true';
  return /^\d+$/.test(token) ? Number(token) : token;
}
