import { AdaptiveCard, ExecuteAction, HostConfig, OpenUrlAction, type Action } from 'adaptivecards';
import MarkdownIt from 'markdown-it';
import { useEffect, useRef, type ReactElement } from 'react';
import { useDark } from '../use-dark.ts';
import { hostConfig } from './host-config.ts';

export type Inputs = { readonly [id: string]: string };

interface AdaptiveProps {
  readonly card: object;
  readonly onExecute: (label: string, inputs: Inputs) => void;
}

const markdown = new MarkdownIt({ html: false });
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

/** A card as the library of Adaptive Cards draws it; drawn anew only when it has changed, for people type into it. */
export function Adaptive({ card, onExecute }: AdaptiveProps): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  const execute = useRef(onExecute);
  const dark = useDark();
  const json = JSON.stringify(card);

  useEffect(() => {
    execute.current = onExecute;
  });
  useEffect(() => {
    const drawn = new AdaptiveCard();
    drawn.hostConfig = new HostConfig(hostConfig(dark));
    drawn.onExecuteAction = (action) => carryOut(drawn, action, execute.current);
    drawn.parse(JSON.parse(json));
    const element = drawn.render();
    if (element !== undefined) place.current?.replaceChildren(element);
  }, [json, dark]);

  return <div ref={place} className="adaptive" />;
}

function carryOut(card: AdaptiveCard, action: Action, execute: AdaptiveProps['onExecute']): void {
  if (action instanceof OpenUrlAction && action.url !== undefined) window.open(action.url, '_blank', 'noreferrer');
  if (!(action instanceof ExecuteAction)) return;
  // the inputs that go along are those of the cards around the button, and the library has put them into the data
  const data = (action.data ?? {}) as { readonly [name: string]: unknown };
  const along = card
    .getAllInputs()
    .flatMap(({ id, value }): [string, string][] =>
      id !== undefined && id in data ? [[id, String(value ?? '')]] : [],
    );
  execute(action.title ?? '', Object.fromEntries(along));
}
