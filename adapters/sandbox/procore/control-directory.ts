import type { Desk } from './desk.ts';
import { newRecord, type StoredProject } from './books.ts';
import type { Context } from './context.ts';
import { projectShown, vendorShown } from './directory-answers.ts';
import { checkFields, type FieldRules, type Fields } from './fields.ts';
import { fieldErrors } from './refusal.ts';
import { projectRules, vendorRules } from './rules.ts';

export function projectDesk({ books, clock, company }: Context): Desk<StoredProject> {
  return {
    resource: 'Projects',
    records: () => books().projects,
    create(given, doer) {
      const fields = { name: 'New project', active: true, erp_integrated: false, ...kept(projectRules, given) };
      const project = { ...newRecord(books(), clock, fields, doer.userId), permitted: true, budgetLocked: true };
      books().projects.set(project.id, project);
      return project;
    },
    change(project, given) {
      project.fields = { ...project.fields, ...kept(projectRules, given) };
    },
    shown: (project) => projectShown(project, company),
    project: ({ id }) => id,
  };
}

export function vendorDesk({ books, clock }: Context): Desk {
  return {
    resource: 'Company Vendors',
    records: () => books().vendors,
    create(given, doer) {
      const name = `Vendor ${books().vendors.size + 1}`;
      const vendor = newRecord(books(), clock, { name, is_active: true, ...kept(vendorRules, given) }, doer.userId);
      books().vendors.set(vendor.id, vendor);
      return vendor;
    },
    change(vendor, given) {
      vendor.fields = { ...vendor.fields, ...kept(vendorRules, given) };
    },
    shown: vendorShown,
    project: () => undefined,
  };
}

function kept(rules: FieldRules, given: object): Fields {
  const { fields, problems } = checkFields(rules, given);
  if (Object.keys(problems).length > 0) throw fieldErrors(422, problems);
  return fields;
}
