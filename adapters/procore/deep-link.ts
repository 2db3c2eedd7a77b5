import type { CommitmentKind } from './commitments.ts';

const collections: { readonly [K in CommitmentKind]: string } = {
  subcontract: 'work_order_contracts',
  purchase_order: 'purchase_order_contracts',
};

/** Where a person opens a commitment. Source: Procore's documentation of side panel view keys. */
export function commitmentLink(
  webUrl: string,
  companyId: string,
  kind: CommitmentKind,
  projectId: string,
  contractId: string,
): string {
  const [company, project, contract] = [companyId, projectId, contractId].map(encodeURIComponent);
  const tools = `/webclients/host/companies/${company}/projects/${project}/tools`;
  return `${webUrl}${tools}/contracts/commitments/${collections[kind]}/${contract}`;
}

/** Where a person opens an invoice, which stands under its commitment. Source: the same page. */
export function invoiceLink(
  webUrl: string,
  projectId: string,
  contractId: string,
  invoiceId: string,
  onOrder: boolean,
): string {
  const [project, contract, invoice] = [projectId, contractId, invoiceId].map(encodeURIComponent);
  return `${webUrl}/${project}/project/commitments/${onOrder ? 'purchase' : 'work'}_order_contracts/${contract}/requisitions/${invoice}`;
}

/** Where a person opens a change order, which stands under its commitment. Source: the same page. */
export function changeOrderLink(
  webUrl: string,
  projectId: string,
  commitment: { readonly kind: CommitmentKind; readonly record: string },
  orderId: string,
): string {
  const [project, contract, order] = [projectId, commitment.record, orderId].map(encodeURIComponent);
  const path = `${collections[commitment.kind]}/${contract}/change_orders/commitment_contract_change_orders/${order}`;
  return `${webUrl}/${project}/project/commitments/${path}`;
}
