import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTaints } from '../../../server/src/core/taint/read.ts';
import { loadHcl } from '../../support/hcl.ts';

const hcl = await loadHcl();

/** Name of the file, its text, and the most nodes that its pools may have. */
const sizes: readonly (readonly [string, string, readonly (number | undefined)[]])[] = [
  [
    'node.yaml',
    'apiVersion: v1\nkind: Node\nmetadata: {name: a}\nspec: {taints: [{key: a, effect: NoSchedule}]}\n',
    [1],
  ],
  [
    'a.tf',
    'resource "aws_eks_node_group" "a" {\n  node_group_name = "a"\n  scaling_config {\n    desired_size = 2\n    max_size = 3\n    min_size = 1\n  }\n  taint {\n    key = "a"\n    effect = "NO_SCHEDULE"\n  }\n}\n',
    [3],
  ],
  // So many pools, each of its own size.
  [
    'b.tf',
    'resource "aws_eks_node_group" "a" {\n  count = 3\n  node_group_name = "a"\n  scaling_config {\n    max_size = 3\n  }\n  taint {\n    key = "a"\n    effect = "NO_SCHEDULE"\n  }\n}\n',
    [undefined],
  ],
  [
    'c.tf',
    'resource "azurerm_kubernetes_cluster_node_pool" "a" {\n  name = "a"\n  node_count = 2\n  node_taints = ["a=b:NoSchedule"]\n}\n',
    [2],
  ],
  [
    'd.tf',
    'resource "azurerm_kubernetes_cluster_node_pool" "a" {\n  name = "a"\n  auto_scaling_enabled = true\n  node_count = 2\n  max_count = 5\n  node_taints = ["a=b:NoSchedule"]\n}\n',
    [5],
  ],
  [
    'e.tf',
    'resource "azurerm_kubernetes_cluster_node_pool" "a" {\n  name = "a"\n  auto_scaling_enabled = true\n  node_count = 2\n  max_count = var.most\n  node_taints = ["a=b:NoSchedule"]\n}\n',
    [undefined],
  ],
  // Google counts per zone, and how many zones there are is another matter.
  [
    'f.tf',
    'resource "google_container_node_pool" "a" {\n  name = "a"\n  node_count = 1\n  node_config {\n    taint {\n      key = "a"\n      value = "b"\n      effect = "NO_SCHEDULE"\n    }\n  }\n}\n',
    [undefined],
  ],
  [
    'eksctl.yaml',
    'apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmanagedNodeGroups:\n  - name: a\n    maxSize: 4\n    taints: [{key: a, effect: NoSchedule}]\n  - name: b\n    desiredCapacity: 2\n    taints: [{key: a, effect: NoSchedule}]\n',
    [4, 2],
  ],
  [
    'kops.yaml',
    'apiVersion: kops.k8s.io/v1alpha2\nkind: InstanceGroup\nmetadata: {name: a}\nspec:\n  maxSize: 3\n  minSize: 1\n  taints: [a=b:NoSchedule]\n',
    [3],
  ],
  [
    'gardener.yaml',
    'apiVersion: core.gardener.cloud/v1beta1\nkind: Shoot\nmetadata: {name: s}\nspec:\n  provider:\n    workers:\n      - name: a\n        minimum: 1\n        maximum: 6\n        taints: [{key: a, effect: NoSchedule}]\n',
    [6],
  ],
  [
    'karpenter.yaml',
    'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      taints: [{key: a, effect: NoSchedule}]\n',
    [undefined],
  ],
];

for (const [name, text, wanted] of sizes) {
  test(`the most nodes of the pools in ${name}`, () =>
    assert.deepEqual(
      readTaints(name, text, hcl).pools.map(({ most }) => most),
      wanted,
    ));
}
