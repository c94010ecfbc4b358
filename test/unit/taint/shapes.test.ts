// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what a shell or Terraform fills in
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTaints } from '../../../server/src/core/taint/read.ts';
import type { DeclaredTaint, TaintFile } from '../../../server/src/core/taint/taint.ts';
import { loadHcl } from '../../support/hcl.ts';

/** A document, and what it declares: `line key=value:Effect @pool (source) flags`. */
interface Shape {
  readonly what: string;
  readonly uri: string;
  readonly text: string;
  readonly taints: readonly string[];
  readonly removals?: readonly string[];
  readonly labels?: readonly string[];
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

function picture(taint: DeclaredTaint, text: string): string {
  const value = taint.value === null ? '' : `=${taint.value}`;
  const flags = [taint.templated ? ' templated' : '', taint.startup ? ' startup' : ''].join('');
  const pool = taint.pool === null ? '' : ` @${taint.pool}`;
  return `${lineAt(text, taint.site.span.start)} ${taint.key ?? '?'}${value}:${taint.effect ?? '?'}${pool} (${taint.source})${flags}`;
}

const labelPictures = (file: TaintFile): string[] =>
  file.labels.map(label => `${label.key ?? '?'}=${label.value ?? '*'}${label.pool === null ? '' : ` @${label.pool}`}`);

const shapes: readonly Shape[] = [
  {
    what: 'a Node as kubectl get nodes -o yaml prints it',
    uri: 'dump/nodes.yaml',
    text: `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Node
  metadata:
    name: ip-10-0-1-7
    labels:
      disk: ssd
  spec:
    taints:
    - effect: NoSchedule
      key: dedicated
      value: etcd
    - effect: NoExecute
      key: node.kubernetes.io/unreachable
      timeAdded: "2024-01-01T00:00:00Z"
`,
    taints: [
      '13 dedicated=etcd:NoSchedule @ip-10-0-1-7 (node)',
      '16 node.kubernetes.io/unreachable:NoExecute @ip-10-0-1-7 (node)',
    ],
    labels: ['disk=ssd @ip-10-0-1-7'],
  },
  {
    what: 'nodes as JSON',
    uri: 'nodes.json',
    text: `{"apiVersion": "v1", "kind": "List", "items": [
  {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n1", "labels": {"zone": "a"}},
   "spec": {"taints": [{"key": "gpu", "effect": "NoSchedule"}]}}
]}`,
    taints: ['3 gpu:NoSchedule @n1 (node)'],
    labels: ['zone=a @n1'],
  },
  {
    what: 'kubectl in a script: several taints, continuations, quotes, removals, variables, comments',
    uri: 'setup.sh',
    text: `#!/bin/bash
kubectl taint nodes node-1 dedicated=gpu:NoSchedule team=ml:NoExecute --overwrite
kubectl --context "$CTX" taint node -l pool=etcd \\
  'spaces.upbound.io/dedicated=etcd:NoSchedule'
# kubectl taint nodes node-2 old=true:NoSchedule
kubectl taint nodes --all node-role.kubernetes.io/control-plane:NoSchedule-
kubectl taint nodes node-1 dedicated=gpu:NoSchedule-
kubectl taint nodes node-3 legacy- # and gone=1:NoSchedule
for node in $(kubectl get nodes -o name); do kubectl taint "$node" batch=:PreferNoSchedule; done
kubectl taint nodes node-4 "tier=\${TIER}:NoSchedule"
kubectl taint nodes node-5 $TAINT
echo "kubectl taint nodes node-6 spoken=true:NoSchedule"
`,
    taints: [
      '2 dedicated=gpu:NoSchedule @node-1 (kubectl)',
      '2 team=ml:NoExecute @node-1 (kubectl)',
      '4 spaces.upbound.io/dedicated=etcd:NoSchedule @-l pool=etcd (kubectl)',
      '9 batch:PreferNoSchedule @$node (kubectl)',
      '10 tier=${TIER}:NoSchedule @node-4 (kubectl) templated',
      '11 ?:? @node-5 (kubectl) templated',
    ],
    removals: ['6 node-role.kubernetes.io/control-plane', '7 dedicated', '8 legacy'],
  },
  {
    what: 'kubectl label lines',
    uri: 'label.sh',
    text: `kubectl label nodes node-1 node-2 disk=ssd tier=hot --overwrite
kubectl label node node-3 old-
kubectl label pod web-0 app=web
kubectl label --overwrite nodes -l role=x zone=a
`,
    taints: [],
    labels: ['disk=ssd @node-1 node-2', 'tier=hot @node-1 node-2', 'zone=a @-l role=x'],
  },
  {
    what: 'kubectl in a Makefile',
    uri: 'Makefile',
    text: `taint:
\t@kubectl taint nodes $(NODE) dedicated=ci:NoSchedule
`,
    taints: ['2 dedicated=ci:NoSchedule @$(NODE) (kubectl)'],
  },
  {
    what: 'kubectl in a CI file',
    uri: '.github/workflows/e2e.yaml',
    text: `jobs:
  e2e:
    steps:
      - run: kubectl taint nodes kind-worker dedicated=e2e:NoSchedule
      - name: kubectl taint nodes by name=x:NoSchedule
        run: |
          set -e
          kubectl taint nodes kind-worker2 zone=b:NoExecute
`,
    taints: ['4 dedicated=e2e:NoSchedule @kind-worker (kubectl)', '8 zone=b:NoExecute @kind-worker2 (kubectl)'],
  },
  {
    what: 'a command as a list of words',
    uri: 'job.yaml',
    text: `apiVersion: batch/v1
kind: Job
spec:
  template:
    spec:
      containers:
        - command: ["kubectl", "taint", "nodes", "a", "dedicated=x:NoSchedule", "--overwrite"]
`,
    taints: ['7 dedicated=x:NoSchedule @a (kubectl)'],
  },
  {
    what: 'code blocks of a guide, and only these',
    uri: 'docs/guide.md',
    text: `Run \`kubectl taint nodes n inline=1:NoSchedule\` or kubectl taint nodes n prose=1:NoSchedule.

\`\`\`console
$ kubectl taint nodes <node> dedicated=spaces:NoSchedule
node/n tainted
\`\`\`

1. A list:

   ~~~yaml
   nodeGroups:
     - name: db
       ...
       taints:
         - key: db
           effect: NoExecute
   ~~~

\`\`\`yaml
tolerations:
  - key: decoy
    effect: NoSchedule
\`\`\`

\`\`\`shell
token: x
node-taint:
  - "CriticalAddonsOnly=true:NoExecute"
\`\`\`
`,
    taints: [
      '4 dedicated=spaces:NoSchedule @<node> (kubectl)',
      '15 db:NoExecute @db (eksctl)',
      '28 CriticalAddonsOnly=true:NoExecute (k3s)',
    ],
  },
  {
    what: 'eksctl: lists, and the map form',
    uri: 'cluster.yaml',
    text: `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: prod}
nodeGroups:
  - name: ng-1
    labels: {role: worker}
    taints:
      - key: special
        value: "true"
        effect: NoSchedule
managedNodeGroups:
  - name: ng-2
    taints:
      feaster: "true:NoSchedule"
      empty: ":NoExecute"
    overrideBootstrapCommand: |
      /etc/eks/bootstrap.sh prod --kubelet-extra-args '--register-with-taints=boot=1:NoSchedule --node-labels=kind=x'
`,
    taints: [
      '8 special=true:NoSchedule @ng-1 (eksctl)',
      '14 feaster=true:NoSchedule @ng-2 (eksctl)',
      '15 empty:NoExecute @ng-2 (eksctl)',
      '17 boot=1:NoSchedule @ng-2 (eksctl)',
    ],
    labels: ['role=worker @ng-1', 'kind=x @ng-2'],
  },
  {
    what: 'a Karpenter NodePool with startup taints and requirements',
    uri: 'pool.yaml',
    text: `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: gpu
  labels: {app: not-a-node-label}
spec:
  template:
    metadata:
      labels: {team: ml}
    spec:
      requirements:
        - {key: karpenter.sh/capacity-type, operator: In, values: [spot, on-demand]}
        - {key: nvidia.com/gpu, operator: Exists}
        - {key: size, operator: NotIn, values: [metal]}
      taints:
        - key: nvidia.com/gpu
          effect: NoSchedule
      startupTaints:
        - {key: node.cilium.io/agent-not-ready, value: "true", effect: NoExecute}
`,
    taints: [
      '16 nvidia.com/gpu:NoSchedule @gpu (karpenter)',
      '19 node.cilium.io/agent-not-ready=true:NoExecute @gpu (karpenter) startup',
    ],
    labels: [
      'team=ml @gpu',
      'karpenter.sh/capacity-type=spot @gpu',
      'karpenter.sh/capacity-type=on-demand @gpu',
      'nvidia.com/gpu=* @gpu',
    ],
  },
  {
    what: 'Karpenter as a Helm template',
    uri: 'templates/pool.yaml',
    text: `{{- range .Values.pools }}
---
apiVersion: karpenter.sh/v1beta1
kind: NodePool
metadata:
  name: {{ .name }}
spec:
  template:
    spec:
      {{- with .taints }}
      taints:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      startupTaints:
        - key: "{{ $.Values.startup }}"
          effect: NoSchedule
{{- end }}
`,
    taints: [
      '12 ?:? @{{ .name }} (karpenter) templated',
      '15 {{ $.Values.startup }}:NoSchedule @{{ .name }} (karpenter) templated startup',
    ],
  },
  {
    what: 'Cluster API: kubeadm, kubelet arguments, topology, RKE2',
    uri: 'capi.yaml',
    text: `apiVersion: bootstrap.cluster.x-k8s.io/v1beta1
kind: KubeadmConfigTemplate
metadata: {name: md-0}
spec:
  template:
    spec:
      joinConfiguration:
        nodeRegistration:
          kubeletExtraArgs:
            node-labels: tier=hot
            register-with-taints: "a=b:NoSchedule,c:NoExecute"
          taints:
            - key: joined
              effect: NoSchedule
---
apiVersion: cluster.x-k8s.io/v1beta1
kind: Cluster
metadata: {name: c}
spec:
  topology:
    workers:
      machineDeployments:
        - name: gpu
          metadata:
            labels:
              node.cluster.x-k8s.io/kind: gpu
              only: machine
          variables:
            overrides:
              - name: workerTaints
                value: [{key: v, value: w, effect: NoSchedule}]
          taints:
            - {key: gpu, value: "1", effect: NoSchedule, propagation: Always}
---
apiVersion: bootstrap.cluster.x-k8s.io/v1beta1
kind: RKE2ConfigTemplate
metadata: {name: rke2}
spec: {template: {spec: {agentConfig: {nodeTaints: ["rke=2:NoSchedule"], nodeLabels: ["r=2"]}}}}
---
apiVersion: cluster.x-k8s.io/v1beta1
kind: MachinePool
metadata: {name: \${CLUSTER_NAME}-mp}
spec: {template: {spec: {taints: [{key: mp, effect: NoExecute}]}}}
`,
    taints: [
      '11 a=b:NoSchedule @md-0 (capi)',
      '11 c:NoExecute @md-0 (capi)',
      '13 joined:NoSchedule @md-0 (capi)',
      '31 v=w:NoSchedule @gpu (capi)',
      '33 gpu=1:NoSchedule @gpu (capi)',
      '38 rke=2:NoSchedule @rke2 (capi)',
      '43 mp:NoExecute @${CLUSTER_NAME}-mp (capi)',
    ],
    labels: ['tier=hot @md-0', 'node.cluster.x-k8s.io/kind=gpu @gpu', 'r=2 @rke2'],
  },
  {
    what: 'a JSON patch',
    uri: 'patch.yaml',
    text: `- op: add
  path: /spec/topology/workers/machineDeployments/0/taints
  value:
    - {key: patched, effect: PreferNoSchedule}
- op: remove
  path: /spec/taints/0
`,
    taints: ['4 patched:PreferNoSchedule @topology.workers.machineDeployments[0] (other)'],
  },
  {
    what: 'kOps, with a spelling of an effect that does not exist',
    uri: 'ig.yaml',
    text: `apiVersion: kops.k8s.io/v1alpha2
kind: InstanceGroup
metadata:
  name: nodes
  labels: {kops.k8s.io/cluster: c}
spec:
  nodeLabels: {role: spot}
  taints:
  - dedicated=gpu:NoSchedule
  - a=b:c
`,
    taints: ['9 dedicated=gpu:NoSchedule @nodes (kops)', '10 a=b:? @nodes (kops)'],
    labels: ['role=spot @nodes'],
  },
  {
    what: 'a Gardener Shoot',
    uri: 'shoot.yaml',
    text: `apiVersion: core.gardener.cloud/v1beta1
kind: Shoot
metadata: {name: s}
spec:
  provider:
    workers:
      - name: cpu
        labels: {k: v}
        taints: [{key: foo, value: bar, effect: NoSchedule}]
      # taints:
      # - key: gone
      #   effect: NoSchedule
`,
    taints: ['9 foo=bar:NoSchedule @cpu (gardener)'],
    labels: ['k=v @cpu'],
  },
  {
    what: 'kubeadm, in both forms of extra arguments',
    uri: 'kubeadm.yaml',
    text: `apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
nodeRegistration:
  name: worker-1
  taints: []
  kubeletExtraArgs:
    - name: register-with-taints
      value: "x=y:NoExecute"
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
registerWithTaints:
  - {key: kubelet, value: "1", effect: NoSchedule}
`,
    taints: ['8 x=y:NoExecute @worker-1 (kubeadm)', '13 kubelet=1:NoSchedule (kubeadm)'],
  },
  {
    what: 'kubeadm patches in a kind configuration',
    uri: 'kind.yaml',
    text: `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: worker
    kubeadmConfigPatches:
      - |
        kind: JoinConfiguration
        nodeRegistration:
          kubeletExtraArgs:
            register-with-taints: "dedicated=kind:NoSchedule"
`,
    taints: ['10 dedicated=kind:NoSchedule (other)'],
  },
  {
    what: 'RKE2 and k3s configuration',
    uri: 'etc/rancher/rke2/config.yaml',
    text: `node-taint:
  - "CriticalAddonsOnly=true:NoExecute"
  - key:NoSchedule
node-label: [a=b]
`,
    taints: ['2 CriticalAddonsOnly=true:NoExecute (rke2)', '3 key:NoSchedule (rke2)'],
    labels: ['a=b'],
  },
  {
    what: 'k3s flags',
    uri: 'install.sh',
    text: `curl -sfL https://get.k3s.io | INSTALL_K3S_EXEC="server --node-taint k3s=1:NoExecute --node-label a=b" sh -
k3d cluster create --k3s-arg '--node-taint=k3d=1:NoSchedule@server:0'
k3s agent --kubelet-arg="register-with-taints=arg=1:NoSchedule"
`,
    taints: ['1 k3s=1:NoExecute (k3s)', '2 k3d=1:NoSchedule (k3s)', '3 arg=1:NoSchedule (k3s)'],
    labels: ['a=b'],
  },
  {
    what: 'Talos',
    uri: 'controlplane.yaml',
    text: `machine:
  type: worker
  nodeLabels: {rack: r1}
  nodeTaints:
    dedicated: db:NoSchedule
    bare: :NoExecute
    effect-only: NoSchedule
  kubelet:
    extraArgs:
      register-with-taints: "boot=:NoExecute"
`,
    taints: [
      '5 dedicated=db:NoSchedule (talos)',
      '6 bare:NoExecute (talos)',
      '7 effect-only:NoSchedule (talos)',
      '10 boot:NoExecute (talos)',
    ],
    labels: ['rack=r1'],
  },
  {
    what: 'the options of the clouds’ tools',
    uri: 'create.sh',
    text: `gcloud container node-pools create gpu --cluster c --node-taints=gpu=true:NoSchedule,b=:NoExecute --node-labels=role=gpu
az aks nodepool add --name np --node-taints "sku=gpu:NoSchedule" --labels x=y
az aks nodepool add -n two --node-taints a=b:NoSchedule c=d:NoExecute --mode User
aws eks create-nodegroup --nodegroup-name ng --taints key=dedicated,value=gpu,effect=NO_SCHEDULE
rosa create machinepool --name=mp --taints "dedicated=infra:NoSchedule"
gcloud container node-pools update gpu --node-taints="$TAINTS"
`,
    taints: [
      '1 gpu=true:NoSchedule @gpu (other)',
      '1 b:NoExecute @gpu (other)',
      '2 sku=gpu:NoSchedule @np (other)',
      '3 a=b:NoSchedule @two (other)',
      '3 c=d:NoExecute @two (other)',
      '4 dedicated=gpu:NoSchedule @ng (other)',
      '5 dedicated=infra:NoSchedule @mp (other)',
      '6 ?:? @gpu (other) templated',
    ],
  },
  {
    what: 'AWS: node group resource, module maps and lists, merged defaults, bootstrap arguments',
    uri: 'eks.tf',
    text: `resource "aws_eks_node_group" "db" {
  node_group_name = "db"
  labels = { role = "db" }
  taint {
    key    = "dedicated"
    value  = "db"
    effect = "NO_SCHEDULE"
  }
  /* taint {
    key = "gone"
    effect = "NO_SCHEDULE"
  } */
}
module "eks" {
  source = "terraform-aws-modules/eks/aws"
  eks_managed_node_groups = {
    gpu = {
      labels = { gpu = "yes" }
      taints = {
        gpu = { key = "nvidia.com/gpu", value = true, effect = "NO_EXECUTE" }
      }
    }
    spot = merge(local.defaults, {
      taints = [{ key = "spot", value = "true", effect = "PREFER_NO_SCHEDULE" }]
    })
    none = { taints = [] }
  }
  self_managed_node_groups = {
    old = {
      bootstrap_extra_args = "--kubelet-extra-args '--register-with-taints=old=1:NoSchedule'"
    }
  }
}
`,
    taints: [
      '5 dedicated=db:NoSchedule @db (terraform-eks)',
      '20 nvidia.com/gpu=true:NoExecute @gpu (terraform-eks)',
      '24 spot=true:PreferNoSchedule @spot (terraform-eks)',
      '30 old=1:NoSchedule @old (terraform-eks)',
    ],
    labels: ['role=db @db', 'gpu=yes @gpu'],
  },
  {
    what: 'Google: taint blocks, dynamic blocks, the module’s map by pool',
    uri: 'gke.tf',
    text: `resource "google_container_node_pool" "p" {
  name = "pool-\${var.env}"
  node_config {
    labels = { tier = "hot" }
    resource_labels = { cost = "x" }
    taint {
      key    = "tier"
      value  = "hot"
      effect = "NO_SCHEDULE"
    }
    dynamic "taint" {
      for_each = concat([{ key = "lit", value = "1", effect = "NO_EXECUTE" }], var.taints)
      content {
        key    = taint.value.key
        value  = taint.value.value
        effect = taint.value.effect
      }
    }
  }
  lifecycle { ignore_changes = [node_config[0].taint] }
}
module "gke" {
  source = "terraform-google-modules/kubernetes-engine/google"
  node_pools_taints = {
    all = []
    db  = [{ key = "db", value = true, effect = "PREFER_NO_SCHEDULE" }]
  }
  node_pools_labels = { db = { kind = "db" } }
}
variable "taints" {
  type = list(object({ key = string, value = string, effect = string }))
}
output "taints" { value = [{ key = "out", value = "x", effect = "NO_SCHEDULE" }] }
`,
    taints: [
      '7 tier=hot:NoSchedule @pool-${var.env} (terraform-gke)',
      '12 lit=1:NoExecute @pool-${var.env} (terraform-gke)',
      '14 taint.value.key=taint.value.value:? @pool-${var.env} (terraform-gke) templated',
      '26 db=true:PreferNoSchedule @db (terraform-gke)',
    ],
    labels: ['tier=hot @pool-${var.env}', 'kind=db @db'],
  },
  {
    what: 'Azure and OCI',
    uri: 'pools.tf',
    text: `resource "azurerm_kubernetes_cluster_node_pool" "u" {
  name        = "user"
  node_labels = { a = "b" }
  node_taints = concat(["sku=gpu:NoSchedule"], var.more)
}
resource "azurerm_kubernetes_cluster" "c" {
  default_node_pool {
    name = "system"
    node_taints = ["CriticalAddonsOnly=true:NoSchedule"]
  }
}
resource "oci_containerengine_node_pool" "o" {
  name = "oke"
  initial_node_labels {
    key   = "pool"
    value = "oke"
  }
  node_metadata = {
    user_data = base64encode(<<-EOT
      #!/bin/bash
      bash /etc/oke/oke-install.sh --kubelet-extra-args "--register-with-taints=oke=1:NoSchedule"
    EOT
    )
  }
}
`,
    taints: [
      '4 sku=gpu:NoSchedule @user (terraform-aks)',
      '4 ?:? @user (terraform-aks) templated',
      '9 CriticalAddonsOnly=true:NoSchedule @system (terraform-aks)',
      '21 oke=1:NoSchedule @oke (terraform-oci)',
    ],
    labels: ['a=b @user', 'pool=oke @oke'],
  },
  {
    what: 'manifests in Terraform: heredoc, yamlencode, kubernetes_manifest, Bottlerocket',
    uri: 'karpenter.tf',
    text: `resource "kubectl_manifest" "pool" {
  yaml_body = <<-YAML
    apiVersion: karpenter.sh/v1
    kind: NodePool
    metadata:
      name: arm
    spec:
      template:
        spec:
          taints:
            - key: arch
              value: \${var.arch}
              effect: NoSchedule
  YAML
}
resource "kubernetes_manifest" "m" {
  manifest = {
    apiVersion = "karpenter.sh/v1"
    kind       = "NodePool"
    metadata   = { name = "x86" }
    spec = { template = { spec = { taints = [{ key = "arch", value = "x86", effect = "NoSchedule" }] } } }
  }
}
locals {
  values = yamlencode({ taints = [{ key = "enc", effect = "NoExecute" }] })
  user_data = <<-TOML
    [settings.kubernetes.node-taints]
    "dedicated" = "br:NoSchedule"
    special = ["true:NoExecute"]
    [settings.kubernetes.node-labels]
    label1 = "foo"
  TOML
}
`,
    taints: [
      '11 arch=${var.arch}:NoSchedule @arm (karpenter) templated',
      '21 arch=x86:NoSchedule @x86 (karpenter)',
      '25 enc:NoExecute (terraform)',
      '28 dedicated=br:NoSchedule (terraform)',
      '29 special=true:NoExecute (terraform)',
    ],
    labels: ['label1=foo'],
  },
  {
    what: 'Terraform variables: .tfvars with colons, and JSON',
    uri: 'gcp/prod.tfvars',
    text: `node_pools = {
  "n2" : {
    labels : { "a" : "b" },
    taints : [{
      key : "phaseout"
      value : "noop"
      effect : "NO_SCHEDULE"
    }]
  }
}
`,
    taints: ['5 phaseout=noop:NoSchedule @n2 (terraform-gke)'],
    labels: ['a=b @n2'],
  },
  {
    what: '.tf.json',
    uri: 'main.tf.json',
    text: `{"resource": {"aws_eks_node_group": {"g": {
  "node_group_name": "g",
  "taint": [{"key": "json", "value": "1", "effect": "NO_SCHEDULE"}]
}}}}`,
    taints: ['3 json=1:NoSchedule @g (terraform-eks)'],
  },
  {
    what: 'other providers: DigitalOcean, Linode, Exoscale, Yandex, Scaleway-like lists',
    uri: 'others.tf',
    text: `resource "digitalocean_kubernetes_node_pool" "d" {
  name = "do"
  taint {
    key    = "do"
    value  = "1"
    effect = "NoSchedule"
  }
}
resource "exoscale_sks_nodepool" "e" {
  name   = "exo"
  taints = { dedicated = "exo:NoSchedule" }
}
resource "yandex_kubernetes_node_group" "y" {
  name        = "yc"
  node_taints = ["k=v:NO_SCHEDULE", "\${var.k}=v:NoExecute"]
}
`,
    taints: [
      '4 do=1:NoSchedule @do (terraform)',
      '11 dedicated=exo:NoSchedule @exo (terraform)',
      '15 k=v:NoSchedule @yc (terraform)',
      '15 ${var.k}=v:NoExecute @yc (terraform) templated',
    ],
  },
  {
    what: 'broken HCL',
    uri: 'broken.tf',
    text: `resource "aws_eks_node_group" "g" {
  node_group_name = "g"
  labels = {
  taint {
    key    = "k"
    value  = "v"
    effect = "NO_SCHEDULE"
  }
`,
    taints: ['5 k=v:NoSchedule @g (terraform-eks)'],
  },
  {
    what: 'Crossplane, Config Connector, CloudFormation',
    uri: 'cloud.yaml',
    text: `apiVersion: eks.aws.upbound.io/v1beta1
kind: NodeGroup
metadata: {name: ng}
spec:
  forProvider:
    labels: {a: b}
    taint:
      - {key: xp, value: "1", effect: NO_SCHEDULE}
---
apiVersion: container.cnrm.cloud.google.com/v1beta1
kind: ContainerNodePool
metadata: {name: cc}
spec:
  nodeConfig:
    labels: {c: d}
    taint:
      - {key: cc, value: "1", effect: NO_EXECUTE}
---
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Group:
    Type: AWS::EKS::Nodegroup
    Properties:
      NodegroupName: cfn
      Labels: {e: f}
      Taints:
        - Key: cfn
          Value: !Ref Value
          Effect: NO_SCHEDULE
`,
    taints: [
      '8 xp=1:NoSchedule @ng (crossplane)',
      '17 cc=1:NoExecute @cc (config-connector)',
      '27 cfn=Value:NoSchedule @cfn (other)',
    ],
    labels: ['a=b @ng', 'c=d @cc', 'e=f @cfn'],
  },
  {
    what: 'Jsonnet',
    uri: 'eksctl/cluster.jsonnet',
    text: `local pool(name, extraTaints=[]) = {
  name: name,
  labels: { 'role': 'x' },
  taints: extraTaints,
};
{
  nodeGroups: [
    pool('a', extraTaints=[{ key: 'gpu', value: 'present', effect: 'NoSchedule' }]) + {
      taints+: { 'k': 'v:NoExecute' },  // taints: { 'gone': 'x:NoSchedule' }
    },
  ],
}
`,
    taints: ['4 ?:? (eksctl) templated', '8 gpu=present:NoSchedule (eksctl)', '9 k=v:NoExecute (eksctl)'],
    labels: ['role=x'],
  },
  {
    what: 'a manifest in a here-document',
    uri: 'apply.sh',
    text: `cat <<EOF | kubectl apply -f -
apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: here
spec:
  template:
    spec:
      taints:
        - key: "\${KEY}"
          effect: NoSchedule
EOF
`,
    taints: ['10 ${KEY}:NoSchedule @here (karpenter) templated'],
  },
  {
    what: 'cloud-init: an environment file and a K3s configuration within YAML',
    uri: 'userdata.yaml',
    text: `#cloud-config
write_files:
  - path: /etc/kubernetes/kubelet.env
    content: |
      NODEPOOL_TAINTS=role=master:NoSchedule{{if .More}},{{.More}}{{end}}
      NODE_LABELS=master=true,zone=a
  - path: /etc/rancher/k3s/config.yaml
    content: |
      node-taint:
        - cloud=init:NoExecute
`,
    taints: ['5 role=master:NoSchedule (other)', '5 ?:? (other) templated', '10 cloud=init:NoExecute (k3s)'],
    labels: ['master=true', 'zone=a'],
  },
  {
    what: 'aliases and merge keys; one broken document among good ones',
    uri: 'mixed.yaml',
    text: `pools:
  - name: a
    taints: &gpu
      - {key: gpu, effect: NoSchedule}
  - name: b
    taints: *gpu
---
a: [unclosed
  taints:
    - key: broken
      effect: NoSchedule
---
nodes:
  - name: c
    taints: k=v:NoExecute
`,
    taints: [
      '4 gpu:NoSchedule @a (other)',
      '6 gpu:NoSchedule @b (other)',
      '10 broken:NoSchedule (other)',
      '15 k=v:NoExecute @c (other)',
    ],
  },
  {
    what: 'other controllers of machines, and effects as they spell them',
    uri: 'machines.yaml',
    text: `apiVersion: infrastructure.cluster.x-k8s.io/v1beta2
kind: AWSManagedMachinePool
metadata: {name: mp}
spec:
  taints:
    - {key: capa, value: "1", effect: no-schedule}
---
apiVersion: infrastructure.cluster.x-k8s.io/v1beta1
kind: GCPManagedMachinePool
metadata: {name: gp}
spec:
  kubernetesLabels: {a: b}
  kubernetesTaints:
    - {key: capg, effect: NoExecute}
---
apiVersion: machine.openshift.io/v1beta1
kind: MachineSet
metadata: {name: infra}
spec:
  template:
    spec:
      taints:
        - key: node-role.kubernetes.io/infra
          effect: NoSchedule
---
apiVersion: containerservice.azure.com/v1api20240901
kind: ManagedClustersAgentPool
metadata: {name: aso}
spec:
  nodeTaints: ["sku=gpu:NoSchedule"]
---
apiVersion: cluster.x-k8s.io/v1beta1
kind: MachineDeployment
metadata:
  name: from-zero
  annotations:
    capacity.cluster-autoscaler.kubernetes.io/taints: "scale=zero:NoSchedule"
---
apiVersion: v1
kind: Node
metadata:
  name: old
  annotations:
    scheduler.alpha.kubernetes.io/taints: '[{"key":"dedicated","value":"prometheus","effect":"NoSchedule"}]'
`,
    taints: [
      '6 capa=1:NoSchedule @mp (capi)',
      '14 capg:NoExecute @gp (capi)',
      '23 node-role.kubernetes.io/infra:NoSchedule @infra (other)',
      '30 sku=gpu:NoSchedule @aso (other)',
      '37 scale=zero:NoSchedule @from-zero (capi)',
      '44 dedicated=prometheus:NoSchedule @old (node)',
    ],
    labels: ['a=b @gp'],
  },
  {
    what: 'Ansible: a module’s task, its removal, a command, and host variables',
    uri: 'playbook.yml',
    text: `- hosts: all
  vars:
    node_taints: ["var=1:NoSchedule"]
  tasks:
    - kubernetes.core.k8s_taint:
        state: present
        name: foo
        taints:
          - {effect: NoExecute, key: key1}
    - kubernetes.core.k8s_taint:
        state: absent
        name: foo
        taints:
          - {effect: NoExecute, key: gone}
    - command: kubectl taint nodes {{ inventory_hostname }} dedicated={{ pool }}:NoSchedule
    - shell: "kubectl taint node bar quoted=1:NoSchedule --overwrite"
`,
    taints: [
      '3 var=1:NoSchedule (other)',
      '9 key1:NoExecute @foo (other)',
      '15 dedicated={{ pool }}:NoSchedule @{{ inventory_hostname }} (kubectl) templated',
      '16 quoted=1:NoSchedule @bar (kubectl)',
    ],
    removals: ['14 gone'],
  },
  {
    what: 'further spellings of commands',
    uri: 'misc.sh',
    text: `oc adm taint nodes infra-1 node-role.kubernetes.io/infra=:NoSchedule
sudo k3s kubectl taint no a b=c:NoSchedule
\${KUBECTL} --kubeconfig=k taint nodes "$(hostname)" master="":NoSchedule 2>/dev/null || true
ssh host "kubectl taint node x remote=1:NoExecute"
kubectl patch node p --type merge -p '{"spec":{"taints":[{"key":"patched","effect":"NoSchedule"}]}}'
kubectl taint nodes <node> <key>=<value>:<effect>
kubectl get nodes -o custom-columns=N:.metadata.name,T:.spec.taints
kubectl describe node n | grep Taints:
kubectl taint nodes --help
k0s worker --taints "k0s=1:NoSchedule"
`,
    taints: [
      '1 node-role.kubernetes.io/infra:NoSchedule @infra-1 (kubectl)',
      '2 b=c:NoSchedule @a (kubectl)',
      '3 master:NoSchedule @$(hostname) (kubectl)',
      '4 remote=1:NoExecute @x (kubectl)',
      '5 patched:NoSchedule @p (kubectl)',
      '10 k0s=1:NoSchedule (other)',
    ],
  },
  {
    what: 'Terraform’s ways around a literal list',
    uri: 'ways.tf',
    text: `variable "node_taints" {
  default = ["def=1:NoSchedule"]
}
variable "pools" {
  type    = map(object({ taints = list(object({ key = string, effect = string })) }))
  default = { a = { taints = [{ key = "nested", value = "1", effect = "NO_SCHEDULE" }] } }
}
resource "kubernetes_node_taint" "n" {
  metadata { name = "node-1" }
  taint {
    key    = "knt"
    value  = "true"
    effect = "NoSchedule"
  }
}
resource "azurerm_kubernetes_cluster_node_pool" "s" {
  name        = "spot"
  node_taints = var.spot ? ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"] : []
}
resource "aws_eks_node_group" "t" {
  node_group_name = "t"
  dynamic "taint" {
    for_each = lookup(var.pool, "taints", [])
    iterator = t
    content {
      key    = t.value.key
      effect = "NO_SCHEDULE"
    }
  }
}
module "aks" {
  source        = "Azure/aks/azurerm"
  agents_taints = ["CriticalAddonsOnly=true:NoSchedule"]
  node_pools = {
    pass = { node_taints = try(var.more, []) }
  }
}
resource "scaleway_k8s_pool" "s" {
  name = "scw"
  tags = ["taint=scw=1:NoSchedule"]
}
resource "kind_cluster" "k" {
  kubeadm_config_patches = ["kind: JoinConfiguration\\nnodeRegistration:\\n  taints:\\n  - key: group\\n    effect: NoSchedule\\n"]
}
`,
    taints: [
      '2 def=1:NoSchedule (terraform-aks)',
      '6 nested=1:NoSchedule @a (terraform-aks)',
      '11 knt=true:NoSchedule @node-1 (terraform-aks)',
      '18 kubernetes.azure.com/scalesetpriority=spot:NoSchedule @spot (terraform-aks)',
      '26 t.value.key:NoSchedule @t (terraform-eks) templated',
      '33 CriticalAddonsOnly=true:NoSchedule @module.aks (terraform-aks)',
      '35 ?:? @pass (terraform-aks) templated',
      '40 scw=1:NoSchedule @scw (terraform)',
      '43 group:NoSchedule @kind_cluster.k (terraform)',
    ],
  },
  {
    what: 'templates without a name for their notation',
    uri: 'templates/config.tftpl',
    text: `server: \${server}
%{ for taint in taints ~}
node-taint: \${taint.key}=\${taint.value}:\${taint.effect}
%{ endfor ~}
`,
    taints: ['3 ${taint.key}=${taint.value}:? (k3s) templated'],
  },
  {
    what: 'PowerShell',
    uri: 'pool.ps1',
    text: `az aks nodepool add \`
  --name np \`
  --node-taints sku=gpu:NoSchedule
`,
    taints: ['3 sku=gpu:NoSchedule @np (other)'],
  },
  {
    what: 'code blocks by indentation and by Jekyll',
    uri: 'post.md',
    text: `Text:

    kubectl taint nodes a indented=1:NoSchedule

- an item

    with a paragraph: kubectl taint nodes a prose=1:NoSchedule

{% highlight bash %}
kubectl taint nodes b jekyll=1:NoSchedule
{% endhighlight %}
`,
    taints: ['3 indented=1:NoSchedule @a (kubectl)', '10 jekyll=1:NoSchedule @b (kubectl)'],
  },
  {
    what: 'Bottlerocket settings: lists, bare words, templates',
    uri: 'bottlerocket.toml',
    text: `[settings.kubernetes]
cluster-name = "c"
[settings.kubernetes.node-taints]
"a/b" = ["one:NoSchedule", "two:NoExecute"]
bare=true:NoSchedule
# gone = "x:NoSchedule"
"\${k}" = "\${v}:NoSchedule"
\${join("\\n", local.taints)}
[settings.other]
not = "a:NoSchedule"
`,
    taints: [
      '4 a/b=one:NoSchedule (other)',
      '4 a/b=two:NoExecute (other)',
      '5 bare=true:NoSchedule (other)',
      '7 ${k}=${v}:NoSchedule (other) templated',
      '8 ?:? (other) templated',
    ],
  },
  {
    what: 'a JSON Schema',
    uri: 'values.schema.json',
    text: `{"properties": {"taints": {"type": "array", "default": [{"key": "a", "effect": "NoSchedule"}],
  "items": {"properties": {"key": {"type": "string"}, "effect": {"enum": ["NoSchedule"]}}}}}}`,
    taints: [],
  },
  {
    what: 'things that are no declarations',
    uri: 'decoys.yaml',
    text: `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  versions:
    - schema:
        openAPIV3Schema:
          properties:
            taints:
              type: array
              items:
                properties:
                  key: {type: string}
                  effect: {enum: [NoSchedule, PreferNoSchedule, NoExecute]}
---
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      tolerations:
        - {key: dedicated, operator: Equal, value: x, effect: NoSchedule}
      containers:
        - args: ["--ignore-taint=node.cilium.io/agent-not-ready", "--startup-taint=a=b:NoSchedule"]
          env:
            - {name: TAINT, value: "yes"}
---
extraArgs:
  ignore-taint: dedicated=x:NoSchedule
excludedTaints: ["a=b:NoSchedule"]
taints: []
startupTaints: null
tags:
  k8s.io/cluster-autoscaler/node-template/taint/dedicated: "x:NoSchedule"
`,
    taints: [],
  },
  {
    what: 'the workspace’s own list',
    uri: '.production-values.yaml',
    text: `taints:
  - infra/**/*.tf
  - dedicated=etcd:NoSchedule
  - key: gpu
    value: "true"
    effect: NoExecute
    pool: gpus
    labels: {kind: gpu}
`,
    taints: ['3 dedicated=etcd:NoSchedule (production-values)', '4 gpu=true:NoExecute @gpus (production-values)'],
    labels: ['kind=gpu @gpus'],
  },
];

const hcl = await loadHcl();

for (const shape of shapes) {
  test(`taints of ${shape.what}`, () => {
    const file = readTaints(shape.uri, shape.text, hcl);
    assert.equal(file.skipped, undefined);
    assert.deepEqual(
      file.taints.map(taint => picture(taint, shape.text)),
      shape.taints,
    );
    assert.deepEqual(
      file.removals.map(removal => `${lineAt(shape.text, removal.site.span.start)} ${removal.key}`),
      shape.removals ?? [],
    );
    if (shape.labels !== undefined) {
      assert.deepEqual(labelPictures(file).sort(), [...shape.labels].sort());
    }
  });
}
