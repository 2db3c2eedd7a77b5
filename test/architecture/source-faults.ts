import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const longest = 220;
const packages = ['zod', 'canonicalize', '@noble/hashes', 'luxon'];

/** What the inside must not touch: whatever gives another answer tomorrow, or reaches out of the process. */
const forbidden =
  /\b(?:Date\.now|Math\.random|performance\.now|process\.|setTimeout|setInterval|setImmediate|queueMicrotask|fetch\()|\bnew Date\(\s*\)|\bDateTime\.(?:now|local|utc)\(\s*\)/;

/** What is wrong with the files of `src` and `adapters` under that folder; each with its file. */
export function sourceFaults(folder: string): readonly string[] {
  return [
    ...filesOf(folder, 'src').flatMap(([name, text]) => [...purityFaults(text), ...shapeFaults(text)].map(told(name))),
    ...filesOf(folder, 'adapters').flatMap(([name, text]) => shapeFaults(text).map(told(name))),
  ];
}

export function filesOf(folder: string, part: string): readonly (readonly [name: string, text: string])[] {
  return readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => [`${part}/${name.replaceAll('\\', '/')}`, readFileSync(join(folder, part, name), 'utf8')] as const);
}

function purityFaults(text: string): readonly string[] {
  const code = withoutComments(text);
  const touched = forbidden.exec(code)?.[0];
  const strangers = importsOf(code).filter(
    (from) => !from.startsWith('.') && !packages.some((name) => from === name || from.startsWith(`${name}/`)),
  );
  return [
    ...(touched === undefined ? [] : [`touches ${touched}`]),
    ...strangers.map((from) => `imports ${from}`),
    ...(importsOf(code).some((from) => from.includes('adapters/')) ? ['imports an adapter'] : []),
  ];
}

function shapeFaults(text: string): readonly string[] {
  const lines = text.split('\n').length - 1;
  return lines > longest ? [`has ${lines} lines, more than ${longest}`] : [];
}

function importsOf(code: string): readonly string[] {
  return [...code.matchAll(/(?<!')\b(?:from|import)\b\s*\(?\s*'([^']+)'/g)].map(([, from = '']) => from);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}

function told(name: string): (fault: string) => string {
  return (fault) => `${name} ${fault}`;
}
