import { scalarIn } from '../rule/own-values.ts';
import { defineRule, type Fix } from '../rule/rule.ts';
import { isHardened, ownSecurityContexts, preparesPod, servesNode } from '../rule/security-contexts.ts';
import { formatPath, type Path } from '../values/path.ts';

export default defineRule({
  id: 'security-privilege-escalation',
  meta: {
    summary: 'Forbid privilege escalation in containers.',
    why: 'A process may then gain more rights than it was started with, through setuid programs for example. Kubernetes allows it unless it is told otherwise; namespaces with the restricted Pod Security level refuse such pods.',
    remedy: 'Set `allowPrivilegeEscalation: false`.',
    severity: 'warning',
    mode: 'E',
    profile: 'production',
    products: ['helm', 'spaces', 'kcp'],
    messages: {
      allowed: "'{path}: true' lets processes gain rights through setuid programs. Set it to false.",
      absent:
        "'{path}' does not forbid privilege escalation, and Kubernetes allows it by default. Add allowPrivilegeEscalation: false.",
    },
    examples: {
      bad: 'containerSecurityContext:\n  allowPrivilegeEscalation: true\n',
      good: 'containerSecurityContext:\n  allowPrivilegeEscalation: false\n',
    },
    sources: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
    fix: 'unsafe',
  },
  *check(context) {
    for (const security of ownSecurityContexts(context)) {
      const { node, path, level } = security;
      const setting = node.entries.get('allowPrivilegeEscalation')?.value;
      // A privileged container may do everything anyway; Kubernetes even refuses the pair.
      if (servesNode(context, path) || preparesPod(path) || scalarIn(node, 'privileged')?.value === true) {
        continue;
      }
      const at = [...path, 'allowPrivilegeEscalation'];
      const fixes = () => [forbid(at)];
      if (setting?.kind === 'scalar' && setting.value === true && context.isOwn(at)) {
        yield { path: at, message: 'allowed', data: { path: formatPath(at) }, fixes };
      } else if (level === 'container' && setting === undefined && isHardened(security)) {
        yield { path, part: 'key', severity: 'info', message: 'absent', data: { path: formatPath(path) }, fixes };
      }
    }
  },
});

const forbid = (path: Path): Fix => ({
  title: 'Forbid privilege escalation',
  safety: 'unsafe',
  operations: [{ op: 'set', path, value: false }],
});
