/** The grammar of label keys and values, which taints and tolerations share. Source: k8s.io/apimachinery/pkg/util/validation. */

const name = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const dnsLabel = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** Whether `text` may be a label key: `name` or `prefix.domain/name`. */
export function isLabelKey(text: string): boolean {
  const parts = text.split('/', 3);
  const [last = '', prefix] = parts.reverse();
  return parts.length <= 2 && isName(last) && (prefix === undefined || isDnsSubdomain(prefix));
}

/** Whether `text` may be a label's value: empty, or up to 63 letters, digits, `-`, `_`, `.`, at both ends a letter or digit. */
export const isLabelValue = (text: string): boolean => text === '' || isName(text);

/** Lower-case names joined by dots, at most 253 long. */
export const isDnsSubdomain = (text: string): boolean =>
  text.length <= 253 && text.split('.').every(part => dnsLabel.test(part));

const isName = (text: string): boolean => text.length <= 63 && name.test(text);
