import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Words } from '../api/types'
import en from './en.json'
import zh from './zh-CN.json'

export type Language = 'zh-CN' | 'en'

const key = 'tellerline.language'

export const languages: Language[] = ['zh-CN', 'en']

void i18next.use(initReactI18next).init({
  resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
  lng: localStorage.getItem(key) === 'en' ? 'en' : 'zh-CN',
  fallbackLng: false,
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
})

document.documentElement.lang = i18next.language

export function setLanguage(language: Language) {
  localStorage.setItem(key, language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh-CN'
}

/** Words that the server gives in both languages. */
export const words = (both: Words | string | null | undefined, language: string): string =>
  !both ? '' : typeof both === 'string' ? both : language === 'en' ? both.en || both.zh : both.zh || both.en

/** A text whose key is only known at run time (a code of the server's): the code itself where we have no word for it. */
export function coded(prefix: string, code: string | null | undefined): string {
  if (!code) return ''
  const full = `${prefix}.${code}`
  return i18next.exists(full as never) ? (i18next.t as (k: string) => string)(full) : code
}
