import { z } from 'zod';
import { busy, refusal, type Answer } from './answer.ts';

/** The machine on which the bridge and Sage run, as the control interface sets it. */
export const hostSettings = z.strictObject({
  /** The bridge does not answer at all. */
  offline: z.boolean(),
  /** The bridge answers, Sage behind it does not. */
  sageOffline: z.boolean(),
  maintenance: z.boolean(),
  exclusiveAccess: z.boolean(),
  /** Each session takes one; people use some as well. */
  licences: z.int().min(0),
  licencesInUse: z.int().min(0),
  apiUser: z.enum(['ok', 'bad_password', 'not_approved', 'no_rights']),
});
export type HostSettings = z.infer<typeof hostSettings>;

export const defaultHost: HostSettings = {
  offline: false,
  sageOffline: false,
  maintenance: false,
  exclusiveAccess: false,
  licences: 5,
  licencesInUse: 0,
  apiUser: 'ok',
};

const refusedUsers = {
  bad_password: 'Sage does not accept the password of the user of its programming interface.',
  not_approved: 'Sage does not allow this application (-1).',
  no_rights: '12806: security settings do not permit this action.',
} as const;

/** Why Sage opens no session now; nothing has been taken then. */
export function sessionTrouble(host: HostSettings, sessions: number): Answer | undefined {
  if (host.sageOffline) return refusal(503, 'sage_offline', 'Sage cannot be reached from the bridge.');
  if (host.apiUser !== 'ok') return refusal(403, host.apiUser, refusedUsers[host.apiUser]);
  if (host.maintenance) return busy('Nightly maintenance is running.');
  if (host.exclusiveAccess) return busy('Somebody has exclusive access.');
  if (host.licencesInUse + sessions >= host.licences) return busy('No licence is free.');
  return undefined;
}
