import {
  cardsOf,
  type Contract,
  type SageRecord,
  type SandboxClient,
  type Seen,
  type World,
} from './sandbox-client.ts';
import type { Guide } from './guide.ts';

/** What a scene is played with. */
export interface Stage {
  readonly sandbox: SandboxClient;
  readonly guide: Guide;
  /** Ids of contracts for which Procore says that a webhook was taken by the bot. */
  readonly delivered: () => Promise<ReadonlySet<string>>;
}

/** From Procore through the card into Sage and back, with the two people who may not. */
export async function straightThrough({ sandbox, guide, delivered }: Stage): Promise<void> {
  guide.scene('1. A subcontract is approved in Procore and travels into Sage');
  guide.does('Luis, the AP clerk, enters subcontract T-101 over $48,500.00 in Procore and marks it Approved');
  const contract = await approvedInProcore(sandbox, 'T-101', ['31000.00', '17500.00'], 'clerk');
  guide.sees('the webhook of that change was delivered to the bot', (await delivered()).has(contract.id), true);
  const waiting = await guide.card('T-101', 'awaiting');
  guide.sees(
    `a card appears in #accounting: "${waiting.message.text}"`,
    waiting.message.text.startsWith('Waiting for approval'),
    true,
  );

  const outsider = await sandbox.click('outsider', waiting.message, 'Approve');
  guide.sees(
    `Alex, whom the bot does not know, presses Approve and is told alone: "${words(outsider)}"`,
    /no rights/.test(words(outsider)),
    true,
  );
  const author = await sandbox.click('clerk', waiting.message, 'Approve');
  guide.sees(
    `Luis, who wrote it, presses Approve and is told alone: "${words(author)}"`,
    /somebody else/.test(words(author)),
    true,
  );
  guide.sees('nothing was written into Sage', inSage(await sandbox.world(), 'T-101').length, 0);

  guide.does('Dana, the controller, presses Approve and confirms');
  const approved = await sandbox.click('controller', waiting.message, 'Approve');
  guide.sees('the press was taken', [approved.delivered, approved.status], [true, 200]);
  await arrived({ sandbox, guide }, 'T-101', 4_850_000);

  const history = await sandbox.type('clerk', 'history T-101');
  guide.sees('/sage history T-101 names who approved', /Dana Whitfield/.test(words(history)), true);
}

/** Sage has it, the answer never came. */
export async function answerLost({ sandbox, guide }: Stage): Promise<void> {
  guide.scene('2. The answer is lost after Sage has committed');
  await approvedInProcore(sandbox, 'T-102', ['12000.00'], 'pm');
  const waiting = await guide.card('T-102', 'awaiting');
  guide.does(
    'The connection to Sage will be cut right after the next record is written, and the bridge will forget it',
  );
  await sandbox.arm([{ at: 'sage.operations', fault: 'forgets' }]);
  guide.does('Dana approves T-102');
  await sandbox.click('controller', waiting.message, 'Approve');
  await arrived({ sandbox, guide }, 'T-102', 1_200_000);
  const history = words(await sandbox.type('controller', 'history T-102'));
  guide.sees(
    'the ledger says that the bot did not know for a while, and found out',
    /Unconfirmed.*Synced/.test(history),
    true,
  );
}

/** What was approved is not what stands in Procore any more. */
export async function lineChanged({ sandbox, guide }: Stage): Promise<void> {
  guide.scene('3. A line changes in Procore after the card was posted');
  const contract = await approvedInProcore(sandbox, 'T-103', ['60000.00', '22750.00'], 'pm');
  const first = await guide.card('T-103', 'awaiting');
  guide.does('Dana approves the first of two seats ($82,750.00 needs a controller and an admin)');
  await sandbox.click('controller', first.message, 'Approve');
  guide.sees('one seat is not enough', (await guide.card('T-103', 'awaiting')).card.state, 'awaiting');

  guide.does('Priya, the project manager, raises the second line to $24,000.00 in Procore');
  const lines = contract.line_items.map((line, index) => ({
    ...given(line),
    amount: index === 1 ? '24000.00' : line.amount,
  }));
  await sandbox.change('work_order_contracts', contract.id, { line_items: lines, user: 'pm' });
  const second = await guide.card('T-103', 'awaiting', 2);
  guide.sees(
    'the same message shows the new version, not a second card',
    [second.message.ts, cardsOf(await sandbox.world(), 'T-103')],
    [first.message.ts, 1],
  );
  const thread = await guide.until('the difference under the card', (world) =>
    world.slack.messages.find(
      ({ threadTs, text }) => threadTs === first.message.ts && /changed subcontract T-103/.test(text),
    ),
  );
  guide.sees(
    `a reply shows the difference: "${oneLine(thread.text)}"`,
    /\$22,750\.00 → \$24,000\.00/.test(thread.text),
    true,
  );
  const told = await guide.until('the private word to Dana', (world) =>
    world.slack.messages.find(
      ({ text, visibleTo }) => visibleTo !== undefined && /Your approval was not used/.test(text),
    ),
  );
  guide.sees(`Dana is told alone: "${oneLine(told.text)}"`, told.visibleTo === undefined, false);
  guide.sees('nothing was written into Sage', inSage(await sandbox.world(), 'T-103').length, 0);

  guide.does('Dana and Sam, the admin, approve the new version');
  await sandbox.click('controller', second.message, 'Approve');
  await sandbox.click('admin', second.message, 'Approve');
  await arrived({ sandbox, guide }, 'T-103', 8_400_000);
}

