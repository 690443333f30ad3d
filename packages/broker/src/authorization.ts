// Who may connect: everybody, whoever knows the user's password, or whoever knows the token.
import { createHash, timingSafeEqual } from 'node:crypto';

export type Authorization = { readonly user: string; readonly password: string } | { readonly token: string };

/** What a client says in CONNECT. */
export interface Credentials {
  readonly user?: string | undefined;
  readonly pass?: string | undefined;
  readonly auth_token?: string | undefined;
}

/** Equal in constant time, whatever the lengths. */
function equal(a: string, b: string | undefined): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return b !== undefined && timingSafeEqual(digest(a), digest(b));
}

/** Are these the right credentials? */
export function isAuthorized(authorization: Authorization | undefined, credentials: Credentials): boolean {
  if (!authorization) return true;
  if ('token' in authorization) return equal(authorization.token, credentials.auth_token);
  return equal(authorization.user, credentials.user) && equal(authorization.password, credentials.pass);
}
