import { distance } from 'fastest-levenshtein';
import { isTemplated, type MapNode, type ScalarNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import type { RuleContext } from './rule.ts';

export const nginxPrefix = 'nginx.ingress.kubernetes.io/';
export const albPrefix = 'alb.ingress.kubernetes.io/';

/** An annotation that one of the user's files writes, and the map that it stands in. */
export interface Annotation {
  readonly name: string;
  readonly node: ScalarNode;
  readonly path: Path;
  readonly map: MapNode;
}

/** The maps of annotations that charts print as they are. */
const maps = ['annotations', 'ingressAnnotations', 'serviceAnnotations', 'commonAnnotations', 'extraAnnotations'];

/** The user's own annotations whose name starts with `prefix`, without templates. */
export const ownAnnotations = ({ select, isOwn }: RuleContext, prefix: string): readonly Annotation[] =>
  maps
    .flatMap(name => select(`**.${name}`))
    .flatMap(map =>
      map.kind !== 'map'
        ? []
        : [...map.entries].flatMap(([name, { value }]) => {
            const path = [...map.path, name];
            return name.startsWith(prefix) && value.kind === 'scalar' && !isTemplated(value) && isOwn(path)
              ? [{ name: name.slice(prefix.length), node: value, path, map }]
              : [];
          }),
    );

/**
 * The name that was evidently meant: it differs in case, `-`, `_` or two letters, or the name lacks its last part.
 * Undefined for a known name and for one that is like none: the lists may be older than the controller.
 */
export function meantAnnotation(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name)) {
    return undefined;
  }
  const fold = (text: string) => text.toLowerCase().replace(/[-_.]/g, '');
  const spelled = known.find(candidate => fold(candidate) === fold(name));
  if (spelled !== undefined || name.length < 6 || name.length > 80) {
    return spelled;
  }
  const near = known.filter(candidate => distance(candidate, name) <= 2);
  const longer = known.filter(candidate => candidate.startsWith(`${name}-`));
  return near.length > 0 ? near[0] : longer.length === 1 ? longer[0] : undefined;
}

/** Integers, read with Go's Atoi. `unit`: seconds that people like to write with a unit. */
export const nginxIntegers: ReadonlyMap<string, 'seconds' | 'count'> = new Map([
  ['proxy-connect-timeout', 'seconds'],
  ['proxy-send-timeout', 'seconds'],
  ['proxy-read-timeout', 'seconds'],
  ['proxy-next-upstream-timeout', 'seconds'],
  ['proxy-next-upstream-tries', 'count'],
  ['proxy-buffers-number', 'count'],
  ['limit-connections', 'count'],
  ['limit-rps', 'count'],
  ['limit-rpm', 'count'],
  ['limit-rate', 'count'],
  ['limit-rate-after', 'count'],
  ['limit-burst-multiplier', 'count'],
  ['cors-max-age', 'seconds'],
  ['canary-weight', 'count'],
  ['canary-weight-total', 'count'],
  ['permanent-redirect-code', 'count'],
  ['auth-tls-verify-depth', 'count'],
  ['proxy-ssl-verify-depth', 'count'],
]);

const words = (text: string): readonly string[] => text.split(/\s+/).filter(word => word !== '');

