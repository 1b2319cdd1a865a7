import type { WordFiles } from '../i18n'

export const signatureWords: WordFiles = {
  'zh-CN': () => import('./words.zh-CN.json'),
  en: () => import('./words.en.json'),
}
