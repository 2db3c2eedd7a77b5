import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { capitalised, either, kindNames, prerequisiteLabels, stateLabels } from '../../src/chat/words/terms.ts';
import { kinds, type Kind } from '../../src/shared/kinds.ts';
import type { State } from '../../src/transfers/transfer.ts';
import { transitions } from '../../src/transfers/transitions.ts';
import { workflows } from '../../src/workflows/registry.ts';
import type { Prerequisite, Workflow } from '../../src/workflows/workflow.ts';

export const orderPage = 'docs/order-of-operations.md';

/** The page of what goes first and where each record can stand, drawn from the definitions that the cards use. */
export async function orderText(): Promise<string> {
  const text = [
    '# The order of operations',
    '',
    'Drawn from the workflows in `src/workflows` and the states in `src/transfers/transitions.ts`, which also drive the steps on each',
    'card and the engine. Written by `npm run docs:order`.',
    '',
    '## What builds on what',
    '',
    'An arrow leads from what goes first. What is dashed is linked already when the bot begins, and does not travel yet.',
    '',
    ...fenced(wholeOrder()),
    ...[...workflows.values()].flatMap(section),
    '## Where a record can go',
    '',
    'The same for every kind. What has ended is never opened again; a corrected record begins the next round.',
    '',
    '| state | leaves to |',
    '| --- | --- |',
    ...states.map(
      (state) =>
        `| ${stateLabels[state]} | ${
          exits(state)
            .map((next) => stateLabels[next])
            .join(', ') || 'nothing: it is an end'
        } |`,
    ),
  ].join('\n');
  return format(text, { ...(await resolveConfig(orderPage)), filepath: orderPage });
}

const states = Object.keys(transitions) as readonly State[];
const personActs = 'a person puts it right, and it goes on by itself';
const isEnd = (state: State): boolean => transitions[state].length === 0;

/** Staying where it is is no way out. */
function exits(state: State): readonly State[] {
  return transitions[state].filter((next) => next !== state);
}

function wholeOrder(): readonly string[] {
  const waits = [...workflows.values()].flatMap(({ kind, prerequisites }) =>
    prerequisites
      .flatMap(({ name, waitsFor }) => waitsFor.map((first) => ({ first, kind, name })))
      .filter(({ first }) => workflows.has(first) || !isLinkedBelow(first, prerequisites)),
  );
  const shown = kinds.filter((kind) => workflows.has(kind) || waits.some(({ first }) => first === kind));
  const later = shown.filter((kind) => !workflows.has(kind));
  return [
    'flowchart TD',
    ...shown.map((kind) => `  ${kind}["${capitalised(kindNames[kind])}"]`),
    ...waits.map(({ first, kind, name }) => `  ${first} -- "${prerequisiteLabels[name]}" --> ${kind}`),
    '  classDef later stroke-dasharray: 5 5',
    ...(later.length === 0 ? [] : [`  class ${later.join(',')} later`]),
  ];
}

/** What is only linked is drawn where it is needed first, and not again for what builds on that. */
function isLinkedBelow(first: Kind, prerequisites: readonly Prerequisite[]): boolean {
  const grounds = prerequisites.flatMap(({ waitsFor }) => waitsFor.map((kind) => workflows.get(kind)));
  return grounds.some((ground) => ground?.prerequisites.some(({ waitsFor }) => waitsFor.includes(first)));
}

function section(workflow: Workflow): readonly string[] {
  const { kind, direction, prerequisites } = workflow;
  const ways = { export: 'from Procore into Sage', import: 'from Sage into Procore' };
  const way = typeof direction === 'string' ? ways[direction] : either(Object.values(ways));
  return [
    `## ${capitalised(kindNames[kind])}`,
    '',
    `Travels ${way}.`,
    '',
    ...fenced(flowchart(workflow)),
    '| must hold first | until then | checks that say so |',
    '| --- | --- | --- |',
    ...prerequisites.map((one) => `| ${prerequisiteLabels[one.name]} | ${until(one)} | ${codes(one)} |`),
    '',
  ];
}

function flowchart({ kind, prerequisites }: Workflow): readonly string[] {
  const questions = prerequisites.map((one, index): readonly string[] => {
    const next = index + 1 < prerequisites.length ? `ask${index + 1}` : 'others';
    const no = one.failing.length === 0 ? 'resting' : 'blocked';
    return [
      `  ask${index}{"${prerequisiteLabels[one.name]}?"} -- "yes" --> ${next}`,
      `  ask${index} -. "no: ${until(one)}" .-> ${no}`,
    ];
  });
  const standing = states.filter((state) => !isEnd(state));
  return [
    'flowchart TD',
    `  begin(["${capitalised(kindNames[kind])}"]) --> ask0`,
    ...questions.flat(),
    '  others{"Every other check?"} -- "yes" --> awaiting',
    `  others -. "no: ${personActs}" .-> blocked`,
    '  resting(["Not offered yet"])',
    ...standing.map((state) => `  ${state}["${stateLabels[state]}"]`),
    ...standing.flatMap((state) =>
      exits(state)
        .filter((next) => !isEnd(next))
        .map((next) => `  ${state} --> ${next}`),
    ),
    ...standing
      .map((state) => [state, exits(state).filter(isEnd)] as const)
      .flatMap(([state, ends]) =>
        ends.length === 0 ? [] : [`  ${state} -. "${ends.map((next) => stateLabels[next]).join(', ')}" .-> ended`],
      ),
    '  ended(["Ended"])',
  ];
}

/** What happens while it does not hold. */
function until({ failing, waitsFor }: Prerequisite): string {
  if (failing.length === 0) return 'it is looked at again when it changes';
  const travels = waitsFor.filter((kind) => workflows.has(kind));
  const linked = waitsFor.filter((kind) => !workflows.has(kind));
  if (travels.length > 0) return `waits for the ${names(travels)}, and goes on by itself`;
  if (linked.length > 0) return `the ${names(linked)} must be linked`;
  return personActs;
}

function names(of: readonly Kind[]): string {
  return either(of.map((kind) => kindNames[kind]));
}

function codes({ failing }: Prerequisite): string {
  return failing.map((code) => `\`${code}\``).join(', ');
}

function fenced(lines: readonly string[]): readonly string[] {
  return ['```mermaid', ...lines, '```', ''];
}

if (import.meta.filename === process.argv[1]) writeFileSync(orderPage, await orderText());
