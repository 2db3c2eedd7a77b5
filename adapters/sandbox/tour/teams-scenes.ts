import { approvedInProcore, arrived, inSage, type Stage } from './scenes.ts';
import { teamsCards, wordsIn, type TeamsCard, type TeamsSeen } from './teams-messages.ts';
import type { World } from './sandbox-client.ts';

/** One approval that stands in two chats. */
export async function approvedInTeams({ sandbox, guide }: Stage): Promise<void> {
  guide.scene('8. Half of the office is in Teams: one approval stands in both chats');
  await approvedInProcore(sandbox, 'T-105', ['27300.00'], 'pm');
  const inSlack = await guide.card('T-105', 'awaiting');
  const inTeams = await guide.until('the card of T-105 in Teams', teamsCardIn('T-105', 'awaiting'));
  guide.sees(
    `the same card stands in Teams: "${inTeams.message.summary ?? ''}"`,
    inTeams.card.transfer,
    inSlack.card.transfer,
  );

  const outsider = await sandbox.press('outsider', inTeams.message, 'Approve');
  guide.sees(
    `Alex presses Approve in Teams and is told alone: "${told(outsider)}"`,
    /no rights/.test(told(outsider)),
    true,
  );
  guide.does('Luis, the AP clerk, presses Approve in Teams and confirms');
  const pressed = await sandbox.press('clerk', inTeams.message, 'Approve');
  guide.sees('the press was taken', [pressed.delivered, pressed.status], [true, 200]);
  await arrived({ sandbox, guide }, 'T-105', 2_730_000);
  const done = await guide.until('the card in Teams to say so', teamsCardIn('T-105', 'synced'));
  guide.sees(
    'both cards changed in their places: no chat has a second one',
    [done.message.activityId, teamsCards((await sandbox.world()).teams.messages, 'T-105').length],
    [inTeams.message.activityId, 1],
  );

  const history = await sandbox.say('controller', 'history T-105');
  guide.sees('history T-105, typed in Teams, names who approved', /Luis Ortega/.test(told(history)), true);
  guide.sees('Sage has it once', inSage(await sandbox.world(), 'T-105').length, 1);
}

function teamsCardIn(number: string, state: string) {
  return ({ teams }: World): TeamsCard | undefined =>
    teamsCards(teams.messages, number).find(({ card }) => card.state === state);
}

function told({ seen }: TeamsSeen): string {
  return seen.map(wordsIn).join(' ');
}
