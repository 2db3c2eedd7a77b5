/** What came of one attempt. Only a 2xx within the limit is a success. */
export interface AttemptOutcome {
  readonly delivered: boolean;
  readonly status: number | undefined;
  readonly error: string | undefined;
}

/** Procore waits that long for an answer. */
const answerLimitMs = 5_000;

export async function deliver(url: string, authorization: string | undefined, text: string): Promise<AttemptOutcome> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      body: text,
      redirect: 'manual',
      signal: AbortSignal.timeout(answerLimitMs),
    });
    await answer.body?.cancel();
    return { delivered: answer.ok, status: answer.status, error: undefined };
  } catch (error) {
    return { delivered: false, status: undefined, error: error instanceof Error ? error.message : 'unknown' };
  }
}
