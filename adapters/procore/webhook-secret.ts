import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether an Authorization header carries one of the secrets, bare or as a Bearer token. Procore signs nothing: this
 * header, fixed when the hook is made, is all there is. Takes the same time whatever is wrong with it.
 */
export function carriesSecret(header: string | undefined, secrets: readonly string[]): boolean {
  const given = digest((header ?? '').replace(/^Bearer +/i, ''));
  const whole = digest(header ?? '');
  let found = false;
  for (const secret of secrets) {
    const wanted = digest(secret);
    if (timingSafeEqual(given, wanted)) found = true;
    if (timingSafeEqual(whole, wanted)) found = true;
  }
  return found;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
