import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { call as ask } from '../api/http'
import { useLanguage } from '../i18n'
import { Field } from './Field'
import { whyNot } from './problems'

/** Who speaks for the company proves to be on its list; what is typed is kept nowhere. */
export function OperatorForm() {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [identity, setIdentity] = useState('')
  const [fault, setFault] = useState('')
  const [busy, setBusy] = useState(false)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setFault('')
    try {
      await ask('POST', '/api/assisted/operator', { identity })
    } catch (error) {
      setFault(whyNot(error, language))
    } finally {
      setIdentity('')
      setBusy(false)
      await queries.invalidateQueries()
    }
  }
  return (
    <form className="assisted-operator" onSubmit={(event) => void send(event)}>
      <Field name="operator" label={t('assisted.operatorIdentity')} fault={fault}>
        <input
          autoFocus
          id="assisted-operator"
          data-testid="assisted-operator"
          autoComplete="off"
          maxLength={30}
          value={identity}
          onChange={(event) => setIdentity(event.target.value)}
        />
      </Field>
      <button type="submit" disabled={busy || identity.trim() === ''} data-testid="assisted-operator-check">
        {t('assisted.operatorCheck')}
      </button>
    </form>
  )
}
