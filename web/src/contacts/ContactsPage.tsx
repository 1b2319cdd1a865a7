import { Table, type TableColumnsType } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useCentre, useContactCount, useContacts } from '../api/queries'
import type { ContactRow } from '../api/types'
import { coded } from '../i18n'
import { dateTime, dayOf, duration, time } from '../i18n/format'
import { Fault, Loading, Nothing } from '../shell/PageState'
import './contacts.css'
import { Disposition } from './Disposition'
import { agentText, asked, filterOf, isNarrowed } from './filter'
import { FilterRow } from './FilterRow'

const sizes = [20, 50, 100]

export default function ContactsPage() {
  const centre = useCentre()
  if (!centre.data) return <Loading />
  return <Contacts zone={centre.data.timeZone} />
}

/** The records of a day or several; what is looked at stands in the address, so that a link shows the same. */
function Contacts({ zone }: { zone: string }) {
  const { t, i18n } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const navigate = useNavigate()
  const filter = filterOf(search, dayOf(Date.now(), zone))
  const page = Math.max(1, Number(search.get('page')) || 1)
  const size = sizes.find((one) => one === Number(search.get('size'))) ?? 50
  const contacts = useContacts({ ...asked(filter), page: String(page), size: String(size) })
  const count = useContactCount(asked(filter))
  const severalDays = filter.to !== filter.day
  const newer = contacts.data && !contacts.isFetching ? Math.max(0, (count.data?.total ?? 0) - contacts.data.total) : 0

  const turn = (to: number, many: number) =>
    setSearch({ ...asked(filter), page: String(many === size ? to : 1), size: String(many) })

  const columns = useMemo<TableColumnsType<ContactRow>>(
    () => [
      {
        title: t('contacts.startedAt'),
        dataIndex: 'startedAt',
        width: severalDays ? 170 : 110,
        render: (at: string, row) => (
          <Link className="num" to={`/contacts/${row.id}`}>
            {severalDays ? dateTime(at, zone) : time(at, zone)}
          </Link>
        ),
      },
      {
        title: t('contacts.customer'),
        dataIndex: 'customerName',
        render: (name: string | null) => name || <span className="soft">{t('customer.unknown')}</span>,
      },
      {
        title: t('contacts.caller'),
        dataIndex: 'callerMasked',
        width: 150,
        render: (number: string | null) => <span className="num">{number || t('customer.hidden')}</span>,
      },
      {
        title: t('contacts.channel'),
        dataIndex: 'channel',
        width: 90,
        render: (channel: string) => coded('channels', channel),
      },
      {
        title: t('contacts.agent'),
        dataIndex: 'agent',
        width: 180,
        render: (agent: string | null, row) => agentText(agent, row.agentName, i18n.language),
      },
      {
        title: t('contacts.wait'),
        dataIndex: 'waitMs',
        width: 90,
        align: 'right',
        render: (ms: number | null) => <span className="num">{duration(ms)}</span>,
      },
      {
        title: t('contacts.talk'),
        dataIndex: 'talkMs',
        width: 90,
        align: 'right',
        render: (ms: number | null) => <span className="num">{duration(ms)}</span>,
      },
      {
        title: t('contacts.disposition'),
        dataIndex: 'disposition',
        width: 190,
        render: (code: string | null) => <Disposition code={code} />,
      },
      {
        title: t('contacts.recording'),
        dataIndex: 'recorded',
        width: 100,
        render: (recorded: boolean) =>
          recorded ? (
            <>
              <span aria-hidden="true">●</span> {t('contacts.recorded')}
            </>
          ) : (
            <span className="soft">–</span>
          ),
      },
      // The language decides every cell's words.
    ],
    [t, zone, severalDays, i18n.language],
  )

  return (
    <div className="sheet">
      <div className="sheet-head">
        <h1>{t('contacts.title')}</h1>
      </div>
      <FilterRow filter={filter} onChange={(next) => setSearch({ ...asked(next), size: String(size) })} />
      {contacts.isError ? (
        <Fault error={contacts.error} retry={() => void contacts.refetch()} />
      ) : (
        <>
          {newer > 0 && (
            <button
              type="button"
              className="newer"
              role="status"
              data-testid="contacts-newer"
              onClick={() => void contacts.refetch()}
            >
              ● {t('contacts.newer', { count: newer })}
            </button>
          )}
          <Table<ContactRow>
            rowKey="id"
            size="middle"
            className="contacts-table"
            columns={columns}
            dataSource={contacts.data?.rows ?? []}
            loading={contacts.isPending}
            sticky={{ getContainer: () => document.getElementById('content') ?? document.body }}
            onRow={(row) =>
              ({
                'data-testid': 'contact-row',
                'data-contact': row.id,
                onClick: () => void navigate(`/contacts/${row.id}`),
              }) as React.HTMLAttributes<HTMLElement>
            }
            locale={{
              emptyText: contacts.isPending ? (
                ' '
              ) : (
                <Nothing
                  why={
                    isNarrowed(filter)
                      ? t('contacts.noneFound')
                      : severalDays
                        ? t('contacts.noneFrom', { from: filter.day, to: filter.to })
                        : t('contacts.none', { day: filter.day })
                  }
                />
              ),
            }}
            pagination={{
              current: page,
              pageSize: size,
              total: contacts.data?.total ?? 0,
              showSizeChanger: true,
              pageSizeOptions: sizes,
              showTotal: (total) => t('contacts.total', { count: total }),
              onChange: turn,
            }}
          />
        </>
      )}
    </div>
  )
}
