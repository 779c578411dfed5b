// MD4 (RFC 1320), which the NT hash of a password is made with. OpenSSL 3 has it in its legacy provider only, which Node
// does not load. For nothing else: MD4 protects nothing by itself.

/** The order in which the words of a block are taken, and the shifts, round by round (RFC 1320 section 3.4). */
const ROUNDS = [
  { order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], shifts: [3, 7, 11, 19], add: 0 },
  { order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15], shifts: [3, 5, 9, 13], add: 0x5a827999 },
  { order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15], shifts: [3, 9, 11, 15], add: 0x6ed9eba1 },
] as const;

const MIX: readonly ((x: number, y: number, z: number) => number)[] = [
  (x, y, z) => (x & y) | (~x & z),
  (x, y, z) => (x & y) | (x & z) | (y & z),
  (x, y, z) => x ^ y ^ z,
];

/** The 16 bytes of the digest. */
export function md4(message: Buffer): Buffer {
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  const padded = pad(message);
  for (let from = 0; from < padded.length; from += 64) {
    const block = padded.subarray(from, from + 64);
    state = digestBlock(state, block);
  }
  const digest = Buffer.alloc(16);
  for (const [at, word] of state.entries()) digest.writeUInt32LE(word >>> 0, at * 4);
  return digest;
}

/** One bit, zeros, and the length in bits, to a multiple of 64 bytes. */
function pad(message: Buffer): Buffer {
  const padded = Buffer.alloc((((message.length + 8) >> 6) + 1) << 6);
  message.copy(padded);
  padded[message.length] = 0x80;
  padded.writeUInt32LE(message.length * 8, padded.length - 8);
  return padded;
}

function digestBlock(state: readonly number[], block: Buffer): number[] {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (const [round, { order, shifts, add }] of ROUNDS.entries()) {
    const mix = MIX[round];
    for (const [step, word] of order.entries()) {
      const sum = (a + (mix?.(b, c, d) ?? 0) + block.readUInt32LE(word * 4) + add) | 0;
      const shift = shifts[step % 4] ?? 0;
      [a, b, c, d] = [d, (sum << shift) | (sum >>> (32 - shift)), b, c];
    }
  }
  return [a, b, c, d].map((word, at) => (word + (state[at] ?? 0)) | 0);
}
