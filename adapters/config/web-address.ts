import { z } from 'zod';
import { isLoopback } from './loopback.ts';

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** An address of a server; what goes there is protected by more than the way it goes. */
export const WebAddress = z.string().refine(isWebAddress, 'must be an address that begins with https:// or http://');

/** An address to which secrets are sent: encrypted, unless it is on this machine. */
export const SecureAddress = z
  .string()
  .refine(
    (text) => isWebAddress(text) && (text.startsWith('https://') || isLoopback(text)),
    'must be an address that begins with https:// (http:// only on this machine)',
  );

export const LoopbackAddress = z
  .string()
  .refine((text) => isWebAddress(text) && isLoopback(text), 'must be an http:// address on this machine');
