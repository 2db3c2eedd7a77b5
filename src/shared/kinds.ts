/** What can travel between the two systems. */
export const kinds = [
  'job',
  'budget',
  'budget_change',
  'vendor',
  'subcontract',
  'purchase_order',
  'change_order',
  'invoice',
] as const;
export type Kind = (typeof kinds)[number];

/** `export` goes from Procore to Sage, `import` from Sage to Procore. */
export type Direction = 'export' | 'import';
