import { fingerprintOf } from '../../../src/shared/fingerprint.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import { isCollection, jobTotals as jobTotalsName, listQuery, orderLines } from '../../sage/protocol/collections.ts';
import { documents, fingerprintKinds, writtenKind } from '../../sage/protocol/documents.ts';
import { protocolVersion } from '../../sage/protocol/installation.ts';
import * as wire from '../../sage/protocol/operations.ts';
import { answer, refusal, type Answer } from './answer.ts';
import type { Books } from './books.ts';
import { documentProblems, resolvedNames } from './document-reading.ts';
import { sessionTrouble, type HostSettings } from './host.ts';
import { jobTotals } from './job-totals.ts';
import { admission } from './journal.ts';
import type { Ending, Operations } from './operations.ts';
import { operationAnswer } from './operation-answer.ts';
import { plain } from './plain.ts';
import { readList } from './read-list.ts';
import { asAnswered } from './commitment-standing.ts';
import { appended } from './order-line-rules.ts';
import { rulesOf } from './written-kinds.ts';

export interface BridgeDeps {
  readonly company: string;
  readonly books: () => Books;
  readonly host: () => HostSettings;
  readonly operations: Operations;
  readonly now: () => number;
  readonly pageSize: number;
}

export interface Bridge {
  read(path: readonly string[], query: Readonly<Record<string, unknown>>): Answer;
  preview(kind: string, body: unknown): Answer;
  submit(body: unknown, ending: Ending): Answer;
  state(key: string): Answer;
  close(key: string, body: unknown): Promise<Answer>;
}

/** The bridge's side of the protocol, without its transport. */
export function createBridge(deps: BridgeDeps): Bridge {
  const { operations } = deps;

  return {
    read([name = '', kind, ...rest], query) {
      const books = deps.books();
      if (name === 'next-number' && kind !== undefined && rest.length === 0) return nextNumber(books, kind);
      if (kind !== undefined) return noRoute();
      if (name === 'health') return answer(health(deps));
      if (name === 'profile') return answer(books.profile);
      if (name === 'periods') return answer({ items: books.periods });
      const records = recordsOf(books, name);
      if (records === undefined) return noRoute();
      const asked = listQuery.safeParse(query);
      const page = asked.success ? readList(records, asked.data, deps.pageSize, deps.now()) : undefined;
      return page === undefined ? refusal(400, 'bad_request', 'The query does not fit the protocol.') : answer(page);
    },

    preview(kind, body) {
      const written = writtenKind.safeParse(kind);
      if (!written.success) return notSupported(kind);
      const request = wire.previewRequest.safeParse(body);
      if (!request.success) return malformed(request.error.issues[0]?.path);
      const { operationKey } = request.data;
      const document = documents[written.data].safeParse(request.data.document);
      const problems = documentProblems(written.data, request.data.document);
      const rules = rulesOf(written.data);
      const books = deps.books();
      return answer({
        document: request.data.document,
        resolved: resolvedNames(books, document.data),
        warnings: document.success ? rules.warnings(books, document.data) : [],
        errors: document.success ? [...problems, ...rules.errors(books, document.data, operationKey)] : problems,
      });
    },

    submit(body, ending) {
      const request = wire.operationRequest.safeParse(body);
      if (!request.success) return malformed(request.error.issues[0]?.path);
      const { operationKey, attempt, fingerprint, kind, acceptWarnings } = request.data;
      const problems = documentProblems(kind, request.data.document);
      if (problems.length > 0)
        return refusal(422, 'invalid_document', 'The document is not one of its kind.', problems);
      const document = documents[kind].parse(request.data.document);
      if (fingerprintOf(fingerprintKinds[kind], plain(document)) !== fingerprint) {
        return refusal(400, 'fingerprint_mismatch', 'The document is not the one that the fingerprint names.');
      }
      const taken = answer({ operationKey, attempt }, 202);
      const admitted = admission(operations.entry(operationKey), fingerprint, attempt);
      if (admitted.kind === 'conflict') return refusal(409, admitted.code, admitted.message);
      if (admitted.kind === 'same') return taken;
      const trouble = sessionTrouble(deps.host(), operations.inFlight());
      if (trouble !== undefined) return trouble;
      operations.start(operationKey, attempt, { fingerprint, kind, document, acceptWarnings }, ending);
      return taken;
    },

    state: (key) => answer(operationAnswer(deps.company, deps.books(), key, operations.entry(key))),

    async close(key, body) {
      const request = wire.closeRequest.safeParse(body);
      if (!request.success) return malformed(request.error.issues[0]?.path);
      const { attempt } = request.data;
      const entry = await operations.close(key, attempt);
      const later = attempt < entry.attempt && entry.progress.state !== 'committed';
      if (later) return answer({ state: 'closed', operationKey: key, attempt });
      return answer(operationAnswer(deps.company, deps.books(), key, entry));
    },
  };
}

function recordsOf(books: Books, name: string): readonly object[] | undefined {
  if (name === jobTotalsName) return jobTotals(books);
  if (name === orderLines) return appended(books);
  return isCollection(name) ? books.all(name).map((record) => asAnswered(books, name, record)) : undefined;
}

export const emulatorName = 'Sage 100 Contractor emulator (bridge protocol)';

function health(deps: BridgeDeps): JsonObject {
  const sageReachable = !deps.host().sageOffline;
  return { company: deps.company, mode: emulatorName, bridgeVersion: '0.1.0', protocolVersion, sageReachable };
}

function nextNumber(books: Books, kind: string): Answer {
  if (!isCollection(kind)) return noRoute();
  const numbers = books.all(kind).map(({ number }) => (/^\d{1,9}$/.test(number) ? Number(number) : 0));
  return answer({ number: String(Math.max(0, ...numbers) + 1) });
}

export function noRoute(): Answer {
  return refusal(404, 'no_route', 'The protocol has no such route.');
}

function notSupported(kind: string): Answer {
  return refusal(400, 'kind_not_supported', `This bridge does not write ${kind}.`);
}

function malformed(path: readonly PropertyKey[] | undefined): Answer {
  if (path?.[0] === 'kind') return refusal(400, 'kind_not_supported', 'This bridge does not write that kind.');
  return refusal(
    400,
    'bad_request',
    `The call does not fit the protocol: ${(path ?? []).map(String).join('.') || 'body'}.`,
  );
}
