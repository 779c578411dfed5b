// A file as the tidy rules see it: its text, and for TypeScript its syntax tree. By the tree, a word in a string or a
// comment is not taken for a call. The compiler's API is version 6 (docs/decisions/0005).
import ts from 'typescript';

export interface SourceFile {
  /** Relative to the top level, with slashes. */
  readonly path: string;
  readonly text: string;
  /** Undefined for files that are not TypeScript. */
  readonly tree: ts.SourceFile | undefined;
}

export function parseSource(path: string, text: string): SourceFile {
  const tree = path.endsWith('.ts') ? ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true) : undefined;
  return { path, text, tree };
}

/** Every node of the tree, parents first. */
export function* nodesOf(file: SourceFile): Generator<ts.Node> {
  const waiting: ts.Node[] = file.tree ? [file.tree] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    waiting.push(...node.getChildren().toReversed());
  }
}

/** 1 for the first line. */
export const lineAt = (file: SourceFile, position: number): number => file.text.slice(0, position).split('\n').length;

/** 1 for the first line; comments before the node are not part of it. */
export const lineOf = (file: SourceFile, node: ts.Node): number => lineAt(file, node.getStart());

/** The comment on top of the file, '' when it begins with code. */
export function titleComment(file: SourceFile): string {
  return (ts.getLeadingCommentRanges(file.text, 0) ?? []).map(({ pos, end }) => file.text.slice(pos, end)).join('\n');
}

export interface Comment {
  /** The position where it begins. */
  readonly at: number;
  readonly text: string;
}

const comments = new WeakMap<SourceFile, readonly Comment[]>();

/** Every comment of the file. Several rules ask for them, so they are looked for once. */
export function commentsOf(file: SourceFile): readonly Comment[] {
  const found = comments.get(file) ?? findComments(file);
  comments.set(file, found);
  return found;
}

function findComments(file: SourceFile): Comment[] {
  const found = new Map<number, string>();
  for (const node of nodesOf(file)) {
    // Only tokens have comments of their own; text inside a template is none.
    if (node.getChildCount() > 0 || node.kind === ts.SyntaxKind.JsxText) continue;
    for (const { pos, end } of [
      ...(ts.getLeadingCommentRanges(file.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(file.text, node.getEnd()) ?? []),
    ]) {
      if (pos < node.getStart() || pos >= node.getEnd()) found.set(pos, file.text.slice(pos, end));
    }
  }
  return [...found].map(([at, text]) => ({ at, text }));
}

/** True when nothing of the file is left after its types are erased. */
export function holdsOnlyTypes(file: SourceFile): boolean {
  return (file.tree?.statements ?? []).every(
    (statement) =>
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      (ts.isImportDeclaration(statement) && statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(statement) && statement.isTypeOnly),
  );
}
