import type { Form, FormField } from '../../ports/card.ts';
import { personById, type People } from '../../people/people.ts';
import { shortened } from '../../shared/text.ts';
import { standing } from '../../transfers/choose.ts';
import { inputNames, type Input, type InputName } from '../../transfers/input.ts';
import type { Transfer } from '../../transfers/transfer.ts';
import { when } from '../when.ts';
import { capitalised, either, kindNames } from './terms.ts';

/** What an approver may choose, as people call it. */
export const inputLabels: { readonly [N in InputName]: string } = {
  period: 'posting period',
  number: 'number in Sage',
};

const shortLabels: { readonly [N in InputName]: string } = { period: 'period', number: 'number' };

/** "Change period or number". */
export function chooseLabel(inputs: readonly Input[]): string {
  return `Change ${either(inputs.map(({ name }) => shortLabels[name]))}`;
}

/** Who chose what, and when. */
export function chosenParagraphs(
  { inputs }: Pick<Transfer, 'inputs'>,
  { people, timeZone }: { readonly people: People; readonly timeZone: string },
): readonly string[] {
  const said = inputNames.flatMap((name) => {
    const chosen = inputs?.[name];
    if (chosen === undefined) return [];
    const who = personById(people, chosen.by)?.name ?? chosen.by;
    return [`${inputLabels[name]} ${chosen.value} by ${who} on ${when(chosen.at, timeZone)}`];
  });
  return said.length === 0 ? [] : [`Chosen here: ${said.join('; ')}.`];
}

export function chooseForm(transfer: Transfer, action: string, value: string): Form {
  const inputs = transfer.offer.inputs ?? [];
  const number = shortened(transfer.offer.subject.number, 60);
  return {
    title: shortened(chooseLabel(inputs), 24),
    intro: `What you choose for ${kindNames[transfer.kind]} ${number} is checked in both systems and becomes part of what is approved, so it is approved anew.`,
    submit: 'Change',
    cancel: 'Cancel',
    action,
    value,
    fields: inputs.map((input) => field(transfer, input)),
  };
}

function field(transfer: Transfer, input: Input): FormField {
  const { name, usual, answer } = input;
  const now = standing(transfer, input);
  const label = capitalised(inputLabels[name]);
  if (answer.type === 'text') {
    return {
      ...{ type: 'text', id: name, label, minLength: 0, maxLength: answer.limit, initial: now },
      hint: `At most ${answer.limit} characters; nothing is cut. Left empty it is ${usual}.`,
    };
  }
  const options = answer.options.map((option) => ({
    value: option,
    label: option === usual ? `${option} (usual)` : option,
  }));
  return { type: 'choice', id: name, label, options, initial: now };
}
