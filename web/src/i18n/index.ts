import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import en from './en.json'
import zh from './zh-CN.json'

export { coded, words } from './coded'

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
