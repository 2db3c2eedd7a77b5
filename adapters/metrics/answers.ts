/** What came of a call to another system. */
export type OnAnswer = (call: { readonly good: boolean; readonly kind: string }) => void;

/** Refusals and findings are answers: the system is there, and it knows who asks. */
const answers = new Set([
  'not_found',
  'refused',
  'foreign',
  'needs_fix',
  'duplicate',
  'key_conflict',
  'gone',
  'rate_limited',
]);

/** The same port; what every call came to is told. Calls that answer no `Result` pass as they are. */
export function noted<Port extends object>(port: Port, onAnswer: OnAnswer): Port {
  const wrapped = Object.entries(port).map(([name, member]: [string, unknown]) => {
    if (typeof member !== 'function') return [name, member];
    const call = member as (...args: unknown[]) => unknown;
    return [
      name,
      (...args: unknown[]) => {
        const answer = call.apply(port, args);
        // another view of the same port
        if (name === 'asOf') return noted(answer as Port, onAnswer);
        if (answer instanceof Promise)
          void answer.then(
            (value) => tell(value, onAnswer),
            () => undefined,
          );
        return answer;
      },
    ];
  });
  return Object.fromEntries(wrapped) as Port;
}

function tell(value: unknown, onAnswer: OnAnswer): void {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return;
  if (value.ok === true) return onAnswer({ good: true, kind: 'ok' });
  const failure = 'failure' in value ? (value.failure as { readonly kind?: unknown }) : {};
  const kind = typeof failure.kind === 'string' ? failure.kind : 'unknown';
  onAnswer({ good: answers.has(kind), kind });
}
