import type { CardNotice, CardStep } from '../../ports/card.ts';

/** The few words that the drawing of a card itself adds, the same on every platform. */

export const noticeHeadings: { readonly [level in CardNotice['level']]: string } = {
  info: 'Notes',
  warn: 'Warnings',
  error: 'Problems',
};

export const stepWords: { readonly [status in CardStep['status']]: string } = {
  done: 'done',
  now: 'now',
  todo: 'to do',
  problem: 'problem',
};

export const drawingWords = {
  round: (round: number) => `Round ${round}`,
  changes: 'What differs',
  seats: 'Approval',
  ticks: 'Tick every warning that you accept, then approve.',
  andMore: (count: number) => `and ${count} more`,
  linesHidden: (count: number) =>
    count === 1 ? '1 more line is not shown here.' : `${count} more lines are not shown here.`,
  ticksHidden: (count: number) =>
    `${count} more warnings do not fit on this card, so it cannot be approved here. Open the record in Procore.`,
  optionsHidden: (shown: number, all: number) => `The first ${shown} of ${all} are listed.`,
};
