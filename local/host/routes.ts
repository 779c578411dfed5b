// Finds the function for a path. Routes are ASP.NET Core templates as Azure Functions uses them ({x}, {x?}, {x:int},
// {*rest}). They ignore letter case, and literal text precedes parameters
// (https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-templates).

export interface Route {
  /** In upper case. */
  readonly methods: readonly string[];
  readonly segments: readonly Segment[];
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'parameter' | 'rest';
      readonly name: string;
      readonly optional: boolean;
      readonly constraints: readonly Constraint[];
    };

type Constraint = (value: string) => boolean;

/** Reads a template such as `users/{email}/link`. Throws one sentence for a template that cannot be routed. */
export function parseRoute(template: string, methods: readonly string[]): Route {
  refuseReserved(template);
  const parts = template.split('/').filter((part) => part !== '');
  const segments = parts.map(parseSegment);
  if (segments.some((segment, index) => segment.kind === 'rest' && index < segments.length - 1)) {
    throw new Error(`The route "${template}" goes on after a catch-all parameter.`);
  }
  return { methods: methods.map((method) => method.toUpperCase()), segments };
}

/**
 * The parameters when `path` (decoded segments) matches the route, else undefined. An absent optional parameter is left
 * out.
 */
export function matchRoute(route: Route, path: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of route.segments.entries()) {
    const given = path[index];
    if (segment.kind === 'literal') {
      if (given?.toLowerCase() !== segment.text.toLowerCase()) return undefined;
      continue;
    }
    const value = segment.kind === 'rest' ? path.slice(index).join('/') : given;
    if (value === undefined || value === '') {
      if (segment.kind === 'rest' || segment.optional) continue;
      return undefined;
    }
    if (!segment.constraints.every((holds) => holds(value))) return undefined;
    params[segment.name] = value;
  }
  const open = route.segments.at(-1)?.kind === 'rest';
  return open || path.length <= route.segments.length ? params : undefined;
}

/** Orders routes so that the first match is ASP.NET's choice: segment by segment, narrower first. */
export function byPrecedence(left: Route, right: Route): number {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = width(left.segments[index]) - width(right.segments[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** True for two routes with the same paths and a method in common, which the host refuses. */
export function collide(left: Route, right: Route): boolean {
  return shape(left) === shape(right) && left.methods.some((method) => right.methods.includes(method));
}

/** The segments of a URL's path, percent-decoded except for %2F, as in ASP.NET. Undefined when malformed. */
export function pathSegments(pathname: string): readonly string[] | undefined {
  try {
    return pathname
      .split('/')
      .filter((part) => part !== '')
      .map((part) => part.split(/(%2f)/i).map((piece) => (/^%2f$/i.test(piece) ? piece : decodeURIComponent(piece))))
      .map((pieces) => pieces.join(''));
  } catch {
    // decodeURIComponent fails only for a malformed escape, which no route can match.
    return undefined;
  }
}

/** Reserved by the host: ScriptHost refuses every route that begins with one of them, with or without a slash. */
function refuseReserved(template: string): void {
  const reserved = ['admin', 'runtime'].find((word) => template.toLowerCase().startsWith(word));
  if (reserved === undefined) return;
  throw new Error(`The route "${template}" begins with "${reserved}", which the Functions host keeps for itself.`);
}

function parseSegment(part: string): Segment {
  if (!part.includes('{')) return { kind: 'literal', text: part };
  const inner = /^\{(\*{0,2})([A-Za-z_]\w*)((?::\w+)*)(\??)\}$/.exec(part);
  if (inner === null) throw new Error(`The route segment "${part}" is not one that the local runner can match.`);
  const [, stars, name = '', constraints = '', optional] = inner;
  return {
    kind: stars === '' ? 'parameter' : 'rest',
    name,
    optional: optional === '?',
    constraints: constraints.split(':').slice(1).map(constraintNamed),
  };
}

function constraintNamed(name: string): Constraint {
  const pattern = constraintPatterns[name.toLowerCase()];
  if (pattern === undefined) throw new Error(`The route constraint "${name}" is not one that the local runner knows.`);
  return (value) => pattern.test(value);
}

function width(segment: Segment | undefined): number {
  if (segment === undefined) return 0;
  if (segment.kind === 'literal') return 1;
  return (segment.kind === 'rest' ? 4 : 2) + (segment.constraints.length > 0 ? 0 : 1);
}

function shape(route: Route): string {
  return JSON.stringify(
    route.segments.map((segment) =>
      segment.kind === 'literal' ? segment.text.toLowerCase() : [segment.kind, segment.constraints.length > 0],
    ),
  );
}

const constraintPatterns: Readonly<Record<string, RegExp>> = {
  int: /^[+-]?\d{1,10}$/,
  long: /^[+-]?\d{1,19}$/,
  alpha: /^[a-z]*$/i,
  bool: /^(true|false)$/i,
  guid: /^[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}$/i,
};
