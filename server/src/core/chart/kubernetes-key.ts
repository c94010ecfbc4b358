import type { JsonValue } from '../product/table.ts';
import type { JsonSchema } from '../schema/json-schema.ts';
import type { DocumentedValue } from './comments.ts';

/**
 * Does the definition `k8s.<type>` accept the value? Asked about defaults that are not empty and whose field names fit:
 * what stands deeper is only known to who has the definitions.
 */
export type FitsKubernetes = (type: string, value: JsonValue) => boolean;

/** Keys that charts name after a field of Kubernetes, and the fields of its type: a default with others is the chart's own. */
interface KubernetesType {
  readonly type: string;
  readonly list: boolean;
  readonly fields: ReadonlySet<string>;
}

const typeOf = (type: string, fields: string): KubernetesType => ({
  type,
  list: false,
  fields: new Set(fields.split(' ')),
});
const listOf = (type: string, fields: string): KubernetesType => ({ ...typeOf(type, fields), list: true });

const podSecurity = typeOf(
  'PodSecurityContext',
  'appArmorProfile fsGroup fsGroupChangePolicy runAsGroup runAsNonRoot runAsUser seLinuxChangePolicy seLinuxOptions seccompProfile supplementalGroups supplementalGroupsPolicy sysctls windowsOptions',
);
const containerSecurity = typeOf(
  'SecurityContext',
  'allowPrivilegeEscalation appArmorProfile capabilities privileged procMount readOnlyRootFilesystem runAsGroup runAsNonRoot runAsUser seLinuxOptions seccompProfile windowsOptions',
);
const probe = typeOf(
  'Probe',
  'exec failureThreshold grpc httpGet initialDelaySeconds periodSeconds successThreshold tcpSocket terminationGracePeriodSeconds timeoutSeconds',
);
const environment = listOf('EnvVar', 'name value valueFrom');
const volumes = listOf(
  'Volume',
  'name awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume flocker gcePersistentDisk gitRepo glusterfs hostPath image iscsi nfs persistentVolumeClaim photonPersistentDisk portworxVolume projected quobyte rbd scaleIO secret storageos vsphereVolume',
);
const mounts = listOf('VolumeMount', 'mountPath mountPropagation name readOnly recursiveReadOnly subPath subPathExpr');

const keys: ReadonlyMap<string, KubernetesType> = new Map([
  ['resources', typeOf('ResourceRequirements', 'limits requests claims')],
  ['tolerations', listOf('Toleration', 'key operator value effect tolerationSeconds')],
  ['affinity', typeOf('Affinity', 'nodeAffinity podAffinity podAntiAffinity')],
  ['podSecurityContext', podSecurity],
  ['containerSecurityContext', containerSecurity],
  ['livenessProbe', probe],
  ['readinessProbe', probe],
  ['startupProbe', probe],
  ['customLivenessProbe', probe],
  ['customReadinessProbe', probe],
  ['customStartupProbe', probe],
  [
    'topologySpreadConstraints',
    listOf(
      'TopologySpreadConstraint',
      'labelSelector matchLabelKeys maxSkew minDomains nodeAffinityPolicy nodeTaintsPolicy topologyKey whenUnsatisfiable',
    ),
  ],
  ['env', environment],
  ['extraEnv', environment],
  ['extraEnvs', environment],
  ['extraEnvVars', environment],
  ['envFrom', listOf('EnvFromSource', 'configMapRef prefix secretRef')],
  ['extraEnvFrom', listOf('EnvFromSource', 'configMapRef prefix secretRef')],
  ['imagePullSecrets', listOf('LocalObjectReference', 'name')],
  ['volumes', volumes],
  ['extraVolumes', volumes],
  ['volumeMounts', mounts],
  ['extraVolumeMounts', mounts],
  ['strategy', typeOf('DeploymentStrategy', 'type rollingUpdate')],
  ['deploymentStrategy', typeOf('DeploymentStrategy', 'type rollingUpdate')],
  ['lifecycle', typeOf('Lifecycle', 'preStop postStart stopSignal')],
  ['lifecycleHooks', typeOf('Lifecycle', 'preStop postStart stopSignal')],
  ['hostAliases', listOf('HostAlias', 'hostnames ip')],
  ['dnsConfig', typeOf('PodDNSConfig', 'nameservers options searches')],
]);

/** Names that stand for one of two types: only the fields tell which. */
const eitherOf: ReadonlyMap<string, readonly KubernetesType[]> = new Map([
  ['securityContext', [podSecurity, containerSecurity]],
  [
    'updateStrategy',
    [typeOf('DeploymentStrategy', 'type rollingUpdate'), typeOf('StatefulSetUpdateStrategy', 'type rollingUpdate')],
  ],
]);

/** Keys with a few given values of Kubernetes that charts fill in as a map of texts. */
const textMaps: ReadonlySet<string> = new Set(['nodeSelector']);

/**
 * The schema of a key that is named after a field of Kubernetes and whose default fits that field; undefined when the
 * chart spells it in its own way, or the default says too little about which type is meant.
 */
export function kubernetesTypeOf(
  name: string,
  value: DocumentedValue,
  accepts: FitsKubernetes = () => true,
): JsonSchema | undefined {
  if (textMaps.has(name) && isTextMap(value)) {
    return {
      type: ['object', 'string', 'null'],
      additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
    };
  }
  const single = keys.get(name);
  if (single) {
    return fits(single, value, accepts) ? schemaFor([single]) : undefined;
  }
  const several = eitherOf.get(name)?.filter(type => fits(type, value, accepts)) ?? [];
  return several.length > 0 ? schemaFor(several) : undefined;
}

/** A template in a text (`tpl`) may stand for the whole. */
function schemaFor(types: readonly KubernetesType[]): JsonSchema {
  const references = types.map(({ type, list }) =>
    list ? { type: 'array', items: reference(type) } : reference(type),
  );
  const [first] = references;
  return first && references.length === 1 && !types[0]?.list
    ? first
    : { anyOf: [...references, { type: ['string', 'null'] }] };
}

const reference = (type: string): JsonSchema => ({ $ref: `#/definitions/k8s.${type}` });

function fits({ type, list, fields }: KubernetesType, value: DocumentedValue, accepts: FitsKubernetes): boolean {
  if (isEmpty(value)) {
    // Without a default, a list may as well be written as a map of names: only a list proves a list.
    const proves = value.kind === (list ? 'list' : 'map') || (value.kind === 'scalar' && !list);
    return proves && [...value.entries.keys()].every(name => fields.has(name));
  }
  const maps = list ? value.items : [value];
  return (
    value.kind === (list ? 'list' : 'map') &&
    maps.every(({ kind, entries }) => kind === 'map' && [...entries.keys()].every(name => fields.has(name))) &&
    maps.every(map => accepts(type, map.value))
  );
}

/** `{}`, `[]` or null, perhaps with an example in comments. */
const isEmpty = ({ kind, value, items, entries }: DocumentedValue): boolean =>
  kind === 'scalar'
    ? value === null
    : items.length === 0 && [...entries.values()].every(({ commentedOut }) => commentedOut === true);

const isTextMap = (value: DocumentedValue): boolean =>
  isEmpty(value) || (value.kind === 'map' && [...value.entries.values()].every(entry => entry.value.kind === 'scalar'));
