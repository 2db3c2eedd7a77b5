/** Where a person opens a subcontract. Source: Procore's documentation of side panel view keys. */
export function commitmentLink(webUrl: string, companyId: string, projectId: string, contractId: string): string {
  const [company, project, contract] = [companyId, projectId, contractId].map(encodeURIComponent);
  const tools = `/webclients/host/companies/${company}/projects/${project}/tools`;
  return `${webUrl}${tools}/contracts/commitments/work_order_contracts/${contract}`;
}
