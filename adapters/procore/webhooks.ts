import { Router } from 'express';
import type { Application } from '../../src/application.ts';
import type { Log } from '../../src/ports/log.ts';
import { companyId, projectId, recordId } from '../../src/shared/ids.ts';
import type { ConfiguredCompany } from '../config/configuration.ts';
import type { Hint } from './webhook-payload.ts';
import { procoreWebhookRoute } from './webhook-route.ts';

export interface WebhooksDeps {
  readonly companies: () => readonly ConfiguredCompany[];
  readonly application: Pick<Application, 'hint'>;
  /** Asks Procore at once what changed, for a hint that does not name the record. */
  readonly pollNow: () => void;
  readonly log: Log;
}

/** Procore's deliveries for every company that has a webhook secret; without one none is taken. */
export function webhookRoutes({ companies, application, pollNow, log }: WebhooksDeps): Router {
  const router = Router();
  const secretsOf = (id?: string): readonly string[] =>
    companies()
      .filter(({ company }) => id === undefined || company.id === id)
      .flatMap(({ procore }) => [procore.webhookSecret ?? [], procore.oldWebhookSecret ?? []].flat());
  if (secretsOf().length === 0) return router;

  const onHint = async (hint: Hint): Promise<'recorded' | 'unavailable'> => {
    if (hint.recordId === undefined) {
      pollNow();
      return 'recorded';
    }
    const heard = await application.hint({
      company: companyId(hint.companyId),
      kind: hint.kind,
      ref: { project: projectId(hint.projectId), record: recordId(hint.recordId) },
      delivery: hint.deliveryId,
      user: hint.userId,
      at: hint.at,
    });
    return heard.ok ? 'recorded' : 'unavailable';
  };
  router.use(procoreWebhookRoute({ secretsOf, onHint, log }));
  return router;
}
