import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Tree = { [key: string]: string | Tree }

const src = join(import.meta.dirname, '..')

export const folders = (): string[] =>
  readdirSync(src, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)

/** For tests: the words of every folder, in both languages. */
export function wordsOf(folder: string): { zh: Tree; en: Tree } | null {
  const read = (language: string) =>
    JSON.parse(readFileSync(join(src, folder, `words.${language}.json`), 'utf8')) as Tree
  return readdirSync(join(src, folder)).some((file) => file.startsWith('words.') && file.endsWith('.json'))
    ? { zh: read('zh-CN'), en: read('en') }
    : null
}

export function both(): { zh: Tree; en: Tree } {
  const all = folders()
    .map(wordsOf)
    .filter((one) => one !== null)
  return {
    zh: merged(all.map((one) => one.zh)),
    en: merged(all.map((one) => one.en)),
  }
}

/** What each folder calls its deeds in the audit trail: the one group that all of them share. */
export const shared = 'auditActions'

function merged(trees: readonly Tree[]): Tree {
  const all = Object.assign({}, ...trees) as Tree
  return { ...all, [shared]: Object.assign({}, ...trees.map((tree) => tree[shared] ?? {})) as Tree }
}
