import type { CardButton, Summary } from '../ports/card.ts';
import { displayText, shortened } from '../shared/text.ts';
import type { Transfer } from '../transfers/transfer.ts';
import type { ChannelLine } from './channel-line.ts';
import { usd } from './usd.ts';
import { capitalised, kindNames } from './words/terms.ts';
import { summaryWords } from './words/summary-words.ts';

/** How many cards a press lets out: as many as fit on a screen or two. */
export const shownAtOnce = 5;
/** How many records the summary names. */
export const listed = 10;

export const showNames = ['show_next', 'show_mine'] as const;
export type ShowName = (typeof showNames)[number];

/** The picture of a line. Pure: the same line gives the same summary. */
export function summaryOf(line: ChannelLine, first: readonly Transfer[], company?: string): Summary {
  const words = summaryWords(line.waiting, shownAtOnce);
  const of = company === undefined ? '' : ` · ${company}`;
  return {
    title: `${words.title}${of}`,
    text: words.text,
    lead: words.lead,
    table:
      first.length === 0
        ? undefined
        : {
            caption: words.caption,
            columns: [
              { label: 'Record', align: 'left' },
              { label: 'Vendor', align: 'left' },
              { label: 'Job', align: 'left' },
              { label: 'Amount', align: 'right' },
            ],
            rows: first.map(row),
            more: line.waiting > first.length ? words.more(line.waiting - first.length) : undefined,
          },
    buttons:
      line.waiting === 0
        ? []
        : [
            button('show_next', words.next, words.nextAloud, 'primary', line),
            button('show_mine', words.mine, words.mineAloud, 'plain', line),
          ],
    revision: line.revision,
  };
}

function row({ kind, offer: { subject } }: Transfer): readonly string[] {
  const record = `${capitalised(kindNames[kind])} ${subject.number}`;
  const who = subject.private ? ['private', subject.jobNumber, 'private'] : undefined;
  const open = [shortened(displayText(subject.counterparty), 60), subject.jobNumber, usd(subject.amount)];
  return [record, ...(who ?? open)];
}

function button(
  action: ShowName,
  label: string,
  accessibilityLabel: string,
  tone: CardButton['tone'],
  { company }: ChannelLine,
): CardButton {
  return { label, accessibilityLabel, action, value: company, tone };
}
