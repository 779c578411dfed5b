// Route templates against paths: examples from ASP.NET's documentation of routing, and a law.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byPrecedence, collide, matchRoute, parseRoute, pathSegments } from '../../../local/host/routes.ts';

const match = (template: string, path: string): unknown =>
  matchRoute(parseRoute(template, ['get']), pathSegments(path) ?? []);

describe('matchRoute', () => {
  it.each([
    ['users/{email}/link', '/users/a@b.example/link', { email: 'a@b.example' }],
    ['users/{email}/link', '/USERS/x/LINK/', { email: 'x' }],
    ['users/{email}', '/users', undefined],
    ['users/{email}', '/users/a/b', undefined],
    ['users/{email?}', '/users', {}],
    ['users/{id:int}', '/users/12', { id: '12' }],
    ['users/{id:int}', '/users/x', undefined],
    ['users/{id:int?}', '/users', {}],
    ['x/{id:guid}', '/x/3f2504e0-4f89-11d3-9a0c-0305e82c3301', { id: '3f2504e0-4f89-11d3-9a0c-0305e82c3301' }],
    ['x/{flag:bool}', '/x/True', { flag: 'True' }],
    ['x/{word:alpha}', '/x/a1', undefined],
    ['{*rest}', '/', {}],
    ['{*rest}', '/a/b', { rest: 'a/b' }],
    ['a/{**rest}', '/b', undefined],
    ['', '/', {}],
    ['', '/a', undefined],
  ])('%s against %s', (template, path, expected) => {
    expect(match(template, path)).toEqual(expected);
  });

  it('hands over any text that was percent-encoded into a segment, but for the slash', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(text !== '.' && text !== '..');
        const expected = text.replaceAll('/', '%2F');
        expect(match('a/{value}/b', `/a/${encodeURIComponent(text)}/b`)).toEqual({ value: expected });
      }),
      { seed: 7 },
    );
  });
});

describe('byPrecedence', () => {
  it('puts literal before constrained before free before catch-all, segment by segment', () => {
    const templates = ['{*rest}', '{a}/{b}', '{a}/x', '{a:int}/{b}', 'x/{*rest}', 'x/{b}', 'x/{b:int}', 'x/y'];
    const order = templates
      .map((template) => ({ template, route: parseRoute(template, ['GET']) }))
      .sort((left, right) => byPrecedence(left.route, right.route));
    expect(order.map(({ template }) => template)).toEqual([
      'x/y',
      'x/{b:int}',
      'x/{b}',
      'x/{*rest}',
      '{a:int}/{b}',
      '{a}/x',
      '{a}/{b}',
      '{*rest}',
    ]);
  });
});

describe('collide', () => {
  it('compares shapes and methods, not names', () => {
    const one = parseRoute('users/{email}', ['GET', 'PUT']);
    expect(collide(one, parseRoute('Users/{id}', ['PUT']))).toBe(true);
    expect(collide(one, parseRoute('users/{id}', ['DELETE']))).toBe(false);
    expect(collide(one, parseRoute('users/{id:int}', ['PUT']))).toBe(false);
  });
});

describe('parseRoute', () => {
  it.each(['admin', 'administrators/x', 'Runtime/x', 'a/{x}.{y}', 'a/{x:range(1,2)}', 'a/{x:odd}', 'a/{*x}/b'])(
    'refuses %s',
    (template) => {
      expect(() => parseRoute(template, ['GET'])).toThrow();
    },
  );
});
