/** Somebody in the emulated company, under every name that the systems know. */
export interface CastMember {
  readonly role: string;
  readonly name: string;
  readonly email: string;
  readonly slack: string;
  readonly teams: string;
  readonly procore: string;
  /** Stands in the bot's configuration; somebody who does not has no right. */
  readonly known: boolean;
}

function member(index: number, role: string, name: string, known = true): CastMember {
  return {
    role,
    name,
    email: `${role}@harborpoint.example`,
    slack: `U00000000${index}`,
    teams: `00000000-0000-4000-8000-00000000000${index}`,
    procore: String(562_949_953_460_000 + index),
    known,
  };
}

/** The people of every story. */
export const cast: readonly CastMember[] = [
  member(1, 'controller', 'Dana Whitfield'),
  member(2, 'clerk', 'Luis Ortega'),
  member(3, 'pm', 'Priya Raman'),
  member(4, 'admin', 'Sam Okafor'),
  member(5, 'outsider', 'Alex Stone', false),
];

/** The tenant of every story, with its team, the team's channel and a group chat. */
export const teamsTenant = {
  tenantId: '00000000-0000-4000-9000-000000000001',
  appId: '00000000-0000-4000-a000-000000000001',
  team: { id: '19:harborpoint@thread.tacv2', name: 'Harbor Point', aadGroupId: '00000000-0000-4000-b000-000000000001' },
  places: [
    { id: '19:accounting@thread.tacv2', name: 'accounting', kind: 'channel' },
    { id: '19:month-end@thread.v2', name: 'month-end', kind: 'groupChat' },
  ],
} as const;

export const channels = [{ id: 'C000000001', name: 'accounting' }] as const;

/** The company of every story, in Procore and in Sage. */
export const company = {
  procore: '562949953421312',
  sage: 'Harbor Point Builders',
  name: 'Harbor Point Builders',
  timeZone: 'America/Chicago',
} as const;
