import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { get } from '../api/http'
import type { ApprovalRow } from '../api/types'
import { useLanguage, words } from '../i18n'
import { duration, money } from '../i18n/format'
import { useNow } from '../shell/useNow'
import './assisted.css'

const everyMs = 2_000

/** On every page of one who may approve: somebody waits for a second person, a customer on the line. */
export default function ApprovalsStrip() {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useNow(500)
  const { pathname } = useLocation()
  const open = useQuery({
    queryKey: ['approvals', 'open'],
    queryFn: ({ signal }) => get<ApprovalRow[]>('/api/approvals/open', signal),
    refetchInterval: everyMs,
  })
  const first = open.data?.[0]
  if (!first || pathname === '/approvals') return null
  return (
    <div className="approvals-strip" role="alert" data-testid="approvals-strip">
      <span aria-hidden="true">▲</span>
      <span>
        {t('assisted.strip', {
          maker: words(first.makerName, language),
          amount: money(first.amountMinor),
          customer: first.customer,
        })}{' '}
        <span className="num">{duration(Date.parse(first.dueAt) - now)}</span>
        {open.data!.length > 1 && ` ${t('assisted.stripMore', { count: open.data!.length - 1 })}`}
      </span>
      <Link to="/approvals" data-testid="approvals-go">
        {t('assisted.stripGo')}
      </Link>
    </div>
  )
}
