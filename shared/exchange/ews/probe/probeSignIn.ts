// Finds the reason why a sign-in is refused, as far as asking tells. The test looks at the server's offers, and tries the same password
// in another way. Only the connection test tries: each wrong password counts towards a lock-out.

import type { HttpAnswer } from '../../../net/https.ts';
import type { ProblemCode } from '../../../problems.ts';
import type { ProbeStep } from '../../probe/probeReport.ts';
import { getOwnCalendar } from '../calendar/calendarFolder.ts';
import type { EwsConnection, EwsConnectionOptions } from '../connection/connection.ts';
import type { SignIn } from '../connection/signIn.ts';
import { offeredSchemes, offers } from '../http/schemes.ts';
import { exchangeEnvelopes } from '../soap/call.ts';

const SCHEMES = { basic: ['Basic'], ntlm: ['NTLM'], password: ['NTLM', 'Basic'], oauth: ['Bearer'] } as const;

/** The verdict when a 401 names its schemes and ours is not among them; some servers name none. */
export function refusedScheme(
  signIn: SignIn,
  asked: HttpAnswer,
): Pick<ProbeStep, 'state' | 'answered' | 'problem'> | undefined {
  const offered = offeredSchemes(asked);
  if (asked.status !== 401 || offered.length === 0) return undefined;
  if (SCHEMES[signIn.method].some((scheme) => offers(asked, scheme))) return undefined;
  return { state: 'failed', problem: 'exchange-scheme-not-offered', answered: `HTTP 401 ${offered.join(', ')}` };
}

interface Refused {
  readonly signIn: SignIn;
  readonly anonymous?: HttpAnswer;
  readonly connect: (changed?: Partial<EwsConnectionOptions>) => EwsConnection;
}

/**
 * NTLM that is refused although the password is right means that the proof names another TLS connection than the server
 * sees. It passes when it names none, or the password passes as Basic.
 */
export async function explainRefusal({ signIn, anonymous, connect }: Refused): Promise<ProblemCode> {
  if (signIn.method === 'oauth' || signIn.method === 'basic' || !anonymous || !offers(anonymous, 'NTLM')) {
    return 'exchange-sign-in-refused';
  }
  const ntlm = { ...signIn, method: 'ntlm' } as const;
  const basic = { ...signIn, method: 'basic' } as const;
  const passes =
    (await signsIn(connect({ signIn: ntlm, bindChannel: false }))) ||
    (offers(anonymous, 'Basic') && (await signsIn(connect({ signIn: basic }))));
  return passes ? 'exchange-channel-binding-refused' : 'exchange-sign-in-refused';
}

async function signsIn(connection: EwsConnection): Promise<boolean> {
  try {
    const asked = await exchangeEnvelopes({ connection, address: undefined }, getOwnCalendar);
    return asked.ok && asked.answer.status !== 401;
  } finally {
    connection.close();
  }
}
