/** What a test card says, in every chat. */
export const testText =
  'This is a test card of "countersign doctor". It says that the bot can post here. Nothing needs to be done, and it may be deleted.';
