// Cycles between exact folders: a folder and its subfolder are two. dependency-cruiser's own folder scope adds the
// imports of a subfolder to those of its parent. So it does not see a folder and its own subfolder that need each other.
import { dirname } from 'node:path';

/** A file and the files it imports, by path. */
export interface FileImports {
  readonly source: string;
  readonly imports: readonly string[];
}

export interface FolderCycle {
  /** The folders that reach each other, sorted. */
  readonly folders: readonly string[];
  /** One import for each pair of these folders that makes the cycle: `from -> to`, sorted. */
  readonly imports: readonly string[];
}

type Graph = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The number of folders in which the files stand, and every group of folders that import each other in a circle. */
export function findFolderCycles(files: readonly FileImports[]): {
  readonly folders: number;
  readonly cycles: readonly FolderCycle[];
} {
  const graph = folderGraph(files);
  const reached = new Map([...graph.keys()].map((folder) => [folder, reachable(graph, folder)]));
  const groups = new Map<string, readonly string[]>();
  for (const [folder, others] of reached) {
    const group = [...others].filter((other) => reached.get(other)?.has(folder)).sort();
    if (group.length > 1) groups.set(group.join(), group);
  }
  const cycles = [...groups.values()].map((folders) => ({ folders, imports: importsWithin(graph, folders) }));
  return { folders: graph.size, cycles };
}

/** For each folder the other folders that it imports, each with the first such import. */
function folderGraph(files: readonly FileImports[]): Graph {
  const read = new Set(files.map(({ source }) => source));
  const graph = new Map<string, Map<string, string>>();
  for (const { source, imports } of files) {
    const edges = graph.get(dirname(source)) ?? new Map<string, string>();
    graph.set(dirname(source), edges);
    for (const imported of imports) {
      const folder = dirname(imported);
      if (!read.has(imported) || folder === dirname(source) || edges.has(folder)) continue;
      edges.set(folder, `${source} -> ${imported}`);
    }
  }
  return graph;
}

function reachable(graph: Graph, from: string): Set<string> {
  const found = new Set<string>();
  const waiting = [from];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const next of graph.get(folder)?.keys() ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      waiting.push(next);
    }
  }
  return found;
}

const importsWithin = (graph: Graph, folders: readonly string[]): string[] =>
  folders.flatMap((from) => folders.flatMap((to) => graph.get(from)?.get(to) ?? [])).sort();
