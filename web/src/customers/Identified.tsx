import { useTranslation } from 'react-i18next'
import type { IdentificationLevel } from '../api/types'
import { coded } from '../i18n'

const strong = new Set<IdentificationLevel>(['enquiryPin', 'transactionPin'])

/** How well we know who is speaking: a word and a shape, for it decides what may be told. */
export function Identified({ level }: { level: IdentificationLevel }) {
  const { t } = useTranslation()
  const kind = strong.has(level) ? 'good' : level === 'none' ? 'warn' : ''
  return (
    <span className={`tag ${kind}`} data-testid="identification" data-level={level}>
      <span aria-hidden="true">{strong.has(level) ? '✔' : level === 'none' ? '▲' : '○'}</span>
      {t(`identification.${level}`)}
    </span>
  )
}

export function Segment({ segment }: { segment: string | null }) {
  if (!segment) return null
  const vip = /vip|gold|private|platinum/i.test(segment)
  return (
    <span className={`tag ${vip ? 'vip' : ''}`}>
      {vip && <span aria-hidden="true">★</span>}
      {coded('segments', segment)}
    </span>
  )
}

/** What three wrong PINs forbid; the first thing an agent must know. */
export function SelfServiceEnded({ ended }: { ended?: boolean }) {
  const { t } = useTranslation()
  return ended ? (
    <span className="tag bad" data-testid="self-service-ended">
      <span aria-hidden="true">▲</span>
      {t('customer.selfServiceEnded')}
    </span>
  ) : null
}
