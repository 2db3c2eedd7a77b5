/** Where a person opens a subcontract. Source: Procore's documentation of side panel view keys. */
export function commitmentLink(webUrl: string, companyId: string, projectId: string, contractId: string): string {
  const [company, project, contract] = [companyId, projectId, contractId].map(encodeURIComponent);
  const tools = `/webclients/host/companies/${company}/projects/${project}/tools`;
  return `${webUrl}${tools}/contracts/commitments/work_order_contracts/${contract}`;
}

/** Where a person opens an invoice, which stands under its commitment. Source: the same page. */
export function invoiceLink(webUrl: string, projectId: string, contractId: string, invoiceId: string): string {
  const [project, contract, invoice] = [projectId, contractId, invoiceId].map(encodeURIComponent);
  return `${webUrl}/${project}/project/commitments/work_order_contracts/${contract}/requisitions/${invoice}`;
}
