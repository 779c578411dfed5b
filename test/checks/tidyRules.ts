// The house rules that no other tool knows: what is not written, where, and what to write instead.
// One line per finding; each rule is tried on a bad sample and a near miss in tidy.test.ts.
import ts from 'typescript';
import { commentsOf, lineAt, lineOf, nodesOf, type SourceFile, titleComment } from './sourceFile.ts';
import type { TidyRule } from './tidyRule.ts';
import { wordRules } from './wordRules.ts';

const LINES_PER_FILE = 250;
const LINES_PER_FUNCTION = 60;

/** Parameters by position: with more of them, a call does not tell which is which. */
const PARAMETERS = 3;

const DEPLOYED = /^(functions|shared)\/.*\.ts$/;
const PRODUCT = /^(functions|shared|local)\/.*\.ts$/;
const CODE = /\.ts$/;
const ANY = /./;

export const tidyRules: readonly TidyRule[] = [
  {
    name: 'file-length',
    instead: `Split the file; or say in its title comment why it is longer than ${LINES_PER_FILE} lines ("… long because …").`,
    files: CODE,
    // Generated tables.
    except: /\.data\.ts$/,
    find: (file) => (lineCount(file.text) > LINES_PER_FILE && !saysWhyLong(file) ? [1] : []),
  },
  {
    name: 'function-length',
    instead: `A function fits on one screen (${LINES_PER_FUNCTION} lines): name a step and move it out.`,
    files: PRODUCT,
    find: (file) => nodes(file, isLongFunction),
  },
  {
    name: 'positional-parameters',
    instead: `Hand over one object with named properties: a function has at most ${PARAMETERS} parameters by position.`,
    files: CODE,
    find: (file) => nodes(file, hasManyParameters),
  },
  {
    name: 'pure-pair',
    instead:
      'Planning is a function from values to a value: what is read, asked, timed or made comes in from shared/sync/run.',
    files: /^shared\/sync\/pair\/.*\.ts$/,
    find: (file) => nodes(file, isImpure),
  },
  {
    name: 'title-comment',
    instead: 'Begin the file with a comment: which rule lives here.',
    files: CODE,
    // A test says it in the names of its suites.
    except: /\.test\.ts$/,
    find: (file) => (titleComment(file) === '' ? [1] : []),
  },
  {
    name: 'vague-name',
    instead: 'Name the file after the rule that lives in it, in the terms of the field.',
    files: /(^|\/)(utils?|helpers?|managers?|services?|common|misc)(\.|\/)|(Utils?|Helpers?|Manager|Service)\.ts$/,
    find: () => [1],
  },
  {
    name: 'clock',
    instead: 'Time comes in as a Clock (shared/seams.ts), so that a test can replay it.',
    files: DEPLOYED,
    except: /^shared\/seams\.ts$/,
    find: (file) => nodes(file, (node) => isMember(node, 'Date', 'now') || isDateOfNow(node)),
  },
  {
    name: 'random',
    instead:
      'Ids and nonces come in as Ids (shared/seams.ts); keys and initialisation vectors are made in shared/access.',
    files: DEPLOYED,
    except: /^shared\/(seams\.ts|access\/)/,
    find: (file) =>
      nodes(file, (node) => isMember(node, 'Math', 'random') || isName(node, 'randomUUID', 'randomBytes', 'randomInt')),
  },
  {
    name: 'waiting',
    instead:
      'Nothing sleeps in a function: write notBefore and send a delayed message; for a limit use AbortSignal.timeout.',
    files: DEPLOYED,
    // That file says why it may.
    except: /^shared\/app\/source\/turn\.ts$/,
    find: (file) => nodes(file, (node) => isName(node, 'setTimeout', 'setInterval')),
  },
  {
    name: 'console',
    instead: 'Log through the invocation context in functions/; nothing else logs.',
    files: DEPLOYED,
    find: (file) => nodes(file, (node) => isName(node, 'console')),
  },
  {
    name: 'environment',
    instead: 'Settings are read and checked once, in shared/config.ts.',
    files: DEPLOYED,
    except: /^shared\/config\.ts$/,
    find: (file) => nodes(file, (node) => isMember(node, 'process', 'env')),
  },
  {
    name: 'empty-catch',
    instead: 'Answer a failure of the taxonomy, or say in a comment why nothing needs to be done.',
    files: CODE,
    find: (file) => nodes(file, (node) => isEmptyCatch(node)),
  },
  {
    name: 'any',
    instead: 'Parse it into a type; a cast at a library edge names the type and its reason.',
    files: CODE,
    find: (file) => [
      ...nodes(file, (node) => ts.isAsExpression(node) && node.type.kind === ts.SyntaxKind.AnyKeyword),
      ...comments(file, /@ts-(ignore|nocheck)/),
    ],
  },
  {
    name: 'only',
    instead: 'Remove .only: the other tests do not run.',
    files: CODE,
    find: (file) => nodes(file, (node) => isTestModifier(node, 'only')),
  },
  {
    name: 'skip-without-reason',
    instead: 'Say in the title or in a comment on the line before why the test is skipped ("skipped: …").',
    files: CODE,
    find: (file) =>
      nodes(
        file,
        (node) =>
          isTestModifier(node, 'skip', 'todo', 'skipIf', 'runIf', 'fails') &&
          !/skipped(:| where) \w/.test(around(file, node)),
      ),
  },
  {
    name: 'leftover',
    instead: 'Do it, or open an issue.',
    files: ANY,
    find: (file) => (file.tree ? comments(file, LEFTOVER) : lines(file, LEFTOVER)),
  },
  {
    name: 'machine-path',
    instead:
      "Paths are relative to the file (import.meta.dirname) or below os.tmpdir(): nobody else's machine has this one.",
    files: ANY,
    find: (file) => lines(file, /(^|[\s"'`(=:])\/(work|home|Users|root|tmp)\/[\w.-]|\b[A-Z]:\\Users\\/),
  },
  ...wordRules,
];

const LEFTOVER = /\b(TODO|FIXME|XXX|HACK)\b/;

const lineCount = (text: string): number => text.trimEnd().split('\n').length;

const saysWhyLong = (file: SourceFile): boolean =>
  /\b(long|longer|lines)\b[\s\S]*\b(because|since|so that)\b/i.test(
    titleComment(file).replaceAll(/\s*\n\/\/\s*/g, ' '),
  );

const nodes = (file: SourceFile, broken: (node: ts.Node) => boolean): number[] =>
  [...nodesOf(file)].filter(broken).map((node) => lineOf(file, node));

const comments = (file: SourceFile, pattern: RegExp): number[] =>
  commentsOf(file)
    .filter(({ text }) => pattern.test(text))
    .map(({ at }) => lineAt(file, at));

const lines = (file: SourceFile, pattern: RegExp): number[] =>
  file.text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));

/** Lines of its own: a factory that holds one small function after the other is as readable as they are. */
const isLongFunction = (node: ts.Node): boolean =>
  ts.isFunctionLike(node) && lineCount(node.getText()) - linesInside(node) > LINES_PER_FUNCTION;

/** The lines of the functions within a node; one that stands on a single line takes none away. */
function linesInside(node: ts.Node): number {
  return node
    .getChildren()
    .reduce((sum, child) => sum + (ts.isFunctionLike(child) ? lineCount(child.getText()) - 1 : linesInside(child)), 0);
}

const hasManyParameters = (node: ts.Node): boolean =>
  (ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node)) &&
  node.parameters.length > PARAMETERS &&
  !isCalledByALibrary(node);

