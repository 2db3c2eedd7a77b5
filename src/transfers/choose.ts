import { controllersOf } from '../people/policy.ts';
import { cents } from '../shared/money.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { mayAct, type Act, type Refusal } from './decide.ts';
import { askedFor, fits, inputNames, type Input, type InputName, type Inputs } from './input.ts';
import type { Offer } from './offer.ts';
import { withoutApprovals } from './reconcile.ts';
import type { Blocked, Open, Transfer } from './transfer.ts';

export type Answers = { readonly [name: string]: string };

/**
 * Takes what a person chose of the document. Whether it fits is found out by the next look at both systems, which makes
 * another document of it; until then nobody can approve, for what is shown is not what was asked for.
 */
export function choose(transfer: Transfer, answers: Answers, act: Act): Result<Blocked, Refusal> {
  const refusal = mayAct(transfer, act);
  if (refusal !== undefined) return fail(refusal);
  if (!isChoosable(transfer)) return fail({ kind: 'already', transfer });
  const chosen = (transfer.offer.inputs ?? [])
    .flatMap((input) => {
      const answer = answers[input.name];
      return answer === undefined ? [] : [{ input, value: askedFor(input, answer) }];
    })
    .filter(({ input, value }) => value !== standing(transfer, input));
  if (chosen.length === 0) return fail({ kind: 'nothing_chosen' });
  const controllers = controllersOf(act.policy);
  if (chosen.some(({ input }) => input.weighs) && !controllers.includes(act.person.role))
    return fail({ kind: 'no_right', roles: controllers });
  const misfit = chosen.find(({ input, value }) => !fits(input, value));
  if (misfit !== undefined) return fail({ kind: 'does_not_fit', input: misfit.input });

  const taken = new Map(chosen.map(({ input, value }) => [input.name, { value, usual: input.usual }]));
  const { by, at } = { by: act.person.id, at: act.at };
  const inputs: Inputs = Object.fromEntries(
    inputNames.flatMap((name) => {
      const now = taken.get(name);
      const kept = now === undefined ? transfer.inputs?.[name] : undefined;
      if (kept !== undefined) return [[name, kept]];
      return now === undefined || now.value === now.usual ? [] : [[name, { value: now.value, by, at }]];
    }),
  );
  return ok({
    ...withoutApprovals(transfer),
    inputs,
    state: 'blocked',
    offer: pending(transfer.offer),
    // what Sage refused under this try must not be tried under it again
    attempt: transfer.state === 'refused' ? transfer.attempt + 1 : transfer.attempt,
    revision: transfer.revision + 1,
    changedAt: at,
  });
}

export function isChoosable(
  transfer: Transfer,
): transfer is Open & { readonly state: 'blocked' | 'awaiting' | 'refused' } {
  return ['blocked', 'awaiting', 'refused'].includes(transfer.state) && (transfer.offer.inputs ?? []).length > 0;
}

/** What was chosen last counts, also while it is not part of the document yet. */
export function standing({ inputs, offer }: Pick<Transfer, 'inputs' | 'offer'>, { name, value }: Input): string {
  const waits = offer.checks.some(({ code }) => code === 'choice_pending');
  return waits ? (inputs?.[name]?.value ?? usualOf(offer, name)) : value;
}

function usualOf({ inputs }: Offer, name: InputName): string {
  return inputs?.find((input) => input.name === name)?.usual ?? '';
}

function pending(offer: Offer): Offer {
  const check = { code: 'choice_pending', severity: 'blocks', line: '', cents: cents(0), values: {} } as const;
  return { ...offer, checks: [...offer.checks.filter(({ code }) => code !== check.code), check] };
}
