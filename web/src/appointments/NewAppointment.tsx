import { useQuery } from '@tanstack/react-query'
import { Alert, Button, DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { call, get, Problem } from '../api/http'
import { queries } from '../api/queries'
import type { FreeAppointment, OfferedAppointments, Words } from '../api/types'
import { useLanguage, words } from '../i18n'
import { Fault as Broken, Loading } from '../shell/PageState'
import './appointments.css'

interface FieldFault {
  path: string
  zh: string
  en: string
}

/** What, where, and one of the times that are free: asked in this order, as the customer is. */
export default function NewAppointment() {
  const { t } = useTranslation()
  const offered = useQuery({
    queryKey: ['appointments', 'offered'],
    queryFn: ({ signal }) => get<OfferedAppointments>('/api/appointments/offered', signal),
  })
  if (offered.isError) return <Broken error={offered.error} retry={() => void offered.refetch()} />
  if (!offered.data) return <Loading />
  return (
    <div className="sheet record">
      <Link className="soft" to="/appointments">
        ‹ {t('record.back')}
      </Link>
      <div className="sheet-head">
        <h1>{t('appointments.new')}</h1>
      </div>
      <section className="panel">
        <div className="body">
          <Booking offered={offered.data} />
        </div>
      </section>
    </div>
  )
}

function Booking({ offered }: { offered: OfferedAppointments }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  // Booked during a call, it bears the call's number and is told in the caller's language.
  const [search] = useSearchParams()
  const [customer, setCustomer] = useState(search.get('customer') ?? '')
  const [service, setService] = useState(offered.services[0]?.code ?? '')
  const [branch, setBranch] = useState('')
  const [day, setDay] = useState('')
  const [slot, setSlot] = useState<FreeAppointment | null>(null)
  const [amount, setAmount] = useState<number | null>(null)
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const chosen = offered.services.find((one) => one.code === service)
  const there = chosen?.branches.find((one) => one.code === branch)
  const free = useQuery({
    queryKey: ['appointments', 'free', service, branch, day],
    queryFn: ({ signal }) =>
      get<FreeAppointment[]>(`/api/appointments/free?${new URLSearchParams({ service, branch, day }).toString()}`, signal),
    enabled: there !== undefined,
  })
  const faultOf = (path: string) => {
    const fault = faults.find((one) => one.path === path)
    return fault ? (language === 'en' ? fault.en : fault.zh) : ''
  }
  const book = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setFaults([])
    setProblem('')
    try {
      const made = await call<{ id: string }>('POST', '/api/appointments', {
        customer,
        service,
        branch,
        day: slot?.day ?? '',
        time: slot?.time ?? '',
        amount: chosen?.maxYuan ? amount : null,
        contactId: search.get('contact'),
        language: search.get('language'),
      })
      await queries.invalidateQueries({ queryKey: ['list'] })
      await navigate(`/appointments/${made.id}`, { replace: true })
    } catch (error) {
      const wrong = error instanceof Problem ? (error.more['faults'] as FieldFault[] | undefined) : undefined
      const why = error instanceof Problem ? (error.more['why'] as Words | undefined) : undefined
      if (wrong) {
        setFaults(wrong)
        // Somebody may have been quicker.
        void free.refetch()
      } else setProblem(why ? words(why, language) : t('appointments.failed'))
      setBusy(false)
    }
  }
  if (offered.whyNot) return <Alert type="warning" showIcon title={words(offered.whyNot, language)} />
  return (
    <form className="booking" onSubmit={(event) => void book(event)}>
      {problem && <Alert type="error" showIcon title={problem} />}
      <Field name="customer" label={t('appointments.whose')} fault={faultOf('/customer')}>
        <Input
          id="booking-customer"
          data-testid="booking-customer"
          maxLength={40}
          autoComplete="off"
          value={customer}
          onChange={(event) => setCustomer(event.target.value)}
        />
      </Field>
      <Field name="service" label={t('appointments.service')} fault={faultOf('/service')}>
        <Select
          id="booking-service"
          data-testid="booking-service"
          value={service}
          options={offered.services.map((one) => ({ value: one.code, label: words(one.name, language) }))}
          onChange={(next) => {
            setService(next)
            setSlot(null)
          }}
        />
      </Field>
      {chosen?.maxYuan && (
        <Field name="amount" label={t('appointments.amount')} fault={faultOf('/amount')}>
          <InputNumber
            id="booking-amount"
            data-testid="booking-amount"
            precision={0}
            min={1}
            value={amount}
            onChange={setAmount}
          />
          <span className="soft">{t('appointments.bounds', { from: chosen.minYuan, to: chosen.maxYuan })}</span>
        </Field>
      )}
      <Field name="branch" label={t('appointments.branch')} fault={faultOf('/branch')}>
        <Select
          id="booking-branch"
          data-testid="booking-branch"
          value={there ? branch : null}
          placeholder={t('appointments.choose')}
          options={chosen?.branches.map((one) => ({
            value: one.code,
            label: `${one.code} ${words(one.name, language)}`,
          }))}
          onChange={(next) => {
            setBranch(next)
            setSlot(null)
          }}
        />
        {there && <span className="soft">{words(there.address, language)}</span>}
      </Field>
      <Field name="day" label={t('appointments.day')} fault={faultOf('/day')}>
        <DatePicker
          id="booking-day"
          data-testid="booking-day"
          placeholder={t('appointments.anyDay')}
          minDate={dayjs(offered.today)}
          maxDate={dayjs(offered.lastDay)}
          value={day ? dayjs(day) : null}
          onChange={(next) => {
            setDay(next ? next.format('YYYY-MM-DD') : '')
            setSlot(null)
          }}
        />
      </Field>
      {there && (
        <Field name="time" wide label={t('appointments.free')} fault={faultOf('/time')}>
          {free.data?.length === 0 && <span>{t('appointments.noneFree')}</span>}
          {[...new Set(free.data?.map((one) => one.day))].map((on) => (
            <div key={on} className="booking-day" role="group" aria-label={on}>
              <span className="num">{on}</span>
              {free.data!
                .filter((one) => one.day === on)
                .map((one) => (
                  <Button
                    key={one.time}
                    size="small"
                    type={slot?.day === one.day && slot.time === one.time ? 'primary' : 'default'}
                    aria-pressed={slot?.day === one.day && slot.time === one.time}
                    title={t('appointments.left', { count: one.left })}
                    data-testid={`slot-${one.day}-${one.time}`}
                    onClick={() => setSlot(one)}
                  >
                    {one.time}
                  </Button>
                ))}
            </div>
          ))}
        </Field>
      )}
      <div>
        <Button type="primary" htmlType="submit" loading={busy} disabled={!slot} data-testid="booking-book">
          {slot ? t('appointments.book', { day: slot.day, time: slot.time }) : t('appointments.chooseTime')}
        </Button>
      </div>
    </form>
  )
}

interface FieldProps {
  name: string
  label: string
  fault: string
  wide?: boolean
  children: ReactNode
}

function Field({ name, label, fault, wide, children }: FieldProps) {
  return (
    <div className={`booking-field${wide ? ' booking-times' : ''}`}>
      <label htmlFor={`booking-${name}`}>{label}</label>
      {children}
      {fault && (
        <span className="booking-fault" role="alert" data-testid={`booking-fault-${name}`}>
          {fault}
        </span>
      )}
    </div>
  )
}
