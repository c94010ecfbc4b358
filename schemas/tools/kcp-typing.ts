import type { JsonValue } from '../../server/src/core/product/table.ts';
import { dotted } from './dotted.ts';
import { resourceTyping, type Typing, typeOfLeaf } from './typing.ts';

/**
 * Types of the kcp charts' settings where name and default do not tell them: read in the templates and in the prose of
 * the recorded facts.
 */

const SERVICE_TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer'];
const POD: Typing = { type: 'k8s:PodSecurityContext' };
const CONTAINER: Typing = { type: 'k8s:SecurityContext' };
const STRINGS: Typing = { type: 'string[]' };
const OBJECTS: Typing = { type: 'object[]' };
/** A plain name, or a map with `name`: the charts' helper takes both. */
const PULL_SECRETS: Typing = { type: 'k8s:LocalObjectReference[]|string[]' };

/** By product and whole path. */
const BY_PATH: Readonly<Record<string, Typing>> = {
  'api-syncagent: disabledControllers[]': { type: 'string', values: ['sync', 'apiexport', 'apiresourceschema'] },
  'api-syncagent: initContainers': { type: 'k8s:Container[]' },
  'api-syncagent: securityContext.agent': CONTAINER,
  'api-syncagent: securityContext.pod': POD,
  'etcd-druid: image.imagePullPolicy': { type: 'string', values: ['Always', 'IfNotPresent', 'Never', ''] },
  'init-agent: securityContext': CONTAINER,
  'init-agent: targets[]': { type: 'string', values: ['host', 'configcluster', 'wstcluster'] },
  'kcp-operator: imagePullSecrets': { type: 'k8s:LocalObjectReference[]' },
  'kcp-operator: logging.encoder': { type: 'string', values: ['json', 'console'] },
  'kcp-operator: logging.level': { type: 'string|integer' },
  'kcp-operator: logging.timeEncoding': {
    type: 'string',
    values: ['epoch', 'millis', 'nano', 'iso8601', 'rfc3339', 'rfc3339nano'],
  },
  'kcp-operator: securityContext': CONTAINER,
  'kcp-operator: volumeMounts': { type: 'k8s:VolumeMount[]' },
  'kcp-operator: volumes': { type: 'k8s:Volume[]' },
};

