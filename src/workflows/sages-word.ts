import type { Previewed, Problem, SageReadFailure } from '../ports/sage.ts';
import type { SageKind } from '../ports/sage-kinds.ts';
import type { OperationKey } from '../shared/ids.ts';
import type { JsonObject } from '../shared/json.ts';
import { ok, type Result } from '../shared/result.ts';
import { blocks, type Check } from '../transfers/check.ts';
import type { Site } from '../transfers/flow.ts';
import { text } from '../transfers/value.ts';
import { block, warn } from './checks.ts';

/**
 * Our own checks with what Sage itself says of the document. Sage is asked only when nothing of ours blocks; a warning
 * that we give too, with amounts, is shown once and answers for both.
 */
export async function withSagesWord(
  site: Site,
  asked: { readonly kind: SageKind; readonly operationKey: OperationKey; readonly document: JsonObject | undefined },
  own: readonly Check[],
): Promise<Result<readonly Check[], SageReadFailure>> {
  const { kind, operationKey, document } = asked;
  if (document === undefined || blocks(own).length > 0) return ok(own);
  const preview = await site.sage.preview({ kind, operationKey, document });
  return preview.ok ? ok(joined(own, preview.value)) : preview;
}

function joined(own: readonly Check[], { errors, warnings }: Previewed): readonly Check[] {
  const values = ({ code, field, message }: Problem): Check['values'] => ({
    code: text(code),
    field: text(field),
    message: text(message),
  });
  const answered = (problem: Problem): boolean => own.some((check) => check.code === problem.code);
  return [
    ...own.map((check) =>
      warnings.some(({ code }) => code === check.code)
        ? { ...check, values: { ...check.values, warning: text(check.code) } }
        : check,
    ),
    ...errors.map((problem) => block('sage_refuses', { line: problem.field, values: values(problem) })),
    ...warnings
      .filter((problem) => !answered(problem))
      .map((problem) =>
        warn('sage_warns', { line: problem.field, values: { ...values(problem), warning: text(problem.code) } }),
      ),
  ];
}
