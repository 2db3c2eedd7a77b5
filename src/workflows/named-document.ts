import { fingerprintSteps } from '../shared/fingerprint.ts';
import type { Fingerprint } from '../shared/ids.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Kind } from '../shared/kinds.ts';
import { inTurns } from '../shared/steps.ts';
import type { Site } from '../transfers/flow.ts';

/** The fingerprint of the document that would be written; none while there is no document. */
export async function nameOf(
  { turns }: Pick<Site, 'turns'>,
  kind: Kind,
  document: JsonObject | undefined,
): Promise<Fingerprint | undefined> {
  return document === undefined ? undefined : inTurns(turns, fingerprintSteps(kind, document));
}
