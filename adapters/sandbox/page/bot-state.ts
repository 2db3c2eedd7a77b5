/** Whether the bot answers, asked at most every two seconds and only by who wants to know. */
export function watchBot(url: string): () => boolean | undefined {
  let up: boolean | undefined;
  let askedAt = 0;

  return () => {
    if (Date.now() - askedAt > 2_000) {
      askedAt = Date.now();
      fetch(`${url}/livez`, { signal: AbortSignal.timeout(1_500) }).then(
        ({ ok }) => (up = ok),
        () => (up = false),
      );
    }
    return up;
  };
}
