import { type Ingress, ingressesOf } from '../rule/ingresses.ts';
import { isEmptyNode, scalarIn } from '../rule/own-values.ts';
import { defineRule, type Fix, type RuleContext } from '../rule/rule.ts';
import { nodeAt } from '../values/node.ts';
import { formatPath } from '../values/path.ts';

/** Annotations that say that TLS ends elsewhere, or passes through. */
const endsElsewhere =
  /certificate|ssl-passthrough|listen-ports|managed-cert|pre-shared-cert|router\.tls|tls-acme|ssl-cert|backend-protocol|cloudflare|force-https|frontend-entry-point-tls/;
const classesWithTls = /^(tailscale|cloudflare.*|alb|openshift.*|gce.*)$/;

export default defineRule({
  id: 'ingress-tls-missing',
  meta: {
    summary: 'Serve every ingress over TLS.',
    why: 'Without a `tls` section the ingress serves its hosts over plain HTTP: credentials and cookies cross the network readable, and browsers warn.',
    remedy: 'List the hosts in `tls` with the Secret that holds their certificate.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm'],
    messages: {
      missing: "'{path}' serves {hosts} without TLS: credentials cross the network readable. Fill in 'tls'.",
    },
    examples: {
      bad: 'ingress:\n  enabled: true\n  hosts:\n    - host: shop.acme.dev\n  tls: []\n',
      good: 'ingress:\n  enabled: true\n  hosts:\n    - host: shop.acme.dev\n  tls:\n    - secretName: shop-tls\n      hosts: [shop.acme.dev]\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const ingress of ingressesOf(context)) {
      const { node, path, hosts } = ingress;
      const names = hosts
        .map(host => String(host.value))
        .filter(name => !/localhost|\.local$|\.svc\b|\.internal$/.test(name));
      const [first] = names;
      if (first === undefined || !hasNoTls(context, ingress)) {
        continue;
      }
      const at = [...path, 'tls'];
      yield {
        path: context.isOwn(at) ? at : (hosts.find(host => context.isOwn(host.path))?.path ?? path),
        ...(context.isOwn(at) ? { part: 'key' as const } : {}),
        message: 'missing',
        data: { path: formatPath(path), hosts: names.length === 1 ? `'${first}'` : `${names.length} hosts` },
        fixes: () => (nodeAt(node, ['tls'])?.kind === 'scalar' ? [] : addTls(path, names)),
      };
    }
  },
});

/** Written as empty, or known to be so. What another key may switch on is not judged. */
function hasNoTls(context: RuleContext, { node, path, annotations }: Ingress): boolean {
  const tls = node.entries.get('tls')?.value;
  const extra = [
    'extraTls',
    'tlsSecret',
    'tlsSecretName',
    'existingSecret',
    'secretName',
    'certManager',
    'tlsHosts',
    'ingressTLS',
  ];
  const className = String((scalarIn(node, 'className') ?? scalarIn(node, 'ingressClassName'))?.value ?? '');
  const isOff = tls?.kind === 'scalar' && tls.value === false;
  return (
    (isEmptyNode(tls) || isOff) &&
    (tls !== undefined || (context.complete && context.knows([...path, 'tls']) === true)) &&
    extra.every(name => isEmptyNode(node.entries.get(name)?.value)) &&
    !classesWithTls.test(className) &&
    ![...annotations].some(
      ([name, value]) => endsElsewhere.test(name) || (name.endsWith('ingress.class') && classesWithTls.test(value)),
    )
  );
}

const addTls = (path: readonly (string | number)[], hosts: readonly string[]): readonly Fix[] => {
  const name = String(hosts[0]).replace(/^\*\./, 'wildcard.').replaceAll('.', '-');
  return [
    {
      title: `Serve it with the certificate in Secret '${name}-tls'`,
      safety: 'unsafe',
      operations: [{ op: 'set', path: [...path, 'tls'], value: [{ secretName: `${name}-tls`, hosts: [...hosts] }] }],
    },
  ];
};
