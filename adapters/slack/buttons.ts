import type { types } from '@slack/bolt';
import type { CardButton } from '../../src/ports/card.ts';
import { literal, plainText } from './literal.ts';

const prefix = 'countersign:';
const linkPrefix = 'countersign-link:';

export type Element = types.ActionsBlockElement;

/** Buttons as Slack draws them; at most one is primary, and no two share an action id. */
export function actionButtons(buttons: readonly CardButton[]): Element[] {
  const primary = buttons.findIndex((button) => button.tone === 'primary');
  const used = new Map<string, number>();
  return buttons.map((button, index) => {
    const times = (used.get(button.action) ?? 0) + 1;
    used.set(button.action, times);
    const style = button.tone === 'danger' ? 'danger' : index === primary ? 'primary' : undefined;
    return {
      type: 'button',
      action_id: `${actionId(button.action)}${times === 1 ? '' : `#${times}`}`,
      text: plainText(button.label, 75),
      value: button.value.slice(0, 2000),
      accessibility_label: literal(button.accessibilityLabel, 75),
      ...(style === undefined ? {} : { style }),
      ...(button.confirm === undefined ? {} : { confirm: confirmation(button.confirm, style) }),
    };
  });
}

function confirmation(
  confirm: NonNullable<CardButton['confirm']>,
  style: 'primary' | 'danger' | undefined,
): types.ConfirmationDialog {
  return {
    title: plainText(confirm.title, 100),
    text: plainText(confirm.text, 300),
    confirm: plainText(confirm.ok, 30),
    deny: plainText(confirm.cancel, 30),
    ...(style === undefined ? {} : { style }),
  };
}

/** Only web addresses become buttons; anything else is left out rather than shown as a button that leads nowhere. */
export function linkButtons(
  links: readonly { readonly label: string; readonly url: string; readonly accessibilityLabel?: string }[],
): Element[] {
  return links
    .filter(({ url }) => /^https?:\/\//.test(url) && url.length <= 3000 && URL.canParse(url))
    .map(({ label, url, accessibilityLabel }, index) => ({
      type: 'button',
      action_id: `${linkPrefix}${index + 1}`,
      text: plainText(label, 75),
      url,
      ...(accessibilityLabel === undefined ? {} : { accessibility_label: literal(accessibilityLabel, 75) }),
    }));
}

/** As many blocks as the elements need, up to `most`. */
export function actionsBlocks(
  elements: readonly Element[],
  most: number,
  blockId: (part: string) => { readonly block_id?: string },
): types.ActionsBlock[] {
  const perBlock = 25;
  const count = Math.min(most, Math.ceil(elements.length / perBlock));
  return Array.from({ length: count }, (_, index) => ({
    type: 'actions',
    ...blockId(`buttons-${index + 1}`),
    elements: elements.slice(index * perBlock, (index + 1) * perBlock),
  }));
}

export function actionId(action: string): string {
  return `${prefix}${action}`.slice(0, 250);
}

/** The command that an action id of ours stands for; `undefined` for any other. */
export function actionOf(id: string): string | undefined {
  return id.startsWith(prefix) ? id.slice(prefix.length).replace(/#\d+$/, '') : undefined;
}

/** A link button opens its page by itself; Slack reports the press all the same. */
export function isLink(id: string): boolean {
  return id.startsWith(linkPrefix);
}
