import i18next from 'i18next'
import { get } from '../api/http'
import type { SpokenWords } from '../api/types'
import { languages, words } from '../i18n'

let fetched: Promise<void> | null = null

/**
 * What menus, prompts, services and outcomes are called: the bank's data, so the server has the words, in both
 * languages. Without them (the server is away) their codes are shown, and they are asked for again with the next page.
 */
function menuWords(): Promise<void> {
  fetched ??= get<SpokenWords>('/api/self-service/words').then(learnMenu, () => void (fetched = null))
  return fetched
}

function learnMenu(all: SpokenWords) {
  for (const language of languages) {
    const groups = Object.entries(all).map(([group, entries]) => [
      group,
      Object.fromEntries(
        Object.entries(entries as SpokenWords['nodes']).map(([code, both]) => [code, words(both, language)]),
      ),
    ])
    i18next.addResourceBundle(language, 'translation', Object.fromEntries(groups), true, true)
  }
}

/** A page that speaks of menus waits for their words. */
export const withMenuWords = <T>(page: Promise<T>): Promise<T> =>
  Promise.all([page, menuWords()]).then(([loaded]) => loaded)
