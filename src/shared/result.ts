/** What a caller is expected to handle. Anything else is a bug and throws. */
export type Result<T, F> = Ok<T> | Failed<F>;

export type Ok<T> = { readonly ok: true; readonly value: T };
export type Failed<F> = { readonly ok: false; readonly failure: F };

export function ok(): Ok<undefined>;
export function ok<T>(value: T): Ok<T>;
export function ok<T>(value?: T): Ok<T | undefined> {
  return { ok: true, value };
}

export function fail<F>(failure: F): Failed<F> {
  return { ok: false, failure };
}

type Asked = Result<unknown, unknown> | Promise<Result<unknown, unknown>>;
type ValueOf<A> = Extract<Awaited<A>, { ok: true }> extends Ok<infer T> ? T : never;
type FailureOf<A> = Extract<Awaited<A>, { ok: false }> extends Failed<infer F> ? F : never;

/** The values of what was asked at one time, or the failure of the first of them that failed. */
export async function together<const A extends readonly Asked[]>(
  asked: A,
): Promise<Result<{ readonly [I in keyof A]: ValueOf<A[I]> }, FailureOf<A[number]>>> {
  const values: unknown[] = [];
  for (const answer of await Promise.all(asked.map(async (one) => one))) {
    if (!answer.ok) return fail(answer.failure as FailureOf<A[number]>);
    values.push(answer.value);
  }
  return ok(values as unknown as { readonly [I in keyof A]: ValueOf<A[I]> });
}

/** Makes the compiler refuse a switch that forgot a case. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
