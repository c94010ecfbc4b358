import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const images = join(import.meta.dirname, '../../../docs/images');
/** Long enough for a slow machine; a case that waits so long has failed. */
const timeout = 30_000;

/** What a person does in front of the workbench. Every step waits for what it needs to see, never for time to pass. */
export function createPerson(page, folder) {
  page.setDefaultTimeout(timeout);
  const editor = page.locator('.editor-instance .monaco-editor').first();
  const press = key => page.keyboard.press(key);
  const type = text => page.keyboard.type(text, { delay: 15 });
  const see = selector => page.locator(selector).first().waitFor();

  return {
    page,
    press,
    type,
    see,

    /** Opens a file of the folder by its path. */
    async open(path) {
      const name = path.split('/').at(-1);
      await see('.monaco-workbench .part.statusbar');
      await press('Control+P');
      await see('.quick-input-widget input');
      await type(path);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
      await press('Enter');
      await page.locator('.tabs-container .tab', { hasText: name }).waitFor();
      await editor.locator('.view-line').first().waitFor();
    },

    /** Puts the cursor at a 1-based line and column. */
    async goTo(line, column = 1) {
      await press('Control+G');
      await see('.quick-input-widget input');
      await type(`${line}:${column}`);
      await press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    },

    /** Runs a command by its title. */
    async command(title) {
      await press('F1');
      await see('.quick-input-widget input');
      await type(title);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
      await press('Enter');
    },

    /** Takes the row of the open quick pick that shows the text. */
    async pick(text) {
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
      await row.click();
    },

    /** Shows the hover at the cursor; returns its text. */
    async hover() {
      await press('Control+K');
      await press('Control+I');
      const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
      await hover.waitFor();
      return hover.textContent();
    },

    /** Waits until a squiggle of this kind (`error`, `warning`) is drawn. */
    async squiggle(kind) {
      await page.locator(`.squiggly-${kind}`).first().waitFor({ state: 'attached' });
    },

    /** Titles of the suggestion list, which typing or Ctrl+Space has opened. */
    async suggestions() {
      const rows = page.locator('.suggest-widget.visible .monaco-list-row');
      await rows.first().waitFor();
      return rows.allTextContents();
    },

    /** Opens the quick-fix menu at the cursor; returns the titles on offer. */
    async quickFixes() {
      await press('Control+.');
      const rows = page.locator('.action-widget .monaco-list-row.action');
      await rows.first().waitFor();
      return rows.allTextContents();
    },

    /** Saves the active file and returns its text as soon as it is on disk as wanted. */
    async saved(name, wanted) {
      await press('Control+S');
      await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
      const text = readFileSync(join(folder, name), 'utf8');
      if (!wanted(text)) {
        throw new Error(`${name} is not as wanted:\n${text}`);
      }
      return text;
    },

    /** Keeps a picture of the page for the README, when asked to. */
    async picture(name) {
      if (process.env.UPDATE_IMAGES === '1') {
        const path = join(images, name);
        mkdirSync(dirname(path), { recursive: true });
        await page.screenshot({ path });
      }
    },

    /** Text of the extension's status item. */
    async status() {
      const item = page.locator('[id="production-values.production-values.productionValues.status"]');
      await item.waitFor();
      return item.textContent();
    },
  };
}
