/** The four systems that stand side by side. */
export const paneNames = ['slack', 'teams', 'procore', 'sage'] as const;
export type PaneName = (typeof paneNames)[number];
