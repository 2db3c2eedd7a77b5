import type { ProcoreFailure } from '../../src/ports/procore.ts';
import type { ProjectId, RecordId } from '../../src/shared/ids.ts';
import type { Result } from '../../src/shared/result.ts';

/** How the records of one kind are read. What is remembered and read ahead of them is the same for all kinds. */
export interface RecordReader<T> {
  one(project: ProjectId, id: RecordId): Promise<Result<T, ProcoreFailure>>;
  /** Reads several of a project at once, as `one` would answer them; some may be missing. Absent where no list has all. */
  readonly several?: (
    project: ProjectId,
    ids: readonly RecordId[],
  ) => Promise<Result<readonly ReadRecord<T>[], ProcoreFailure>>;
}

export interface ReadRecord<T> {
  readonly id: RecordId;
  readonly answer: Result<T, ProcoreFailure>;
  /** The vendor that whoever looks at the record will ask for. */
  readonly vendor: RecordId | undefined;
}

/** How many ids stand in one call, so that its address stays below 8,000 characters. */
export const mostIds = 100;

/** `filters[id]`, a list of integers. */
export function idList(ids: readonly RecordId[]): string {
  return `[${ids.join(',')}]`;
}
