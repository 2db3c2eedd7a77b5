import type { Kind } from '../../../src/shared/kinds.ts';
import type { JsonObject } from '../../../src/shared/json.ts';
import type { ProcoreSeed } from '../procore/seed.ts';

/** What stands in the emulated systems before anybody does anything. Plain data. */
export interface Story {
  readonly name: string;
  readonly says: string;
  /** The kind whose records it is about; at least one of them is ready for approval. */
  readonly kind?: Kind;
  readonly procore: Omit<ProcoreSeed, 'users'>;
  /** In the order in which they are entered. */
  readonly records: readonly StoryRecord[];
  /** Procore's cost type codes and the cost types in Sage. */
  readonly costTypes: { readonly [code: string]: number };
  readonly policy: StoryPolicy;
}

/** One record that somebody enters in one of the systems. */
export interface StoryRecord {
  readonly in: 'procore' | 'sage';
  readonly collection: string;
  /** Text such as `"$job.key"` stands for that field of the record called `job`. */
  readonly body: JsonObject;
  /** How later records call this one. */
  readonly as?: string;
  /** For a project: its job is live. */
  readonly live?: boolean;
}

/** The policy as the configuration file has it. */
export interface StoryPolicy {
  readonly unknownAuthor?: 'second-seat' | 'refuse' | 'allow';
  readonly rules: readonly {
    readonly kinds: readonly Kind[] | '*';
    readonly jobs: readonly string[] | '*';
    readonly bands: readonly {
      readonly from: string;
      readonly below?: string;
      readonly seats: readonly (readonly string[])[];
    }[];
  }[];
}
