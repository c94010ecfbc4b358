import type { Format } from './index.ts';

/** One JSON object, as the contract describes it. */
export const json: Format = report => `${JSON.stringify(report, null, 2)}\n`;
