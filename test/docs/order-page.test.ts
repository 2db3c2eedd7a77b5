import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stepper } from '../../src/chat/stepper.ts';
import { capitalised, kindNames, prerequisiteLabels } from '../../src/chat/words/terms.ts';
import { checkCodes } from '../../src/transfers/check.ts';
import { workflows } from '../../src/workflows/registry.ts';
import { inState } from '../transfers/transfer-builders.ts';
import { orderPage, orderText } from './order-page.ts';

const page = readFileSync(orderPage, 'utf8');
const charts = page.split('\n## ').flatMap((part) => {
  const [, chart] = /```mermaid\n([^`]*)```/.exec(part) ?? [];
  return chart === undefined ? [] : [{ title: part.split('\n')[0] ?? '', lines: chart.trimEnd().split('\n') }];
});

describe('the page of the order of operations', () => {
  it('is what the workflows say; otherwise write it again with `npm run docs:order`', async () => {
    expect(page).toBe(await orderText());
  });

  it('has a flowchart for every workflow there is, and one of the whole', () => {
    const kinds = [...workflows.keys()].map((kind) => capitalised(kindNames[kind]));

    expect(charts.map(({ title }) => title)).toEqual(['What builds on what', ...kinds]);
  });

  // the part of Mermaid's flowcharts that is used: quoted labels, three kinds of nodes, two of arrows
  const id = '[a-z][a-z_0-9]*';
  const label = '"[^"\\n`;#]+"';
  const node = `${id}(?:\\[${label}\\]|\\{${label}\\}|\\(\\[${label}\\]\\))?`;
  const statement = new RegExp(
    `^  (?:${node}(?: (?:--|-- ${label} --|-\\. ${label} \\.-)> ${node})?|class(?:Def)? [a-z_,]+ [a-z0-9 :-]+)$`,
  );

  it.each(charts)(
    '$title: is drawn in Mermaid, and every arrow leads from and to something that has a name',
    ({ lines }) => {
      const [first, ...rest] = lines;
      const named = new Set(
        rest.flatMap((line) => [...line.matchAll(/\b([a-z_0-9]+)(?:\[|\{|\(\[)"/g)].map(([, name]) => name)),
      );
      const ends = rest
        .filter((line) => line.includes('> '))
        .flatMap((line) => [/^ {2}([a-z_0-9]+)/.exec(line)?.[1], /> ([a-z_0-9]+)/.exec(line)?.[1]]);

      expect(first).toBe('flowchart TD');
      expect(rest.filter((line) => !statement.test(line))).toEqual([]);
      expect(ends.filter((name) => !named.has(name))).toEqual([]);
      // a node of that name would end the drawing
      expect(named.has('end')).toBe(false);
    },
  );
});

describe.each([...workflows.values()])('the definition of $kind', (workflow) => {
  it('gives the card the steps that the page shows, in the same order', () => {
    const shown = stepper(inState('awaiting'), workflow).map(({ label }) => label);
    const chart = charts.find(({ title }) => title === capitalised(kindNames[workflow.kind]));
    const asked = (chart?.lines ?? []).flatMap((line) => /^ {2}ask\d+\{"(.+)\?"\}/.exec(line)?.[1] ?? []);

    expect(asked).toEqual(workflow.prerequisites.map(({ name }) => prerequisiteLabels[name]));
    expect(shown.slice(0, asked.length)).toEqual(asked);
  });

  it('names each check for one step only, and only checks that there are', () => {
    const codes = workflow.prerequisites.flatMap(({ failing }) => failing);

    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !checkCodes.includes(code))).toEqual([]);
  });
});
