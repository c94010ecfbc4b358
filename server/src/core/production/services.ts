import {
  all,
  at,
  atLeast,
  type Constraint,
  has,
  isTrue,
  key,
  not,
  oneOf,
  switchedTo,
  text,
  unset,
  when,
} from './constraint.ts';

const nginx = 'nginx.ingress.kubernetes.io/';
const nginxNumber = not(text('^\\d+(ms|s|m|h)$'));
const numbers = ['proxy-next-upstream-timeout', 'proxy-connect-timeout', 'proxy-read-timeout', 'proxy-send-timeout'];
const configNumbers = 'upstream-keepalive-timeout|upstream-keepalive-connections|upstream-keepalive-requests';
const annotation = (name: string, value: Constraint['schema']): Constraint['schema'] =>
  key('ingress', key('annotations', { properties: { [name]: value } }));
/** A number with a unit that no Go duration has, such as `90d`. */
const noGoDuration = text('^\\d+(\\.\\d+)?\\s*(d|days?|w|weeks?|y|years?|mo|months?)$');
/** Prometheus takes whole numbers with units in descending order. */
const noPrometheusDuration = text('^(\\d+\\.\\d+[a-z]*|\\d+ .*|\\d+(sec|min|secs|mins|hr|hrs|seconds|minutes))$');

/** Ingresses, monitors, databases and caches, wherever they stand. */
export const services: readonly Constraint[] = [
  { rule: 'ingress-class-annotation', schema: annotation('kubernetes.io/ingress.class', unset) },
  { rule: 'ingress-annotation-unknown', schema: annotation(`${nginx}limit-burst`, unset) },
  {
    rule: 'ingress-annotation-value',
    schema: all(...numbers.map(name => annotation(nginx + name, nginxNumber))),
  },
  { rule: 'ingress-retry-unbounded', schema: annotation(`${nginx}proxy-next-upstream-tries`, not(oneOf('0'))) },
  { rule: 'ingress-nginx-config-value', schema: at(`controller.config.${configNumbers}`, nginxNumber) },
  { rule: 'ingress-nginx-snippet', schema: at('controller.allowSnippetAnnotations', switchedTo(false)) },
  {
    rule: 'ingress-host-placeholder',
    schema: key('ingress', when(has('enabled', isTrue), at('hosts.[].host', not(oneOf('chart-example.local'))))),
  },
  { rule: 'duration-invalid', schema: at('certificate.duration|renewBefore', not(noGoDuration)) },
  {
    rule: 'prometheus-duration-invalid',
    schema: at('serviceMonitor.interval|scrapeTimeout', not(noPrometheusDuration)),
  },
  {
    rule: 'cluster-autoscaler-arg-invalid',
    schema: when(
      has('cloudProvider', { type: 'string' }),
      at('extraArgs.scale-down-unneeded-time|scale-down-delay-after-add', not({ type: 'number' })),
    ),
  },
  { rule: 'pool-mode', schema: at('pgbouncer.poolMode', not(oneOf('session'))) },
  {
    rule: 'redis-maxmemory-unit',
    schema: at('redis.maxmemory', not(text('^\\d+(\\.\\d+)?([KMGT]i|\\.\\d+[kmg]b)$'))),
  },
  {
    rule: 'redis-cluster-topology',
    schema: at('redis-cluster.cluster', when(has('replicas', oneOf(1)), key('nodes', atLeast(6)))),
  },
  {
    rule: 'vpa-bounds-missing',
    schema: key(
      'vpa',
      when(
        all(has('enabled', isTrue), has('updateMode', oneOf('Recreate', 'Auto', 'InPlaceOrRecreate'))),
        key('maxAllowed', { minProperties: 1 }),
      ),
    ),
  },
];
