/** Ids are strings everywhere inside, also those that another system writes as numbers. */
type Id<Name extends string> = string & { readonly __id: Name };

/** The Procore company, which is also the key under which everything of a customer is stored. */
export type CompanyId = Id<'company'>;
/** The company's name in Sage 100 Contractor, as the bridge addresses it. */
export type SageCompany = Id<'sageCompany'>;
export type ProjectId = Id<'project'>;
/** The id of a record in the system where it was created. */
export type RecordId = Id<'record'>;
/** The person as the configuration names him, whichever chat he uses. */
export type PersonId = Id<'person'>;
export type ProcoreUserId = Id<'procoreUser'>;
export type TransferId = Id<'transfer'>;
export type OperationKey = Id<'operationKey'>;
export type Fingerprint = Id<'fingerprint'>;

function branded<T extends string>(text: string): T {
  if (text === '') throw new Error('an id cannot be empty');
  return text as T;
}

export const companyId = (text: string): CompanyId => branded(text);
export const sageCompany = (text: string): SageCompany => branded(text);
export const projectId = (text: string): ProjectId => branded(text);
export const recordId = (text: string): RecordId => branded(text);
export const personId = (text: string): PersonId => branded(text);
export const procoreUserId = (text: string): ProcoreUserId => branded(text);
export const transferId = (text: string): TransferId => branded(text);
export const operationKey = (text: string): OperationKey => branded(text);
export const fingerprint = (text: string): Fingerprint => branded(text);
