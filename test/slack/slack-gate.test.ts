import { describe, expect, it } from 'vitest';
import { slackGate, type Claims } from '../../adapters/slack/slack-gate.ts';
import type { SlackIdentity } from '../../adapters/slack/slack-identity.ts';
import { slackMembers } from '../../adapters/slack/slack-members.ts';
import type { SlackClient } from '../../adapters/slack/slack-client.ts';
import { memoryLog } from './slack-room.ts';

const claims: Claims = { app: 'A1', team: 'T1', enterprise: undefined, user: 'U1', userTeam: 'T1' };

function gateOf(identity: SlackIdentity) {
  const watch = { current: () => identity, known: Promise.resolve(identity), stop: () => {} };
  return slackGate({ identity: watch, members: async () => 'member', log: memoryLog() });
}

describe('the organisation of a workspace', () => {
  const ofOrganisation = gateOf({ teamId: 'T1', appId: 'A1', enterpriseId: 'E1' });

  it('lets its people in', async () => {
    expect(await ofOrganisation({ ...claims, enterprise: 'E1' })).toBeUndefined();
  });

  it.each(['E2', undefined])('B4: refuses a request that names %s instead', async (enterprise) => {
    expect((await ofOrganisation({ ...claims, enterprise }))?.text).toMatch(/not authorised/);
  });
});

describe('what Slack said of a person', () => {
  it('F12: is asked again after a minute, so that a guest of today was a member yesterday', async () => {
    let now = 0;
    let restricted = false;
    let asked = 0;
    const info = async () => {
      asked += 1;
      return { ok: true, user: { id: 'U1', is_restricted: restricted } };
    };
    const members = slackMembers({ users: { info } } as unknown as SlackClient, () => now);

    expect(await members('U1')).toBe('member');
    restricted = true;
    now = 59_000;
    expect(await members('U1')).toBe('member');
    now = 60_001;
    expect(await members('U1')).toBe('guest');
    expect(asked).toBe(2);
  });

  it.each(['is_restricted', 'is_ultra_restricted', 'is_stranger', 'deleted'])(
    'B23: makes a guest of one who %s',
    async (trait) => {
      const info = async () => ({ ok: true, user: { id: 'U1', [trait]: true } });

      expect(await slackMembers({ users: { info } } as unknown as SlackClient, () => 0)('U1')).toBe('guest');
    },
  );
});
