import { randomBytes } from 'node:crypto';
import type { Faults } from './faults.ts';
import { createProcoreEmulator, type ProcoreEmulator } from './procore/procore-emulator.ts';
import { createSageEmulator, type SageEmulator } from './sage/sage-emulator.ts';
import type { SandboxClock } from './sandbox-clock.ts';
import { createSlackEmulator, type SlackEmulator } from './slack/slack-emulator.ts';
import { cast, channels, company, teamsTenant } from './stories/cast.ts';
import { createTeamsEmulator, type TeamsEmulator } from './teams/teams-emulator.ts';

export interface Emulators {
  readonly procore: ProcoreEmulator;
  readonly sage: SageEmulator;
  readonly slack: SlackEmulator;
  readonly teams: TeamsEmulator;
  readonly secrets: SandboxSecrets;
}

/** Made up anew for each sandbox: nothing outside can be opened with them. */
export interface SandboxSecrets {
  readonly bridge: string;
  readonly webhook: string;
  readonly slackSigning: string;
  readonly slackToken: string;
  readonly slackAppToken: string;
}

/** The emulated company with its people, before any story is told. */
export function createEmulators(
  clock: SandboxClock,
  faults: Faults,
  { botUrl, slackSocket }: { readonly botUrl: string; readonly slackSocket: boolean },
): Emulators {
  const secret = (): string => randomBytes(16).toString('hex');
  const secrets = {
    bridge: secret(),
    webhook: secret(),
    slackSigning: secret(),
    slackToken: `xoxb-${secret()}`,
    slackAppToken: `xapp-${secret()}`,
  };
  return {
    secrets,
    procore: createProcoreEmulator({ clock, faults, company: { id: company.procore, name: company.name } }),
    sage: createSageEmulator({ clock, faults, company: company.sage, secret: secrets.bridge }),
    slack: createSlackEmulator({
      clock,
      faults,
      signingSecret: secrets.slackSigning,
      botToken: secrets.slackToken,
      appToken: secrets.slackAppToken,
      socketMode: slackSocket,
      people: cast.map(({ role, name, slack }) => ({ role, name, id: slack })),
      channels,
      teamId: 'T000000001',
      appId: 'A000000001',
      botId: 'B000000001',
      botUserId: 'U000000099',
      botUrl: () => botUrl,
    }),
    teams: createTeamsEmulator({
      clock,
      faults,
      people: cast.map(({ role, name, email, teams }) => ({ role, name, email, id: `29:1${role}`, aad: teams })),
      places: teamsTenant.places,
      tenantId: teamsTenant.tenantId,
      team: teamsTenant.team,
      bot: { id: `28:${teamsTenant.appId}`, name: 'Countersign' },
      botUrl: () => botUrl,
    }),
  };
}
