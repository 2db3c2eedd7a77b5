import type { Press } from '../ports/conversation.ts';
import { companyId } from '../shared/ids.ts';
import type { Act } from '../transfers/decide.ts';
import { onceOnly } from '../transfers/once.ts';
import type { Transfer } from '../transfers/transfer.ts';
import { showNext } from './show-cards.ts';
import { showNames, shownAtOnce, type ShowName } from './summary.ts';
import type { Talk } from './talk.ts';
import { waitsFor } from './waiting-for.ts';
import { kindNames } from './words/terms.ts';
import { showWords } from './words/summary-words.ts';

/** The button of a summary that was pressed; `undefined` for every other button. */
export function showPressed(action: string): ShowName | undefined {
  return showNames.find((name) => name === action);
}

/**
 * Lets the next cards of the channel out: what is in line is read from the store, never from the button. `undefined` for a
 * request that has done so before.
 */
export async function answerShow(
  talk: Talk,
  name: ShowName,
  press: Press,
  act: Act,
): Promise<readonly string[] | undefined> {
  const site = talk.sites().find(({ company }) => company.id === press.value);
  if (site === undefined) return showWords.none;
  const { platform, channel: id } = press.message;
  const place = { company: companyId(site.company.id), platform, id };
  const mine = (transfer: Transfer): boolean => waitsFor(talk, transfer, act.person);
  const fits = name === 'show_mine' ? mine : () => true;
  const shown = await showNext(talk, place, { most: shownAtOnce, fits, once: onceOnly(act) });
  if (!shown.ok) return shown.failure.kind === 'duplicate' ? undefined : showWords.notRecorded;
  if (shown.value.length === 0) return name === 'show_mine' ? showWords.noneForYou : showWords.none;
  return showWords.coming(shown.value.map(({ kind, offer }) => `${kindNames[kind]} ${offer.subject.number}`));
}
