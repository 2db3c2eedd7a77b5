/** A valid configuration file; a test names only what it is about. */
export function configFile(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    companies: [company()],
    people: [
      { id: 'ann', name: 'Ann Controller', role: 'controller', slack: 'U1', teams: 'T1', procore: '11' },
      { id: 'bob', name: 'Bob Clerk', role: 'clerk', slack: 'U2', teams: 'T2', procore: '12' },
    ],
    policy: policy([
      { from: '0.00', below: '50000.00', seats: [['controller', 'clerk']] },
      { from: '50000.00', seats: [['controller'], ['clerk']] },
    ]),
    channels: [{ company: '4401', platform: 'slack', id: 'C1', name: 'accounting', jobs: '*', kinds: '*' }],
    ...changes,
  };
}

export function company(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: '4401', sageCompany: 'Hillside', mode: 'direct', timeZone: 'America/Chicago', ...changes };
}

export function policy(bands: readonly unknown[]): Record<string, unknown> {
  return { rules: [{ kinds: '*', jobs: '*', bands }] };
}

export function configText(changes: Record<string, unknown> = {}): string {
  return JSON.stringify(configFile(changes), null, 2);
}

export const variables = {
  SLACK_BOT_TOKEN: 'xoxb-value',
  SLACK_SIGNING_SECRET: 'signing-value',
  PROCORE_CLIENT_ID: 'client-value',
  PROCORE_CLIENT_SECRET: 'secret-value',
  SAGE_BRIDGE_URL: 'http://sage-server:8080/bridge',
  SAGE_BRIDGE_SECRET: 'bridge-value',
} as const;
