import type { z } from 'zod';
import type { ProcoreFailure } from '../../src/ports/procore.ts';
import { fail, ok, type Result } from '../../src/shared/result.ts';
import type { Call, CallAnswer, MakeCall } from './calls.ts';
import { readLong } from './long-answers.ts';
import { readAs } from './read-as.ts';

async function readAnswer<S extends z.ZodType>(
  schema: S,
  { long, body }: CallAnswer,
): Promise<Result<z.output<S>, ProcoreFailure>> {
  return long === undefined ? readAs(schema, body) : readLong(schema, long);
}

export async function readOne<S extends z.ZodType>(
  makeCall: MakeCall,
  call: Call,
  schema: S,
): Promise<Result<z.output<S>, ProcoreFailure>> {
  const answer = await makeCall(call);
  return answer.ok ? readAnswer(schema, answer.value) : answer;
}

/**
 * Reads every page of a v1 list. Of the `next` link only the query is used, on the same path of the configured host:
 * an answer cannot send the token elsewhere.
 */
export async function readAll<S extends z.ZodType>(
  makeCall: MakeCall,
  first: Call,
  list: z.ZodArray<S>,
): Promise<Result<readonly z.output<S>[], ProcoreFailure>> {
  const items: z.output<S>[] = [];
  const asked = new Set<string>();

  for (let call: Call | undefined = first; call !== undefined;) {
    const answer = await makeCall(call);
    if (!answer.ok) return answer;
    const page = await readAnswer(list, answer.value);
    if (!page.ok) return page;
    items.push(...page.value);

    asked.add(JSON.stringify(call.query));
    const next = nextPage(first, answer.value.headers['link']);
    // a link that leads back would never end
    if (next === 'foreign' || (next !== undefined && asked.has(JSON.stringify(next.query)))) {
      return fail({ kind: 'unreadable', field: 'Link' });
    }
    call = next;
  }
  return ok(items);
}

function nextPage(first: Call, header: string | readonly string[] | undefined): Call | 'foreign' | undefined {
  const links = [header ?? []]
    .flat()
    .join(',')
    .split(/,\s*(?=<)/);
  const target = links.map((link) => /^\s*<([^>]*)>[^,]*;\s*rel="?next"?/.exec(link)?.[1]).find((found) => found);
  if (target === undefined) return undefined;
  if (!URL.canParse(target, 'http://relative')) return 'foreign';
  const url = new URL(target, 'http://relative');
  // the host and a prefix of its path are the other side's view of itself; ours are configured
  if (!url.pathname.endsWith(first.path)) return 'foreign';
  return { ...first, query: [...url.searchParams] };
}
