// A host with the fixture app and no storage behind it, for tests in which queues play no part.
import { type Host, startHost } from '../../../local/host/host.ts';

type Options = Parameters<typeof startHost>[0];

/** Nothing listens at its storage address. */
export const settings = {
  AzureWebJobsStorage:
    'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:1/devstoreaccount1;',
  SCHEDULE: '0 0 0 1 1 *',
  QUEUE: 'absent',
  GREETING: 'hello',
};

export function startFixture(entry: string, extra: Partial<Options> = {}): Promise<Host> {
  return startHost({ entry, hostJson: { version: '2.0' }, settings, port: 0, log: () => undefined, ...extra });
}
