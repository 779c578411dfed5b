// The rules for imports. Each has a name, and a comment that says what to do instead.
// functions -> shared/links/ -> shared/app/ -> {exchange, sources, state, access} -> sync -> calendar. Adapters -> net.
// Everyone may import shared/problems.ts and shared/seams.ts.
import type { IFlattenedRuleSet } from 'dependency-cruiser';

const everywhere = '^shared/(problems|seams)\\.ts$';
const deployed = '^(functions|shared)/';
const npm = (...packages: string[]): string => `node_modules/(${packages.join('|')})/`;

/** All folders of the product and of what runs beside it. */
export const EVERY_FOLDER = '^(functions|shared|local)(/|$)';

export type ImportRule = NonNullable<IFlattenedRuleSet['forbidden']>[number] & {
  readonly name: string;
  /** The advice that the report gives. */
  readonly comment: string;
};

/** The rule that looks at folders with their subfolders. */
export const FOLDER_RULE = 'no-cycles-of-folders';
/** The rule about exact folders, which folderCycles.ts finds. */
export const EXACT_FOLDERS: Pick<ImportRule, 'name' | 'comment'> = {
  name: 'no-cycles-of-exact-folders',
  comment:
    'Imports between folders run one way, also between a folder and its subfolder: move the file that turns back.',
};

