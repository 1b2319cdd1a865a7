import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { call, get, Problem } from '../api/http'
import { queries, useCentre, useMe } from '../api/queries'
import type { DayEndView, Words } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { dateTime } from '../i18n/format'
import { may } from '../shell/navigation'
import { Fault, Loading } from '../shell/PageState'
import { AskSignature } from '../signatures/AskSignature'
import { StateMark } from '../theme/StateMark'
import './day-end.css'
import { Figures } from './Figures'

/** One of the bank's days: what it came to, what lacks, who answered for it. */
export default function DayEnd() {
  const { day = '' } = useParams()
  const { t } = useTranslation()
  const language = useLanguage()
  const me = useMe()
  const zone = useCentre().data?.timeZone ?? 'UTC'
  const [signing, setSigning] = useState(false)
  const own = `/api/day-ends/${encodeURIComponent(day)}`
  const view = useQuery({ queryKey: ['day-end', day], queryFn: ({ signal }) => get<DayEndView>(own, signal) })
  if (view.isError) return <Fault error={view.error} retry={() => void view.refetch()} />
  if (!view.data) return <Loading />
  const { state, signed, figures, lacks, meaning } = view.data
  const told = (error: unknown) => {
    const why = error instanceof Problem ? (error.more['why'] as Words | undefined) : undefined
    void view.refetch()
    return why ? words(why, language) : t('faults.unknown')
  }
  return (
    <div className="sheet day-end">
      <Link className="soft" to="/day-end">
        ‹ {t('dayEnd.title')}
      </Link>
      <div className="sheet-head">
        <h1>{t('dayEnd.of', { day })}</h1>
        <span data-testid="day-state" data-state={state}>
          <StateMark look={state === 'signed' ? 'ready' : state === 'due' && lacks.length > 0 ? 'alarm' : 'hold'} />{' '}
          {coded('dayEnd.states', state)}
        </span>
        <div className="day-end-actions">
          <Button onClick={() => window.print()}>{t('dayEnd.print')}</Button>
          {['xlsx', 'csv'].map((format) => (
            <Button key={format} href={`${own}/file?format=${format}&language=${language === 'en' ? 'en' : 'zh'}`}>
              {t('dayEnd.file', { format: format.toUpperCase() })}
            </Button>
          ))}
          {may(me.data, 'dayEnd.sign') && state !== 'signed' && (
            <Button type="primary" disabled={state !== 'due'} data-testid="day-sign" onClick={() => setSigning(true)}>
              {t('dayEnd.sign')}
            </Button>
          )}
        </div>
      </div>
      {signed && (
        <p>
          {t('dayEnd.signedBy', { signer: signed.signer, at: dateTime(signed.at, zone) })}{' '}
          {may(me.data, 'signatures.see') && <Link to={`/signatures/${signed.signature}`}>{signed.signature}</Link>}
        </p>
      )}
      {signed?.changed && <Alert type="warning" showIcon title={t('dayEnd.changed')} data-testid="day-changed" />}
      {(!signed || signed.changed) && lacks.length > 0 && <Lacks lacks={lacks} />}
      {!signed && lacks.length === 0 && <p className="soft">{t('dayEnd.noLacks')}</p>}
      {signed ? (
        <>
          {signed.changed && <h2>{t('dayEnd.then')}</h2>}
          <Figures figures={signed.figures} />
          {signed.changed && (
            <>
              <h2>{t('dayEnd.now')}</h2>
              <Figures figures={figures} />
            </>
          )}
        </>
      ) : (
        <Figures figures={figures} />
      )}
      {signing && (
        <AskSignature
          title={t('dayEnd.sign')}
          lead={day}
          meaning={meaning}
          onSign={async (secret) => {
            await call('POST', `${own}/sign`, { secret })
            await queries.invalidateQueries({ queryKey: ['day-end'] })
            await queries.invalidateQueries({ queryKey: ['list'] })
          }}
          told={told}
          close={() => setSigning(false)}
        />
      )}
    </div>
  )
}

function Lacks({ lacks }: { lacks: DayEndView['lacks'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className="panel" aria-label={t('dayEnd.lacks')} data-testid="day-lacks">
      <h2>{t('dayEnd.lacks')}</h2>
      <ul className="body">
        {lacks.map((lack) => (
          <li key={`${lack.code}/${lack.what}`} data-lack={lack.code}>
            <StateMark look="alarm" /> {lack.link ? <Link to={lack.link}>{lack.what}</Link> : lack.what}{' '}
            {words(lack.words, language)}
          </li>
        ))}
      </ul>
    </section>
  )
}
