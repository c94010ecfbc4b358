import {
  all,
  any,
  atLeast,
  atMost,
  filled,
  isFalse,
  isTrue,
  key,
  not,
  oneOf,
  type ProductConstraint,
  switchedTo,
  text,
  unset,
} from './constraint.ts';

const bundled = { 'etcd.enabled': isTrue } as const;

/** What a production kcp (chart `kcp`) has, as far as JSON Schema can ask for it. */
export const kcp: readonly ProductConstraint[] = [
  { rule: 'kcp-external-hostname-missing', must: { externalHostname: filled } },
  { rule: 'kcp-server-replicas', must: { 'kcp.replicas': atLeast(2) } },
  { rule: 'kcp-front-proxy-replicas', must: { 'kcpFrontProxy.replicas': atLeast(2) } },
  {
    rule: 'kcp-leader-election',
    when: { 'kcp.replicas': all({ type: 'number' }, atLeast(2)) },
    must: { 'kcp.leaderElection.enabled': isTrue },
  },
  { rule: 'kcp-pdb-disabled', when: bundled, must: { 'etcd.podDisruptionBudget.enabled': isTrue } },
  {
    rule: 'kcp-pdb-disabled',
    when: { 'kcp.replicas': all({ type: 'number' }, atLeast(2)) },
    must: { 'kcp.podDisruptionBudget.enabled': isTrue },
  },
  {
    rule: 'kcp-pdb-disabled',
    when: { 'kcpFrontProxy.replicas': all({ type: 'number' }, atLeast(2)) },
    must: { 'kcpFrontProxy.podDisruptionBudget.enabled': isTrue },
  },
  {
    rule: 'kcp-pdb-blocks',
    when: { 'kcp.replicas': oneOf(1) },
    must: { 'kcp.podDisruptionBudget.enabled': switchedTo(false) },
  },
  {
    rule: 'kcp-pdb-zero',
    when: { 'kcp.podDisruptionBudget.enabled': isTrue },
    must: { 'kcp.podDisruptionBudget.minAvailable': not(oneOf(0, '0', '0%')) },
  },
  {
    rule: 'kcp-pdb-key-ignored',
    when: { 'etcd.podDisruptionBudget.enabled': isTrue },
    must: { 'etcd.podDisruptionBudget': key('minAvailable', unset) },
  },
  {
    rule: 'kcp-etcd-pdb-quorum',
    when: { 'etcd.podDisruptionBudget.enabled': isTrue },
    must: { 'etcd.podDisruptionBudget': key('maxUnavailable', atMost(1)) },
  },
  { rule: 'kcp-etcd-no-backup', must: { 'etcd.enabled': switchedTo(false) } },
  { rule: 'kcp-etcd-storage', when: bundled, must: { 'etcd.storageClassName': filled } },
  { rule: 'kcp-etcd-embedded', must: { 'kcp.etcd.serverAddress': not(oneOf('embedded')) } },
  {
    rule: 'kcp-etcd-endpoint-missing',
    when: { 'etcd.enabled': isFalse },
    must: { 'kcp.etcd.serverAddress': filled },
  },
  { rule: 'kcp-etcd-insecure', must: { 'kcp.etcd.serverAddress': not(text('^http://')) } },
  { rule: 'kcp-encryption-at-rest', must: { 'kcp.extraFlags': flagged('encryption-provider-config') } },
  {
    rule: 'kcp-etcd-tls-flags',
    must: {
      'kcp.extraFlags': any(
        not(flagged('etcd-certfile')),
        all(flagged('etcd-certfile'), flagged('etcd-keyfile'), flagged('etcd-cafile')),
      ),
    },
  },
  {
    rule: 'kcp-audit-volume',
    when: { 'audit.enabled': isTrue },
    must: { 'kcp.replicas': atMost(1) },
  },
  {
    rule: 'kcp-audit-volume-rolling',
    when: { 'audit.enabled': isTrue, 'kcp.replicas': oneOf(1) },
    must: { 'kcp.strategy': key('type', oneOf('Recreate')) },
  },
  { rule: 'kcp-profiling-exposed', must: { 'kcp.profiling.enabled': switchedTo(false) } },
  { rule: 'kcp-token-auth', must: { 'kcp.tokenAuth.enabled': switchedTo(false) } },
  { rule: 'kcp-root-identities', must: { 'development.rootIdentities.enabled': switchedTo(false) } },
  {
    rule: 'kcp-letsencrypt-staging',
    when: { 'letsEncrypt.enabled': isTrue },
    must: { 'letsEncrypt.staging.enabled': switchedTo(false) },
  },
  {
    rule: 'kcp-oidc-incomplete',
    when: { 'oidc.enabled': isTrue },
    must: { 'oidc.issuerUrl': filled, 'oidc.clientId': filled },
  },
  {
    rule: 'kcp-monitoring-disabled',
    when: bundled,
    must: { 'etcd.monitoring.serviceMonitor.enabled': isTrue },
  },
  { rule: 'kcp-monitoring-disabled', must: { 'kcpFrontProxy.monitoring.serviceMonitor.enabled': isTrue } },
];

/** What a shard (chart `shard`) has. */
export const kcpShard: readonly ProductConstraint[] = [
  { rule: 'kcp-external-hostname-missing', must: { externalHostname: filled } },
  {
    rule: 'kcp-shard-root-hostname-missing',
    when: { 'sharding.enabled': isTrue, 'sharding.isRoot': isFalse },
    must: { 'sharding.rootShardInternalHostname': filled },
  },
  { rule: 'kcp-sharding-misplaced', must: { kcp: key('sharding', key('enabled', switchedTo(false))) } },
];

function flagged(name: string) {
  return { type: 'array', contains: text(`^--${name}=`) } as const;
}
