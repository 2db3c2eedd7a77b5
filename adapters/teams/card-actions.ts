import type { CardButton } from '../../src/ports/card.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import type { Action, ActionSet, Execute, Input, OpenUrl, RichText, ShowCard } from './elements.ts';
import { formInputs } from './form-inputs.ts';
import { literal } from './literal.ts';
import { paragraphs } from './text-blocks.ts';

/** A renderer shows no more of them in one row. */
const perRow = 5;
const mostButtons = 10;
const mostLinks = 5;
const room = { rows: 0, items: 5, text: 200 };

/**
 * What can be pressed. Teams knows no question before a press and no form outside a card, so a button that asks
 * something opens a part of the card with the question and the button that answers it. Ticks stand beside the first
 * such button that confirms, because there what is typed and ticked is certain to come with the press.
 */
export function buttonActions(buttons: readonly CardButton[], ticks: readonly (RichText | Input)[]): Action[] {
  const primary = buttons.findIndex(({ tone }) => tone === 'primary');
  const confirming = buttons.findIndex((button) => button.confirm !== undefined && button.form === undefined);
  return buttons.slice(0, mostButtons).map((button, index): Action => {
    const style = button.tone === 'danger' ? 'destructive' : index === primary ? 'positive' : undefined;
    const styled: Styled = style === undefined ? {} : { style };
    if (button.form !== undefined) {
      const { submit, action, value } = button.form;
      const send = execute(submit, button, { action, value: value.slice(0, 300), form: true }, styled);
      return showCard(button, styled, formInputs(button.form), send);
    }
    const data = { action: button.action, value: button.value.slice(0, 300) };
    if (button.confirm === undefined) return execute(button.label, button, data, styled);
    const { title, text, ok } = button.confirm;
    const asked = [...paragraphs([title, text], room), ...(index === confirming ? ticks : [])];
    return showCard(button, styled, asked, execute(ok, button, data, styled));
  });
}

/** Whether the ticks find their place beside a button. */
export function hasConfirmation(buttons: readonly CardButton[]): boolean {
  return buttons.slice(0, mostButtons).some(({ confirm, form }) => confirm !== undefined && form === undefined);
}

type Styled = Pick<Execute, 'style'>;

function execute(title: string, { accessibilityLabel }: CardButton, data: JsonObject, styled: Styled): Execute {
  const tooltip = literal(accessibilityLabel, 100);
  const verb = String(data['action']).slice(0, 100);
  return { type: 'Action.Execute', title: literal(title, 40), verb, data, tooltip, ...styled };
}

function showCard(
  { label, accessibilityLabel }: CardButton,
  styled: Styled,
  body: ShowCard['card']['body'],
  send: Execute,
): ShowCard {
  return {
    type: 'Action.ShowCard',
    title: literal(label, 40),
    tooltip: literal(accessibilityLabel, 100),
    ...styled,
    card: { type: 'AdaptiveCard', body, actions: [send] },
  };
}

/** Only web addresses become buttons; anything else is left out rather than shown as a button that leads nowhere. */
export function linkActions(links: readonly { readonly label: string; readonly url: string }[]): OpenUrl[] {
  return links
    .filter(({ url }) => /^https?:\/\//.test(url) && url.length <= 1000 && URL.canParse(url))
    .slice(0, mostLinks)
    .map(({ label, url }) => ({ type: 'Action.OpenUrl', title: literal(label, 40), url }));
}

/** The first row belongs to the card; what has no room in it follows in rows of the body. */
export function inRows(actions: readonly Action[]): { readonly rows: ActionSet[]; readonly actions: Action[] } {
  const rows = Array.from({ length: Math.max(0, Math.ceil(actions.length / perRow) - 1) }, (_, index): ActionSet => ({
    type: 'ActionSet',
    actions: actions.slice((index + 1) * perRow, (index + 2) * perRow),
  }));
  return { rows, actions: actions.slice(0, perRow) };
}
