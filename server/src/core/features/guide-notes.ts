import type { Family } from '../product/chart-in-force.ts';
import type { Path } from '../values/path.ts';

/** What the guides say beside the settings themselves: how to watch, try and mend. Shown in the hover of a key. */
export interface GuideNote {
  readonly family: Family;
  /** Any chart: names that a key may have. Products: dotted paths. */
  readonly keys: readonly string[];
  /** Markdown. */
  readonly text: string;
  /** Items of the source documents, see docs/trace.md. */
  readonly covers: readonly string[];
}

export const guideNotes: readonly GuideNote[] = [
  {
    family: 'helm',
    keys: ['autoscaling', 'hpa', 'horizontalPodAutoscaler'],
    text: `To watch it:

\`\`\`sh
kubectl get hpa --watch
kubectl describe hpa <name>
kubectl top pods
kubectl get events --field-selector reason=SuccessfulRescale --sort-by=.lastTimestamp
\`\`\`

A target of \`<unknown>\` has one of two causes: metrics-server does not answer (\`kubectl top pods\` fails too), or the pods have no requests for that resource. A load test (k6, for example) shows whether the bounds are right; look at them again when the load has changed. Peaks that are known beforehand are better scaled by the clock (KEDA's \`cron\` trigger). Change the values, not the object: the next \`helm upgrade\` puts back what was patched, and \`--reuse-values\` hides new defaults of the chart. [Kubernetes](https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/)`,
    covers: [
      'S2-20',
      'S2-63',
      'S2-64',
      'S2-70',
      'S2-83',
      'S2-94',
      'S2-96',
      'S4-09',
      'S4-10',
      'S4-11',
      'S4-35',
      'S4-48',
      'S4-49',
      'S4-53',
    ],
  },
  {
    family: 'helm',
    keys: ['maxReplicas'],
    text: 'Set it from a load test, and no higher than the nodes, the connections of the database and the budget allow.',
    covers: ['S2-82', 'S4-43'],
  },
  {
    family: 'helm',
    keys: ['targetCPUUtilizationPercentage', 'targetCPUUtilization'],
    text: 'Begin at 80 and lower it until the response times hold while new pods start.',
    covers: ['S4-40'],
  },
  {
    family: 'helm',
    keys: ['metrics'],
    text: 'Scale by what the work waits for: requests per second or open connections per pod, or the length of a queue (`External`, shared by all pods). A metrics adapter has to serve it.',
    covers: ['S2-18'],
  },
  {
    family: 'helm',
    keys: ['strategy', 'updateStrategy', 'deploymentStrategy'],
    text: `An update starts new pods, waits until they are ready, takes old ones out of the Service, sends them SIGTERM and kills what is left after the grace period. To follow it:

\`\`\`sh
kubectl rollout status deployment/<name>
kubectl rollout pause deployment/<name>
kubectl rollout resume deployment/<name>
kubectl rollout undo deployment/<name>
\`\`\`

A Deployment that hangs only reports \`ProgressDeadlineExceeded\`; \`helm upgrade --atomic\` (\`--rollback-on-failure\` in Helm 4) goes back. When it hangs, look at the new pods (\`kubectl describe pod\`), at the events, and at the room on the nodes; disruption budgets do not hold updates up. Try it in staging first, watch errors and latency while it runs, and keep risky changes behind a canary or a feature flag.`,
    covers: ['S2-44', 'S2-45', 'S2-55', 'S2-72', 'S2-88', 'S2-89', 'S2-90'],
  },
  {
    family: 'helm',
    keys: ['revisionHistoryLimit'],
    text: '`kubectl rollout history deployment/<name>` lists the revisions that it keeps; Helm has its own history (`helm history`).',
    covers: ['S2-47'],
  },
  {
    family: 'helm',
    keys: ['tag'],
    text: 'The version belongs in the values or the overlay: what `kubectl set image` changes, the next `helm upgrade` or `kubectl apply` puts back.',
    covers: ['S2-55', 'S2-56'],
  },
  {
    family: 'helm',
    keys: ['terminationGracePeriodSeconds'],
    text: 'A pod that goes gets the preStop hook, then SIGTERM, and SIGKILL when this time (30 seconds by default, counted from the start of the hook) is over. On SIGTERM the program has to report not ready, take no new work, finish what it has, close its connections and exit.',
    covers: ['S2-57', 'S2-58', 'S2-60', 'S2-79'],
  },
  {
    family: 'helm',
    keys: ['readinessProbe'],
    text: `While it fails, or while the pod ends or its node is lost, the pod gets no traffic. Whether the dependencies answer belongs here, not into the liveness probe. When nothing arrives:

\`\`\`sh
kubectl get endpointslices -l kubernetes.io/service-name=<service>
kubectl describe pod <pod>
kubectl describe ingress <ingress>
kubectl port-forward <pod> 8080:<port>
\`\`\`

Where new pods answer slowly at first, warm them up before they report ready.`,
    covers: ['S2-41', 'S2-71', 'S2-73', 'S2-78'],
  },
  {
    family: 'helm',
    keys: ['successThreshold'],
    text: 'A failed pod is back after this many successes in a row: 1 by default. Only readiness probes may ask for more.',
    covers: ['S2-42'],
  },
  {
    family: 'helm',
    keys: ['podDisruptionBudget', 'pdb'],
    text: 'It holds back what goes through the eviction API: node drains, cluster upgrades, the cluster autoscaler. It does not slow down rollouts, and does not help against crashes; pods that are not ready for another reason use it up.',
    covers: ['S2-62', 'S2-72'],
  },
  {
    family: 'helm',
    keys: ['nginx.ingress.kubernetes.io/load-balance', 'load-balance'],
    text: '`ewma` prefers the pods that have answered fastest of late; `round_robin` takes turns.',
    covers: ['S2-21'],
  },
  {
    family: 'helm',
    keys: ['nginx.ingress.kubernetes.io/proxy-next-upstream', 'proxy-next-upstream'],
    text: 'Says which failures are tried again on another pod. Requests that change something (POST, PATCH) are not repeated unless `non_idempotent` is listed.',
    covers: ['S2-39'],
  },
  {
    family: 'helm',
    keys: ['alb.ingress.kubernetes.io/load-balancer-attributes'],
    text: 'One annotation holds all attributes, separated by commas. An ALB always balances over zones; an NLB only when told. With `deletion_protection.enabled=true` the controller cannot remove the load balancer: switch it off before the Ingress goes. CloudWatch shows `RequestCount`, `TargetResponseTime`, `HealthyHostCount` and `HTTPCode_Target_5XX_Count`.',
    covers: ['S2-26', 'S2-29', 'S2-30', 'S2-65'],
  },
  {
    family: 'helm',
    keys: ['serviceMonitor', 'podMonitor', 'prometheus'],
    text: `To begin with:

\`\`\`promql
sum(rate(http_requests_total[5m]))
histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))
kube_deployment_status_replicas_available
kube_horizontalpodautoscaler_status_current_replicas / kube_horizontalpodautoscaler_spec_max_replicas
sum by (pod) (rate(container_cpu_usage_seconds_total[5m]))
sum by (pod) (container_memory_working_set_bytes)
cluster_autoscaler_unschedulable_pods_count
\`\`\`

The second is the time within which 95 of 100 requests are answered, not an average.`,
    covers: ['S2-66', 'S4-33'],
  },
  {
    family: 'helm',
    keys: ['persistence', 'persistentVolume'],
    text: 'What scales out keeps its state elsewhere: sessions in a cache, files in an object store, data in a database.',
    covers: ['S2-74'],
  },
  {
    family: 'helm',
    keys: ['resources'],
    text: 'Compare with what is used (`kubectl top pods`, the recommendations of a VPA in mode `Off`) and adjust now and then. A ResourceQuota of the namespace counts these numbers, and refuses pods that have none.',
    covers: ['S2-95', 'S4-39'],
  },
  {
    family: 'helm',
    keys: ['requests'],
    text: 'What the pod uses in normal operation: the scheduler and the cluster autoscaler plan with it. Pods that stay `Pending` ask for more than any node has left (`kubectl describe pod`): add nodes, let the autoscaler add them, or ask for less.',
    covers: ['S4-37', 'S4-50'],
  },
  {
    family: 'helm',
    keys: ['verticalPodAutoscaler', 'vpa'],
    text: 'It needs the VPA controllers and CRDs in the cluster ([how to install](https://github.com/kubernetes/autoscaler/tree/master/vertical-pod-autoscaler)). `kubectl describe vpa <name>` shows what it recommends.',
    covers: ['S4-22', 'S4-24'],
  },
  {
    family: 'helm',
    keys: ['postgresql', 'postgres', 'externalDatabase'],
    text: `Reads can be spread over replicas (\`readReplicas\` of the PostgreSQL chart, or those of a managed database) when the application knows their address. To see how busy it is:

\`\`\`sql
SELECT count(*), state FROM pg_stat_activity GROUP BY state;
SHOW max_connections;
SELECT pid, now() - query_start AS runs, query FROM pg_stat_activity WHERE state = 'active' ORDER BY runs DESC LIMIT 10;
\`\`\``,
    covers: ['S4-28', 'S4-29'],
  },
  {
    family: 'helm',
    keys: ['redis', 'redis-cluster'],
    text: `To see how it fares:

\`\`\`sh
redis-cli info memory
redis-cli info stats   # evicted_keys, keyspace_hits, keyspace_misses
redis-cli cluster info
redis-cli slowlog get 10
\`\`\``,
    covers: ['S4-32'],
  },
  {
    family: 'helm',
    keys: ['priorityClassName'],
    text: 'Room for the next pods can be held ready by a few pods of a low priority that do nothing: they give way at once, and the cluster autoscaler replaces their room. A tenth to a fifth of the nodes is usual.',
    covers: ['S4-44'],
  },
  {
    family: 'helm',
    keys: ['nodeSelector', 'affinity'],
    text: 'Pools of different machines (general, compute, memory) keep unlike work apart: bind by a label of the pool, and taint pools that others should stay off.',
    covers: ['S4-46'],
  },
  {
    family: 'helm',
    keys: ['tolerations'],
    text: 'Spot nodes cost a fraction (30 to 80 % less) and may go at any minute: tolerate their taint only for work that can be interrupted.',
    covers: ['S4-47'],
  },
  {
    family: 'helm',
    keys: ['autoDiscovery', 'autoscalingGroups', 'cloudProvider'],
    text: `The bounds of a pool are set where the pool is made: \`--min-nodes\`/\`--max-nodes\` on GKE, the size of the Auto Scaling group on EKS, \`--min-count\`/\`--max-count\` on AKS; two to ten nodes are a usual start. To watch it:

\`\`\`sh
kubectl get configmap cluster-autoscaler-status -n kube-system -o yaml
kubectl logs -n kube-system deployment/cluster-autoscaler
kubectl get nodes --watch
\`\`\`

The ConfigMap only reports: settings are flags (\`extraArgs\`).`,
    covers: ['S4-04', 'S4-16', 'S4-19'],
  },
  {
    family: 'helm',
    keys: ['migrations', 'migration', 'migrationJob'],
    text: 'The schema changes before the code that needs it, and in steps that the running version can live with: both run side by side during an update.',
    covers: ['S2-91'],
  },
  {
    family: 'spaces',
    keys: ['controlPlanes'],
    text: `Each control plane runs in a namespace of its own on the host cluster:

\`\`\`sh
kubectl get namespaces -l internal.spaces.upbound.io/controlplane-name=<name>,internal.spaces.upbound.io/controlplane-namespace=<group>
kubectl get pods -n <namespace>
\`\`\`

Pools for API servers and etcd are labelled and tainted alike (\`kubectl label nodes <node> target=etcd\`, \`kubectl taint nodes <node> target=etcd:NoSchedule\`), and grow with the number of control planes when the cluster scales itself: [Karpenter](https://karpenter.sh/) on EKS, [the cluster autoscaler of GKE](https://cloud.google.com/kubernetes-engine/docs/concepts/cluster-autoscaler), [that of AKS](https://learn.microsoft.com/azure/aks/cluster-autoscaler).`,
    covers: ['S0-20', 'S0-21', 'S0-22', 'S0-23', 'S1-08', 'S1-10'],
  },
  {
    family: 'spaces',
    keys: ['controlPlanes.ha'],
    text: 'Before a Space is made ready for production: it runs, you may administer its cluster, you know how many control planes and how much load to expect, and affinity, taints and autoscaling are no strangers to you. [High availability](https://docs.upbound.io/self-hosted-spaces/howtos/configure-ha/), [deployment requirements](https://docs.upbound.io/self-hosted-spaces/howtos/self-hosted-spaces-deployment/).',
    covers: ['S0-01', 'S0-02', 'S0-61', 'S1-01'],
  },
  {
    family: 'kcp',
    keys: ['kcp'],
    text: 'Two things decide how kcp fares in production: each shard has an etcd of its own that must be run with care, and shards limit how much goes down at once. It is made to run on Kubernetes, by these charts or by [kcp-operator](https://docs.kcp.io/kcp-operator/main/), which is to become the usual way. [Production setup](https://docs.kcp.io/kcp/main/setup/production/)',
    covers: ['S3-01', 'S3-17', 'S3-18'],
  },
  {
    family: 'kcp',
    keys: ['etcd'],
    text: 'Everything that kcp knows is in etcd: what backs it up backs up kcp, nothing else need be. For its operation see [etcd](https://etcd.io/docs/latest/op-guide/), for encryption at rest [Kubernetes](https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/).',
    covers: ['S3-03', 'S3-13', 'S3-23'],
  },
  {
    family: 'kcp',
    keys: ['kcp.etcd'],
    text: 'An etcd that etcd-druid runs gets its certificates by hand or from a community chart; its own pods need TLS between them as well as towards kcp.',
    covers: ['S3-06', 'S3-09'],
  },
  {
    family: 'kcp',
    keys: ['sharding'],
    text: 'New workspaces are spread evenly over the shards, whatever each already holds (as of kcp 0.28), and a shard cannot be marked as full: plan with more shards than the first day needs.',
    covers: ['S3-19', 'S3-20'],
  },
];

/** The notes on a key: of a product by its path, of any other chart by its name. */
export const guideNotesAt = (family: Family, path: Path): readonly GuideNote[] =>
  guideNotes.filter(
    note =>
      note.family === family &&
      note.keys.includes(family === 'helm' ? String(path.at(-1)) : path.map(String).join('.')),
  );
