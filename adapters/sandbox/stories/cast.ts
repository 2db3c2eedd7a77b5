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

export const channels = [{ id: 'C000000001', name: 'accounting' }] as const;

/** The company of every story, in Procore and in Sage. */
export const company = {
  procore: '562949953421312',
  sage: 'Harbor Point Builders',
  name: 'Harbor Point Builders',
  timeZone: 'America/Chicago',
} as const;
