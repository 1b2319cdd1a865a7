import type { WordFiles } from '../i18n'

export const noticesWords: WordFiles = {
  'zh-CN': () => import('./words.zh-CN.json'),
  en: () => import('./words.en.json'),
}