/** By the end of the path, for all charts; the first match wins. */
const BY_END: readonly (readonly [RegExp, Typing])[] = [
  [/(^|\.)(externalHostname|rootShardInternalHostname)$/, { type: 'string', form: 'dns-name' }],
  [/(^|\.)cacheInternalHostname$/, { type: 'string', form: 'dns-name' }],
  [/(^|\.)externalPort$/, { type: 'string', form: 'port' }],
  [/(^|\.)imagePullSecrets$/, PULL_SECRETS],
  [
    /(^|\.)(extraFlags|batteries|dnsNames|ipAddresses|extraDNSNames|workspaceTypes|disabledControllers|exemptServiceAccounts)$/,
    STRINGS,
  ],
  [/(^|\.)(additionalPathMappings|rootIdentities\.identities)$/, OBJECTS],
  [/(^|\.)hostAliases\.values$/, { type: 'k8s:HostAlias[]' }],
  [/(^|\.)authentication\.configMapRef$/, { type: 'k8s:ConfigMapVolumeSource' }],
  [/(^|\.)(kcp|kcpFrontProxy|cache)\.securityContext$/, POD],
  [/(^|\.)containerSecurityContext$/, CONTAINER],
  [/\.seccompProfile$/, { type: 'k8s:SeccompProfile' }],
  [/\.seccompProfile\.type$/, { type: 'string', values: ['RuntimeDefault', 'Localhost', 'Unconfined'] }],
  [/\.capabilities$/, { type: 'k8s:Capabilities' }],
  [/\.capabilities\.(add|drop)$/, STRINGS],
  [/\.(runAsUser|runAsGroup|fsGroup)$/, { type: 'integer', minimum: 0 }],
  [/\.podAntiAffinity$/, { type: 'k8s:PodAntiAffinity' }],
  [/\.podAntiAffinity\.preferredDuringSchedulingIgnoredDuringExecution$/, { type: 'k8s:WeightedPodAffinityTerm[]' }],
  [/(^|\.)strategy$/, { type: 'k8s:DeploymentStrategy' }],
  [/(^|\.)strategy\.type$/, { type: 'string', values: ['RollingUpdate', 'Recreate'] }],
  [/(^|\.)service\.type$/, { type: 'string', values: SERVICE_TYPES }],
  [/(^|\.)service\.nodePort$/, { type: 'string|integer', form: 'port' }],
  [/(^|\.)service\.loadBalancerIP$/, { type: 'string', form: 'ip' }],
  [/(^|\.)(volumeSize)$/, { type: 'string', form: 'quantity' }],
  [/(^|\.)(cpu|memory)(Limit|Request)$/, { type: 'k8s:Quantity', form: 'quantity' }],
  [/(^|\.)v$/, { type: 'string|integer' }],
  [/(^|\.)audit\.log\.max(Age|Size|Backup)$/, { type: 'string|integer' }],
  [/(^|\.)(etcd|kcp|kcpFrontProxy|cache)\.image$/, { type: 'string', form: 'image' }],
  [/(^|\.)image\.repository$/, { type: 'string', form: 'image' }],
  [/(^|\.)issuerUrl$/, { type: 'string', form: 'url' }],
  [/(^|\.)oidc\.(clientId|groupClaim|groupsPrefix|usernameClaim|usernamePrefix)$/, { type: 'string' }],
  [/(^|\.)certificateIssuer\.kind$/, { type: 'string', values: ['Issuer', 'ClusterIssuer'] }],
  [/(^|\.)certificateIssuer\.(name|secret\.name|secret\.key)$/, { type: 'string' }],
  [/(^|\.)certificates\.(cache\.)?certificateIssuer$/, { type: 'string' }],
  [/(^|\.)privateKeys\.algorithm$/, { type: 'string', values: ['RSA', 'ECDSA', 'Ed25519'] }],
  [/(^|\.)certificates\.subject$/, { type: 'object', open: true }],
  [/(^|\.)rbacSubject$/, { type: 'object', open: true }],
  [/(^|\.)rbacSubject\.kind$/, { type: 'string', values: ['User', 'Group', 'ServiceAccount'] }],
  [/(^|\.)targets$/, STRINGS],
  [/(^|\.)featureGates$/, { type: 'map<boolean>' }],
  [
    /(^|\.)(renewDeadline|retryPeriod|etcdStatusSyncPeriod|requeueInterval|notReadyThreshold|unknownThreshold|etcdMemberNotReadyThreshold|etcdMemberUnknownThreshold)$/,
    { type: 'string', form: 'go-duration' },
  ],
  [/(^|\.)logLevel$/, { type: 'string', values: ['debug', 'info', 'error'] }],
  [/(^|\.)logFormat$/, { type: 'string', values: ['json', 'text'] }],
  [/(^|\.)(concurrentSyncs|workers|burst)$/, { type: 'integer', minimum: 0 }],
  [/(^|\.)clientConnection\.qps$/, { type: 'number', minimum: 0 }],
  [
    /(^|\.)(nameOverride|fullnameOverride|apiExportName|acceptContentType|contentType|bindAddress|serverCertDir)$/,
    { type: 'string' },
  ],
  [/(^|\.)githubUserEditAccess$/, { type: 'any' }],
];

/** Typing of a leaf, given all the defaults it ever had. */
export function kcpLeafTyping(chart: string, path: readonly string[], defaults: readonly JsonValue[]): Typing {
  return fixed(chart, path) ?? typeOfLeaf(path, defaults);
}

/** Typing of a map with listed keys. */
export function kcpMapTyping(chart: string, path: readonly string[]): Typing {
  const typing = fixed(chart, path) ?? resourceTyping(path) ?? typeOfLeaf(path, [{}]);
  return /^(map<|k8s:)/.test(typing.type) || fixed(chart, path) ? typing : { type: 'object' };
}

function fixed(chart: string, path: readonly string[]): Typing | undefined {
  const text = dotted(path);
  return BY_PATH[`${chart}: ${text}`] ?? BY_END.find(([end]) => end.test(text))?.[1];
}
