import { IANAZone } from 'luxon';
import { z } from 'zod';
import { companyId, projectId, sageCompany } from '../../src/shared/ids.ts';
import type { Company, Settings } from '../../src/transfers/settings.ts';

const Digits = z.string().regex(/^\d{1,20}$/, 'must be an id from Procore: digits, written as text');
const WarnOrBlock = z.enum(['warn', 'block']);
const Limit = z.int().min(1).max(1_000);

/** How records are treated. Each default is the safe choice; `null` never stands for one. */
const SettingsSchema = z.strictObject({
  subcontractReadyStatuses: z
    .array(z.string().min(1))
    .min(1)
    .default(['Approved'])
    .describe('statuses in Procore that make a subcontract ready for accounting'),
  subcontractStatus: z.int().min(1).max(6).default(4).describe('the status a subcontract gets in Sage; 4 is Current'),
  purchaseOrderReadyStatuses: z
    .array(z.string().min(1))
    .min(1)
    .default(['Approved'])
    .describe('statuses in Procore that make a purchase order ready for accounting'),
  purchaseOrderStatus: z.int().min(1).max(6).default(1).describe('the status a purchase order gets in Sage; 1 is Open'),
  poRounding: z
    .enum(['block', 'oneLumpSum'])
    .default('block')
    .describe('what becomes of an order line whose amount Sage would not make of quantity and price'),
  changeOrderReadyStatuses: z
    .array(z.string().min(1))
    .min(1)
    .default(['approved'])
    .describe('statuses in Procore that make a change order ready for accounting'),
  ccoMovesSageBudget: z
    .enum(['yes', 'no', 'unknown'])
    .default('unknown')
    .describe('whether a posted change of a subcontract raises the budget in Sage'),
  executedContract: WarnOrBlock.default('warn').describe('what it means that the contract is not executed'),
  unbudgetedLine: WarnOrBlock.default('warn').describe('what it means that a line has no budget in Sage'),
  jobComplete: WarnOrBlock.default('warn').describe('what it means that the job is 5-Complete in Sage'),
  insuranceExpired: WarnOrBlock.default('warn').describe("what it means that the vendor's insurance has ended"),
  invoiceReadyStatuses: z
    .array(z.enum(['approved', 'approved_as_noted', 'pending_owner_approval']))
    .min(1)
    .default(['approved', 'approved_as_noted'])
    .describe("statuses in Procore that make a subcontractor's invoice ready for accounting"),
  invoiceStatus: z.int().min(1).max(2).default(1).describe('the status an invoice gets in Sage; 1 is Open'),
  invoiceAccount: z
    .string()
    .min(1)
    .optional()
    .describe('the ledger account of an invoice line where neither the vendor nor the cost type has one'),
  releasedRetainage: z
    .enum(['block', 'task'])
    .default('block')
    .describe('what it means that an invoice releases retainage: it stops, or the release is left to do in Sage'),
  fallbackLimits: z
    .strictObject({
      number: Limit.default(12),
      title: Limit.default(30),
      lineDescription: Limit.default(50),
      invoiceNumber: Limit.default(15),
    })
    .prefault({})
    .describe('characters that fit where the bridge does not say; longer text is refused, never cut'),
});

const CostTypes = z
  .record(z.string().min(1), z.int().min(1).max(9))
  .default({})
  .describe("Procore's code of each cost type, and the cost type in Sage, 1 to 9; one that is missing is unknown");

const Jobs = z
  .array(z.strictObject({ procore: Digits, live: z.boolean() }))
  .default([])
  .describe('nothing is offered and nothing is written for a job that is not live')
  .transform((jobs, context) => {
    for (const [index, { procore }] of jobs.entries()) {
      const first = jobs.findIndex((job) => job.procore === procore);
      if (first === index) continue;
      context.addIssue({ code: 'custom', path: [index, 'procore'], message: `is the same project as jobs[${first}]` });
    }
    return jobs;
  });

/** A company, and the prefix of the variables that hold its credentials. */
export interface CompanyOfFile {
  readonly company: Company;
  readonly secretsFrom: string;
}

export const CompanySchema = z
  .strictObject({
    id: Digits.describe('the company in Procore'),
    sageCompany: z.string().min(1).describe('the company in Sage, as the bridge addresses it'),
    name: z.string().min(1).optional(),
    mode: z.enum(['direct', 'companion', 'integrator']).describe('declared, never guessed: see the manual'),
    timeZone: z.string().refine((name) => IANAZone.isValidZone(name), 'must be a time zone such as "America/Chicago"'),
    secretsFrom: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*_$/, 'must be capitals with "_" at the end, such as "ACME_"')
      .optional()
      .describe('what the names of the variables with its credentials begin with'),
    jobs: Jobs,
    costTypes: CostTypes,
    settings: SettingsSchema.prefault({}),
  })
  .transform((file): CompanyOfFile => {
    const settings: Settings = {
      ...file.settings,
      invoiceAccount: file.settings.invoiceAccount,
      costTypes: new Map(Object.entries(file.costTypes)),
    };
    return {
      secretsFrom: file.secretsFrom ?? '',
      company: {
        id: companyId(file.id),
        name: file.name ?? file.sageCompany,
        sageCompany: sageCompany(file.sageCompany),
        mode: file.mode,
        timeZone: file.timeZone,
        liveProjects: new Set(file.jobs.filter(({ live }) => live).map(({ procore }) => projectId(procore))),
        settings,
      },
    };
  });
