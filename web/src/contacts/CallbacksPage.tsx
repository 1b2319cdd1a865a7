import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { call, Problem } from '../api/http'
import { queries } from '../api/queries'
import type { CallbackRow } from '../api/types'
import { coded } from '../i18n'
import { ListPage } from '../list/ListPage'
import './contacts.css'

const reasons: readonly CallbackRow['state'][] = ['calledIn', 'otherWay', 'notWanted', 'wrongNumber']
const states: readonly CallbackRow['state'][] = ['owed', 'reached', ...reasons]

/**
 * Customers whose call was lost through our fault, in their order. Who is chosen stands behind the address's `#`: the
 * desk calls back that one (F8).
 */
export default function CallbacksPage() {
  const { t } = useTranslation()
  const { hash, search } = useLocation()
  const navigate = useNavigate()
  const chosen = hash.slice(1)
  const choose = (id: string) => void navigate({ search, hash: id }, { replace: true })
  return (
    <ListPage<CallbackRow>
      address="/api/callbacks"
      rowKey="id"
      start={{ state: 'owed' }}
      above={<p className="soft callbacks-lead">{t('callbacks.lead')}</p>}
      cells={{
        place: (row) => <span className="num">{row.place ?? '–'}</span>,
        customerName: (row) => row.customerName || <span className="soft">{t('customer.unknown')}</span>,
        state: (row) =>
          row.state === 'owed' ? (
            <Owed row={row} chosen={row.id === chosen} choose={() => choose(row.id)} />
          ) : (
            coded('callbackStates', row.state)
          ),
      }}
      choices={{ state: states.map((one) => ({ value: one, label: coded('callbackStates', one) })) }}
      widths={{ place: 70, callerMasked: 150, owedAt: 180, waitMs: 100, tries: 100, state: 380 }}
      onRow={(row) =>
        ({
          'data-testid': 'callback-row',
          'data-contact': row.id,
          'aria-selected': row.id === chosen,
        }) as React.HTMLAttributes<HTMLElement>
      }
    />
  )
}

function Owed({ row, chosen, choose }: { row: CallbackRow; chosen: boolean; choose: () => void }) {
  const { t } = useTranslation()
  const [refused, setRefused] = useState('')
  const close = async (why: string) => {
    try {
      await call('POST', `/api/callbacks/${encodeURIComponent(row.id)}/close`, { why })
      await queries.invalidateQueries({ queryKey: ['list', '/api/callbacks'] })
    } catch (error) {
      setRefused(error instanceof Problem ? coded('callbackRefused', error.code) : String(error))
    }
  }
  return (
    <span className="callback-do">
      <Button size="small" aria-pressed={chosen} type={chosen ? 'primary' : 'default'} onClick={choose}>
        {t(chosen ? 'callbacks.chosen' : 'callbacks.choose')}
      </Button>
      <Select
        size="small"
        style={{ width: 170 }}
        value={null}
        placeholder={t('callbacks.close')}
        aria-label={t('callbacks.close')}
        options={reasons.map((one) => ({ value: one, label: coded('callbackStates', one) }))}
        onChange={(why: string) => void close(why)}
      />
      {refused && <span className="late">{refused}</span>}
    </span>
  )
}
