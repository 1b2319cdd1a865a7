import { useTranslation } from 'react-i18next'
import { useNotReadyReasons } from '../api/queries'
import type { DeskState } from '../api/types'
import { coded, useLanguage, words } from '../i18n'

/** 示闲, 示忙 · 小休; who has just signed in is not busy with anything: 未就绪（刚签入）. */
export function StateWords({ of: { state, reason } }: { of: DeskState }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data } = useNotReadyReasons()
  if (state !== 'notReady' || !reason) return t(`states.${state}`)
  // The bank's own reasons, or the centre's.
  const own = data?.find((one) => one.code === reason)
  const why = own ? words(own.name, language) : coded('notReady', reason)
  return reason === 'signedIn' ? t('desk.notReadyYet', { why }) : t('desk.notReadyWhy', { why })
}
