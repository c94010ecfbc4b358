import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export interface Case {
  readonly name: string;
  run(): Promise<void>;
}

/** The part of the extension's API that the cases use. */
interface Api {
  readonly ready: Promise<void>;
  status(): { readonly text: string; readonly tooltip: string } | undefined;
  readonly onDidChangeStatus: vscode.Event<void>;
}

/** Long enough for a slow machine; a case that waits so long has failed. */
const deadline = 30_000;

/** Runs the cases one after the other, prints one line each, and throws when one failed. */
export async function runCases(cases: readonly Case[]): Promise<void> {
  const failed: string[] = [];
  for (const { name, run } of cases) {
    const start = performance.now();
    try {
      await within(run(), `case '${name}'`, 2 * deadline);
      print(`ok    ${name} (${Math.round(performance.now() - start)} ms)`);
    } catch (error) {
      failed.push(name);
      print(`FAIL  ${name}\n${error instanceof Error ? error.stack : String(error)}`);
    }
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  print(`${cases.length - failed.length} of ${cases.length} passed`);
  assert.deepEqual(failed, [], 'cases failed');
}

/** The mark tells the tests' lines from what VS Code itself logs. */
function print(text: string): void {
  console.log(`[e2e] ${text}`);
}

/** The extension, activated and with its server running. */
export async function activate(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('production-values.production-values');
  assert.ok(extension, 'the extension is installed');
  const api = await extension.activate();
  await within(api.ready, 'the language server');
  return api;
}

/** Opens a file of the workspace in an editor. */
export async function open(path: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, path));
}

/** The diagnostics of a document as soon as they are as wanted. */
export function waitForDiagnostics(
  uri: vscode.Uri,
  wanted: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return waitFor(
    listener => vscode.languages.onDidChangeDiagnostics(listener),
    () => {
      const diagnostics = vscode.languages.getDiagnostics(uri);
      return wanted(diagnostics) ? diagnostics : undefined;
    },
    `diagnostics of ${uri.path}`,
  );
}

/** The first defined answer of `read`, asked now and after each event. */
export async function waitFor<T>(
  subscribe: (listener: () => void) => vscode.Disposable,
  read: () => T | undefined,
  what: string,
): Promise<T> {
  let subscription: vscode.Disposable | undefined;
  const found = new Promise<T>(resolve => {
    const look = () => {
      const answer = read();
      if (answer !== undefined) {
        resolve(answer);
      }
    };
    subscription = subscribe(look);
    look();
  });
  try {
    return await within(found, what);
  } finally {
    subscription?.dispose();
  }
}

/** Code actions offered for a range, with their edits. */
export async function codeActions(
  uri: vscode.Uri,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind?.value, 100);
}

/** Applies the one action whose title matches, as a click on it would. */
export async function applyAction(actions: readonly vscode.CodeAction[], title: string | RegExp): Promise<void> {
  const matches = actions.filter(action =>
    typeof title === 'string' ? action.title === title : title.test(action.title),
  );
  const offered = actions.map(action => action.title).join('\n  ');
  const [action] = matches;
  assert.ok(action && matches.length === 1, `${matches.length} actions match ${title} among\n  ${offered}`);
  if (action.edit) {
    assert.ok(await vscode.workspace.applyEdit(action.edit), `VS Code applied ${action.title}`);
  }
  if (action.command) {
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
}

async function within<T>(promise: Promise<T>, what: string, milliseconds = deadline): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${milliseconds / 1000} s for ${what}`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
