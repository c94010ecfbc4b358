import { switchAt, textAt } from '../rule/remedies/read.ts';
import type { RuleContext } from '../rule/rule.ts';
import { defineRule } from '../rule/rule.ts';

export default defineRule({
  id: 'spaces-host-default',
  meta: {
    summary: 'Replace the placeholders for account and host name.',
    why: 'The default host is a nip.io name for 127.0.0.1: certificates and kubeconfigs made with it reach nobody but the machine they are used on. The account `notdemo` is a placeholder too, and a Space installed with it cannot be connected to Upbound later.',
    remedy:
      'Set `externalTLS.host` (from 1.16), `gatewayAPI.host` or `ingress.host` to a DNS name you own, and `account` to your organization.',
    severity: 'error',
    mode: 'E',
    profile: 'production',
    products: ['spaces'],
    messages: {
      host: "The Space is reached from outside, but its host name is '{host}', which is the reader's own machine. Set '{path}' to a DNS name you own.",
      account:
        "'{account}' is the placeholder for the account: a Space installed with it cannot be connected to Upbound later. Name your organization.",
    },
    examples: {
      bad: 'router:\n  proxy:\n    service:\n      type: LoadBalancer\n',
      good: 'externalTLS:\n  host: spaces.example.com\nrouter:\n  proxy:\n    service:\n      type: LoadBalancer\n',
    },
    sources: [
      'https://docs.upbound.io/self-hosted-spaces/howtos/self-hosted-spaces-deployment/',
      'https://docs.upbound.io/reference/spaces-helm-reference/',
    ],
  },
  *check(context) {
    const account = context.path('account');
    // Left out, it is most likely given on the command line, as the documentation does.
    if (context.isOwn(account) && textAt(context, 'account') === 'notdemo') {
      yield { path: account, message: 'account', data: { account: 'notdemo' } };
    }
    const exposed = exposedBy(context);
    const host = exposed && textAt(context, exposed.host);
    if (exposed && host !== undefined && /(^|\.)nip\.io$|^localhost$|127\.0\.0\.1/.test(host)) {
      const own = context.isOwn(context.path(exposed.host));
      const modern = context.knows(context.path('externalTLS.host')) === true;
      yield {
        path: context.path(own ? exposed.host : exposed.by),
        message: 'host',
        // Not in any file, it may still come from the command line.
        ...(!own && { severity: 'warning' as const }),
        data: { host, path: own || !modern ? exposed.host : 'externalTLS.host' },
      };
    }
  },
});

/** The setting that opens the Space to the outside, and the one its host name is taken from; undefined when nothing does. */
function exposedBy(context: RuleContext): { readonly by: string; readonly host: string } | undefined {
  const modern = context.knows(context.path('externalTLS.host')) === true;
  const gates: readonly { by: string; host: string; open: boolean }[] = [
    {
      by: 'gatewayAPI.gateway.provision',
      host: 'gatewayAPI.host',
      open: switchAt(context, 'gatewayAPI.gateway.provision') === true,
    },
    { by: 'ingress.provision', host: 'ingress.host', open: switchAt(context, 'ingress.provision') === true },
    {
      by: 'router.proxy.service.type',
      host: 'gatewayAPI.host',
      open: modern && textAt(context, 'router.proxy.service.type') === 'LoadBalancer',
    },
  ];
  const open = gates.find(gate => gate.open && context.isOwn(context.path(gate.by)));
  const overridden = modern && textAt(context, 'externalTLS.host') !== '';
  return open && overridden ? { by: open.by, host: 'externalTLS.host' } : open;
}
