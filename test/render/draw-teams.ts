import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { shoot, type Theme } from './shoot.ts';

/** An Adaptive Card under a name for the file. */
export interface TeamsDrawing {
  readonly name: string;
  readonly card: unknown;
}

const at = createRequire(import.meta.url).resolve;
const renderer = readFileSync(at('adaptivecards/dist/adaptivecards.min.js'), 'utf8');
const markdown = readFileSync(at('markdown-it/dist/markdown-it.min.js'), 'utf8');

const papers = { light: '#ffffff', dark: '#292929' };
const inks = { light: ['#242424', '#616161'], dark: ['#ffffff', '#adadad'] };

/** Near to what Teams does, which does not publish its own. */
function hostConfig(theme: Theme): object {
  const [ink, subtle] = inks[theme];
  const plain = { default: ink, subtle };
  const colours = { default: plain, attention: { default: '#c4314b' }, warning: { default: '#986f0b' } };
  const boxes = { light: ['#f5f5f5', '#fdf3f4', '#fff9f0'], dark: ['#333333', '#3b2327', '#3a2f1b'] }[theme];
  const box = (backgroundColor: string | undefined): object => ({ backgroundColor, foregroundColors: colours });
  return {
    fontFamily: '"Segoe UI", "DejaVu Sans", sans-serif',
    supportsInteractivity: true,
    spacing: { small: 4, default: 8, medium: 12, large: 16, padding: 12 },
    actions: { maxActions: 6, actionsOrientation: 'horizontal', actionAlignment: 'left', showCard: { actionMode: 0 } },
    containerStyles: {
      default: box(papers[theme]),
      emphasis: box(boxes[0]),
      attention: box(boxes[1]),
      warning: box(boxes[2]),
    },
  };
}

function page(card: unknown, theme: Theme, width: number): string {
  // what stands in a script must not end it
  const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
  const [ink, subtle] = inks[theme];
  return `<!doctype html><meta charset="utf-8"><style>
    html { background: ${papers[theme]}; color: ${ink} } body { margin: 12px; width: ${width - 24}px; font-size: 14px }
    button { margin: 4px 4px 0 0; padding: 6px 12px; border: 1px solid ${subtle}; border-radius: 4px; background: none; color: ${ink} }
    button.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff }
    button.style-destructive { background: #c4314b; border-color: #c4314b; color: #fff }
    p { margin: 0 } .ac-actionSet { flex-wrap: wrap }</style><body><script>${renderer}</script><script>${markdown}</script><script>
    AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
      result.outputHtml = markdownit().render(text); result.didProcess = true;
    };
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(${json(hostConfig(theme))});
    card.parse(${json(card)});
    document.body.append(card.render());</script>`;
}

/** Draws each as the published renderer of Adaptive Cards does, which is plainer than Teams. Needs Chromium. */
export async function drawTeams(drawings: readonly TeamsDrawing[]): Promise<void> {
  await shoot(
    drawings.map(({ name, card }) => ({ name: `${name}-teams`, page: (theme, width) => page(card, theme, width) })),
  );
}
