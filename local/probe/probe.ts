// npm run probe: the first contact with a real account. Exit status 0: every assumption that was checked holds. 1: one
// differs. 2: a mistake in the command line, or no contact.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAddressRule } from '../../shared/net/address.ts';
import { createHttpsClient, type HttpsClient } from '../../shared/net/client.ts';
import { checkAll, reportLines } from './checks/assumption.ts';
import { ivantiAssumptions } from './ivanti/assumptions.ts';
import { meetIvanti, type Send } from './ivanti/contact.ts';
import { type ProbeOptions, readProbeOptions, USAGE } from './options.ts';

const TIMEOUT_MS = 30_000;
const ANSWER_BYTES_MAX = 10_000_000;

const options = readProbeOptions(process.argv.slice(2), process.env);
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`);
  process.exit(2);
}
process.exit(await probe(options));

async function probe({ url, secret, owner, writes, json, ...reach }: ProbeOptions): Promise<0 | 1 | 2> {
  const client = clientFor(reach);
  try {
    const wait = (seconds: number) => sleep(seconds * 1000);
    const contact = await meetIvanti({ url, apiKey: secret, owner, send: sendOver(client), wait });
    const checked = await checkAll(ivantiAssumptions, contact, writes);
    console.log(json ? JSON.stringify(checked) : reportLines(checked).join('\n'));
    return checked.some(({ state }) => state === 'differs') ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error && error.message !== '' ? error.message : 'The server does not answer.');
    return 2;
  } finally {
    client.close();
  }
}

function clientFor({ caFile, allowedNetworks }: Pick<ProbeOptions, 'caFile' | 'allowedNetworks'>): HttpsClient {
  return createHttpsClient({
    rule: createAddressRule(allowedNetworks),
    connectionsMax: 2,
    timeoutMs: TIMEOUT_MS,
    answerBytesMax: ANSWER_BYTES_MAX,
    ...(caFile === undefined ? {} : { caCertificate: readFileSync(caFile, 'utf8') }),
  });
}

function sendOver(client: HttpsClient): Send {
  return async (sending) => {
    const result = await client.send({ body: '', ...sending });
    if (!result.ok) return undefined;
    const { status, headers, body } = result.answer;
    return { status, contentType: `${headers['content-type'] ?? ''}`, text: body };
  };
}
