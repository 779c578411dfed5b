// Verification of JSON Web Tokens (RFC 7515, RFC 7519), where a token that does not verify is an answer and no exception.
import type { KeyObject } from 'node:crypto';
import { errors, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose';

/** The token's header and claims; undefined where its form, signature or a claim is not as `expected`. */
export async function verifyJwt(
  token: string,
  publicKey: KeyObject,
  expected: JWTVerifyOptions,
): Promise<JWTVerifyResult | undefined> {
  try {
    return await jwtVerify(token, publicKey, expected);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