/** Sage takes it and stores something else. */
export async function writtenOtherwise({ sandbox, guide }: Stage): Promise<void> {
  guide.scene('4. Sage writes something else than was approved');
  await approvedInProcore(sandbox, 'T-104', ['9800.00'], 'pm');
  const waiting = await guide.card('T-104', 'awaiting');
  guide.does('Sage will store another retainage rate with the next record');
  await sandbox.arm([{ at: 'sage.books', fault: 'altersRetainage' }]);
  guide.does('Dana approves T-104');
  await sandbox.click('controller', waiting.message, 'Approve');
  const held = await guide.card('T-104', 'held');
  guide.sees(
    `the card says that a person must look: "${held.message.text}"`,
    held.message.text.startsWith('Needs a person'),
    true,
  );
  const shown = JSON.stringify(held.message.blocks);
  guide.sees(
    'it says that it IS in Sage and must not be entered again',
    /It IS in Sage/.test(shown) && /Retainage/.test(shown),
    true,
  );
  const world = await sandbox.world();
  guide.sees('Procore is not marked', inProcore(world, 'T-104')?.origin_id ?? null, null);

  guide.does('The accountant corrects the rate in Sage, and Dana presses Check again');
  const [record] = inSage(world, 'T-104');
  await sandbox.changeInSage('subcontracts', record?.key ?? '', { retainageBasisPoints: 1_000 });
  await sandbox.click('controller', held.message, 'Check again');
  await arrived({ sandbox, guide }, 'T-104', 980_000);
}

export async function approvedInProcore(
  sandbox: SandboxClient,
  number: string,
  amounts: readonly string[],
  user: string,
): Promise<Contract> {
  return sandbox.create('work_order_contracts', {
    number,
    title: `Tour contract ${number}`,
    status: 'Approved',
    user,
    line_items: amounts.map((amount) => ({ amount })),
  });
}

export async function arrived(
  { sandbox, guide }: Pick<Stage, 'sandbox' | 'guide'>,
  number: string,
  cents: number,
): Promise<void> {
  const done = await guide.card(number, 'synced');
  guide.wrote();
  const world = await sandbox.world();
  const records = inSage(world, number);
  const total = records.flatMap(({ lines }) => lines).reduce((sum, line) => sum + line.cents, 0);
  guide.sees(`Sage has ${number} once, over the amount that was approved`, [records.length, total], [1, cents]);
  guide.sees('Procore carries the key of the Sage record', inProcore(world, number)?.origin_id, records[0]?.key);
  guide.sees(`the card says so: "${done.message.text}"`, done.message.text.startsWith('Synced'), true);
  guide.sees(
    'the card shows the number in Sage',
    JSON.stringify(done.message.blocks).includes(`in Sage as ${number}`),
    true,
  );
}

export function inSage(world: World, number: string): readonly SageRecord[] {
  return world.sage.subcontracts.filter((record) => record.number === number);
}

function inProcore(world: World, number: string): Contract | undefined {
  return world.procore.work_order_contracts.find((contract) => contract.number === number);
}

/** What the person reads, on one line. */
function words({ seen }: Seen): string {
  return seen.map(({ text }) => oneLine(text)).join(' ');
}

function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}

/** The fields of a line that may be entered again. */
function given(line: Contract['line_items'][number]): object {
  const { description } = line;
  return description === undefined ? {} : { description };
}
