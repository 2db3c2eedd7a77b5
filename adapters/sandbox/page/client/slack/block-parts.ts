import type { SlackBlock } from '../world.ts';

export interface Confirm {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly deny: string;
}

export interface SlackButton {
  readonly kind: 'button';
  readonly label: string;
  /** The whole action, for who does not see the card around it. */
  readonly says: string;
  readonly style: 'primary' | 'danger' | 'plain';
  readonly url: string | undefined;
  readonly confirm: Confirm | undefined;
}

export interface SlackTicks {
  readonly kind: 'ticks';
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

interface WireElement {
  readonly type: string;
  readonly text?: WireText;
  readonly accessibility_label?: string;
  readonly style?: 'primary' | 'danger';
  readonly url?: string;
  readonly confirm?: { readonly [part in keyof Confirm]?: WireText };
  readonly options?: readonly { readonly text: WireText; readonly value: string }[];
}

export interface WireText {
  readonly text: string;
}

/** What can be pressed in an actions block. */
export function pressables(block: SlackBlock): readonly (SlackButton | SlackTicks)[] {
  return (block['elements'] as readonly WireElement[]).flatMap((element): (SlackButton | SlackTicks)[] => {
    if (element.type === 'checkboxes') {
      const options = (element.options ?? []).map(({ text, value }) => ({ label: text.text, value }));
      return [{ kind: 'ticks', options }];
    }
    if (element.type !== 'button') return [];
    const label = element.text?.text ?? '';
    return [
      {
        kind: 'button',
        label,
        says: element.accessibility_label ?? label,
        style: element.style ?? 'plain',
        url: element.url,
        confirm: element.confirm === undefined ? undefined : confirmOf(element.confirm),
      },
    ];
  });
}

function confirmOf(wire: NonNullable<WireElement['confirm']>): Confirm {
  return {
    title: wire.title?.text ?? '',
    text: wire.text?.text ?? '',
    confirm: wire.confirm?.text ?? '',
    deny: wire.deny?.text ?? '',
  };
}

/** Blocks in runs: what is only drawn, and what can be pressed. */
export function runsOf(blocks: readonly SlackBlock[]): readonly (readonly SlackBlock[])[] {
  const runs: SlackBlock[][] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (last === undefined || block.type === 'actions' || last[0]?.type === 'actions') runs.push([block]);
    else last.push(block);
  }
  return runs;
}
