// The prose of comments and pages: short sentences with a subject that is a name, and paths that exist.

import { sentencesOf } from './sentences.ts';
import { commentsOf, lineAt, type SourceFile } from './sourceFile.ts';
import type { TidyRule } from './tidyRule.ts';

const WORDS_MAX = 28;
/** A licence in the words of its owner. */
const LICENCE = /^shared\/calendar\/zones\/windowsZones\.data\.ts$/;
const PROSE = /\.(ts|md)$/;
/** Names of files in sample texts. */
const SAMPLES = /^test\/checks\/.*\.test\.ts$/;

export const wordRules: readonly TidyRule[] = [
  {
    name: 'path-exists',
    instead: 'The comment names a file or folder that does not exist: name the one that took its place.',
    files: PROSE,
    except: SAMPLES,
    find: (file, paths) => missingPaths(file, paths),
  },
  {
    name: 'clause-as-subject',
    instead:
      'Begin the sentence with the thing it is about, not with "What", "Whether", "Who", "How", "Which" or "Why".',
    files: PROSE,
    find: (file) =>
      sentencesOf(file)
        .filter(
          ({ text }) => /^(What|Whatever|Whether|Who|Whoever|How|Which|Why)\s/.test(text) && !/\?["')\]]*$/.test(text),
        )
        .map(({ line }) => line),
  },
  {
    name: 'long-sentence',
    instead: `Make it two sentences: none has more than ${WORDS_MAX} words.`,
    files: PROSE,
    except: LICENCE,
    find: (file) =>
      sentencesOf(file)
        .filter(({ text }) => text.split(' ').filter((word) => /\w/.test(word)).length > WORDS_MAX)
        .map(({ line }) => line),
  },
];

/** Files with an ending, by their whole path or its end. */
const FILE = /(?<![\w/.:@*}-])(?:\.{1,2}\/)*((?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*\.(?:ts|md|py|jsonc))(?![\w/*])/g;
/** Folders and files without ending, below one of ours. */
const FOLDER = /(?<![\w/.:@*}-])((?:functions|shared|local|test|docs)\/[\w-]+(?:\/[\w-]+)*)(?![\w/.*{-]*[\w*{])/g;

/** The lines that name a path of which `paths` has none. */
function missingPaths(file: SourceFile, paths: readonly string[]): number[] {
  const texts = file.tree ? commentsOf(file) : [{ at: 0, text: file.text }];
  return texts.flatMap(({ at, text }) => {
    const files = [...text.matchAll(FILE)].filter(({ 1: name = '' }) => !isPath(name, paths));
    const folders = [...text.matchAll(FOLDER)].filter(
      ({ 1: name = '' }) => !paths.some((path) => path.startsWith(name)),
    );
    return [...files, ...folders].map(({ index }) => lineAt(file, at + index));
  });
}

const isPath = (name: string, paths: readonly string[]): boolean =>
  paths.some((path) => path === name || path.endsWith(`/${name}`));
