import i18next from 'i18next'
import type { Language } from './languages'

/** A folder's words: two files beside its pages, each a chunk of its own. */
export type WordFiles = Record<Language, () => Promise<{ default: object }>>

const inUse = new Set<WordFiles>()
const known = new Map<WordFiles, Set<Language>>()

/**
 * Brings the words of these folders in the language that is read now; those of the other one come when it is chosen.
 */
export async function needWords(...files: WordFiles[]): Promise<void> {
  for (const file of files) inUse.add(file)
  await learn(i18next.language as Language)
}

export async function learn(language: Language): Promise<void> {
  await Promise.all(
    [...inUse].map(async (file) => {
      const have = known.get(file) ?? new Set()
      if (have.has(language)) return
      const { default: tree } = await file[language]()
      i18next.addResourceBundle(language, 'translation', tree, true, true)
      known.set(file, have.add(language))
    }),
  )
}
