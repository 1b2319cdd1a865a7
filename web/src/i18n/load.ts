import i18next from 'i18next'
import type { WordFolder } from './folders'
import type { Language } from './languages'

/** Two files in each folder, each a chunk of its own; the frame's are there from the start (index.ts). */
const files = import.meta.glob<{ default: object }>(['../*/words.*.json', '!../shell/words.*.json'])

const inUse = new Set<WordFolder>()
const known = new Set<string>()

/**
 * Brings the words of these folders in the language that is read now; those of the other one come when it is chosen.
 */
export async function needWords(...folders: readonly WordFolder[]): Promise<void> {
  for (const folder of folders) inUse.add(folder)
  await learn(i18next.language as Language)
}

/** All folders that have words: for a page that shows what any of them says. */
export const wordFolders = (): WordFolder[] => [
  ...new Set(Object.keys(files).map((path) => path.split('/')[1] as WordFolder)),
]

export async function learn(language: Language): Promise<void> {
  await Promise.all(
    [...inUse].map(async (folder) => {
      const path = `../${folder}/words.${language}.json`
      if (known.has(path) || !files[path]) return
      const { default: tree } = await files[path]()
      i18next.addResourceBundle(language, 'translation', tree, true, true)
      known.add(path)
    }),
  )
}
