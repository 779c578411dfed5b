// A house rule, as tidy.ts applies it.
import type { SourceFile } from './sourceFile.ts';

export interface TidyRule {
  readonly name: string;
  readonly instead: string;
  /** The files that it reads, by path. */
  readonly files: RegExp;
  /** Files it does not read, and why they are the exception stands beside the rule. */
  readonly except?: RegExp;
  /** The lines at which the rule is broken; `paths` are those of all files of the project. */
  readonly find: (file: SourceFile, paths: readonly string[]) => readonly number[];
}
