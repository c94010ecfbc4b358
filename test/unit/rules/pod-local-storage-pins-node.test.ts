import rule from '../../../server/src/core/rules/pod-local-storage-pins-node.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'extraVolumes:\n  - name: a\n    emptyDir: { medium: Memory }\n',
    'replicaCount: 1\npodAnnotations:\n  cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes: a\nextraVolumes:\n  - name: a\n    emptyDir: {}\n',
    'kind: DaemonSet\nextraVolumes:\n  - name: a\n    emptyDir: {}\n',
    'persistence:\n  emptyDir: {}\n',
  ],
  invalid: [
    yaml`
      extraVolumes:
        - name: cache
          emptyDir: {}
      #   ^^^^^^^^ 'extraVolumes[0].emptyDir' keeps files on the node, which the cluster autoscaler then does not remove…
    `,
    yaml`
      web:
        volumes:
          - name: tmp
            emptyDir:
      #     ^^^^^^^^ 'web.volumes[0].emptyDir' keeps files…
              sizeLimit: 1Gi
    `,
    yaml`
      volumes: [{ name: a, emptyDir: {} }]
      #                    ^^^^^^^^ 'volumes[0].emptyDir' keeps…
    `,
  ],
});
