import type { Form } from '../product/table.ts';

/**
 * Values that only have a form: what each looks like, as an RE2-safe pattern and in words.
 * Grammars: Kubernetes' own (quantity, IntOrString, names, labels), Go's and Prometheus' durations, the image reference
 * of the distribution project, cron as Kubernetes reads it.
 */
export interface FormRules {
  /** For people: `a Kubernetes quantity (500m, 2Gi)`. */
  readonly name: string;
  /** Ends "… is no …" style messages: what is expected of a value that does not have the form. */
  readonly expected: string;
  /** For texts, unanchored; whole texts only are tried. */
  readonly pattern: string;
  /** What numbers are good; absent: a plain number does not have the form. */
  readonly number?: (value: number) => boolean;
  /** What a pattern cannot say. */
  readonly text?: (value: string) => boolean;
}

const NUMBER = '(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)';
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DNS = `${LABEL}(?:\\.${LABEL})*`;
const NAME63 = '[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?';
const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`;
const IPV6 = '[0-9a-fA-F:]*:[0-9a-fA-F:.]*';
const REPOSITORY =
  '(?:[A-Za-z0-9.-]+(?::[0-9]+)?/)?[a-z0-9]+(?:(?:\\.|__|_|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|__|_|-+)[a-z0-9]+)*)*';
const TAG = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const DIGEST = 'sha(?:256|512):[0-9a-f]{64,128}';
const CRON_FIELD = '[0-9A-Za-z*,/?#-]+';

export const FORMS: Readonly<Record<Form, FormRules>> = {
  quantity: {
    name: 'a Kubernetes quantity (500m, 2, 1.5Gi)',
    expected: 'a number with an optional suffix: m, k, M, G, T, P, E or Ki, Mi, Gi, Ti, Pi, Ei',
    pattern: `[+-]?${NUMBER}(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?`,
    number: Number.isFinite,
  },
  'go-duration': {
    name: 'a Go duration (30s, 1h30m)',
    expected: 'numbers with a unit: ns, us, ms, s, m or h',
    pattern: `[+-]?(?:0|(?:${NUMBER}(?:ns|us|µs|μs|ms|s|m|h))+)`,
    number: value => value === 0,
  },
  'prometheus-duration': {
    name: 'a Prometheus duration (30s, 1h30m, 1d)',
    expected: 'whole numbers with a unit, the largest first: y, w, d, h, m, s or ms',
    pattern: '0|(?:[0-9]+y)?(?:[0-9]+w)?(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?',
    number: value => value === 0,
  },
  percentage: { name: 'a percentage (25%)', expected: 'a whole number and a percent sign', pattern: '[0-9]+%' },
  'int-or-percentage': {
    name: 'a number or a percentage (1, 25%)',
    expected: 'a whole number, or one with a percent sign',
    pattern: '[0-9]+%?',
    number: value => Number.isInteger(value) && value >= 0,
  },
  port: {
    name: 'a port number',
    expected: 'a whole number from 1 to 65535',
    pattern: '[0-9]{1,5}|[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?',
    number: value => Number.isInteger(value) && value >= 0 && value <= 65535,
    text: value => !/^[0-9]+$/.test(value) || Number(value) <= 65535,
  },
  'dns-name': {
    name: 'a DNS name (spaces.example.com)',
    expected: 'lower case letters, digits and dashes, separated by dots, without scheme, port or path',
    pattern: `(?:\\*\\.)?${DNS}`,
    text: value => value.length <= 253,
  },
  url: {
    name: 'a URL (https://example.com/path)',
    expected: 'a scheme, "://" and an address',
    pattern: '[A-Za-z][A-Za-z0-9+.-]*://[^\\s]+',
  },
  'host-port': {
    name: 'a host and port (db.example.com:5432)',
    expected: 'a host and a port, without scheme or path',
    pattern: '(?:\\[[0-9a-fA-F:.]+\\]|[A-Za-z0-9_.-]+)(?::[0-9]{1,5})?',
    text: value => Number(/:([0-9]+)$/.exec(value)?.[1] ?? 1) <= 65535,
  },
  image: {
    name: 'an image reference (registry/name:tag)',
    expected: 'a lower case name, optionally with registry, tag and digest',
    pattern: `${REPOSITORY}(?::${TAG})?(?:@${DIGEST})?`,
  },
  'image-tag': {
    name: 'an image tag',
    expected: 'letters, digits, "_", "." and "-", at most 128, or a digest',
    pattern: `${TAG}(?:@${DIGEST})?|@?${DIGEST}`,
  },
  cron: {
    name: 'a cron schedule (minute hour day month weekday)',
    expected: 'five fields, or a name such as @daily',
    pattern: `(?:(?:CRON_)?TZ=[^\\s]+ +)?(?:@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every [^\\s]+)|${CRON_FIELD}(?: +${CRON_FIELD}){4})`,
  },
  'label-key': {
    name: 'a label key (example.com/name)',
    expected: 'a name of at most 63 characters, optionally after a DNS prefix and a slash',
    pattern: `(?:${DNS}/)?${NAME63}`,
  },
  'label-value': {
    name: 'a label value',
    expected: 'at most 63 letters, digits, "-", "_" and ".", a letter or digit at both ends',
    pattern: NAME63,
  },
  cidr: {
    name: 'an address range (10.0.0.0/8)',
    expected: 'an IP address, a slash and the length of the prefix',
    pattern: `(?:${IPV4}/(?:3[0-2]|[12]?[0-9])|${IPV6}/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))`,
  },
  ip: { name: 'an IP address', expected: 'an IPv4 or IPv6 address', pattern: `(?:${IPV4}|${IPV6})` },
};

/** Filled in before Helm reads the file: `${HOST}`, `$HOST`, `<your-host>`, `{{ … }}`. Such a text is left alone. */
const PLACEHOLDER = '[$<]|\\{\\{';

/** Whether the whole text stands for another one that is filled in later, for settings whose own texts may hold such signs. */
export const isPlaceholder = (text: string): boolean =>
  text.length <= 256 && /^\$[A-Za-z_]\w*$|\$\{[^}]*\}|^<[^<>]+>$|\{\{/.test(text);

/** A pattern for a JSON Schema. An empty text is "not set", as the charts write it. */
export const formPattern = (form: Form): string => `^(?:${FORMS[form].pattern})?$|${PLACEHOLDER}`;

export const formName = (form: Form): string => FORMS[form].name;

/** What is wrong with a value of this form, as the end of a sentence: `"5 Gi" is no Kubernetes quantity: …`; undefined when nothing is. */
export function checkForm(form: Form, value: string | number): string | undefined {
  const rules = FORMS[form];
  const good = typeof value === 'number' ? (rules.number?.(value) ?? false) : isGoodText(form, rules, value);
  return good ? undefined : `${JSON.stringify(value)} is not ${rules.name}: ${rules.expected}`;
}

function isGoodText(form: Form, rules: FormRules, value: string): boolean {
  if (value.length > 4096) return false;
  if (new RegExp(PLACEHOLDER).test(value)) return true;
  return new RegExp(formPattern(form)).test(value) && (rules.text?.(value) ?? true);
}