/** The rules in dependency-cruiser's words; paths are relative to the tree that is read. */
export const importRules: readonly ImportRule[] = [
  {
    name: 'calendar-imports-nothing-of-ours',
    comment: 'What an event is depends on nothing: pass the value in, or move the rule to shared/sync.',
    from: { path: '^shared/calendar/' },
    to: { path: '^(shared|functions)/', pathNot: ['^shared/calendar/', everywhere] },
  },
  {
    name: 'sync-imports-calendar-only',
    comment:
      'The engine owns its ports: declare what it needs as a port in shared/sync/ports and join it in shared/app/.',
    from: { path: '^shared/sync/' },
    to: { path: '^(shared|functions)/', pathNot: ['^shared/(sync|calendar)/', everywhere] },
  },
  {
    name: 'ports-import-calendar-only',
    comment: 'A port is what adapters and engine agree on: declare in shared/sync/ports what the two hand each other.',
    from: { path: '^shared/sync/ports/' },
    to: { path: '^(shared|functions)/', pathNot: ['^shared/(sync/ports|calendar)/', everywhere] },
  },
  {
    name: 'pair-imports-ports-and-calendar-only',
    comment: 'Planning decides from values: read them in shared/sync/run and pass them in.',
    from: { path: '^shared/sync/pair/' },
    to: { path: '^(shared|functions)/', pathNot: ['^shared/(sync/(pair|ports)|calendar)/', everywhere] },
  },
  {
    name: 'net-stands-alone',
    comment: 'Guarded HTTPS serves every adapter alike: an adapter gives it addresses, trust and limits.',
    from: { path: '^shared/net/' },
    to: { path: '^shared/(exchange|sources|state|access|app)/' },
  },
  {
    name: 'sync-uses-no-package',
    comment: 'The engine is pure: put what needs a package, a network or a random number behind a port or a seam.',
    from: { path: '^shared/sync/' },
    to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'calendar-uses-zones-rules-and-crypto-only',
    comment:
      'Calendar rules are pure: packages for zones and recurrence, and node:crypto for fingerprints, are all they need.',
    from: { path: '^shared/calendar/' },
    to: {
      dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'],
      pathNot: [npm('temporal-polyfill'), '^(node:)?crypto$'],
    },
  },
  {
    name: 'exchange-and-sources-are-strangers',
    comment: 'An adapter knows the ports of shared/sync only: what both sides need belongs there.',
    from: { path: '^shared/exchange/' },
    to: { path: '^shared/(sources|state|access)/' },
  },
  {
    name: 'net-imports-nothing-of-ours',
    comment: 'Guarded HTTPS is for every adapter: what only one service needs belongs to its own folder.',
    from: { path: '^shared/net/' },
    to: { path: '^(shared|functions)/', pathNot: ['^shared/(net/|calendar/event\\.ts$)', everywhere] },
  },
  {
    name: 'graph-does-not-know-ews',
    comment: 'EWS in Microsoft 365 ends: what both interfaces need belongs in shared/exchange beside them.',
    from: { path: '^shared/exchange/graph/' },
    to: { path: '^shared/exchange/ews/' },
  },
  {
    name: 'ews-does-not-know-graph',
    comment: 'What both interfaces need belongs in shared/exchange beside them.',
    from: { path: '^shared/exchange/ews/' },
    to: { path: '^shared/exchange/graph/' },
  },
  {
    name: 'sources-and-exchange-are-strangers',
    comment: 'An adapter knows the ports of shared/sync only: what both sides need belongs there.',
    from: { path: '^shared/sources/' },
    to: { path: '^shared/(exchange|access)/' },
  },
  {
    name: 'only-the-built-in-source-stores',
    comment: 'A source asks its application. Only sources/entries keeps entries, through the types of shared/state.',
    from: { path: '^shared/sources/', pathNot: '^shared/sources/entries/' },
    to: { path: '^shared/state/' },
  },
  {
    name: 'state-stands-alone',
    comment: 'The store knows rows, not who writes them: let shared/app/ join the two.',
    from: { path: '^shared/state/' },
    to: { path: '^shared/(exchange|sources|access)/' },
  },
  {
    name: 'access-stands-alone',
    comment: 'Who may do what is decided from values: read them in functions/ or shared/app/ and pass them in.',
    from: { path: '^shared/access/' },
    to: { path: '^shared/(exchange|sources|sync)/' },
  },
  {
    name: 'adapters-do-not-know-the-app',
    comment: 'shared/app/ joins the adapters; an adapter is given its settings.',
    from: { path: '^shared/(exchange|sources|state|access)/' },
    to: { path: '^shared/(app/|config\\.ts$)' },
  },
  {
    name: 'shared-does-not-know-functions',
    comment: 'Triggers call the product, never the other way: move what is needed into shared/.',
    from: { path: '^shared/' },
    to: { path: '^functions/' },
  },
  {
    name: 'functions-do-not-know-the-engine',
    comment: 'Triggers parse, call one use case and render: put the rule into shared/links/.',
    from: { path: '^functions/' },
    to: { path: '^shared/sync/' },
  },
  {
    name: 'functions-do-not-know-rows',
    comment:
      'Rows and stores are for shared/links/. Of shared/state/, triggers read the shape of a queue message only.',
    from: { path: '^functions/' },
    to: { path: '^shared/state/', pathNot: '^shared/state/account/queues\\.ts$' },
  },
  {
    name: 'use-cases-are-on-top',
    comment: 'Use cases call the app and the engine, never the other way: move what both need below shared/links/.',
    from: { path: '^shared/', pathNot: '^shared/links/' },
    to: { path: '^shared/links/' },
  },
  {
    name: 'ews-library-in-its-folder',
    comment:
      'ews-javascript-api is loaded and repaired in shared/exchange/ews/library/loadEws.ts; use the Mailbox port.',
    from: { path: '^(functions|shared|local)/', pathNot: '^shared/exchange/ews/' },
    to: { path: npm('ews-javascript-api', '@ewsjs') },
  },
  {
    name: 'storage-libraries-in-state',
    comment: 'Only shared/state knows tables and queues; use the Directory, the stores or Queues.',
    from: { path: deployed, pathNot: '^shared/state/' },
    to: { path: npm('@azure/data-tables', '@azure/storage-queue') },
  },
  {
    name: 'functions-library-in-functions',
    comment: 'The product does not know who calls it: keep @azure/functions in functions/.',
    from: { path: '^shared/' },
    to: { path: npm('@azure/functions', '@azure/functions-core') },
  },
  {
    name: 'deployed-code-knows-no-local-or-test-code',
    comment: 'local/ and test/ are not deployed: move what both need into shared/.',
    from: { path: deployed },
    to: { path: '^(local|test)/' },
  },
  {
    name: 'deployed-code-uses-declared-dependencies',
    comment: 'Move the package to "dependencies" in package.json, or do without it.',
    from: { path: deployed },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file, or a third one is missing.',
    from: {},
    to: { circular: true },
  },
  {
    name: FOLDER_RULE,
    comment: 'Imports between folders run one way: move the file that turns back, or give both a third folder.',
    scope: 'folder',
    from: { path: EVERY_FOLDER },
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'Nothing imports this file and it imports nothing: use it or delete it.',
    from: { path: deployed, orphan: true },
    to: {},
  },
  {
    name: 'imports-resolve',
    comment: 'The file or package does not exist: what cannot be read cannot be checked.',
    from: {},
    to: { couldNotResolve: true },
  },
];
