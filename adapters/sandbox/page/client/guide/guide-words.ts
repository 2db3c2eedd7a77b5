/** What the guides say, step by step. */
export const guideWords = {
  approve: {
    title: 'Approve your first subcontract',
    says: 'An approved Procore record is in Sage exactly once, was read back field by field, and both systems name each other.',
    card: {
      title: 'Read the card',
      says: 'Priya, the project manager, has approved subcontract SC-002 in Procore. Countersign checked it against Sage and posted a card in chat.',
    },
    press: {
      title: 'Approve it',
      says: 'You are Dana, the controller: press Approve on the card of SC-002 and confirm.',
    },
    sage: { title: 'See it in Sage', says: 'The bot writes the subcontract into Sage and reads it back.' },
    mark: {
      title: 'See Procore marked',
      says: 'The bot notes the Sage key on the Procore record, and the card says Synced.',
    },
  },
  answer: {
    title: 'Lose the answer, watch it find its record',
    says: 'The answer was lost, the record was not written twice: the bot looked in Sage, found its own record and went on.',
    contract: 'Roof drains',
    enter: {
      title: 'Enter a subcontract',
      says: 'Priya enters subcontract SC-100 over $12,000.00 in Procore and approves it.',
      lever: 'Enter SC-100',
    },
    lose: {
      title: 'Prepare the trouble',
      says: 'Right after Sage has written the next record the connection breaks, and nobody tells the bot what happened.',
      lever: 'Lose the next answer',
    },
    press: { title: 'Approve it', says: 'Press Approve on the card of SC-100 and confirm.' },
    unsure: {
      title: 'Unconfirmed',
      says: 'The bot does not know whether the record is in Sage. It says so and writes nothing more.',
    },
    found: { title: 'Found', says: 'It looks in Sage for a record that carries its own key, and finds it.' },
  },
  bill: {
    title: 'Bill more than is left',
    says: 'The invoice that billed too much was never written; the corrected one is in Sage.',
    send: {
      title: 'Send an invoice',
      says: 'The subcontractor bills $36,000.00 on line 2 of SC-001, which is worth $32,000.00 in all, and Priya lets it pass.',
      lever: 'Send the invoice',
    },
    warned: {
      title: 'Read the warning',
      says: 'The card says which line bills too much. Nobody can approve without ticking that.',
    },
    lower: {
      title: 'Correct it in Procore',
      says: 'Priya lowers the line to the $32,000.00 that are left. The same card shows the new version and what changed.',
      lever: 'Lower the line',
    },
    press: {
      title: 'Approve it',
      says: 'Procore does not tell who changed the invoice, so two people must agree. Press Approve as Dana, the controller.',
    },
    second: {
      title: 'Approve it again',
      says: 'Press Approve once more as Luis, the AP clerk. One person never counts twice.',
    },
    posted: {
      title: 'See it in Sage',
      says: 'The invoice stands in Sage with 10% retainage held back, and Procore is marked.',
    },
  },
};
