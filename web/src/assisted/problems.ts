import { t } from 'i18next'
import { Problem } from '../api/http'
import type { Words } from '../api/types'
import { words } from '../i18n'

interface Fault {
  path: string
  zh: string
  en: string
}

/** Why the centre would not: its own words, each fault's or the one reason. */
export function whyNot(error: unknown, language: string): string {
  if (!(error instanceof Problem)) return t('assisted.failed')
  const faults = error.more['faults'] as Fault[] | undefined
  if (faults?.length) return faults.map((fault) => (language === 'en' ? fault.en : fault.zh)).join(' ')
  const why = error.more['why'] as Words | undefined
  return why ? words(why, language) : t('assisted.failed')
}
