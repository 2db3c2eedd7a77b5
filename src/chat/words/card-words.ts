export const staleCardParagraphs = [
  'This copy of the card is out of date, and its buttons are gone. The live card stands elsewhere in this channel.',
] as const;

export const staleCopyParagraphs = [
  'Your press was not used. That copy of the card is out of date, because the card was posted twice after a lost answer.',
  'Nothing was decided; please use the live card.',
] as const;
