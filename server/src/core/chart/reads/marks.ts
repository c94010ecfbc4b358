import type { Site, Span } from '../../text/span.ts';

export type ReadKind = 'read' | 'test' | 'required' | 'default' | 'iterate' | 'whole' | 'pass';

/** One place in a template (or in Chart.yaml) that reads a setting. */
export interface ValueReference {
  /** From the root of the values of the uppermost chart; `*` stands for any key or any item. */
  readonly path: readonly string[];
  /** False: everything below may be read too, or the path was put together at run time. */
  readonly exact: boolean;
  /**
   * `read` printed or compared; `test` asked whether it is set; `required` with the function of that name;
   * `default` given a fallback; `iterate` run through; `whole` written out with everything below;
   * `pass` kept in a variable or handed on: what is read of it has references of its own.
   */
  readonly kind: ReadKind;
  readonly site: Site;
  /** The spans, in the site's document, that spell the last segments of `path`: one for each of these segments. */
  readonly spelled: readonly Span[];
  /** Why it is required, where the message is a plain text. */
  readonly required?: string;
  /** It is read whenever the chart is rendered: no condition stands around it. */
  readonly certain: boolean;
}

export type ReadAnswer = 'yes' | 'no' | 'maybe';

/** What is known about one path, and below it. */
interface Mark {
  readonly below: Map<string, Mark>;
  readonly references: Map<string, ValueReference>;
  /** Read for sure, and perhaps. */
  read: boolean;
  maybe: boolean;
  /** Everything below is read for sure, and perhaps. */
  whole: boolean;
  perhapsWhole: boolean;
  /** A printed value: were it a map, everything in it would show. */
  printed: boolean;
}

const newMark = (): Mark => ({
  below: new Map(),
  references: new Map(),
  read: false,
  maybe: false,
  whole: false,
  perhapsWhole: false,
  printed: false,
});

export interface Marks {
  readonly add: (reference: ValueReference, doubtful: boolean) => void;
  /** Everything below may be read, nobody knows where. */
  readonly lose: (path: readonly string[]) => void;
  readonly isRead: (path: readonly string[]) => ReadAnswer;
  readonly references: (path: readonly string[]) => readonly ValueReference[];
  readonly every: () => readonly ValueReference[];
  /** Names that are read below the path, as far as they are spelled out. */
  readonly keysBelow: (path: readonly string[]) => readonly string[];
}

const maximalReferences = 200_000;

export function createMarks(): Marks {
  const root = newMark();
  let count = 0;
  return {
    add(reference, doubtful) {
      const mark = markAt(root, reference.path);
      const { kind } = reference;
      if (doubtful) {
        mark.maybe = true;
      } else {
        mark.read = true;
      }
      mark.printed ||= kind === 'read';
      mark.whole ||= kind === 'whole' && !doubtful;
      mark.perhapsWhole ||= kind === 'whole';
      const id = `${reference.site.uri}#${reference.site.span.start}`;
      const known = mark.references.get(id);
      if (known) {
        mark.references.set(id, strongerOf(known, reference));
      } else if (count++ < maximalReferences) {
        mark.references.set(id, reference);
      }
    },
    lose(path) {
      const mark = markAt(root, path);
      mark.maybe = true;
      mark.perhapsWhole = true;
    },
    isRead: path => answer(root, path),
    references: path => referencesOf(root, path),
    every: () => [...everyReference(root)],
    keysBelow: path =>
      path
        .reduce<readonly Mark[]>(step, [root])
        .flatMap(mark => [...mark.below])
        .filter(([name, mark]) => name !== '*' && isReferred(mark))
        .map(([name]) => name),
  };
}

function markAt(root: Mark, path: readonly string[]): Mark {
  let mark = root;
  for (const segment of path) {
    const next = mark.below.get(segment) ?? newMark();
    mark.below.set(segment, next);
    mark = next;
  }
  return mark;
}

const strength: readonly ReadKind[] = ['pass', 'read', 'test', 'iterate', 'whole', 'default', 'required'];

function strongerOf(a: ValueReference, b: ValueReference): ValueReference {
  const stronger = strength.indexOf(a.kind) >= strength.indexOf(b.kind) ? a : b;
  const certain = stronger.certain || (a.kind === b.kind && (a.certain || b.certain));
  const spelled = a.spelled.length >= b.spelled.length ? a.spelled : b.spelled;
  return { ...stronger, exact: a.exact && b.exact, certain, spelled };
}

/** The marks that a path reaches, where `*` in a mark fits any segment. */
function step(marks: readonly Mark[], segment: string): readonly Mark[] {
  return marks.flatMap(mark =>
    [mark.below.get(segment), segment === '*' ? undefined : mark.below.get('*')].filter(isMark),
  );
}

const isMark = (mark: Mark | undefined): mark is Mark => mark !== undefined;

function answer(root: Mark, path: readonly string[]): ReadAnswer {
  let marks: readonly Mark[] = [root];
  let maybe = false;
  for (const segment of path) {
    if (marks.some(({ whole }) => whole)) {
      return 'yes';
    }
    maybe ||= marks.some(mark => mark.perhapsWhole || mark.printed || endsUnexplained(mark));
    marks = step(marks, segment);
  }
  if (marks.some(isSure)) {
    return 'yes';
  }
  return maybe || marks.length > 0 ? 'maybe' : 'no';
}

/** Looked at, yet nothing below it is named: what happens there is not understood. */
const endsUnexplained = (mark: Mark): boolean => mark.below.size === 0 && (mark.read || mark.maybe);

const isSure = (mark: Mark): boolean => mark.read || mark.whole || [...mark.below.values()].some(isSure);

const isReferred = (mark: Mark): boolean => mark.references.size > 0 || [...mark.below.values()].some(isReferred);

/** What reads the path, something below it, or everything around it. */
function referencesOf(root: Mark, path: readonly string[]): readonly ValueReference[] {
  const found: ValueReference[] = [];
  let marks: readonly Mark[] = [root];
  for (const segment of path) {
    for (const mark of marks) {
      found.push(...[...mark.references.values()].filter(({ kind }) => kind === 'whole' || kind === 'iterate'));
    }
    marks = step(marks, segment);
  }
  return [...found, ...marks.flatMap(mark => [...everyReference(mark)])];
}

function* everyReference(mark: Mark): Iterable<ValueReference> {
  yield* mark.references.values();
  for (const below of mark.below.values()) {
    yield* everyReference(below);
  }
}
