import type { JsonObject } from '../../src/shared/json.ts';

/** The few elements of Adaptive Cards 1.5 that we emit. Text stands in runs alone, in which Teams reads no Markdown. */

export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Large';
  readonly isSubtle?: true;
}

export interface RichText {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
  readonly spacing?: 'None' | 'Small' | 'Medium';
  readonly separator?: true;
  readonly horizontalAlignment?: 'Right';
}

export interface Container {
  readonly type: 'Container';
  readonly items: readonly (RichText | ColumnSet)[];
  readonly style?: 'warning' | 'attention' | 'good' | 'emphasis';
  readonly spacing?: 'Small' | 'Medium';
}

export interface ColumnSet {
  readonly type: 'ColumnSet';
  readonly columns: readonly { readonly type: 'Column'; readonly width: number; readonly items: readonly RichText[] }[];
  readonly spacing?: 'None' | 'Small';
}

export interface Table {
  readonly type: 'Table';
  readonly firstRowAsHeader: true;
  readonly showGridLines: false;
  readonly columns: readonly { readonly width: number }[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly type: 'TableRow';
  readonly cells: readonly { readonly type: 'TableCell'; readonly items: readonly RichText[] }[];
}

export type Input =
  | {
      readonly type: 'Input.Text';
      readonly id: string;
      readonly label: string;
      readonly placeholder?: string;
      readonly isMultiline: boolean;
      readonly maxLength: number;
      readonly isRequired?: true;
      readonly errorMessage?: string;
    }
  | {
      readonly type: 'Input.ChoiceSet';
      readonly id: string;
      readonly label: string;
      readonly style: 'compact';
      readonly choices: readonly { readonly title: string; readonly value: string }[];
      readonly value?: string;
    }
  | {
      readonly type: 'Input.Toggle';
      readonly id: string;
      readonly label: string;
      readonly title: string;
      readonly valueOn: 'true';
      readonly valueOff: 'false';
    };

export interface Execute {
  readonly type: 'Action.Execute';
  readonly title: string;
  readonly verb: string;
  readonly data: JsonObject;
  readonly tooltip: string;
  readonly style?: 'positive' | 'destructive';
}

export interface ShowCard {
  readonly type: 'Action.ShowCard';
  readonly title: string;
  readonly tooltip: string;
  readonly style?: 'positive' | 'destructive';
  readonly card: {
    readonly type: 'AdaptiveCard';
    readonly body: readonly (RichText | Input)[];
    readonly actions: readonly Execute[];
  };
}

export interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title: string;
  readonly url: string;
  readonly tooltip?: string;
}

export type Action = Execute | ShowCard | OpenUrl;
export interface ActionSet {
  readonly type: 'ActionSet';
  readonly actions: readonly Action[];
}
export type Element = RichText | Container | ColumnSet | Table | Input | ActionSet;

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly version: '1.5';
  readonly fallbackText: string;
  readonly metadata?: JsonObject;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
}

export interface TeamsMessage {
  /** For notifications and screen readers. */
  readonly summary: string;
  readonly card: AdaptiveCard;
}

export function run(text: string, how: Omit<TextRun, 'type' | 'text'> = {}): TextRun {
  return { type: 'TextRun', text, ...how };
}

export function richText(inlines: readonly TextRun[], how: Omit<RichText, 'type' | 'inlines'> = {}): RichText {
  return { type: 'RichTextBlock', inlines, ...how };
}
