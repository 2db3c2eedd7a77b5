import { enterContract, sendBill, setBilled } from '../procore/procore-calls.ts';
import { arm } from '../sage/sage-calls.ts';
import { guideWords } from './guide-words.ts';
import type { Guide } from './guide.ts';
import { billOf, cardOf, contractOf, inSage, wasApproved, hasSeat } from './look.ts';

const say = guideWords;

/** A subcontract of the story that one person may approve. */
const first = 'SC-002';
/** Entered by the guide. */
const lost = 'SC-100';
const onContract = 'SC-001';
const bill = 'SC-001-01';
const scheduled = '32000.00';
const tooMuch = '36000.00';

const approve: Guide = {
  id: 'approve',
  ...say.approve,
  steps: [
    {
      ...say.approve.card,
      done: ({ snapshot, passed }) => passed.has(`${first} looked`) || wasApproved(cardOf(snapshot, first)),
      at: { pane: 'slack', points: [`slack ${first}`, `teams ${first}`] },
    },
    {
      ...say.approve.press,
      done: ({ snapshot }) => wasApproved(cardOf(snapshot, first)),
      as: 'controller',
      at: { pane: 'slack', points: [`slack ${first} Approve`, `slack ${first}`] },
    },
    {
      ...say.approve.sage,
      done: ({ snapshot }) => inSage(snapshot, first) !== undefined,
      at: { pane: 'sage', points: [`sage ${first}`] },
    },
    {
      ...say.approve.mark,
      done: ({ snapshot }) => cardOf(snapshot, first)?.state === 'synced',
      at: { pane: 'procore', points: [`procore ${first}`] },
    },
  ],
};

const answer: Guide = {
  id: 'answer',
  ...say.answer,
  steps: [
    {
      ...say.answer.enter,
      done: ({ snapshot }) => cardOf(snapshot, lost) !== undefined,
      lever: {
        label: say.answer.enter.lever,
        pull: () =>
          enterContract('work_order_contracts', {
            number: lost,
            title: say.answer.contract,
            amount: '12000.00',
            approved: true,
          }),
      },
    },
    {
      ...say.answer.lose,
      done: ({ snapshot }) =>
        snapshot.armed.some(({ at }) => at === 'sage.operations') || wasApproved(cardOf(snapshot, lost)),
      at: { pane: 'sage', points: ['sage lose-answer'] },
      lever: { label: say.answer.lose.lever, pull: () => arm('answerLost') },
    },
    {
      ...say.answer.press,
      done: ({ snapshot }) => wasApproved(cardOf(snapshot, lost)),
      as: 'controller',
      at: { pane: 'slack', points: [`slack ${lost} Approve`, `slack ${lost}`] },
    },
    {
      ...say.answer.unsure,
      done: ({ snapshot, passed }) =>
        passed.has(`${lost} unconfirmed`) || cardOf(snapshot, lost)?.state === 'unconfirmed',
      at: { pane: 'slack', points: [`slack ${lost}`] },
    },
    {
      ...say.answer.found,
      done: ({ snapshot }) => cardOf(snapshot, lost)?.state === 'synced',
      at: { pane: 'sage', points: [`sage ${lost}`] },
    },
  ],
};

const overBilled: Guide = {
  id: 'bill',
  ...say.bill,
  steps: [
    {
      ...say.bill.send,
      done: ({ snapshot }) => cardOf(snapshot, bill) !== undefined,
      lever: {
        label: say.bill.send.lever,
        pull: async (snapshot) => {
          const contract = contractOf(snapshot, onContract);
          if (contract !== undefined) await sendBill(contract, ['0.00', tooMuch]);
        },
      },
    },
    {
      ...say.bill.warned,
      done: ({ snapshot, passed }) => passed.has(`${bill} looked`) || (cardOf(snapshot, bill)?.round ?? 1) > 1,
      at: { pane: 'slack', points: [`slack ${bill} ticks`, `slack ${bill}`] },
    },
    {
      ...say.bill.lower,
      done: ({ snapshot }) =>
        billOf(snapshot, onContract)?.items.at(1)?.work_completed_this_period === scheduled &&
        (cardOf(snapshot, bill)?.round ?? 1) > 1,
      at: { pane: 'procore', points: [`procore bill ${onContract} 1`] },
      lever: {
        label: say.bill.lower.lever,
        pull: async (snapshot) => {
          const sent = billOf(snapshot, onContract);
          if (sent !== undefined) await setBilled(sent, ['0.00', scheduled]);
        },
      },
    },
    {
      ...say.bill.press,
      done: ({ snapshot }) => hasSeat(snapshot, bill),
      as: 'controller',
      at: { pane: 'slack', points: [`slack ${bill} Approve`, `slack ${bill}`] },
    },
    {
      ...say.bill.second,
      done: ({ snapshot }) => wasApproved(cardOf(snapshot, bill)),
      as: 'clerk',
      at: { pane: 'slack', points: [`slack ${bill} Approve`, `slack ${bill}`] },
    },
    {
      ...say.bill.posted,
      done: ({ snapshot }) => cardOf(snapshot, bill)?.state === 'synced',
      at: { pane: 'sage', points: [`sage ${bill}`] },
    },
  ],
};

export const guides: readonly [Guide, ...Guide[]] = [approve, answer, overBilled];
