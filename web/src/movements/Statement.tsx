import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { get, Problem } from '../api/http'
import { useCentre } from '../api/queries'
import type { StatementView } from '../api/types'
import { coded } from '../i18n'
import { dateTime, money } from '../i18n/format'
import { Fault, Loading, NotFound } from '../shell/PageState'
import '../record/record.css'
import './movements.css'

/** A statement as the customer was sent it: its movements, newest first. */
export default function Statement() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const centre = useCentre()
  const address = `/api/statements/${encodeURIComponent(id)}`
  const statement = useQuery({
    queryKey: ['statement', id],
    queryFn: ({ signal }) => get<StatementView>(address, signal),
  })
  if (statement.error instanceof Problem && statement.error.status === 404) return <NotFound />
  if (statement.isError) return <Fault error={statement.error} retry={() => void statement.refetch()} />
  if (!statement.data || !centre.data) return <Loading />
  const { data } = statement
  const zone = centre.data.timeZone
  const facts = [
    [t('movements.customer'), `${data.customerId} ${data.customer}`],
    [t('movements.account'), data.tail],
    [t('movements.days'), data.from === data.to ? data.to : `${data.from} – ${data.to}`],
    [t('movements.in'), money(data.inMinor)],
    [t('movements.out'), money(data.outMinor)],
    [t('movements.sentAt'), dateTime(data.at, zone)],
    [t('movements.by'), data.agent ?? t('movements.keypad')],
  ] as const
  return (
    <div className="sheet record">
      <Link className="soft" to="/statements">
        ‹ {t('record.back')}
      </Link>
      <div className="sheet-head">
        <h1>{t('movements.title', { tail: data.tail })}</h1>
      </div>
      <dl className="record-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t('movements.contact')}</dt>
          <dd>
            <Link to={`/contacts/${data.contactId}`}>{data.contactId}</Link>
          </dd>
        </div>
        <div>
          <dt>{t('movements.message')}</dt>
          <dd>
            <Link to={`/notices/${data.noticeId}`}>{t('movements.toMessage')}</Link>
          </dd>
        </div>
      </dl>
      {data.lines.length === 0 ? (
        <p>{t('movements.none')}</p>
      ) : (
        <table className="movements-lines" data-testid="statement-lines">
          <thead>
            <tr>
              <th>{t('movements.when')}</th>
              <th>{t('movements.kind')}</th>
              <th className="movements-money">{t('movements.amount')}</th>
              <th className="movements-money">{t('movements.balance')}</th>
            </tr>
          </thead>
          <tbody>
            {data.lines.map((line, i) => (
              <tr key={i}>
                <td className="num">{dateTime(line.at, zone)}</td>
                <td>{coded('movements.kinds', line.kind)}</td>
                <td className="num movements-money">
                  {t(line.amountMinor < 0 ? 'movements.wentOut' : 'movements.cameIn')}{' '}
                  {money(Math.abs(line.amountMinor))}
                </td>
                <td className="num movements-money">{money(line.balanceMinor)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data.more && <p className="soft">{t('movements.more')}</p>}
    </div>
  )
}
