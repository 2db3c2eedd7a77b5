import { z } from 'zod';
import { type BandProblem, bandProblems, type Policy } from '../../src/people/policy.ts';
import { canonicalJson, sha256Hex } from '../../src/shared/fingerprint.ts';
import type { Json } from '../../src/shared/json.ts';
import { kinds } from '../../src/shared/kinds.ts';
import { Amount } from './amount.ts';

export const Kinds = z.union([z.literal('*'), z.array(z.enum(kinds)).min(1)]).describe('kinds of records, or "*"');
export const JobNumbers = z.union([z.literal('*'), z.array(z.string().min(1))]).describe('job numbers, or "*"');

const Seat = z
  .array(z.string().min(1))
  .describe('roles of which one distinct person must agree; an empty list is nobody')
  .transform((roles) => ({ roles }));

const Band = z
  .strictObject({ from: Amount, below: Amount.optional(), seats: z.array(Seat) })
  .transform(({ from, below, seats }) => ({ from, below, seats }));

const bandSentences: Readonly<Record<BandProblem['kind'], readonly [field: string, says: string]>> = {
  none: ['', 'needs at least one band: without one nobody may approve'],
  empty: ['below', 'must be more than `from`: no amount falls into this band'],
  not_from_zero: ['from', 'must be "0.00" in the first band: smaller amounts fall into none'],
  gap: ['from', 'leaves a gap: it is more than `below` of the band before'],
  overlap: ['from', 'overlaps: it is less than `below` of the band before, or that band has no end'],
  no_end: ['', 'must not have `below` in the last band: larger amounts fall into none'],
};

const Bands = z
  .array(Band)
  .describe('in ascending order, from "0.00", without gap or overlap; the last one has no `below`')
  // not a refinement: that would also see bands whose amounts could not be read
  .transform((bands, context) => {
    for (const { band, kind } of bandProblems(bands)) {
      const [field, says] = bandSentences[kind];
      const path = kind === 'none' ? [] : [band, ...(field === '' ? [] : [field])];
      context.addIssue({ code: 'custom', path, message: says });
    }
    return bands;
  });

/** The policy as it stands in the file; its version is a hash of what it says. */
export const PolicySchema = z
  .strictObject({
    unknownAuthor: z
      .enum(['second-seat', 'refuse', 'allow'])
      .default('second-seat')
      .describe('what it means that Procore does not say who made the last change'),
    controllers: z
      .array(z.string().min(1))
      .optional()
      .describe(
        'roles that may choose another posting period and unlink a record; ["controller"] where it is left out',
      ),
    rules: z
      .array(z.strictObject({ kinds: Kinds, jobs: JobNumbers, bands: Bands }))
      .describe('the first rule that names the kind and the job holds; where none does, nobody may approve'),
  })
  .transform(({ controllers, ...policy }): Policy => ({
    ...policy,
    ...(controllers === undefined ? {} : { controllers }),
    version: sha256Hex(canonicalJson({ ...policy, controllers } as unknown as Json)).slice(0, 16),
  }));
