import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useCentre, useContactAgents } from '../api/queries'
import type { ContactRow } from '../api/types'
import { coded, useLanguage } from '../i18n'
import { dateTime, dayOf } from '../i18n/format'
import { ListPage } from '../list/ListPage'
import { Loading } from '../shell/PageState'
import { agentText, directions, outcomes } from './names'
import './contacts.css'
import { Disposition } from './Disposition'

/** The records of contacts within one's reach: today's, unless the address asks for others. */
export default function ContactsPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const centre = useCentre()
  const agents = useContactAgents()
  if (!centre.data) return <Loading />
  const zone = centre.data.timeZone
  const served = (agents.data ?? []).map(({ number, name }) => ({
    value: number,
    label: agentText(number, name, language),
  }))
  const ends = outcomes.map((one) => ({
    value: one,
    label: one === 'open' ? t('contacts.going') : coded('dispositions', one),
  }))
  return (
    <ListPage<ContactRow>
      address="/api/contacts"
      rowKey="id"
      still
      start={{ 'startedAt.from': dayOf(Date.now(), zone) }}
      cells={{
        startedAt: (row) => (
          <Link className="num" to={`/contacts/${row.id}`}>
            {dateTime(row.startedAt, zone)}
          </Link>
        ),
        customerName: (row) => row.customerName || <span className="soft">{t('customer.unknown')}</span>,
        callerMasked: (row) => row.callerMasked || <span className="soft">{t('customer.hidden')}</span>,
        direction: (row) => coded('directions', row.direction),
        channel: (row) => coded('channels', row.channel),
        agent: (row) => agentText(row.agent, row.agentName, language),
        disposition: (row) => <Disposition code={row.disposition} />,
        recorded: (row) =>
          row.recorded ? (
            <>
              <span aria-hidden="true">●</span> {t('contacts.recorded')}
            </>
          ) : (
            <span className="soft">–</span>
          ),
      }}
      choices={{
        direction: directions.map((one) => ({ value: one, label: coded('directions', one) })),
        agent: served,
        disposition: ends,
      }}
      widths={{
        startedAt: 180,
        callerMasked: 150,
        channel: 90,
        direction: 90,
        agent: 180,
        waitMs: 90,
        talkMs: 90,
        disposition: 200,
        recorded: 110,
      }}
      onRow={(row) =>
        ({
          'data-testid': 'contact-row',
          'data-contact': row.id,
          className: 'list-opens',
          onClick: () => void navigate(`/contacts/${row.id}`),
        }) as React.HTMLAttributes<HTMLElement>
      }
    />
  )
}
