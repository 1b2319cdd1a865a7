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
          {t('contact.reason')}
          <select required value={reasonCode} onChange={(event) => setReason(event.target.value)} data-testid="left-reason">
            <option value="" />
            {reasons.data?.map((one) => (
              <option key={one.code} value={one.code}>
                {language === 'en' ? one.en : one.zh}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('contact.note')}
          <textarea maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        <label>
          {t('leftWrapup.why')}
          <input
            required
            maxLength={200}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
            data-testid="left-why"
          />
        </label>
        {refused && <p role="alert">{refused}</p>}
        <button type="submit" disabled={busy} data-testid="left-close">
          {t('leftWrapup.close')}
        </button>
      </form>
    </section>
  )
}
