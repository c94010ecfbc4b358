import rule from '../../../server/src/core/rules/spaces-host-default.ts';
import { testRule, yaml } from '../../support/rule-tester.ts';

testRule(rule, {
  valid: [
    // 1.15 provisions an Ingress by default; its host comes from the command line.
    { product: 'spaces@1.15.1', values: 'account: acme\n' },
    // Given on the command line, as the documentation does: nothing is exposed by this file.
    { product: 'spaces', values: 'api:\n  replicaCount: 2\n' },
    {
      product: 'spaces',
      values: 'externalTLS:\n  host: spaces.example.com\nrouter:\n  proxy:\n    service:\n      type: LoadBalancer\n',
    },
    { product: 'spaces', values: 'gatewayAPI:\n  host: spaces.example.com\n  gateway:\n    provision: true\n' },
    { product: 'spaces@1.15.1', values: 'ingress:\n  provision: true\n  host: spaces.example.com\n' },
    { product: 'spaces', values: 'ingress:\n  provision: true\n  host: "{{ .host }}"\n' },
  ],
  invalid: [
    {
      product: 'spaces@1.17.1',
      values: yaml`
        account: notdemo
        #        ^^^^^^^ 'notdemo' is the placeholder for the account…
        router:
          proxy:
            service:
              type: LoadBalancer
        #           ^^^^^^^^^^^^ The Space is reached from outside, but its host name is 'proxy.upbound-127.0.0.1.nip.io', which is the reader's own machine. Set 'externalTLS.host' to…
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        ingress:
          provision: true
          host: proxy.upbound-127.0.0.1.nip.io
        #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The Space is reached from outside, but its host name is 'proxy.upbound-127.0.0.1.nip.io'…
      `,
    },
    {
      product: 'spaces@1.17.1',
      values: yaml`
        externalTLS:
          tlsSecret:
            name: public
        gatewayAPI:
          gateway:
            provision: true
        #              ^^^^ The Space is reached from outside…
      `,
    },
    {
      product: 'spaces@1.15.1',
      values: yaml`
        ingress:
          provision: true
        #            ^^^^ The Space is reached from outside, but its host name is 'proxy.upbound-127.0.0.1.nip.io', which is the reader's own machine. Set 'ingress.host' to…
      `,
    },
  ],
});
