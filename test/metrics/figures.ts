/** The value of one line of Prometheus' text form, `undefined` when there is no such line. */
export function figure(text: string, line: string): number | undefined {
  const found = text.split('\n').find((candidate) => candidate.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
}
