import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import type { Manifest } from '@clipo/contract';
import { writeWhole } from '../output/write-manifest.ts';
import { reportDataOf } from './report-data.ts';

/**
 * Writes report.html, the contact sheet of a batch, and gives its path. The page opens from disk: style, program and
 * data are inside, pictures and videos are the files beside it. Its content policy lets nothing else load or run.
 */
export async function writeReport(manifest: Manifest, outDir: string): Promise<string> {
  const [style, program] = await Promise.all([readFile(join(pageFolder, 'page.css'), 'utf8'), readPageProgram()]);
  return writeWhole(join(outDir, 'report.html'), pageOf(manifest, style, program));
}

const pageFolder = join(import.meta.dirname, 'page');
/** The files of the page's program, each after those that it imports. */
const pageFiles = ['dom.ts', 'facets.ts', 'screen.ts', 'card.ts', 'difference.ts', 'compare.ts', 'main.ts'];

/**
 * The page's program as one script: a page on disk can't load others. Types are stripped by Node (pinned, so that its
 * experimental function does not change under us); named imports and the word `export` fall away, as all names then
 * stand in one scope.
 */
async function readPageProgram(): Promise<string> {
  const sources = await Promise.all(pageFiles.map((file) => readFile(join(pageFolder, file), 'utf8')));
  return sources
    .map((source) =>
      stripTypeScriptTypes(source)
        .replace(/^import \{[^}]*\} from '\.[^']*';$/gm, '')
        .replace(/^export (?=(?:const|function)\b)/gm, ''),
    )
    .join('\n');
}

function pageOf(manifest: Manifest, style: string, program: string): string {
  const policy = [
    "default-src 'none'",
    // Opened from disk the page has no origin of its own: `file:` stands for the folder.
    "img-src 'self' file:",
    "media-src 'self' file:",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(program)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Clipo</title>
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<script type="application/json" id="data">${embed(reportDataOf(manifest))}</script>
<script type="module">${program}</script>
</body>
</html>
`;
}

/** JSON that can stand inside a script element: nothing in it can end the element or begin a comment. */
function embed(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
