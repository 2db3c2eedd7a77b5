/** A call in a word, for a label: few words, whatever a server answers. */
export function outcomeOf(status: number | undefined): string {
  if (status === undefined) return 'no_answer';
  if (status === 429) return 'limited';
  if (status === 401 || status === 403) return 'denied';
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'ok';
}

/** The system is there and knows who asks: what it answers may still be no. */
export function isGood(outcome: string): boolean {
  return ['ok', 'refused', 'limited'].includes(outcome);
}
