import type { Wording } from './wording.ts';

export const procoreWords = {
  'procore.no_answer': (what: string): Wording => ({
    says: `Procore gives no answer that can be used (${what}). Records are found when it does.`,
    next: 'Look whether this machine reaches PROCORE_API_URL and PROCORE_LOGIN_URL, and at status.procore.com.',
  }),
  'procore.credentials_refused': (): Wording => ({
    says: 'Procore refuses PROCORE_CLIENT_ID and PROCORE_CLIENT_SECRET.',
    next: 'Copy both from the app in the Developer Portal; those of a sandbox work with the hosts of that sandbox only.',
  }),
  'procore.signed_in': (): Wording => ({ says: 'Procore takes the credentials of the service account.' }),
  'procore.no_company': (id: string): Wording => ({
    says: `The service account does not see company ${id}.`,
    next: 'Install the app in that company (Company Admin, App Management), and compare `id` in countersign.config.json.',
  }),
  'procore.company': (name: string): Wording => ({ says: `The service account sees the company ${name}.` }),
  'procore.project_not_permitted': (id: string): Wording => ({
    says: `The service account may not see project ${id}, whose job is live: nothing of it is found.`,
    next: 'Permit the project for the app (Company Admin, App Management, the app, Permissions). New projects are never permitted by themselves.',
  }),
  'procore.no_project': (id: string): Wording => ({
    says: `There is no project ${id} in Procore, and its job is live.`,
    next: 'Put `jobs[].procore` right: it is the number in the address of the project.',
  }),
  'procore.project_unread': (id: string, reason: string): Wording => ({
    says: `Project ${id} could not be read (${reason}).`,
    next: 'Run the doctor again in a few minutes.',
  }),
  'procore.erp_integrated': (project: string): Wording => ({
    says: `${project} is integrated with an ERP by Procore's own connector. In direct mode the bot offers nothing of it.`,
    next: 'Take the project out of the ERP integration, or set its job not live.',
  }),
  'procore.project_unlinked': (project: string): Wording => ({
    says: `${project} carries no origin_id, so its job in Sage is not known. Its records are shown as blocked.`,
    next: 'Link the project: its origin_id is the number of the job in Sage.',
  }),
  'procore.no_commitments': (project: string): Wording => ({
    says: `Procore lists no Commitments tool for the service account in ${project}.`,
    next: 'Give the app access to Commitments, and permit the project again after the app was updated.',
  }),
  'procore.commitments_read_only': (project: string, level: string): Wording => ({
    says: `In ${project} the service account has "${level}" on Commitments: it can read, and not mark what is in Sage.`,
    next: 'Give the app Admin on Commitments.',
  }),
  'procore.commitments_standard': (project: string, level: string): Wording => ({
    says: `In ${project} the service account has "${level}" on Commitments. Whether that lets it mark a record is not known.`,
    next: 'Give the app Admin on Commitments if the first record ends as "not marked in Procore".',
  }),
  'procore.projects_good': (projects: number): Wording => ({
    says: `${projects === 1 ? 'The live project' : `All ${projects} live projects`} can be read, and records there can be marked.`,
  }),
  'procore.calls_left': (left: number, limit: number): Wording => ({
    says: `${left} of ${limit} calls are left in Procore's tightest window.`,
  }),
  'procore.few_calls_left': (left: number, limit: number): Wording => ({
    says: `Only ${left} of ${limit} calls are left in Procore's tightest window; the bot waits when none is.`,
    next: 'Look what else uses the same app, and raise `timing.pollMs` if it is the bot.',
  }),
  'procore.no_webhook_secret': (): Wording => ({
    says: 'PROCORE_WEBHOOK_SECRET is not set: no webhook is taken, and changes are found by polling alone.',
    next: 'Set it to a long random text, and give the same to the hook (docs/setup-procore.md).',
  }),
  'procore.no_hook': (): Wording => ({
    says: 'No hook of the app points at /procore/webhooks: changes are found by polling alone.',
    next: 'Make one as docs/setup-procore.md says.',
  }),
  'procore.hooks_unread': (reason: string): Wording => ({
    says: `The hooks of the app could not be read (${reason}).`,
    next: 'Give the app the permission for webhooks, or live with polling.',
  }),
  'procore.hook_lacks_triggers': (url: string, missing: string): Wording => ({
    says: `The hook to ${url} is not called for: ${missing}. Such changes are found by polling.`,
    next: 'Add the triggers as docs/setup-procore.md says.',
  }),
  'procore.hook': (url: string): Wording => ({ says: `A hook calls ${url} for what the bot reads.` }),
};
