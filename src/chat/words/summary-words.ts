/** What is said where many records wait behind one message. */
export function summaryWords(waiting: number, atOnce: number) {
  const records = waiting === 1 ? '1 record' : `${waiting} records`;
  const next = `Show the next ${atOnce}`;
  const mine = 'Show mine';
  if (waiting === 0) {
    const done = 'Every record that waited here has its card now, or needs none any more.';
    return {
      ...fixed(next, mine, atOnce),
      title: 'Nothing waits here',
      text: done,
      lead: [done, 'Nothing is left to do.'],
    };
  }
  return {
    ...fixed(next, mine, atOnce),
    title: waiting === 1 ? '1 record waits for its card' : `${waiting} records wait for their cards`,
    text: `${records} became ready here among many others, without a card so far. Press "${next}" to have the cards posted.`,
    lead: [
      `Many records became ready at once, so only the first of them got a card. ${records} ${waiting === 1 ? 'waits' : 'wait'} here; nothing is lost, and nothing of them is written before it is approved.`,
      `Press "${next}" for those that wait longest, or "${mine}" for those that need you. /sage why and a number brings the card of one record.`,
    ],
  };
}

function fixed(next: string, mine: string, atOnce: number) {
  return {
    next,
    mine,
    nextAloud: `Show the cards of the next ${atOnce} records that wait here`,
    mineAloud: 'Show the cards of records here that wait for you',
    caption: 'Those that wait longest',
    more: (count: number) => (count === 1 ? 'and 1 more' : `and ${count} more`),
  };
}

/** Told to whoever asked for cards. */
export const showWords = {
  coming: (names: readonly string[]): readonly string[] => [
    `${names.length === 1 ? 'One card comes' : `${names.length} cards come`} into this channel now: ${names.join(', ')}.`,
  ],
  noneForYou: [
    'None of the records without a card waits for you, so nothing was posted.',
    'Press the other button to see the cards of those that wait for others.',
  ],
  notRecorded: [
    'Nothing was posted. It could not be recorded, or others asked for cards at the same moment.',
    'Press the button again in a moment.',
  ],
  none: ['Every record here has its card already, so nothing was posted.'],
  comesTo: (channels: readonly string[]): string => `Its card comes into ${channels.join(' and ')} now.`,
  someWait:
    'Some records have no card yet. Press "Show mine" on the summary in the channel, or type /sage why and a number.',
} as const;
