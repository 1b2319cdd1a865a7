import { useQuery } from '@tanstack/react-query'
import { DatePicker, Table } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call as ask, get } from '../api/http'
import type { DeskAccountsView, DeskStatement, DeskStatementSent } from '../api/types'
import { coded, useLanguage, words } from '../i18n'
import { money } from '../i18n/format'
import { monthOf, periodsOf, type Days } from './periods'
import { whyNot } from './problems'

interface Props {
  contactId: string
  /** An account's `ref`. */
  account: string
  view: DeskAccountsView
}

const atOnce = 8

/** What moved on an account in the days asked for, and the statement sent. Each question is one reading, noted. */
export default function MovementsOf({ contactId, account, view }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { today, earliest } = view
  const periods = periodsOf(today)
  const [days, setDays] = useState<Days>(periods.seven)
  const [asked, setAsked] = useState(false)
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const told = useQuery({
    queryKey: ['desk-movements', contactId, account, days.from, days.to],
    queryFn: ({ signal }) =>
      get<DeskStatement>(
        `/api/assisted/movements?${new URLSearchParams({ account, from: days.from, to: days.to }).toString()}`,
        signal,
      ),
    enabled: asked,
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  if (view.noMovements)
    return (
      <p className="soft" data-testid="movements-not-offered">
        {words(view.noMovements, language)}
      </p>
    )
  const look = (next: Days) => {
    setSaid('')
    setDays(next)
    setAsked(true)
  }
  const send = async () => {
    setBusy(true)
    try {
      await ask<DeskStatementSent>('POST', '/api/assisted/movements/send', { account, from: days.from, to: days.to })
      setSaid(t('accountsDesk.sent'))
    } catch (error) {
      setSaid(whyNot(error, language))
    } finally {
      setBusy(false)
    }
  }
  const statement = asked ? told.data : undefined
  return (
    <>
      <div className="accounts-days" role="group" aria-label={t('accountsDesk.days')}>
        {(['today', 'seven', 'month'] as const).map((name) => (
          <button
            key={name}
            type="button"
            data-testid={`movements-${name}`}
            aria-pressed={asked && days.from === periods[name].from && days.to === periods[name].to}
            onClick={() => look(periods[name])}
          >
            {t(`accountsDesk.${name}`)}
          </button>
        ))}
        <DatePicker
          picker="month"
          placeholder={t('accountsDesk.aMonth')}
          aria-label={t('accountsDesk.aMonth')}
          data-testid="movements-a-month"
          minDate={dayjs(earliest)}
          maxDate={dayjs(today)}
          onChange={(next) => {
            const month = next && monthOf(next.format('YYYY-MM'), today)
            if (month) look(month)
          }}
        />
        <DatePicker.RangePicker
          placeholder={[t('accountsDesk.from'), t('accountsDesk.to')]}
          data-testid="movements-days"
          allowClear={false}
          minDate={dayjs(earliest)}
          maxDate={dayjs(today)}
          value={asked ? [dayjs(days.from), dayjs(days.to)] : null}
          onChange={(next) => {
            if (next?.[0] && next[1]) look({ from: next[0].format('YYYY-MM-DD'), to: next[1].format('YYYY-MM-DD') })
          }}
        />
      </div>
      {asked && told.isError && (
        <p role="alert" className="assisted-refused" data-testid="movements-refused">
          {whyNot(told.error, language)}
        </p>
      )}
      {statement && (
        <>
          <p className="accounts-sum" data-testid="movements-sum">
            <span>
              {t('accountsDesk.sum', { count: statement.lines.length })}
              {statement.more && ` ${t('movements.more')}`}
            </span>
            <span className="num">{t('accountsDesk.cameIn', { amount: money(statement.inMinor) })}</span>
            <span className="num">{t('accountsDesk.wentOut', { amount: money(statement.outMinor) })}</span>
            <button type="button" disabled={busy} data-testid="movements-send" onClick={() => void send()}>
              {t('accountsDesk.send')}
            </button>
            {said && (
              <b role="status" data-testid="movements-said">
                {said}
              </b>
            )}
          </p>
          {statement.lines.length > 0 && (
            <Table
              rowKey={(line) => statement.lines.indexOf(line)}
              size="small"
              className="accounts-lines"
              data-testid="movements-lines"
              pagination={{ pageSize: atOnce, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }}
              dataSource={[...statement.lines]}
              columns={[
                { title: t('movements.when'), className: 'num', width: 130, render: (_, line) => line.day },
                { title: t('movements.kind'), render: (_, line) => coded('movements.kinds', line.kind) },
                {
                  title: t('movements.amount'),
                  className: 'num',
                  align: 'right',
                  render: (_, line) =>
                    `${t(line.amountMinor < 0 ? 'movements.wentOut' : 'movements.cameIn')} ${money(Math.abs(line.amountMinor))}`,
                },
                {
                  title: t('movements.balance'),
                  className: 'num',
                  align: 'right',
                  render: (_, line) => money(line.balanceMinor),
                },
              ]}
            />
          )}
        </>
      )}
    </>
  )
}