/** The annotations of ingress-nginx, those of older versions among them. */
export const nginxAnnotations: readonly string[] = [
  ...nginxIntegers.keys(),
  ...words(`
    add-base-url affinity affinity-canary-behavior affinity-mode app-root
    auth-always-set-cookie auth-cache-duration auth-cache-key auth-keepalive auth-keepalive-requests
    auth-keepalive-share-vars auth-keepalive-timeout auth-method auth-proxy-set-headers auth-realm auth-response-headers
    auth-request-redirect auth-secret auth-secret-type auth-signin auth-signin-redirect-param auth-snippet
    auth-tls-error-page auth-tls-match-cn auth-tls-pass-certificate-to-upstream auth-tls-secret auth-tls-verify-client
    auth-type auth-url backend-protocol base-url-scheme canary canary-by-cookie canary-by-header canary-by-header-pattern
    canary-by-header-value client-body-buffer-size configuration-snippet connection-proxy-header cors-allow-credentials
    cors-allow-headers cors-allow-methods cors-allow-origin cors-expose-headers custom-headers custom-http-errors
    default-backend denylist-source-range disable-proxy-intercept-errors enable-access-log enable-cors
    enable-global-auth enable-http2-push enable-influxdb enable-modsecurity enable-opentelemetry enable-opentracing
    enable-owasp-core-rules enable-rewrite-log force-ssl-redirect from-to-www-redirect
    global-rate-limit global-rate-limit-ignored-cidrs global-rate-limit-key global-rate-limit-window
    grpc-backend http2-push-preload influxdb-host influxdb-measurement influxdb-port influxdb-server-name
    limit-whitelist load-balance mirror-host mirror-request-body mirror-target modsecurity-snippet
    modsecurity-transaction-id opentelemetry-operation-name opentelemetry-trust-incoming-span
    opentracing-trust-incoming-span permanent-redirect preserve-trailing-slash proxy-body-size proxy-buffer-size
    proxy-buffering proxy-busy-buffers-size proxy-cookie-domain proxy-cookie-path proxy-http-version
    proxy-max-temp-file-size proxy-next-upstream proxy-pass-params proxy-redirect-from proxy-redirect-to
    proxy-request-buffering proxy-ssl-ciphers proxy-ssl-name proxy-ssl-protocols proxy-ssl-secret proxy-ssl-server-name
    proxy-ssl-verify relative-redirects rewrite-target satisfy secure-backends secure-verify-ca-secret server-alias
    server-snippet service-match service-upstream service-weight session-cookie-change-on-failure
    session-cookie-conditional-samesite-none session-cookie-domain session-cookie-expires session-cookie-hash
    session-cookie-max-age session-cookie-name session-cookie-path session-cookie-samesite session-cookie-secure
    ssl-ciphers ssl-passthrough ssl-prefer-server-ciphers ssl-redirect stream-snippet temporal-redirect
    temporal-redirect-code upstream-fail-timeout upstream-hash-by upstream-hash-by-subset upstream-hash-by-subset-size
    upstream-max-fails upstream-vhost use-port-in-redirects use-regex whitelist-source-range allowlist-source-range
    x-forwarded-prefix
  `),
];

/** The annotations of the AWS Load Balancer Controller for Ingress; `actions.…` and the like have names of their own. */
export const albAnnotations: readonly string[] = words(`
  auth-idp-cognito auth-idp-oidc auth-on-unauthenticated-request auth-scope auth-session-cookie auth-session-timeout
  auth-type backend-protocol backend-protocol-version certificate-arn customer-owned-ipv4-pool
  enable-frontend-nlb frontend-nlb-attributes frontend-nlb-eip-allocations frontend-nlb-healthcheck-healthy-threshold-count
  frontend-nlb-healthcheck-interval-seconds frontend-nlb-healthcheck-path frontend-nlb-healthcheck-port
  frontend-nlb-healthcheck-protocol frontend-nlb-healthcheck-success-codes frontend-nlb-healthcheck-timeout-seconds
  frontend-nlb-healthcheck-unhealthy-threshold-count frontend-nlb-listener-port-mapping frontend-nlb-scheme
  frontend-nlb-security-groups frontend-nlb-subnets frontend-nlb-tags group.name group.order healthcheck-interval-seconds
  healthcheck-path healthcheck-port healthcheck-protocol healthcheck-timeout-seconds healthy-threshold-count inbound-cidrs
  ip-address-type ipam-ipv4-pool-id jwt-validation listen-ports load-balancer-attributes load-balancer-capacity-reservation
  load-balancer-name manage-backend-security-group-rules minimum-load-balancer-capacity multi-cluster-target-group
  mutual-authentication scheme security-group-prefix-lists security-groups shield-advanced-protection ssl-policy
  ssl-redirect subnets success-codes tags target-control-port target-group-attributes target-node-labels target-type
  unhealthy-threshold-count use-regex-path-match waf-acl-id waf-acl-arn web-acl-id wafv2-acl-arn wafv2-acl-name
`);
