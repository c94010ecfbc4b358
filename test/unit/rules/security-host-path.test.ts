import rule from '../../../server/src/core/rules/security-host-path.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    'extraVolumes:\n  - name: a\n    emptyDir: {}\n',
    'agent:\n  extraVolumes:\n    - name: a\n      hostPath: { path: /var/log }\n',
    'kind: DaemonSet\nvolumes:\n  - name: a\n    hostPath: { path: /var/log }\n',
    'persistence:\n  hostPath: ""\n',
    'extraVolumes:\n  - hostPath: { path: "{{ .p }}" }\n',
  ],
  invalid: [
    yaml`
      extraVolumes:
        - name: data
          hostPath:
            path: /srv/data
      #           ^^^^^^^^^ 'extraVolumes[0].hostPath' mounts '/srv/data' of the node…
    `,
    yaml`
      worker:
        volumes:
          - name: run
            hostPath: { path: /var/run/docker.sock }
      #                       ^^^^^^^^^^^^^^^^^^^^ 'worker.volumes[0].hostPath' mounts '/var/run/docker.sock', the socket…
    `,
    yaml`
      persistence:
        data:
          hostPath: /mnt/data
      #             ^^^^^^^^^ 'persistence.data.hostPath' mounts '/mnt/data'…
    `,
  ],
});
