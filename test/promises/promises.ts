/** What the product promises to hold against: F is trouble to survive, B is input to refuse. */
export interface Promised {
  readonly id: string;
  readonly against: string;
  readonly holds: string;
  /** Why no test holds it yet; goes away with the first test that does. */
  readonly notYet?: string;
  /** What the tests do not show of it, although there are some. */
  readonly open?: string;
}

export const promises: readonly Promised[] = [
  {
    id: 'F1',
    against: 'The process is killed before or after any step of an export',
    holds: 'One record in Sage, the final state without help, a whole chain',
  },
  {
    id: 'F2',
    against: 'Sage commits and the answer is lost',
    holds: 'Looked for before anything is written again: found is adopted, two hits or a difference ask a person',
  },
  {
    id: 'F3',
    against: 'A write times out and commits later',
    holds: 'The attempt is barred or found before there is another; the card says that it is not known yet',
  },
  {
    id: 'F4',
    against: 'The same webhook many times',
    holds: 'One look, one card, and a good answer each time',
  },
  {
    id: 'F5',
    against: 'Webhooks out of order',
    holds: 'A webhook is a hint; the record is read again, and nothing goes back to an older version',
  },
  {
    id: 'F6',
    against: 'The webhook address is down for so long that Procore discards',
    holds: 'The poll finds everything, nothing twice',
  },
  {
    id: 'F7',
    against: 'Thousands of webhooks for one record',
    holds: 'Few reads, and every webhook answered in time',
  },
  { id: 'F8', against: 'Slack delivers an event again', holds: 'Handled once, answered at once' },
  {
    id: 'F9',
    against: 'Several people press at the same moment',
    holds: 'The first one on disk decides, the others are told, every copy of the card agrees',
  },
  {
    id: 'F10',
    against: 'One person presses twice, or one button and then the other',
    holds: 'The first press counts; a send back after the approval is refused once it may be on its way',
  },
  {
    id: 'F11',
    against: 'The record is edited between card and press',
    holds: 'The approval is not used, and a new card shows what changed',
  },
  { id: 'F12', against: 'Somebody loses the right between card and press', holds: 'Refused, and logged' },
  {
    id: 'F13',
    against: 'The clock jumps, or the hour changes',
    holds: 'Order is by sequence, nothing daily is done twice or left out, and a clock that is wrong is told',
    open: 'When the clock is set back, work that was due in that stretch waits until its time has come again.',
  },
  {
    id: 'F14',
    against: "Procore's token ends, its refresh is refused, or two refreshes meet",
    holds: 'One refresh at a time, one retry, and no record marked as failed',
  },
  {
    id: 'F15',
    against: 'Procore limits the calls or is overloaded',
    holds: 'No call leaves before it may, also after a restart',
  },
  {
    id: 'F16',
    against: 'The chat limits repaints',
    holds: 'The card is right in the end, and states in between are dropped',
  },
  {
    id: 'F17',
    against: 'The chat is down for hours',
    holds: 'What is decided goes on; the cards are put right afterwards',
  },
  {
    id: 'F18',
    against: 'The disk is full',
    holds: 'Nobody is told that something was recorded which was not; it goes on when there is room',
  },
  { id: 'F19', against: 'The disk fails or may not be written to', holds: 'As a full disk; never open' },
  {
    id: 'F20',
    against: 'The end of the ledger is torn',
    holds: 'Cut off at the last whole line and told; what was acknowledged is there',
  },
  {
    id: 'F21',
    against: 'The ledger is damaged in the middle, or edited by hand',
    holds: 'The start is refused and names the entry',
  },
  {
    id: 'F22',
    against: 'The snapshot is empty, torn or foreign',
    holds: 'Built again from the ledger, nothing lost',
  },
  { id: 'F23', against: 'The power goes', holds: 'Every acknowledged decision is there' },
  { id: 'F24', against: 'Two processes on one data folder', holds: 'The second is refused; a stale lock is seen' },
  {
    id: 'F25',
    against: 'Sage is away for a day',
    holds: 'Each record is checked again before it goes, in the order of operations',
    open: 'The order across kinds is held by ranks and prerequisites, and no test lets several kinds wait through one outage.',
  },
  {
    id: 'F26',
    against: 'A period is closed, or a user holds a record',
    holds: 'What passes is tried again, what does not stands on the card with the way out',
  },
  {
    id: 'F27',
    against: 'A system takes a call and never answers',
    holds: 'Every call has a deadline, and everything else goes on',
  },
  {
    id: 'F28',
    against: 'The process is told to stop during an export',
    holds: 'No new work, the step under way is finished or left safely, ended within ten seconds',
  },
  { id: 'F29', against: 'Very many records are ready at once', holds: 'One summary instead of a flood of cards' },
  {
    id: 'F30',
    against: 'A vendor is merged or renamed in Procore meanwhile',
    holds: 'The link is by id, and the card shows the name as it is now',
    open: 'The card shows the new name; it does not say that the vendor was renamed.',
  },
  {
    id: 'F31',
    against: 'Our message is deleted, or the bot is removed from its channel',
    holds: 'Posted once more, else an administrator is told; never in a loop',
  },
  {
    id: 'F32',
    against: 'The store was written by another version',
    holds: 'Older formats are read after a backup, newer ones refused',
  },
  {
    id: 'B1',
    against: 'A forged, missing, truncated or older kind of signature',
    holds: '401, nothing runs, counted, one log line without the body',
  },
  {
    id: 'B2',
    against: 'A timestamp more than five minutes away in either direction, not a number, or given twice',
    holds: '401',
  },
  {
    id: 'B3',
    against: 'A valid request sent again',
    holds: 'A good answer and no second effect, also after a restart',
  },
  {
    id: 'B4',
    against: 'A valid signature from another workspace or app',
    holds: 'Refused privately and logged',
  },
  { id: 'B5', against: 'A Teams token that is not for us', holds: '401 or 403' },
  {
    id: 'B6',
    against: 'A Procore webhook without the right Authorization',
    holds: '401 by a comparison in constant time; two values while one is replaced',
  },
  {
    id: 'B7',
    against: 'Bodies that are too large, too slow, endless or compressed to explode',
    holds: '413, 408 or 415, and memory stays flat',
  },
  {
    id: 'B8',
    against: 'Malformed, deeply nested or poisoned JSON and forms',
    holds: '400, the process lives, prototypes are clean',
  },
  {
    id: 'B9',
    against: 'Unknown buttons, stale cards, two actions in one payload',
    holds: 'A private answer at once',
  },
  {
    id: 'B10',
    against: 'A button value that was edited',
    holds: 'Only what is stored counts, and what does not fit it is refused',
  },
  { id: 'B11', against: 'Names that are pings, links or markup in Slack', holds: 'Shown literally, escaped once' },
  {
    id: 'B12',
    against: 'Names that are markup or bindings in Adaptive Cards',
    holds: 'Shown literally',
  },
  { id: 'B13', against: 'Cells that a spreadsheet takes for formulas', holds: 'Neutralised in CSV' },
  {
    id: 'B14',
    against: 'Text that breaks a log, or carries secrets',
    holds: 'JSON lines, cut to a length, secrets left out',
  },
  {
    id: 'B15',
    against: 'Amounts that are not plain decimal text',
    holds: 'Refused with the name of the field; never a float',
  },
  { id: 'B16', against: 'Lines that do not add up to the header', holds: 'Blocked, and both numbers are shown' },
  {
    id: 'B17',
    against: 'Negative, zero and excessive amounts',
    holds: 'Each rule has its name; what is allowed passes',
  },
  {
    id: 'B18',
    against: 'Five thousand lines',
    holds: 'The card shows totals and the first lines; the record stays one unit',
  },
  {
    id: 'B19',
    against: 'Bidirectional controls, invisible and combining characters, names that grow too long',
    holds: 'Normalised, shown without controls, refused instead of cut',
  },
  { id: 'B20', against: 'Ids beyond 53 bits', holds: 'Text from end to end' },
  {
    id: 'B21',
    against: '`/sage` with shell characters, thousands of characters, unknown words',
    holds: 'Read by a grammar, answered with help',
  },
  {
    id: 'B22',
    against: 'Addresses inside requests that lead elsewhere',
    holds: 'Only the hosts that are allowed are called',
  },
  {
    id: 'B23',
    against: 'Somebody without a right, a guest, or a person from another company',
    holds: 'Told privately and logged; people from outside are always refused',
  },
  {
    id: 'B24',
    against: 'Configuration with gaps, overlaps, empty lists, unknown jobs',
    holds: 'The start is refused with the line; an empty list is nobody',
  },
];
