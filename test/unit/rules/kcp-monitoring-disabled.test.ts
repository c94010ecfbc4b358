import rule from '../../../server/src/core/rules/kcp-monitoring-disabled.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

const on = (name: string) => `${name}:\n  monitoring:\n    serviceMonitor:\n      enabled: true\n`;

testRule(rule, {
  valid: [
    // The monitor of the server asks for a path that is not served.
    { product: 'kcp/kcp', values: `${on('etcd')}${on('kcpFrontProxy')}` },
    { product: 'kcp/kcp', values: `etcd:\n  enabled: false\n${on('kcpFrontProxy')}` },
    { product: 'kcp/kcp', values: `${on('etcd')}${on('kcpFrontProxy')}`.replaceAll('true', '"{{ .on }}"') },
    { product: 'kcp/kcp@0.5.0', values: 'externalHostname: kcp.example.com\n' },
  ],
  invalid: [
    {
      product: 'kcp/kcp@0.16.6',
      values: yaml`
        etcd:
          monitoring:
            serviceMonitor:
              enabled: false
        #              ^^^^^ Nothing collects the metrics of etcd and kcpFrontProxy…
      `,
      fixed: yaml`
        etcd:
          monitoring:
            serviceMonitor:
              enabled: true
        kcpFrontProxy:
          monitoring:
            serviceMonitor:
              enabled: true
      `,
    },
    {
      product: 'kcp/kcp@0.15.0',
      values: yaml`
        etcd: { monitoring: { serviceMonitor: { enabled: true } } }
        kcp:
        ^^^ Nothing collects the metrics of kcp and kcpFrontProxy…
          v: "3"
      `,
    },
    {
      product: 'kcp/kcp@0.16.6',
      values:
        'kcpFrontProxy:\n^^^^^^^^^^^^^ Nothing collects the metrics of kcpFrontProxy…\n  v: "4"\netcd: { enabled: false }\n',
    },
  ],
});
