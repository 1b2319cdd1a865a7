import { useQuery } from '@tanstack/react-query'
import { Input, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { get } from '../api/http'
import type { BranchNow, Bulletin, ExchangeRate, InformationNow, Rate } from '../api/types'
import { useLanguage, words } from '../i18n'
import { Fault, Loading, Nothing } from '../shell/PageState'
import { holds, minuteOfDay } from './find'
import './information.css'

const kept = { pagination: false, size: 'small' } as const
const right = { align: 'right', className: 'num' } as const

/** What may be told to anybody who asks, looked through while talking. */
export default function Information() {
  const { t } = useTranslation()
  const [asked, setAsked] = useSearchParams()
  const typed = asked.get('q') ?? ''
  const information = useQuery({
    queryKey: ['information'],
    queryFn: ({ signal }) => get<InformationNow>('/api/information', signal),
    // Whether a branch is open changes by itself.
    refetchInterval: 60_000,
  })
  if (information.isError) return <Fault error={information.error} retry={() => void information.refetch()} />
  if (!information.data) return <Loading />
  const now = information.data
  const district = (code: string) => now.districts.find((one) => one.code === code)
  const bulletins = now.bulletins.filter((one) => holds([one.zh, one.en, one.textZh, one.textEn], typed))
  const branches = now.branches.filter(({ branch }) =>
    holds(
      [
        branch.code,
        branch.zh,
        branch.en,
        branch.addressZh,
        branch.addressEn,
        branch.telephone,
        district(branch.district)?.zh,
        district(branch.district)?.en,
      ],
      typed,
    ),
  )
  const rates = <T extends Rate | ExchangeRate>(of: T[], title: string) =>
    of.filter((one) => holds([one.code, one.zh, one.en, title], typed))
  const deposits = rates(now.deposits, t('information.deposits'))
  const loans = rates(now.loans, t('information.loans'))
  const exchange = rates(now.exchange, t('information.exchange'))
  const nothing = [bulletins, branches, deposits, loans, exchange].every((part) => part.length === 0)
  return (
    <div className="sheet information">
      <div className="sheet-head">
        <h1>{t('information.title')}</h1>
        <Input
          allowClear
          autoFocus
          value={typed}
          placeholder={t('information.search')}
          aria-label={t('information.search')}
          data-testid="information-search"
          onChange={(event) => setAsked(event.target.value ? { q: event.target.value } : {}, { replace: true })}
        />
      </div>
      {nothing && typed && <Nothing why={t('information.nothing', { text: typed })} />}
      {(bulletins.length > 0 || !typed) && <Bulletins bulletins={bulletins} />}
      {branches.length > 0 && <Branches branches={branches} district={district} />}
      <div className="information-rates">
        {deposits.length > 0 && <Rates title={t('information.deposits')} rates={deposits} />}
        {loans.length > 0 && <Rates title={t('information.loans')} rates={loans} />}
        {exchange.length > 0 && <Exchange rates={exchange} />}
      </div>
    </div>
  )
}

function Bulletins({ bulletins }: { bulletins: Bulletin[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className="panel" aria-label={t('information.bulletins')} data-testid="bulletins">
      <h2>{t('information.bulletins')}</h2>
      {bulletins.length === 0 && <div className="body soft">{t('information.noBulletins')}</div>}
      {bulletins.map((one) => (
        <article key={one.code} className="information-bulletin">
          <h3>{words(one, language)}</h3>
          <p>{language === 'en' ? one.textEn : one.textZh}</p>
          <span className="soft num">
            {[
              t('information.since', { day: one.from }),
              one.to && t('information.until', { day: one.to }),
              one.says && t('information.spoken'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </article>
      ))}
    </section>
  )
}

function Branches({
  branches,
  district,
}: {
  branches: BranchNow[]
  district: (code: string) => { zh: string; en: string } | undefined
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className="panel" aria-label={t('information.branches')} data-testid="branches">
      <h2>{t('information.branches')}</h2>
      <Table
        {...kept}
        rowKey={(row) => row.branch.code}
        dataSource={branches}
        columns={[
          { title: t('information.number'), className: 'num', render: (_, { branch }) => branch.code },
          { title: t('information.name'), render: (_, { branch }) => words(branch, language) },
          { title: t('information.district'), render: (_, { branch }) => words(district(branch.district), language) },
          {
            title: t('information.address'),
            render: (_, { branch }) => (language === 'en' ? branch.addressEn : branch.addressZh),
          },
          { title: t('information.telephone'), className: 'num', render: (_, { branch }) => branch.telephone },
          {
            title: t('information.today'),
            className: 'num',
            render: (_, row) =>
              row.branch.closed
                ? '–'
                : row.today
                    .map((span) => `${minuteOfDay(span.fromMinute ?? 0)}–${minuteOfDay(span.toMinute ?? 0)}`)
                    .join(', ') || t('information.shut'),
          },
          {
            title: t('information.now'),
            render: (_, row) =>
              row.branch.closed ? (
                `■ ${t('information.suspended', { why: words(row.branch.closed, language) })}`
              ) : row.openNow ? (
                <span className="information-open">● {t('information.open')}</span>
              ) : (
                `○ ${t('information.closed')}`
              ),
          },
        ]}
      />
    </section>
  )
}

function Rates({ title, rates }: { title: string; rates: Rate[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <Table
        {...kept}
        rowKey="code"
        dataSource={rates}
        columns={[
          { title: t('information.name'), render: (_, row) => words(row, language) },
          { title: t('information.percent'), ...right, render: (_, row) => row.percent.toFixed(3).replace(/0$/, '') },
        ]}
      />
    </section>
  )
}

function Exchange({ rates }: { rates: ExchangeRate[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className="panel" aria-label={t('information.exchange')}>
      <h2>{t('information.exchange')}</h2>
      <Table
        {...kept}
        rowKey="code"
        dataSource={rates}
        columns={[
          { title: t('information.currency'), render: (_, row) => `${words(row, language)} ${row.code}` },
          { title: t('information.buy'), ...right, render: (_, row) => row.buy.toFixed(2) },
          { title: t('information.sell'), ...right, render: (_, row) => row.sell.toFixed(2) },
        ]}
      />
    </section>
  )
}
