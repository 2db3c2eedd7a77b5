import type { Result } from '../../src/shared/result.ts';
import { fail, ok } from '../../src/shared/result.ts';
import type { ProcoreFailure } from '../../src/ports/procore.ts';
import type { ConfiguredCompany } from '../config/configuration.ts';
import { readExactJson } from '../procore/exact-json.ts';
import { createTokenSource } from '../procore/token.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Ask, Asked } from './ask.ts';

/** Why a question to Procore was not answered: its status, or the system's word. */
export interface NotTold {
  readonly status: number;
  readonly word: string;
}

export interface ProcoreCalls {
  /** Signs in; every later question uses the token. */
  signIn(): Promise<Result<string, ProcoreFailure>>;
  get(path: string, query: Readonly<Record<string, string>>): Promise<Result<unknown, NotTold>>;
  /** The last answer, with its headers. */
  last(): Asked | undefined;
}

const deadlineMs = 10_000;

export function procoreCalls({ company, procore }: ConfiguredCompany, ask: Ask, clock: Clock): ProcoreCalls {
  const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
  const tokens = createTokenSource({ ...procore, loginUrl: withoutSlash(procore.loginUrl) }, clock, deadlineMs);
  let last: Asked | undefined;
  return {
    signIn: () => tokens.token(),
    last: () => last,
    async get(path, query) {
      const token = await tokens.token();
      if (!token.ok) return fail({ status: 401, word: token.failure.kind });
      const answer = await ask(`${withoutSlash(procore.apiUrl)}${path}?${new URLSearchParams(query).toString()}`, {
        headers: { authorization: `Bearer ${token.value}`, 'procore-company-id': company.id },
      });
      if (!answer.ok) return fail({ status: 0, word: answer.failure.code });
      last = answer.value;
      const { status, text } = answer.value;
      if (status !== 200) return fail({ status, word: `status ${status}` });
      const read = readExactJson(text);
      return read.ok ? ok(read.value) : fail({ status: 0, word: 'no JSON' });
    },
  };
}
