// Part of `npm run types` (./dev types): src/i18n/folders.ts, made of the folders under src that have words.
// `--print` writes it to standard output instead; a test holds the two together.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const src = join(import.meta.dirname, '../src')
const folders = readdirSync(src)
  .filter((folder) => existsSync(join(src, folder, 'words.zh-CN.json')))
  .sort()
const nameOf = (folder) => folder.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())

const text = `// Made by \`./dev types\` of the folders that have words; do not edit.
${folders.map((folder) => `import type ${nameOf(folder)} from '../${folder}/words.zh-CN.json'`).join('\n')}

/** A folder under \`src\` with words of its own. */
export type WordFolder =
${folders.map((folder) => `  | '${folder}'`).join('\n')}

/** The words of all of them: a key that does not exist does not compile. */
export type AllWords = ${folders.map((folder) => `typeof ${nameOf(folder)}`).join(' &\n  ')}
`

if (process.argv.includes('--print')) process.stdout.write(text)
else writeFileSync(join(src, 'i18n/folders.ts'), text)
