import type { Report } from '../report.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

export interface FormatOptions {
  readonly colors: boolean;
  /** The text of a file that findings stand in. */
  readonly textOf: (file: string) => string | undefined;
}

/** Turns a report into what is printed, with its last line break. */
export type Format = (report: Report, options: FormatOptions) => string;

export const formats = { text, json, sarif, github, junit } satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

export const formatNames = Object.keys(formats) as readonly FormatName[];
