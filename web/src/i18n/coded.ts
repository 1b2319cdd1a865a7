import i18next from 'i18next'
import type { Words } from '../api/types'

/** Words that the server gives in both languages. */
export const words = (both: Words | null | undefined, language: string): string =>
  !both ? '' : language === 'en' ? both.en || both.zh : both.zh || both.en

/**
 * A text whose key is only known at run time (a code of the server's): the code itself where we have no word for it.
 */
export function coded(prefix: string, code: string | null | undefined): string {
  if (!code) return ''
  const full = `${prefix}.${code}`
  return i18next.exists(full as never) ? (i18next.t as (k: string) => string)(full) : code
}
