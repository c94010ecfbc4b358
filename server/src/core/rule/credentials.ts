import { isTemplate } from '../kit/json.ts';
import { nodeAt, type ScalarNode } from '../values/node.ts';
import type { Path } from '../values/path.ts';
import { allOwnScalars, isEmptyNode, mapAround, scalarIn } from './own-values.ts';
import type { RuleContext } from './rule.ts';

/** A value that one of the user's files writes and that grants access. Its text must never appear in a message. */
export interface Credential {
  readonly node: ScalarNode;
  readonly path: Path;
  /** What it is, for messages: `a password`. */
  readonly what: string;
  /** A well-known word in place of a credential. */
  readonly placeholder: boolean;
}

const passwordName = /(?:^|[a-z\d_.-])(?:password|passwd|passphrase)$/i;
const tokenName =
  /(?:^|[a-z\d_.-])(?:token|secret_?key|api_?key|client_?secret|access_?key|private_?key|signing_?key|encryption_?key|connection_?string)$/i;
/** A name that says that the value only points to the secret: a file, a key of a Secret, a command. */
const pointsElsewhere = /ref|path|file|name|url|provider|source|mount|policy|header|field|type|duration|ttl/i;

/** Maps that say where secrets are. */
const holders = /existing_?secret|external_?secret|secret_?(?:keys?|refs?)$|namespace_?secrets|^(?:secret)?keys$/i;
/** The name of a variable or of an entry of a Secret, and the path of a secret in its manager. */
const pointers = /^(?:[A-Z][A-Z\d]*(?:_[A-Z\d]+)+|[a-z][\w.-]*(?:\/[\w.-]+)+)$/;

const placeholders =
  /^(?:change-?_?me|changeit|please-?change.*|(?:replace|override)-?_?me|passw[o0]rd\d*|admin|administrator|test|(?:my|super)?[-_]?secret|default|example|foobar|letmein|root|guest|12345\d*|prom-operator|minio123|minioadmin|your-?_?(?:password|secret|token).*)$/i;

/** The credentials in clear text: values of keys named so, of environment variables named so, in URLs, and private keys. */
export const credentialsOf = ({ once }: RuleContext): readonly Credential[] => once(readCredentials);

function readCredentials(context: RuleContext): readonly Credential[] {
  return allOwnScalars(context).flatMap(node => {
    const what = whatOf(context, node);
    return what === undefined
      ? []
      : [{ node, path: node.path, what, placeholder: placeholders.test(String(node.value).trim()) }];
  });
}

function whatOf(context: RuleContext, node: ScalarNode): string | undefined {
  const { value, path } = node;
  if ((typeof value !== 'string' && typeof value !== 'number') || !isSuspicious(path, value) || isReference(value)) {
    return undefined;
  }
  const text = String(value).slice(0, 4000);
  if (text.includes('-----BEGIN') && /-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----\s+[\w+/=]{30}/.test(text)) {
    return 'a private key';
  }
  if (
    text.includes('://') &&
    /^[a-z][a-z\d+.-]{1,20}:\/\/[^\s:/@]{1,100}:[^\s@/{}<>$*]{3,200}@[\w.-]+/i.test(text) &&
    !/:\/\/[^@]*:(?:x{3,}|\*+|password|pass|pwd)@/i.test(text)
  ) {
    return 'a URL with a password';
  }
  const name =
    pointers.test(text) || path.some(segment => holders.test(String(segment))) ? undefined : nameOf(context, path);
  const what =
    name === undefined
      ? undefined
      : passwordName.test(name)
        ? 'a password'
        : tokenName.test(name) && typeof value === 'string' && (looksRandom(text) || placeholders.test(text))
          ? 'a token or key'
          : undefined;
  return what !== undefined && (isNotChosen(context, path) || hasSecret(context, path)) ? undefined : what;
}

/** A first look, for the many values that are nothing of the kind. */
function isSuspicious(path: Path, value: string | number): boolean {
  const key = String(path.at(-1));
  return (
    key === 'value' ||
    passwordName.test(key) ||
    tokenName.test(key) ||
    (typeof value === 'string' && (value.includes('://') || value.includes('-----BEGIN')))
  );
}

/** The key, or the name of an environment variable in a list. */
function nameOf(context: RuleContext, path: Path): string | undefined {
  const key = path.at(-1);
  if (typeof key !== 'string') {
    return undefined;
  }
  const item = typeof path.at(-2) === 'number' ? mapAround(context, path) : undefined;
  const name = key === 'value' && item ? scalarIn(item, 'name')?.value : key;
  return typeof name === 'string' && !pointsElsewhere.test(lastWord(name)) ? name : undefined;
}

const lastWord = (name: string): string =>
  name
    .replace(/(?:password|token|secret|key)$/i, '')
    .split(/[_.-]/)
    .at(-1) ?? '';

/** Below one of several alternatives that is not the chosen one: `type: filesystem`, beside maps `filesystem` and `s3`. */
const isNotChosen = ({ stack }: RuleContext, path: Path): boolean =>
  path.some((segment, depth) => {
    const around = nodeAt(stack.effective, path.slice(0, depth));
    return ['type', 'backend', 'provider', 'driver'].some(name => {
      const chosen = scalarIn(around, name)?.value;
      return (
        typeof chosen === 'string' &&
        chosen !== segment &&
        depth < path.length - 1 &&
        nodeAt(around, [chosen])?.kind === 'map'
      );
    });
  });

/** A Secret beside it takes precedence, or the key names an entry of one. */
function hasSecret(context: RuleContext, path: Path): boolean {
  const around = mapAround(context, path);
  const names = around ? [...around.entries.keys()] : [];
  return names.some(
    name =>
      (/^existingSecret|secretName$|^remoteRef$|^secretKeyRef$|^valueFrom$/i.test(name) ||
        (/secret$/i.test(name) && /name|existing/i.test(name))) &&
      !isEmptyNode(around?.entries.get(name)?.value),
  );
}

/** Filled in or looked up later: templates, secret managers' notations, placeholders in angle brackets. */
const isReference = (value: string | number): boolean => {
  const text = String(value).trim();
  return (
    text === '' ||
    isTemplate(value) ||
    /^(?:vault:|ref\+|secretref|op:\/\/|ssm:|arn:|awssm:|sops:|sm:\/\/|gcp:|azurekeyvault|secret:|bank-vaults:|env:|file:|\/|<|\$|\*+$|%|#|AVP|x{3,}$)/i.test(
      text,
    ) ||
    /<path:|<[a-z_ -]+>/i.test(text)
  );
};

/** Letters and digits without the breaks that words have: tokens and keys, not names of them. */
const looksRandom = (text: string): boolean =>
  text.length >= 16 &&
  /^[\w+/=.~-]+$/.test(text) &&
  /\d/.test(text) &&
  /[a-zA-Z]/.test(text) &&
  !/^[a-z]+(?:[-_.][a-z\d]+){2,}$/.test(text);
