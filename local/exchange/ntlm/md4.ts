// MD4 (RFC 1320), which NTLM needs for password hashes and OpenSSL 3 no longer offers. For nothing else.

/** For each round: the order of words, the shifts, the added constant and the function of b, c and d. */
const ROUNDS = [
  {
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
    add: 0,
    mix: (b: number, c: number, d: number) => (b & c) | (~b & d),
  },
  {
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
    add: 0x5a827999,
    mix: (b: number, c: number, d: number) => (b & c) | (b & d) | (c & d),
  },
  {
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
    add: 0x6ed9eba1,
    mix: (b: number, c: number, d: number) => b ^ c ^ d,
  },
] as const;

const BLOCK_BYTES = 64;

/** The 16 bytes of the digest. */
export function md4(message: Buffer): Buffer {
  const padded = pad(message);
  let state: [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < padded.length; at += BLOCK_BYTES)
    state = compress(state, padded.subarray(at, at + BLOCK_BYTES));
  const digest = Buffer.alloc(16);
  state.forEach((word, index) => {
    digest.writeUInt32LE(word >>> 0, index * 4);
  });
  return digest;
}

/** A one bit, zeros, and the length in bits as 64 bits. */
function pad(message: Buffer): Buffer {
  const length = (Math.floor((message.length + 8) / BLOCK_BYTES) + 1) * BLOCK_BYTES;
  const padded = Buffer.alloc(length);
  message.copy(padded);
  padded[message.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(message.length) * 8n, length - 8);
  return padded;
}

function compress(state: [number, number, number, number], block: Buffer): [number, number, number, number] {
  let [a, b, c, d] = state;
  for (const { order, shifts, add, mix } of ROUNDS) {
    order.forEach((word, step) => {
      const sum = (a + mix(b, c, d) + block.readUInt32LE(word * 4) + add) | 0;
      const shift = shifts[step % 4] ?? 0;
      [a, d, c, b] = [d, c, b, (sum << shift) | (sum >>> (32 - shift))];
    });
  }
  return [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0];
}
