import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { call, get } from '../api/http'
import { queries } from '../api/queries'
import { Form } from '../form/Form'
import type { Schema } from '../form/schema'
import { Fault, Loading } from '../shell/PageState'
import './record.css'

interface Props {
  address: string
  list: string
  title: string
  /** What the button says; else that it is saved. */
  submit?: string
  /** What it begins with; what was typed is kept for these alone. */
  fill?: Record<string, string>
}

/** A new record, by the form that the server declares. */
export function FormPage({ address, list, title, submit, fill }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const form = useQuery({ queryKey: ['form', address], queryFn: ({ signal }) => get<Schema>(`${address}/form`, signal) })
  if (form.isError) return <Fault error={form.error} retry={() => void form.refetch()} />
  if (!form.data) return <Loading />
  return (
    <div className="sheet record">
      <Link className="soft" to={list}>
        ‹ {t('record.back')}
      </Link>
      <div className="sheet-head">
        <h1>{title}</h1>
      </div>
      <section className="panel">
        <div className="body">
          <Form
            schema={form.data}
            draft={fill ? `${address}/new/${Object.values(fill).join('/')}` : `${address}/new`}
            fill={fill}
            submit={submit ?? t('form.save')}
            onSubmit={async (value) => {
              const made = await call<{ id: string }>('POST', address, value)
              await queries.invalidateQueries({ queryKey: ['list'] })
              await navigate(`${list}/${made.id}`, { replace: true })
            }}
          />
        </div>
      </section>
    </div>
  )
}
