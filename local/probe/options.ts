// The command line of the probe.
import { parseArgs } from 'node:util';

export interface ProbeOptions {
  readonly url: string;
  readonly secret: string;
  readonly owner: string | undefined;
  readonly writes: boolean;
  readonly caFile: string | undefined;
  readonly allowedNetworks: readonly string[];
  readonly json: boolean;
}

export const USAGE = `npm run probe -- ivanti --url https://TENANT --key-env NAME [options]
First contact with a real account: checks each assumption about the application and says which hold. What it prints has
neither secrets nor content, so that it can be sent to us.
  --url URL             the address of the application
  --key-env NAME        the environment variable that holds the API key
  --write               also write a test entry, and delete it at the end (default: read only)
  --owner LOGIN         the person in whose name the test entry is written
  --ca FILE             a CA to trust for this server, in PEM
  --allow-network CIDR  a private network in which the server stands; can be repeated
  --json                one JSON array instead of lines`;

/** The options, or a sentence that names the mistake. */
export function readProbeOptions(args: readonly string[], environment: NodeJS.ProcessEnv): ProbeOptions | string {
  try {
    const { values, positionals } = parse(args);
    const url = values.url?.replace(/\/+$/, '') ?? '';
    if (positionals.join() !== 'ivanti') return 'Name the application: ivanti.';
    if (URL.parse(url)?.protocol !== 'https:') return '--url takes an address that begins with https://.';
    const secret = environment[values['key-env'] ?? ''] ?? '';
    if (secret === '') return '--key-env names an environment variable that holds the API key.';
    if (values.write && values.owner === undefined) return '--write also needs --owner.';
    return {
      url,
      secret,
      owner: values.owner,
      writes: values.write,
      caFile: values.ca,
      allowedNetworks: values['allow-network'],
      json: values.json,
    };
  } catch (error) {
    // parseArgs throws a sentence for each mistake.
    return error instanceof Error ? error.message : String(error);
  }
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      'key-env': { type: 'string' },
      write: { type: 'boolean', default: false },
      owner: { type: 'string' },
      ca: { type: 'string' },
      'allow-network': { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  });
