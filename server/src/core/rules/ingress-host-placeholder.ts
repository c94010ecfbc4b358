import { ingressesOf } from '../rule/ingresses.ts';
import { defineRule } from '../rule/rule.ts';
import { formatPath } from '../values/path.ts';

/** Names that are reserved for examples, answer for any address, or that charts ship. */
const placeholder =
  /(?:^|\.)(?:example|example\.(?:com|org|net)|chart-example\.local|nip\.io|sslip\.io|xip\.io|your-?(?:domain|company)\.\w+|mydomain\.com|domain\.(?:com|tld))$/i;

export default defineRule({
  id: 'ingress-host-placeholder',
  meta: {
    summary: 'Give every ingress its real host.',
    why: 'A host such as `chart-example.local` or `app.example.com` reaches nobody: requests to the real name get a 404, and no certificate is issued.',
    remedy: 'Write the name that DNS has for the load balancer.',
    severity: 'error',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      own: "'{path}' is the placeholder '{host}': requests to the real name find nothing. Write the host that DNS knows.",
      default:
        "'{path}' is switched on with the chart's placeholder host '{host}': requests to the real name find nothing. Set its hosts.",
    },
    examples: {
      bad: 'ingress:\n  enabled: true\n  hosts:\n    - host: chart-example.local\n',
      good: 'ingress:\n  enabled: true\n  hosts:\n    - host: shop.acme.dev\n',
    },
    sources: ['https://www.rfc-editor.org/rfc/rfc2606'],
    covers: ['S0-01'],
  },
  *check(context) {
    for (const { hosts, path } of ingressesOf(context)) {
      for (const node of hosts) {
        const host = String(node.value);
        if (!placeholder.test(host)) {
          continue;
        }
        yield context.isOwn(node.path)
          ? { path: node.path, message: 'own', data: { path: formatPath(node.path), host } }
          : { path: [...path, 'enabled'], message: 'default', data: { path: formatPath(path), host } };
      }
    }
  },
});
