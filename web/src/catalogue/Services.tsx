import { useQuery } from '@tanstack/react-query'
import { Input, Table, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { get } from '../api/http'
import { useMe } from '../api/queries'
import type { Catalogue, CatalogueService } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { money } from '../i18n/format'
import { Fault, Loading, Nothing } from '../shell/PageState'
import './catalogue.css'

const classes = ['query', 'transfer', 'wealth', 'loan', 'valueAdded'] as const

const right = { align: 'right', className: 'num' } as const

/** What can be done by telephone: how, under which control, by whom, and why something is not done now. */
export default function Services() {
  const { t } = useTranslation()
  const me = useMe()
  const [asked, setAsked] = useSearchParams()
  const typed = asked.get('q') ?? ''
  const services = useQuery({
    queryKey: ['services'],
    queryFn: ({ signal }) => get<Catalogue>('/api/services', signal),
  })
  if (services.isError) return <Fault error={services.error} retry={() => void services.refetch()} />
  if (!services.data) return <Loading />
  const all = services.data
  const sought = typed.trim().toLowerCase()
  const fits = (one: CatalogueService) =>
    [one.code, one.name.zh, one.name.en].some((text) => text.toLowerCase().includes(sought))
  const found = all.services.filter(fits)
  const mayEdit = me.data?.permissions.some((permission) => permission.name === 'services.edit') ?? false
  return (
    <div className="sheet catalogue">
      <div className="sheet-head">
        <h1>{t('catalogue.title')}</h1>
        <span className="soft num">
          {t('catalogue.offered', { now: all.offered, all: all.services.length, version: all.version })}
        </span>
        {mayEdit && <Link to="/definitions/services/main">{t('catalogue.edit')}</Link>}
        <Input
          allowClear
          value={typed}
          placeholder={t('catalogue.search')}
          aria-label={t('catalogue.search')}
          data-testid="services-search"
          onChange={(event) => setAsked(event.target.value ? { q: event.target.value } : {}, { replace: true })}
        />
      </div>
      {found.length === 0 && <Nothing why={t('catalogue.nothing', { text: typed })} />}
      {classes.map((name) => {
        const services = found.filter((one) => one.class === name)
        return services.length > 0 && <OfClass key={name} name={name} services={services} />
      })}
    </div>
  )
}

function OfClass({ name, services }: { name: (typeof classes)[number]; services: CatalogueService[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const title = t(`catalogue.classes.${name}`)
  return (
    <section className="panel" aria-label={title} data-testid={`services-${name}`}>
      <h2>{title}</h2>
      <Table
        pagination={false}
        size="small"
        tableLayout="fixed"
        rowKey="code"
        dataSource={services}
        columns={[
          {
            title: t('catalogue.name'),
            width: '15%',
            render: (_, one) => <strong>{words(one.name, language)}</strong>,
          },
          { title: t('catalogue.state'), width: '18%', render: (_, one) => <State of={one} /> },
          {
            title: t('catalogue.identification'),
            width: '12%',
            render: (_, one) =>
              one.identification === 'none' ? t('catalogue.anybody') : coded('identification', one.identification),
          },
          {
            title: t('catalogue.limit'),
            width: '10%',
            ...right,
            render: (_, one) => (one.limit === null ? '–' : money(one.limit)),
          },
          {
            title: t('catalogue.second'),
            width: '11%',
            ...right,
            render: (_, one) => (one.secondAbove === null ? '–' : money(one.secondAbove)),
          },
          { title: t('catalogue.trained'), width: '10%', render: (_, one) => <Trained of={one} /> },
          {
            title: t('catalogue.risk'),
            render: (_, one) => (
              <>
                {words(one.risk, language)}
                <div className="soft">{words(one.control, language)}</div>
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

function State({ of }: { of: CatalogueService }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (of.disabled)
    return (
      <>
        {of.byKeypad || of.byAgent ? <span className="tag bad">{t('catalogue.disabled')}</span> : t('catalogue.counter')}
        <div className="soft">{words(of.disabled, language)}</div>
      </>
    )
  return (
    <span className="catalogue-channels">
      {of.byKeypad && <span className="tag good">{t('catalogue.keypad')}</span>}
      {of.byAgent && <span className={of.mine ? 'tag good' : 'tag warn'}>{t('catalogue.agent')}</span>}
      {of.byAgent && !of.mine && <span className="soft">{t('catalogue.notMine')}</span>}
    </span>
  )
}

function Trained({ of }: { of: CatalogueService }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (!of.byAgent) return '–'
  if (!of.trained) return t('catalogue.everybody')
  const names = of.trained.map((person) => `${person.number} ${words(person.name, language)}`).join(', ')
  return (
    <Tooltip title={names}>
      <span tabIndex={0} aria-label={names}>
        {t('catalogue.people', { count: of.trained.length })}
      </span>
    </Tooltip>
  )
}
