// Speaks LSP with the web worker build of the server in a browser page: what VS Code on the web does, without VS Code.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { openPage } from '../../scripts/vscode-host/host.mjs';

const dist = join(import.meta.dirname, '../../dist');
const origin = 'http://production-values.test';
const types = { '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };

const { page, close } = await openPage();
try {
  await page.context().route(`${origin}/**`, route => {
    const { pathname } = new URL(route.request().url());
    return pathname === '/'
      ? route.fulfill({ contentType: 'text/html', body: '<title>worker</title>' })
      : route.fulfill({ body: readFileSync(join(dist, pathname)), contentType: types[extname(pathname)] });
  });
  await page.goto(`${origin}/`);
  const { capabilities, edits } = await page.evaluate(talk, `${origin}/`);
  assert.ok(capabilities.hoverProvider && capabilities.documentFormattingProvider, 'the server says what it can do');
  assert.equal(edits[0].newText, 'a: 1\nb: 2\n');
  console.log('ok    the server runs in a web worker, and reads the formatter when it is needed');
} finally {
  await close();
}

/** Runs in the page. */
async function talk(data) {
  const worker = new Worker(`${data}web/server.js`);
  const answers = new Map();
  worker.onmessage = ({ data: { id, method, result, error } }) => {
    if (method !== undefined && id !== undefined) {
      worker.postMessage({ jsonrpc: '2.0', id, result: null }); // A question of the server, for example for settings.
    } else if (error) {
      answers.get(id)?.reject(new Error(error.message));
    } else {
      answers.get(id)?.resolve(result);
    }
  };
  const failed = new Promise((_resolve, reject) => {
    worker.onerror = event => reject(new Error(event.message));
  });
  const send = (method, params) => worker.postMessage({ jsonrpc: '2.0', method, params });
  const ask = (id, method, params) => {
    const answer = new Promise((resolve, reject) => answers.set(id, { resolve, reject }));
    worker.postMessage({ jsonrpc: '2.0', id, method, params });
    return Promise.race([answer, failed]);
  };
  const { capabilities } = await ask(1, 'initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
    initializationOptions: { data },
  });
  send('initialized', {});
  const uri = 'vscode-vfs://test/values.yaml';
  send('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text: 'a:   1\nb:    2\n' } });
  const edits = await ask(2, 'textDocument/formatting', {
    textDocument: { uri },
    options: { tabSize: 2, insertSpaces: true },
  });
  worker.terminate();
  return { capabilities, edits };
}
