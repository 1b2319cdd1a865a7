import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { get } from '../api/http'
import type { DeskCard } from '../api/types'
import { useLanguage } from '../i18n'
import { money } from '../i18n/format'
import { whyNot } from './problems'

interface Props {
  contactId: string
  /** Its `ref`. */
  card: string
  onChoose: (yuan: string) => void
}

/** What a card owes, each amount by its name: chosen, it stands in the field, where another may be typed. */
export default function Repayments({ contactId, card, onChoose }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const owed = useQuery({
    queryKey: ['desk-card', contactId, card],
    queryFn: ({ signal }) => get<DeskCard>(`/api/assisted/card?account=${encodeURIComponent(card)}`, signal),
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  if (owed.isError)
    return (
      <p role="alert" className="assisted-refused">
        {whyNot(owed.error, language)}
      </p>
    )
  if (!owed.data) return null
  return (
    <p className="assisted-repay" role="group" aria-label={t('assisted.repay')} data-testid="assisted-repayments">
      {owed.data.repayments.length === 0 && <b>{t('assisted.nothingOwed')}</b>}
      {owed.data.repayments.map((one) => (
        <button
          key={one.what}
          type="button"
          data-testid={`repay-${one.what}`}
          onClick={() => onChoose((one.amountMinor / 100).toFixed(2))}
        >
          {t(`assisted.repayments.${one.what}`)} <span className="num">{money(one.amountMinor)}</span>
        </button>
      ))}
      {owed.data.bill && <span className="soft">{t('assisted.dueBy', { day: owed.data.bill.due })}</span>}
    </p>
  )
}
