// The three messages of NTLM on the wire (MS-NLMP section 2.2.1).

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
const HEAD_BYTES = 12;

/** The flags of MS-NLMP section 2.2.2.5 that the server reads. */
export const FLAGS = {
  unicode: 0x00000001,
  requestTarget: 0x00000004,
  sign: 0x00000010,
  seal: 0x00000020,
  ntlm: 0x00000200,
  alwaysSign: 0x00008000,
  targetTypeDomain: 0x00010000,
  extendedSessionSecurity: 0x00080000,
  targetInfo: 0x00800000,
  version: 0x02000000,
  bits128: 0x20000000,
  keyExchange: 0x40000000,
  bits56: 0x80000000,
} as const;

/** MS-NLMP section 2.2.2.1. */
export const AV = {
  end: 0,
  netbiosComputer: 1,
  netbiosDomain: 2,
  dnsComputer: 3,
  dnsDomain: 4,
  flags: 6,
  timestamp: 7,
  channelBindings: 10,
} as const;

export interface Authenticate {
  readonly domain: string;
  readonly user: string;
  readonly ntResponse: Buffer;
  readonly sessionKey: Buffer;
  readonly flags: number;
  /** The bytes of the message, for its integrity code. */
  readonly bytes: Buffer;
}

/** 1, 2 or 3; undefined for bytes that are no NTLM message. */
export function messageType(bytes: Buffer): number | undefined {
  if (bytes.length < HEAD_BYTES || !bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return undefined;
  return bytes.readUInt32LE(SIGNATURE.length);
}

/** The flags of a NEGOTIATE_MESSAGE. */
export const negotiatedFlags = (bytes: Buffer): number => (bytes.length >= 16 ? bytes.readUInt32LE(12) : 0);

const GRANTED =
  FLAGS.sign |
  FLAGS.seal |
  FLAGS.alwaysSign |
  FLAGS.extendedSessionSecurity |
  FLAGS.bits128 |
  FLAGS.keyExchange |
  FLAGS.bits56;
const CHALLENGE_HEAD_BYTES = 56;
/** Windows Server 2019: 10.0 build 17763, NTLMSSP revision 15. */
const OS_VERSION = Buffer.from('0a0063450000000f', 'hex');

export interface ChallengeParts {
  readonly challenge: Buffer;
  readonly domain: string;
  readonly computer: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The flags that the client asked for. */
  readonly flags: number;
}

/** A CHALLENGE_MESSAGE with everything that a domain member says about itself. */
export function challengeMessage({ challenge, domain, computer, now, flags }: ChallengeParts): Buffer {
  const name = Buffer.from(domain, 'utf16le');
  const info = Buffer.concat([
    avPair(AV.netbiosDomain, name),
    avPair(AV.netbiosComputer, Buffer.from(computer, 'utf16le')),
    avPair(AV.dnsDomain, Buffer.from(`${domain.toLowerCase()}.local`, 'utf16le')),
    avPair(AV.dnsComputer, Buffer.from(`${computer.toLowerCase()}.${domain.toLowerCase()}.local`, 'utf16le')),
    avPair(AV.timestamp, fileTime(now)),
    avPair(AV.end, Buffer.alloc(0)),
  ]);
  const head = Buffer.alloc(CHALLENGE_HEAD_BYTES);
  SIGNATURE.copy(head);
  head.writeUInt32LE(2, 8);
  writeField(head, 12, { length: name.length, offset: CHALLENGE_HEAD_BYTES });
  const granted =
    (flags & GRANTED) |
    FLAGS.unicode |
    FLAGS.requestTarget |
    FLAGS.ntlm |
    FLAGS.targetTypeDomain |
    FLAGS.targetInfo |
    FLAGS.version;
  head.writeUInt32LE(granted >>> 0, 20);
  challenge.copy(head, 24);
  writeField(head, 40, { length: info.length, offset: CHALLENGE_HEAD_BYTES + name.length });
  OS_VERSION.copy(head, 48);
  return Buffer.concat([head, name, info]);
}

function writeField(
  head: Buffer,
  at: number,
  { length, offset }: { readonly length: number; readonly offset: number },
): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

function avPair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

/** FILETIME: units of 100 ns since 1601-01-01. */
function fileTime(now: number): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE((BigInt(now) + 11_644_473_600_000n) * 10_000n);
  return time;
}

const AUTHENTICATE_HEAD_BYTES = 64;

/** An AUTHENTICATE_MESSAGE; undefined where a field points outside the message. */
export function readAuthenticate(bytes: Buffer): Authenticate | undefined {
  if (bytes.length < AUTHENTICATE_HEAD_BYTES) return undefined;
  const flags = bytes.readUInt32LE(60);
  const [nt, domain, user, sessionKey] = [20, 28, 36, 52].map((at) => readField(bytes, at));
  if (!nt || !domain || !user || !sessionKey) return undefined;
  const encoding = (flags & FLAGS.unicode) === 0 ? 'latin1' : 'utf16le';
  return { domain: domain.toString(encoding), user: user.toString(encoding), ntResponse: nt, sessionKey, flags, bytes };
}

function readField(bytes: Buffer, at: number): Buffer | undefined {
  const [length, offset] = [bytes.readUInt16LE(at), bytes.readUInt32LE(at + 4)];
  return offset + length <= bytes.length ? bytes.subarray(offset, offset + length) : undefined;
}

/** The value of one AV_PAIR in a list; undefined where it is missing. */
export function readAvPair(list: Buffer, id: number): Buffer | undefined {
  for (let at = 0; at + 4 <= list.length; ) {
    const [found, length] = [list.readUInt16LE(at), list.readUInt16LE(at + 2)];
    if (found === AV.end) return undefined;
    if (found === id) return list.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return undefined;
}
