import { z } from 'zod';
import { centsFromDecimal } from '../../src/shared/money.ts';

/** Decimal dollars in, cents out. Text only: a number in JSON may already have lost a cent. */
export const Amount = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,2})?$/, 'must be dollars as text, such as "50000.00"')
  .transform((text, context) => {
    const amount = centsFromDecimal(text);
    if (amount !== undefined) return amount;
    context.addIssue({ code: 'custom', message: 'must be dollars as text, such as "50000.00"' });
    return z.NEVER;
  });
