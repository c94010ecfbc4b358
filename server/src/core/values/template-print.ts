import { formatFloat, type ScalarValue, typePlainScalar } from './yaml11.ts';

/** What templates make of a value: `{{ .Values.x }}`, `| quote`, `| default`, `toYaml`. Numbers are 64-bit floats to them. */

/** `{{ .Values.x }}`: quotes are gone, large numbers get an exponent, null prints nothing. */
export const printScalar = (value: ScalarValue): string =>
  typeof value === 'number' ? formatFloat(value) : value === null ? '' : String(value);

/** `{{ .Values.x | quote }}`. */
export const printQuoted = (value: ScalarValue): string => (value === null ? '' : JSON.stringify(printScalar(value)));

/** `{{ toYaml .Values.x }}`: keeps the type, so text that reads like something else gets quotes, and integers keep their digits. */
export function printYaml(value: ScalarValue): string {
  if (typeof value === 'string') {
    return typePlainScalar(value) === value && /^[\w./%+-]+$/.test(value) ? value : JSON.stringify(value);
  }
  if (typeof value !== 'number') {
    return String(value);
  }
  return Number.isSafeInteger(value) ? String(value) : formatFloat(value);
}

/** Whether Sprig's `default` (and `if`) takes the value for empty: 0, false, "", null, [] and {}; the text "0" is not. */
export function isEmptyValue(value: unknown): boolean {
  if (Array.isArray(value)) {
    return value.length === 0;
  }
  return typeof value === 'object' && value !== null ? Object.keys(value).length === 0 : !value;
}

/** `{{ .Values.x | int64 }}`: an integer prints with all its digits. */
export const printInteger = (value: number): string => String(BigInt(Math.trunc(value)));
