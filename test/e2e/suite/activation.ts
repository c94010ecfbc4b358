import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activate, type Case, open, waitFor } from './harness.ts';

export const activation: readonly Case[] = [
  {
    name: 'the extension starts, and its status item names the product',
    async run() {
      const api = await activate();
      await open('values.yaml');
      const status = await waitFor(api.onDidChangeStatus, api.status, 'the status item');
      assert.match(status.text, /Spaces/);
    },
  },
  {
    name: 'its commands exist',
    async run() {
      const commands = await vscode.commands.getCommands(true);
      const ours = ['chooseProduct', 'showEffectiveValues', 'restartServer', 'showOutput'];
      assert.deepEqual(
        ours.filter(name => !commands.includes(`productionValues.${name}`)),
        [],
      );
    },
  },
];
