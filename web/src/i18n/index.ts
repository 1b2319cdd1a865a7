import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import en from '../shell/words.en.json'
import zh from '../shell/words.zh-CN.json'
import { languages, type Language } from './languages'
import { learn } from './load'

export { coded, words } from './coded'
export type { WordFolder } from './folders'
export { needWords, wordFolders } from './load'
export { languages, type Language } from './languages'

const key = 'tellerline.language'

// The frame's words are at hand from the start; a folder's own come with its page (load.ts).
void i18next.use(initReactI18next).init({
  resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
  lng: localStorage.getItem(key) === 'en' ? 'en' : 'zh-CN',
  fallbackLng: false,
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
  react: { bindI18nStore: 'added' },
})

document.documentElement.lang = i18next.language

/** The words of every folder in use come first: a page is never half in one language. */
export async function setLanguage(language: Language) {
  localStorage.setItem(key, language)
  await learn(language)
  document.documentElement.lang = language
  await i18next.changeLanguage(language)
}

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return languages.find((language) => language === i18n.language) ?? 'zh-CN'
}