/** A row of a table test, values of a property test, groups of a pattern: the library gives them by position. */
const isCalledByALibrary = ({ parent }: ts.Node): boolean =>
  ts.isCallExpression(parent) &&
  /^(it|describe)\.each\b|\bfc\.(async)?property$|\.replace(All)?$/i.test(parent.expression.getText());

/** A promise, a clock, or an id that is made. */
const isImpure = (node: ts.Node): boolean =>
  node.kind === ts.SyntaxKind.AsyncKeyword ||
  ts.isAwaitExpression(node) ||
  (ts.isCallExpression(node) && /(^|\.)now$/.test(node.expression.getText())) ||
  (ts.isIdentifier(node) && ['Promise', 'PromiseLike', 'Clock', 'Ids', 'newId'].includes(node.text));

const isMember = (node: ts.Node, object: string, member: string): boolean =>
  ts.isPropertyAccessExpression(node) && node.expression.getText() === object && node.name.text === member;

/** An identifier that means the global or an import of that name, not a property or a key called so. */
function isName(node: ts.Node, ...names: string[]): boolean {
  if (!ts.isIdentifier(node) || !names.includes(node.text)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !ts.isPropertyAssignment(parent) && !ts.isPropertySignature(parent) && !ts.isMethodSignature(parent);
}

const isDateOfNow = (node: ts.Node): boolean =>
  ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0;

function isEmptyCatch(node: ts.Node): boolean {
  if (!ts.isCatchClause(node)) return false;
  return node.block.statements.length === 0 && !/\/[/*]/.test(node.block.getText());
}

function isTestModifier(node: ts.Node, ...modifiers: string[]): boolean {
  if (!ts.isPropertyAccessExpression(node) || !modifiers.includes(node.name.text)) return false;
  return /^(it|test|describe|suite)\b/.test(node.expression.getText());
}

/** The line before a node, and its statement's first lines: where a reason is looked for. */
function around(file: SourceFile, node: ts.Node): string {
  const line = lineOf(file, node);
  return file.text
    .split('\n')
    .slice(Math.max(0, line - 2), line + 3)
    .join('\n');
}
