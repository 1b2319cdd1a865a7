import { Button, Input, Select } from 'antd'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { call, Problem } from '../api/http'
import { queries, useReasons } from '../api/queries'
import { coded, useLanguage } from '../i18n'

/** The wrap-up of an agent who left, to be finished by who leads the team; who and why stand in the contact's story. */
export function LeftWrapup({ contactId }: { contactId: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const reasons = useReasons()
  const [reasonCode, setReason] = useState('')
  const [note, setNote] = useState('')
  const [why, setWhy] = useState('')
  const [refused, setRefused] = useState('')
  const [busy, setBusy] = useState(false)

  const close = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setRefused('')
    try {
      await call('POST', `/api/contacts/${encodeURIComponent(contactId)}/wrapup`, { reasonCode, note, why })
      await queries.invalidateQueries({ queryKey: ['contact', contactId] })
    } catch (error) {
      setRefused(error instanceof Problem ? coded('leftWrapup.refused', error.code) : String(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <section className="panel" aria-label={t('leftWrapup.title')} data-testid="left-wrapup">
      <h2>{t('leftWrapup.title')}</h2>
      <form className="body left-wrapup" onSubmit={(event) => void close(event)}>
        <p className="soft">{t('leftWrapup.lead')}</p>
        <label>
          <span>{t('contact.reason')}</span>
          <Select
            value={reasonCode || undefined}
            onChange={setReason}
            data-testid="left-reason"
            showSearch={{ optionFilterProp: 'label' }}
            options={reasons.data
              ?.filter((one) => one.inForce)
              .map((one) => ({ value: one.code, label: language === 'en' ? one.en : one.zh }))}
          />
        </label>
        <label>
          <span>{t('leftWrapup.why')}</span>
          <Input
            value={why}
            count={{ show: true, max: 200 }}
            onChange={(event) => setWhy(event.target.value)}
            data-testid="left-why"
          />
        </label>
        <label className="left-note">
          <span>{t('contact.note')}</span>
          <Input.TextArea
            value={note}
            autoSize={{ minRows: 2, maxRows: 8 }}
            count={{ show: true, max: 4000 }}
            onChange={(event) => setNote(event.target.value)}
          />
        </label>
        <div className="left-do">
          {refused && <span className="late" role="alert">{refused}</span>}
          <Button
            type="primary"
            htmlType="submit"
            loading={busy}
            disabled={!reasonCode || !why.trim() || why.length > 200 || note.length > 4000}
            data-testid="left-close"
          >
            {t('leftWrapup.close')}
          </Button>
        </div>
      </form>
    </section>
  )
}
